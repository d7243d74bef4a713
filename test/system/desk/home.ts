import { PIETER, THANDI, VISITOR } from '../../support/scene';
import type { Shift, SlackAnswer } from '../../support/shift';
import { until } from '../../support/until';

interface HomeOnScreen {
  text: string;
  actions: { action_id: string; value?: string }[];
}

/** The Home tab and the slash commands beside it, against Temporal's visibility. */
export function home(shift: () => Shift): void {
  const open = async (user: string): Promise<HomeOnScreen> => {
    await shift().control.call('POST', '/control/slack/home', { user });
    return shift().control.call('GET', `/control/slack/home?user=${user}`);
  };
  const between = ({ text }: HomeOnScreen, from: string, to: string): string =>
    text.slice(text.indexOf(`\n${from}`), text.indexOf(`\n${to}`));

  it('when an agent takes over in her Home tab, then the card says so and the tab has it among hers', async () => {
    const { waiting, card, control, system } = shift();
    const phone = await waiting();
    const workflowId = await system.workflowIdOf(phone);
    const before = await until(
      () => open(THANDI),
      ({ actions }) => actions.some(({ value }) => value?.includes(workflowId)),
    );
    expect(before.text).not.toContain(phone.slice(-7));
    const { value } = before.actions.find((one) => one.value?.includes(workflowId))!;
    const click = { user: THANDI, action_id: 'home_take_over', value, wait: 8_000 };
    await control.call<SlackAnswer>('POST', '/control/slack/home/actions', click);
    await card(phone, /Thandi has it/);
    const after = await until(
      () => control.call<HomeOnScreen>('GET', `/control/slack/home?user=${THANDI}`),
      ({ text }) => text.startsWith('You have it now'),
    );
    expect(between(after, 'Yours', 'Waiting')).toContain('The customer asked for a person');
    expect(after.actions.some((one) => one.value?.includes(workflowId))).toBe(false);
    expect((await open(VISITOR)).text).toBe("Only members of the agents' group see conversations here.");
  });

  it('when an agent looks for a number, then only she reads who has the conversation, with its thread', async () => {
    const { claimed, control } = shift();
    const phone = await claimed(PIETER);
    const local = `0${phone.slice(2, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
    await control.command(THANDI, '/baton', `find ${local}`);
    const isAnswer = ({ text }: { text: string }): boolean => text.includes('Pieter has it');
    const told = await until(
      () => control.ephemerals(THANDI),
      (all) => all.some(isAnswer),
    );
    const words = told.findLast(isAnswer)!.text;
    expect(words).toContain('Thread · Full chat history');
    expect(words).not.toContain(phone.slice(-7));
  });

  it('when an agent pauses the assistant, then people get what customers write until somebody resumes', async () => {
    const { control, card, system, reads } = shift();
    await control.command(THANDI, '/baton', 'pause');
    await until(
      () => control.slack(),
      (all) => all.some(({ text }) => text.includes('Thandi paused the assistant')),
    );
    const banner = await open(PIETER);
    expect(banner.text).toMatch(/^The assistant is paused in every conversation since .*, by Thandi\./);
    const phone = system.newCustomer();
    await control.say(phone, 'What are your trading hours?');
    await card(phone, /The assistant is paused by an operator/);
    await control.command(PIETER, '/baton', 'resume');
    await until(
      () => control.slack(),
      (all) => all.some(({ text }) => text.includes('Pieter ended the pause')),
    );
    const next = system.newCustomer();
    await control.say(next, 'What are your trading hours?');
    await reads(next, /09:00|08:00/);
  });
}
