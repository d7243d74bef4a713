import type { FaultRequest } from '../../../src/simulator/faults';
import type { JournalEntry } from '../../../src/simulator/journal';
import { THANDI } from '../../support/scene';
import { type Shift } from '../../support/shift';
import { until } from '../../support/until';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const slack = (fault: Omit<FaultRequest, 'vendor'>): FaultRequest => ({ vendor: 'slack', ...fault });

export function slackOutages(shift: () => Shift): void {
  /** Slack's posts of one conversation's lines, with what Slack made of them. */
  const posts = async (phone: string): Promise<JournalEntry[]> => {
    const workflowId = await shift().system.workflowIdOf(phone);
    const all = await shift().control.journal({ kind: 'chat.postMessage' });
    return all.filter(({ body }) => JSON.stringify(body).includes(workflowId));
  };
  const replies = async (phone: string): Promise<string[]> =>
    (await shift().cards(phone)).flatMap(({ replies: lines }) => lines.map(({ text }) => text));
  /** What the customer has said, as the thread has it, in its order. */
  const heard = async (phone: string): Promise<string[]> =>
    (await replies(phone)).flatMap((text) => [...text.matchAll(/> (Message \d+)/g)].map(([, said]) => said ?? ''));
  const messages = (count: number): string[] => Array.from({ length: count }, (_, index) => `Message ${index + 1}`);

  it('when Slack is away for ten minutes, every card and line is there once and in order afterwards', async () => {
    const { system, control, claimed, hears, cards, card, conversation, passes, write, reads } = shift();
    const phone = await claimed();
    const before = await replies(phone);
    const other = system.newCustomer();
    await control.putFault(slack({ kind: 'outage' }));
    for (const text of messages(5)) await hears(phone, text);
    await write(phone, THANDI, 'I see your messages');
    await reads(phone, /^I see your messages$/);
    await hears(other, 'I want a refund');
    await reads(other, /support team/);
    // The customer hears of it at once: nobody waits for Slack.
    const [asked, told] = (await system.snapshot(other)).transcript.filter(({ from }) => from !== 'event');
    expect([asked?.from, told?.from]).toEqual(['customer', 'notice']);
    expect(told!.at - asked!.at).toBeLessThanOrEqual(10 * SECOND);
    await hears(other, 'Message 1');
    for (const one of [phone, other]) {
      await conversation(one, ({ nextDeadline }) => nextDeadline?.what === 'post to Slack again');
      await system.advance(one, 10 * MINUTE);
      await conversation(one, ({ nextDeadline }) => nextDeadline?.what === 'post to Slack again');
    }
    expect(await cards(other)).toEqual([]);
    expect(await replies(phone)).toEqual([...before, 'I see your messages']);

    await control.clearFaults();
    for (const one of [phone, other]) await passes(one, 61 * SECOND);
    expect(await heard(phone)).toEqual(messages(5));
    await card(other, /New handoff[^]*summary/);
    expect(await cards(other)).toHaveLength(1);
    expect(await heard(other)).toEqual(['Message 1']);
    expect((await replies(other)).length).toBe(1);
    await shift().takeOver(other);
  });

  it('when the answer to a line is lost, it is looked up and not posted again', async () => {
    const { control, claimed, says, passes } = shift();
    const phone = await claimed();
    for (const [index, kind] of (['resetAfter', 'garbage'] as const).entries()) {
      await control.putFault(slack({ kind, only: 'chat.postMessage', count: 1 }));
      await says(phone, `Message ${index + 1}`);
      await passes(phone, 10 * SECOND);
    }
    await says(phone, 'Message 3');
    expect(await heard(phone)).toEqual(messages(3));
    expect(await posts(phone)).toHaveLength((await replies(phone)).length + 1);
  });

  it('when even looking it up fails for a while, it is still posted once', async () => {
    const { control, claimed, hears, says, conversation, passes } = shift();
    const phone = await claimed();
    await control.putFault(slack({ kind: 'resetAfter', only: 'chat.postMessage', count: 1 }));
    await control.putFault(slack({ kind: 'status', code: 503, only: 'conversations.replies' }));
    await hears(phone, 'Message 1');
    await until(
      () => control.journal({ kind: 'conversations.replies' }),
      (lookUps) => lookUps.length > 1,
    );
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'post to Slack again');
    await control.clearFaults();
    await passes(phone, 61 * SECOND);
    await says(phone, 'Message 2');
    expect(await heard(phone)).toEqual(messages(2));
  });

  it('when Slack did not take a line, it is posted again and is there once', async () => {
    const { control, claimed, says, passes } = shift();
    const phone = await claimed();
    const faults = [{ kind: 'resetBefore' }, { kind: 'status', code: 500 }, { kind: 'status', code: 503 }] as const;
    for (const [index, fault] of faults.entries()) {
      await control.putFault(slack({ ...fault, only: 'chat.postMessage', count: 1 }));
      await says(phone, `Message ${index + 1}`);
      await passes(phone, 10 * SECOND);
    }
    expect(await heard(phone)).toEqual(messages(3));
  });

  it('when an update of the card fails, the card soon shows what is true', async () => {
    const { control, waiting, card, cards, passes } = shift();
    const phones = [await waiting(), await waiting(), await waiting()];
    const faults = [{ kind: 'resetAfter' }, { kind: 'resetBefore' }, { kind: 'rateLimit', retryAfter: 2 }] as const;
    for (const [index, fault] of faults.entries()) {
      const phone = phones[index]!;
      await control.putFault(slack({ ...fault, only: 'chat.update', count: 1 }));
      await control.click(THANDI, (await card(phone)).ts, 'take_over');
      await shift().conversation(phone, ({ handoff }) => handoff === 'claimed');
      await passes(phone, 10 * SECOND);
      await card(phone, /Thandi has it/);
      expect(await cards(phone)).toHaveLength(1);
    }
  });

  it('when Slack asks for a pause, nothing is posted before it is over, and then everything once', async () => {
    const { control, claimed, hears, quiet } = shift();
    const phone = await claimed();
    await control.putFault(slack({ kind: 'rateLimit', retryAfter: 4, only: 'chat.postMessage', count: 1 }));
    for (const text of messages(3)) await hears(phone, text);
    await until(
      () => heard(phone),
      (all) => all.length === 3,
    );
    await quiet(phone);
    expect(await heard(phone)).toEqual(messages(3));
    const refused = (await posts(phone)).findIndex(({ answer }) => answer?.status === 429);
    const [first, second] = (await posts(phone)).slice(refused);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(4 * SECOND);
  });

  it('when more is to be posted than Slack allows, it comes later, once and in order', async () => {
    const { control, claimed, hears, quiet } = shift();
    const phone = await claimed();
    // A burst is two posts, three seconds apart.
    await control.call('PUT', '/control/slack/settings', { limits: { posts: { burst: 1, perSecond: 0.1 } } });
    for (const text of messages(5)) await hears(phone, text);
    await until(
      () => heard(phone),
      (all) => all.length >= 5,
      60 * SECOND,
    );
    await quiet(phone);
    expect(await heard(phone)).toEqual(messages(5));
    expect((await posts(phone)).some(({ answer }) => answer?.status === 429)).toBe(true);
    await control.call('PUT', '/control/slack/settings', { limits: { posts: { burst: 1000, perSecond: 1000 } } });
  });
}
