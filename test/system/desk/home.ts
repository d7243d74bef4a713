import { PIETER, THANDI, VISITOR } from '../../support/scene';
import type { Shift, SlackAnswer } from '../../support/shift';
import { until } from '../../support/until';

interface HomeOnScreen {
  text: string;
  actions: { action_id: string; value?: string }[];
}

/** A customer of this name who waits for a person. */
export async function waitsAs(name: string, { system, control, card }: Shift): Promise<string> {
  const phone = system.newCustomer();
  system.outputs.remember(name);
  await control.change(phone, { name });
  await control.say(phone, 'I want to talk to a person');
  await card(phone, /Waiting for an agent/);
  return phone;
}

/** Visibility and the gateway know no clock but the wall's: a minute of it has to pass. */
const A_MINUTE_AND_MORE = 75_000;

/**
 * The Home tab and the slash commands beside it, against Temporal's visibility. `longest`: a customer called Oupa Older
 * who has waited since before the others.
 */
export function home(shift: () => Shift, longest: () => string): void {
  const open = async (user: string): Promise<HomeOnScreen> => {
    await shift().control.call('POST', '/control/slack/home', { user });
    return shift().control.call('GET', `/control/slack/home?user=${user}`);
  };
  const snooze = async (phone: string): Promise<void> => {
    const { ts, actions } = await shift().card(phone, /Pieter has it/);
    const { action_id, value } = actions.find(({ label }) => /for an hour/.test(label))!;
    await shift().control.click(PIETER, ts, action_id, value);
  };
  const figure = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1]);
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

  it('when customers wait and one is put off, then the tab has them by their age, the snoozed apart, and what today brought', async () => {
    const { system, control, claimed, hears, conversation } = shift();
    await waitsAs('Nandi Younger', shift());
    const later = await claimed(PIETER);
    system.outputs.remember('Sipho Snoozed');
    await control.change(later, { name: 'Sipho Snoozed' });
    await hears(later, 'Take your time');
    await snooze(later);
    await conversation(later, ({ handoff }) => handoff === 'snoozed');
    const { text } = await until(
      () => open(THANDI),
      (seen) => /\nOupa [^\n]* for \d+ min[^]*\nNandi [^]*\nSnoozed\n[^]*Sipho /.test(seen.text),
      A_MINUTE_AND_MORE,
    );
    const waiting = between({ text, actions: [] }, 'Waiting for a person, oldest first', 'Snoozed');
    const { owedSince = NaN } = await system.snapshot(longest());
    const [, minutes] =
      /\nOupa Older · The customer asked for a person · owed an answer for (\d+) min · thread/.exec(waiting) ?? [];
    expect(Math.abs((Date.now() - owedSince) / 60_000 - Number(minutes))).toBeLessThan(1.5);
    expect(waiting).toMatch(
      /\nNandi Younger · The customer asked for a person · (wrote just now|owed an answer for 1 min) · thread/,
    );
    expect(waiting.indexOf('Oupa Older')).toBeLessThan(waiting.indexOf('Nandi Younger'));
    const ages = [...waiting.matchAll(/ owed an answer for (\d+) min/g)].map(([, age]) => Number(age));
    expect(ages).toEqual(ages.toSorted((one, other) => other - one));
    const snoozed = text.slice(text.indexOf('\nSnoozed\n'));
    expect(snoozed).toMatch(/\nSipho Snoozed · The customer asked for a person · put off by Pieter/);
    expect(snoozed.match(/ · put off by /g)).toHaveLength(figure(text, /(\d+) snoozed/));
    expect(waiting.match(/ · thread/g)).toHaveLength(figure(text, /(\d+) waits? for a person/));
    const [wrote, alone] = [figure(text, /(\d+) customers wrote/), figure(text, /alone answered (\d+)/)];
    expect(wrote - alone).toBeGreaterThanOrEqual(3);
    expect(figure(text, /\((\d+) %\)/)).toBe(Math.round((alone / wrote) * 100));
    expect(figure(text, /(\d+) handoffs/)).toBeGreaterThanOrEqual(3);
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
