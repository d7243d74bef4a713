import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { PIETER, THANDI } from '../../support/scene';
import { type ScreenMessage, type Shift } from '../../support/shift';

const MINUTE = 60_000;
const QUESTION = /No agent has been active here|It is the customer’s turn/;
const STALE = 'out of date: the conversation has moved on since. Nothing has changed.';

export function buttons(shift: () => Shift): void {
  const clicks = (user: string, message: ScreenMessage, actionId: string) => () =>
    shift().clicksOld(user, message, actionId);

  /** The clicker is told why, and nothing of the conversation, its clock or its messages is different afterwards. */
  async function refused(phone: string, user: string, act: () => Promise<unknown>, sentence: string): Promise<void> {
    const { told, quiet, requests, cards } = shift();
    const look = async () => [
      withoutClock(await quiet(phone)),
      await requests(phone),
      (await cards(phone)).map(({ text, replies }) => [text, replies.length]),
    ];
    const before = await look();
    expect(await told(user, act)).toContain(sentence);
    expect(await look()).toEqual(before);
  }

  it('when it is [Take over] and somebody else has the conversation, he says whom', async () => {
    const { waiting, takeOver, card } = shift();
    const phone = await waiting();
    const before = await card(phone);
    await takeOver(phone, THANDI);
    await refused(phone, PIETER, clicks(PIETER, before, 'take_over'), 'Thandi already has this conversation.');
  });

  it('when it is [Take over] of an earlier handoff while another one is open, it is refused', async () => {
    const { phone, earlier } = await twoHandoffs();
    await refused(phone, PIETER, clicks(PIETER, earlier, 'take_over'), STALE);
    expect((await shift().quiet(phone)).handoff).toBe('waiting');
  });

  it('when it is [Hand back] or [Resolve] of an earlier handoff, it is refused', async () => {
    const { phone, earlier } = await twoHandoffs();
    await shift().takeOver(phone, THANDI);
    for (const actionId of ['hand_back', 'resolve'])
      await refused(phone, THANDI, clicks(THANDI, earlier, actionId), STALE);
  });

  it('when it is on a card whose handoff is over, it is refused', async () => {
    const { claimed, card, clickCard } = shift();
    const phone = await claimed();
    const before = await card(phone);
    await clickCard(phone, THANDI, 'resolve');
    await card(phone, /Resolved by Thandi/);
    await refused(phone, THANDI, clicks(THANDI, before, 'hand_back'), STALE);
    await refused(phone, THANDI, clicks(THANDI, before, 'resolve'), 'Nothing is open here any more.');
  });

  it('when it is from before the conversation came back to people, it is refused', async () => {
    const { claimed, card, clickCard, replies, takeOver } = shift();
    const phone = await claimed();
    const before = await card(phone);
    await replies(phone, 'It is on its way');
    await clickCard(phone, THANDI, 'hand_back');
    await card(phone, /Handed back/);
    await takeOver(phone, THANDI);
    for (const actionId of ['hand_back', 'resolve'])
      await refused(phone, THANDI, clicks(THANDI, before, actionId), STALE);
  });

  it('when it is [Keep it with us] or [Hand back] of a question that is closed, it is refused', async () => {
    const { claimed, passes, line, lines, control, conversation } = shift();
    const phone = await claimed();
    await passes(phone, 31 * MINUTE);
    const first = await line(phone, QUESTION);
    const click = (message: ScreenMessage, actionId: string, user = THANDI) => {
      return () => control.click(user, message.ts, actionId);
    };
    await click(first, 'keep_with_us')();
    await conversation(phone, ({ mode }) => mode === 'paused');
    for (const actionId of ['keep_with_us', 'hand_back']) await refused(phone, THANDI, click(first, actionId), STALE);

    await passes(phone, 31 * MINUTE);
    expect(await lines(phone, QUESTION)).toHaveLength(2);
    for (const actionId of ['keep_with_us', 'hand_back']) await refused(phone, THANDI, click(first, actionId), STALE);
    const second = (await lines(phone, QUESTION))[1]!;
    for (const actionId of ['keep_with_us', 'hand_back'])
      await refused(phone, PIETER, click(second, actionId, PIETER), 'only Thandi can do that');
    await click(second, 'hand_back')();
    await conversation(phone, ({ mode }) => mode === 'active');
    for (const actionId of ['keep_with_us', 'hand_back']) await refused(phone, THANDI, click(second, actionId), STALE);
  });

  it('when it is [Send anyway] or [Keep as note], it works once, and not after the handoff', async () => {
    const { claimed, write, line, control, reads, quiet, clickCard, card } = shift();
    const phone = await claimed();
    const hold = async (text: string): Promise<ScreenMessage> => {
      await write(phone, THANDI, text);
      return line(phone, new RegExp(`mentions somebody[^]*${text.slice(9)}`));
    };
    const click = (message: ScreenMessage, actionId: string) => () => control.click(THANDI, message.ts, actionId);
    const sent = await hold('@Pieter calls you today');
    await click(sent, 'send_held')();
    await reads(phone, /calls you today/);
    const kept = await hold('@Pieter do you know this one');
    await click(kept, 'keep_as_note')();
    await quiet(phone);
    for (const message of [sent, kept])
      for (const actionId of ['send_held', 'keep_as_note'])
        await refused(phone, THANDI, click(message, actionId), 'no longer waiting. Nothing was sent.');

    const late = await hold('@Pieter will see to it');
    await clickCard(phone, THANDI, 'resolve');
    await card(phone, /Resolved by Thandi/);
    await refused(phone, THANDI, click(late, 'send_held'), STALE);
  });

  it('when a button is clicked twice, it takes effect once', async () => {
    const { waiting, card, quiet, lines, takeOver, clickCard } = shift();
    const phone = await waiting();
    const unclaimed = await card(phone);
    await Promise.all([clicks(THANDI, unclaimed, 'take_over')(), clicks(THANDI, unclaimed, 'take_over')()]);
    await card(phone, /Thandi has it/);
    await quiet(phone);
    expect(await lines(phone, /took over/)).toHaveLength(1);

    const claimed = await card(phone);
    await Promise.all([clicks(THANDI, claimed, 'resolve')(), clicks(THANDI, claimed, 'resolve')()]);
    await card(phone, /Resolved by Thandi/);
    await quiet(phone);
    expect(await lines(phone, /resolved the handoff/)).toHaveLength(1);
    await takeOver(phone, PIETER);
    await clickCard(phone, PIETER, 'hand_back');
    expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'none' });
  });

  /** A customer whose second handoff waits, and the card of the first as it was while Thandi had it. */
  async function twoHandoffs(): Promise<{ phone: string; earlier: ScreenMessage }> {
    const { claimed, card, cards, clickCard, says, replies } = shift();
    const phone = await claimed();
    const having = await card(phone);
    await replies(phone, 'It is on its way');
    await clickCard(phone, THANDI, 'hand_back');
    const ended = await card(phone, /Handed back/);
    await says(phone, 'I want to talk to a person');
    await card(phone, /Waiting for an agent/);
    expect(await cards(phone)).toHaveLength(2);
    return { phone, earlier: { ...ended, actions: [...having.actions, ...ended.actions] } };
  }
}

/** Everything but the time, and the month after which a conversation without any event completes. */
function withoutClock({ now: _now, nextDeadline, transcript, ...rest }: ConversationSnapshot): object {
  // How far a message has got on its way is WhatsApp's news, not the click's.
  const lines = transcript.map(({ delivery: _delivery, ...line }) => line);
  return { ...rest, lines, deadline: nextDeadline?.what === 'conversation completes' ? undefined : nextDeadline };
}
