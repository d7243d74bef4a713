import type { FaultRequest } from '../../../src/simulator/faults';
import { THANDI } from '../../support/scene';
import { labels, type Shift } from '../../support/shift';
import { createStatusReports } from '../../support/statuses';
import { until } from '../../support/until';

const SECOND = 1_000;
const UNCONFIRMED = /Delivery unconfirmed/;
const NOT_DELIVERED = /Not delivered/;
const AGAIN = 'Send again';

const message = (fault: Omit<FaultRequest, 'vendor' | 'only'>): FaultRequest => ({
  vendor: 'whatsapp',
  only: 'message',
  ...fault,
});
/** WhatsApp's statuses of what the business sent are lost on their way. */
const STATUSES_LOST: FaultRequest = { vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' };

export function deliveries(shift: () => Shift): void {
  const texts = async (phone: string): Promise<string[]> => (await shift().received(phone)).map(({ text }) => text);
  const deliveryOf = async (phone: string, text: string) =>
    (await shift().system.snapshot(phone)).transcript.findLast((line) => line.text === text)?.delivery;
  const agentRequests = (phone: string) => shift().sends(phone, 'agent');

  /** An agent writes, and WhatsApp gets it in this mood. */
  async function writes(phone: string, text: string, ...faults: FaultRequest[]): Promise<void> {
    for (const fault of faults) await shift().control.putFault(fault);
    const before = (await agentRequests(phone)).length;
    await shift().write(phone, THANDI, text);
    await until(
      () => agentRequests(phone),
      (requests) => requests.length > before && requests.at(-1)!.answer !== null,
    );
  }

  /** [Send again] sends it once more, under a new intent, however often it is clicked. */
  async function sentAgainOnce(phone: string, text: string, pattern: RegExp): Promise<void> {
    const { line, control, click, told, quiet } = shift();
    const flagged = await line(phone, pattern);
    expect(labels(flagged)).toEqual([AGAIN]);
    const before = await agentRequests(phone);
    const shown = (await texts(phone)).filter((one) => one === text).length;
    await click(THANDI, flagged.ts, 'send_again');
    await until(
      () => texts(phone),
      (all) => all.filter((one) => one === text).length === shown + 1,
    );
    await quiet(phone);
    expect(await told(THANDI, () => control.click(THANDI, flagged.ts, 'send_again'))).toContain('sent again already');
    await quiet(phone);
    const after = await agentRequests(phone);
    expect(after).toHaveLength(before.length + 1);
    expect(new Set(after.map(({ intent }) => intent)).size).toBe(new Set(before.map(({ intent }) => intent)).size + 1);
    expect(await deliveryOf(phone, text)).toMatch(/sent|delivered|read/);
  }

  it("when WhatsApp reports an agent's message as failed, the thread says why and it can be sent again", async () => {
    const { system, control, claimed, line, reported } = shift();
    const phone = await claimed();
    await writes(phone, 'The courier comes at noon', STATUSES_LOST);
    await reported(phone);
    await shift().quiet(phone);
    await createStatusReports(system)((await agentRequests(phone))[0]!, { failed: 131026 });
    expect((await line(phone, NOT_DELIVERED)).text).toMatch(
      /cannot be reached on WhatsApp[^]*The courier comes at noon/,
    );
    expect(await deliveryOf(phone, 'The courier comes at noon')).toBe('failed');
    await control.clearFaults();
    await sentAgainOnce(phone, 'The courier comes at noon', NOT_DELIVERED);
  });

  it('when WhatsApp is away, what agents write waits and arrives once and in order', async () => {
    const { control, claimed, conversation, passes, system, quiet, lines } = shift();
    const phone = await claimed();
    await control.putFault({ vendor: 'whatsapp', kind: 'outage' });
    const words = ['First', 'Second', 'Third'];
    for (const text of words) await shift().write(phone, THANDI, text);
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'send again');
    await system.advance(phone, 120 * SECOND);
    await control.clearFaults();
    await passes(phone, 61 * SECOND);
    await until(
      () => texts(phone),
      (all) => all.includes('Third'),
    );
    await quiet(phone);
    expect((await texts(phone)).slice(-3)).toEqual(words);
    expect(await agentRequests(phone)).toHaveLength(3);
    expect(await lines(phone, /Not delivered|unconfirmed/)).toEqual([]);
  });

  it('when WhatsApp asks for a pause, the message waits that long and goes out once', async () => {
    const { claimed, quiet, lines } = shift();
    const phone = await claimed();
    await writes(phone, 'One moment please', message({ kind: 'rateLimit', retryAfter: 4, count: 1 }));
    await until(
      () => texts(phone),
      (all) => all.includes('One moment please'),
    );
    await quiet(phone);
    const [refused, accepted, ...more] = await agentRequests(phone);
    expect(more).toEqual([]);
    expect(accepted!.at - refused!.at).toBeGreaterThanOrEqual(4 * SECOND);
    expect(accepted!.intent).toBe(refused!.intent);
    expect(await lines(phone, /Not delivered|unconfirmed/)).toEqual([]);
  });

  it('when the customer has got too many messages in a short time, the rest follows in order', async () => {
    const { claimed, card, control, conversation, passes, lines } = shift();
    const phone = await claimed();
    const { ts } = await card(phone);
    const words = Array.from({ length: 48 }, (_, index) => `Line ${index + 1}`);
    for (const text of words) {
      await control.call('POST', '/control/slack/messages', { user: THANDI, thread_ts: ts, text, wait: 0 });
    }
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'send again');
    const [refused] = (await agentRequests(phone)).filter(({ answer }) => answer?.status === 400);
    expect(JSON.stringify(refused!.answer)).toContain('131056');
    for (let round = 0; round < 6 && !(await texts(phone)).includes('Line 48'); round += 1)
      await passes(phone, 20 * SECOND);
    expect((await texts(phone)).filter((text) => text.startsWith('Line'))).toEqual(words);
    expect(await lines(phone, /Not delivered|unconfirmed/)).toEqual([]);
  });

  it('when the answer is lost and a status comes, the message has arrived and nothing is sent twice', async () => {
    const { claimed, passes, lines } = shift();
    const phones = await Promise.all([claimed(), claimed()]);
    for (const [index, kind] of (['resetAfter', 'garbage'] as const).entries()) {
      const phone = phones[index]!;
      await writes(phone, 'It is on its way', message({ kind, count: 1 }));
      await until(
        () => deliveryOf(phone, 'It is on its way'),
        (delivery) => delivery === 'read',
      );
    }
    await Promise.all(phones.map((phone) => passes(phone, 60 * SECOND)));
    for (const phone of phones) {
      expect(await agentRequests(phone)).toHaveLength(1);
      expect(await lines(phone, UNCONFIRMED)).toEqual([]);
    }
  });

  it("when nobody knows whether an agent's message went out, he is told after 30 seconds and may send it again", async () => {
    const { claimed, passes, system, lines } = shift();
    const text = 'It is on its way';
    const unknown = [
      { kind: 'resetBefore' },
      { kind: 'status', code: 500 },
      { kind: 'status', code: 502 },
      { kind: 'status', code: 503 },
    ] as const;
    const phones = await Promise.all(unknown.map(() => claimed()));
    for (const [index, fault] of unknown.entries()) {
      const phone = phones[index]!;
      await writes(phone, text, message({ ...fault, count: 1 }));
      const { nextDeadline, now } = await shift().conversation(
        phone,
        ({ nextDeadline: next }) => next?.what === 'delivery unconfirmed',
      );
      expect(nextDeadline!.at - now).toBeLessThanOrEqual(30 * SECOND);
      expect(nextDeadline!.at - now).toBeGreaterThan(0);
      expect(await lines(phone, UNCONFIRMED)).toEqual([]);
      expect(await system.snapshot(phone)).toMatchObject({ mode: 'paused', handoff: 'claimed' });
    }
    await Promise.all(phones.map((phone) => passes(phone, 31 * SECOND)));
    for (const phone of phones) {
      expect(await agentRequests(phone)).toHaveLength(1);
      await sentAgainOnce(phone, text, UNCONFIRMED);
    }
  });

  it('when WhatsApp never answers, that is an unknown outcome as well, and others are not held up', async () => {
    const { claimed, control, passes, replies } = shift();
    const [phone, other] = await Promise.all([claimed(), claimed()]);
    await control.putFault(message({ kind: 'drop', count: 1 }));
    await shift().write(phone, THANDI, 'It is on its way');
    await until(
      () => agentRequests(phone),
      (requests) => requests.length === 1,
    );
    await replies(other, 'Hello');
    await shift().write(phone, THANDI, 'At noon');
    await shift().reads(phone, /^At noon$/);
    await passes(phone, 31 * SECOND);
    expect(await texts(phone)).not.toContain('It is on its way');
    await sentAgainOnce(phone, 'It is on its way', UNCONFIRMED);
  });

  it('when a status comes after the 30 seconds, the flag is withdrawn and nothing can be sent again', async () => {
    const { system, control, claimed, passes, line, lines, told } = shift();
    const phone = await claimed();
    await writes(phone, 'It is on its way', STATUSES_LOST, message({ kind: 'resetAfter', count: 1 }));
    await passes(phone, 31 * SECOND);
    const flagged = await line(phone, UNCONFIRMED);
    expect(await deliveryOf(phone, 'It is on its way')).toBe('unconfirmed');
    const [request] = await agentRequests(phone);
    for (const status of ['delivered', 'sent', 'read'] as const) await createStatusReports(system)(request!, status);
    expect((await line(phone, /confirmed this message after all/)).text).toContain('It is on its way');
    await shift().quiet(phone);
    expect(await lines(phone, /after all/)).toHaveLength(1);
    expect(await deliveryOf(phone, 'It is on its way')).toBe('read');
    expect(await told(THANDI, () => control.click(THANDI, flagged.ts, 'send_again'))).toContain('delivered');
    expect(await agentRequests(phone)).toHaveLength(1);
  });

  it("when WhatsApp refuses an agent's message for good, it is not tried again by itself", async () => {
    const { claimed, passes, line } = shift();
    const text = 'It is on its way';
    const refusals = [
      [403, /permissions/],
      [401, /access token/],
      [400, /did not accept/],
    ] as const;
    const phones = await Promise.all(refusals.map(() => claimed()));
    for (const [index, [code, why]] of refusals.entries()) {
      const phone = phones[index]!;
      await writes(phone, text, message({ kind: 'status', code, count: 1 }));
      expect((await line(phone, NOT_DELIVERED)).text).toMatch(why);
    }
    await Promise.all(phones.map((phone) => passes(phone, 120 * SECOND)));
    for (const phone of phones) {
      expect(await agentRequests(phone)).toHaveLength(1);
      await sentAgainOnce(phone, text, NOT_DELIVERED);
    }
  });
}
