import { PIETER, THANDI, VISITOR } from '../../support/scene';
import type { ScreenThread, Shift, SlackAnswer } from '../../support/shift';

const HOUR = 3_600_000;

interface Form {
  id: string;
  view: { title: { text: string }; blocks: { element: { initial_value?: string } }[] };
}

/** What the card of a handoff can do, through forms and lists as a person uses them. */
export function card(shift: () => Shift): void {
  const chosen = (of: ScreenThread, label: RegExp) => of.actions.find((action) => label.test(action.label))!;
  const choose = async (phone: string, user: string, label: RegExp): Promise<SlackAnswer> => {
    const shown = await shift().card(phone);
    const { action_id, value } = chosen(shown, label);
    return shift().control.click(user, shown.ts, action_id, value);
  };
  const form = async (user: string): Promise<Form> => {
    const open = await shift().control.call<(Form & { user: string })[]>('GET', '/control/slack/views');
    return open.findLast((one) => one.user === user)!;
  };
  const send = async (user: string, input: string): Promise<string> => {
    const { id } = await form(user);
    const body = { user, view_id: id, values: { input: { input } } };
    return JSON.stringify((await shift().control.call<SlackAnswer>('POST', '/control/slack/views', body))['shown']);
  };

  it('when an agent uses the suggested reply, he has the conversation, and the colleague who was slower reads who', async () => {
    const { waiting, system, reads, requests, card: newest, conversation } = shift();
    const phone = await waiting('I want a refund for order 5544');
    for (const user of [THANDI, PIETER]) await choose(phone, user, /Use this reply/);
    expect((await form(THANDI)).view.blocks[0]!.element.initial_value).toContain('about order 5544');
    const words = 'Hello, I see order 5544 and am on it';
    system.outputs.remember(words);
    await send(THANDI, words);
    await reads(phone, /am on it/);
    expect(await send(PIETER, 'Me too')).toContain('Thandi has this conversation');
    await conversation(phone, ({ agent }) => agent?.id === THANDI);
    expect((await newest(phone, /Thandi has it/)).text).not.toContain('Suggested first reply');
    expect((await requests(phone)).filter(({ author }) => author === 'agent')).toHaveLength(1);
  });

  it('when it changes hands and is put off, each says so in the thread, and nobody outside the group can do it', async () => {
    const { claimed, card: newest, line, lines, now, control, conversation, told } = shift();
    const phone = await claimed(THANDI);
    for (const label of [/Take it from/, /Transfer/, /for an hour/, /Show number/, /Solved/])
      expect(await told(VISITOR, () => choose(phone, VISITOR, label))).toContain("Only members of the agents' group");
    expect((await newest(phone)).text).toMatch(/Customer: [^\n]+ · \+27 ••••• \d{4}\n/);
    expect(await told(PIETER, () => choose(phone, PIETER, /Show number/))).toContain('+27 ');

    await choose(phone, PIETER, /Take it from Thandi/);
    await send(PIETER, 'She is at lunch');
    await newest(phone, /Pieter has it/);
    await line(phone, /Pieter Botha took over from @Thandi Mokoena[^]*She is at lunch/);
    await choose(phone, PIETER, /Transfer/);
    await send(PIETER, 'group');
    await newest(phone, /Waiting for an agent/);
    await choose(phone, THANDI, /Give it to/);
    await send(THANDI, PIETER);
    await newest(phone, /Pieter has it/);

    const begun = await now(phone);
    await choose(phone, PIETER, /for an hour/);
    const { nextDeadline } = await conversation(phone, ({ handoff }) => handoff === 'snoozed');
    expect(nextDeadline!.at).toBeGreaterThanOrEqual(begun + HOUR);
    expect(await lines(phone, /snoozed the handoff/)).toHaveLength(1);
    expect((await control.ephemerals(PIETER)).filter(({ text }) => /snooze/i.test(text))).toEqual([]);
  });

  it('when it is resolved with an outcome, the card says so, and the next card links to it', async () => {
    const { claimed, card: newest, cards, line, says, conversation } = shift();
    const phone = await claimed(THANDI);
    const first = await newest(phone);
    await choose(phone, THANDI, /Refund or replacement/);
    await newest(phone, /Resolved by Thandi · Refund or replacement arranged/);
    await line(phone, /resolved the handoff: refund or replacement arranged\./);
    await says(phone, 'I want to talk to a person');
    const second = await newest(phone, /Before: the card of the handoff before/);
    expect(JSON.stringify(second.blocks)).toContain(`/p${first.ts.replace('.', '')}`);
    expect(await cards(phone)).toHaveLength(2);
    const { pastHandoffs } = await conversation(phone, ({ handoff }) => handoff === 'waiting');
    expect(pastHandoffs).toMatchObject([{ how: 'resolved', outcome: 'compensated' }]);
  });
}
