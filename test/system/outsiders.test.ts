import { PIETER, THANDI, VISITOR } from '../support/scene';
import { useShift, type ScreenMessage } from '../support/shift';
import { until } from '../support/until';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const REFUSED = "Only members of the agents' group";

/** What is pressed: where it stands, and by which words it is found there. */
type Control = [name: string, shown: (phone: string) => Promise<ScreenMessage>, label: RegExp];

describe('somebody outside the group of agents', () => {
  const shift = useShift();

  /** All that a click could change. */
  const look = async (phone: string) => {
    const { quiet, requests, cards, control } = shift();
    const { mode, handoff, agent, epoch, recentDecisions, transcript, parked } = await quiet(phone);
    const said = transcript.map(({ from, text }) => [from, text]);
    const slack = (await cards(phone)).map(({ text, replies }) => [text, replies.map((reply) => reply.text)]);
    const forms = await control.call<{ user: string }[]>('GET', '/control/slack/views');
    const his = forms.filter(({ user }) => user === VISITOR);
    return { mode, handoff, agent, epoch, recentDecisions, said, parked, slack, his, sent: await requests(phone) };
  };

  /** He is told why, nobody else is told anything, no form opens, and the conversation is as it was. */
  async function refused(phone: string, act: () => Promise<unknown>): Promise<void> {
    const { told, quiet } = shift();
    await quiet(phone);
    const before = await look(phone);
    expect(await told(VISITOR, act)).toContain(REFUSED);
    expect(await look(phone)).toEqual(before);
  }

  async function pressed(phone: string, [, shown, label]: Control): Promise<void> {
    const message = await shown(phone);
    const { action_id, value } = message.actions.find((action) => label.test(action.label)) ?? {};
    if (action_id === undefined) throw new Error(`Nothing is called ${label} in: ${message.text}`);
    await refused(phone, () => shift().control.click(VISITOR, message.ts, action_id, value));
  }

  const card = (phone: string) => shift().card(phone);
  const line = (pattern: RegExp) => (phone: string) => shift().line(phone, pattern);

  const WAITING: Control[] = [
    ['Take over', card, /^Take over$/],
    ['Give it to …', card, /^Give it to …$/],
    ['Use this reply', card, /^Use this reply$/],
    ['Resolve as …', card, /^Solved/],
    ['Snooze for an hour', card, /^Snooze for an hour$/],
    ['Take over and send', line(/Nobody has this handoff yet/), /^Take over and send$/],
    ['Keep as note', line(/Nobody has this handoff yet/), /^Keep as note$/],
  ];

  it.each(WAITING)('when he presses [%s] while nobody has it, he is refused', async (...control) => {
    await pressed(await nobodyHasIt(), control);
  });

  const CLAIMED: Control[] = [
    ['Hand back to the assistant', card, /^Hand back to the assistant$/],
    ['Take it from …', card, /^Take it from Thandi/],
    ['Transfer …', card, /^Transfer …$/],
    ['Snooze for an hour', card, /^Snooze for an hour$/],
    ['Snooze until tomorrow 08:00, or the next open day', card, /^Snooze until tomorrow 08:00, or the next open day$/],
    ['Snooze until …', card, /^Snooze until …$/],
    ['Resolve as …', card, /^Solved/],
    ['Show number', card, /^Show number$/],
    ['Full chat history', card, /^Full chat history$/],
    ['Send anyway', line(/mentions somebody/), /^Send anyway$/],
    ['Keep as note', line(/mentions somebody/), /^Keep as note$/],
    ['Keep it with us', line(/No agent has been active here/), /^Keep it with us$/],
    ['Hand back of the question', line(/No agent has been active here/), /^Hand back to the assistant$/],
  ];

  it.each(CLAIMED)('when he presses [%s] of what an agent has, he is refused', async (...control) => {
    await pressed(await thandiHasIt(), control);
  });

  it.each<[string, RegExp]>([
    ['Hand back to the assistant', /^Hand back/],
    ['Resolve', /^Resolve$/],
    ['Keep until they answer', /^Keep until/],
  ])('when he presses [%s] of the question whose turn it is, he is refused', async (name, label) => {
    await pressed(await customersTurn(), [name, line(/It is the customer’s turn/), label]);
  });

  it('when he presses [Send a template…], no form opens for him', async () => {
    await pressed(await parked(), ['Send a template…', line(/Kept, not sent/), /^Send a template…$/]);
  });

  it('when he presses [Send again], nothing is sent again', async () => {
    await pressed(await unconfirmed(), ['Send again', line(/Delivery unconfirmed/), /^Send again$/]);
  });

  it('when he presses [Take over] of an agent’s Home tab, he reads that it is for agents', async () => {
    const { system, control, clicksHomeOf } = shift();
    const phone = await nobodyHasIt();
    const workflowId = await system.workflowIdOf(phone);
    const home = (user: string) =>
      control.call<{ text: string; actions: { value?: string }[] }>('GET', `/control/slack/home?user=${user}`);
    const shown = await until(
      async () => {
        await control.call('POST', '/control/slack/home', { user: THANDI });
        return (await home(THANDI)).actions.find(({ value }) => value?.includes(workflowId));
      },
      (action) => action !== undefined,
    );
    const before = await look(phone);
    await clicksHomeOf(THANDI, VISITOR, 'home_take_over', shown?.value);
    await until(
      () => home(VISITOR),
      ({ text }) => text === "Only members of the agents' group see conversations here.",
    );
    expect((await home(VISITOR)).actions).toEqual([]);
    expect(await look(phone)).toEqual(before);
  });

  it.each(['find', 'take', 'away', 'back', 'pause', 'resume', 'reply order-number'])(
    'when he types /baton %s, he is refused',
    async (words) => {
      const phone = await nobodyHasIt();
      const whole = ['find', 'take'].includes(words) ? `${words} +${phone}` : words;
      await refused(phone, () => shift().control.command(VISITOR, '/baton', whole));
    },
  );

  // One customer for all that changes nothing about him.
  const once = (make: () => Promise<string>) => {
    let phone: Promise<string> | undefined;
    return () => (phone ??= make());
  };

  const nobodyHasIt = once(async () => {
    const { waiting, write } = shift();
    const phone = await waiting('I want a refund for order 5544');
    await write(phone, PIETER, 'I am on it');
    await shift().line(phone, /Nobody has this handoff yet/);
    return phone;
  });

  const thandiHasIt = once(async () => {
    const { claimed, write, hears, passes } = shift();
    const phone = await claimed(THANDI);
    await hears(phone, 'Are you there?');
    await write(phone, THANDI, '@Pieter do you know this one');
    await shift().line(phone, /mentions somebody/);
    expect((await passes(phone, 31 * MINUTE)).mode).toBe('confirming');
    return phone;
  });

  const customersTurn = once(async () => {
    const { claimed, replies, passes } = shift();
    const phone = await claimed(THANDI);
    await replies(phone, 'Which colour was it?');
    expect((await passes(phone, 31 * MINUTE)).mode).toBe('confirming');
    return phone;
  });

  const parked = once(async () => {
    const { claimed, replies, passes, write } = shift();
    const phone = await claimed(THANDI);
    await replies(phone, 'Which colour was it?');
    await passes(phone, DAY);
    await write(phone, THANDI, 'It is on its way');
    await shift().line(phone, /Kept, not sent/);
    return phone;
  });

  const unconfirmed = once(async () => {
    const { claimed, control, write, sends, conversation, passes } = shift();
    const phone = await claimed(THANDI);
    await control.putFault({ vendor: 'whatsapp', kind: 'resetBefore', only: 'message', count: 1 });
    await write(phone, THANDI, 'The courier comes at noon');
    await until(
      () => sends(phone, 'agent'),
      (all) => all.length === 1 && all[0]!.answer !== null,
    );
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'delivery unconfirmed');
    await passes(phone, 31 * SECOND);
    await shift().line(phone, /Delivery unconfirmed/);
    return phone;
  });
});
