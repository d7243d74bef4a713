import type { FaultRequest } from '../../../src/simulator/faults';
import { PIETER, THANDI } from '../../support/scene';
import { labels, type Shift } from '../../support/shift';
import { createStatusReports } from '../../support/statuses';
import { until } from '../../support/until';

const SECOND = 1_000;
const HOURS = 'What are your trading hours?';
const FEES = 'How much is delivery?';
const UNCONFIRMED = /Delivery unconfirmed: WhatsApp did not say whether the assistant's answer/;
const STATUSES_LOST: FaultRequest = { vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' };

const message = (fault: Omit<FaultRequest, 'vendor' | 'only'>): FaultRequest => ({
  vendor: 'whatsapp',
  only: 'message',
  ...fault,
});

export function answers(shift: () => Shift): void {
  /** A customer asks, and WhatsApp gets the answer in this mood. */
  async function asks(words: string, ...faults: FaultRequest[]): Promise<string> {
    const { system, control, requests } = shift();
    const phone = system.newCustomer();
    for (const fault of faults) await control.putFault(fault);
    await control.say(phone, words);
    await until(
      () => requests(phone),
      (all) => all.length > 0 && all.at(-1)!.answer !== null,
    );
    return phone;
  }
  const answered = (phone: string) => shift().sends(phone, 'assistant');
  const deliveryOf = async (phone: string, number: number) =>
    (await shift().system.snapshot(phone)).transcript.find((line) => line.number === number)?.delivery;

  it('when the answer of WhatsApp is lost and a status comes, all is well', async () => {
    const { passes, system } = shift();
    const phones: string[] = [];
    for (const kind of ['resetAfter', 'garbage'] as const) {
      const phone = await asks(HOURS, message({ kind, count: 1 }));
      await until(
        () => deliveryOf(phone, 2),
        (delivery) => delivery === 'sent',
      );
      phones.push(phone);
    }
    await Promise.all(phones.map((phone) => passes(phone, 60 * SECOND)));
    for (const phone of phones) {
      expect(await shift().requests(phone)).toHaveLength(1);
      expect(await system.snapshot(phone)).toMatchObject({ mode: 'active', handoff: 'none' });
      expect((await shift().answerTo(phone, FEES)).author).toBe('assistant');
    }
  });

  it('when nobody knows whether it went out, people get the conversation and nothing is sent again', async () => {
    const { passes, card, line, requests, quiet, system } = shift();
    const phones: string[] = [];
    for (const fault of [
      { kind: 'resetBefore' },
      { kind: 'status', code: 500 },
      { kind: 'status', code: 503 },
    ] as const) {
      const phone = await asks(HOURS, message({ ...fault, count: 1 }));
      await shift().conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'delivery unconfirmed');
      expect(await system.snapshot(phone)).toMatchObject({ mode: 'active', handoff: 'none' });
      phones.push(phone);
    }
    await Promise.all(phones.map((phone) => passes(phone, 31 * SECOND)));
    for (const phone of phones) {
      await card(phone, /WhatsApp did not confirm the assistant's answer/);
      expect(labels(await line(phone, UNCONFIRMED))).toEqual([]);
      expect(await quiet(phone)).toMatchObject({ mode: 'paused', handoff: 'waiting', reason: 'delivery_unconfirmed' });
      expect(await deliveryOf(phone, 2)).toBe('unconfirmed');
      expect(await requests(phone)).toHaveLength(1);
    }
    const [phone] = phones;
    await shift().takeOver(phone!);
    await shift().replies(phone!, 'We open at eight');
    expect(await requests(phone!)).toHaveLength(2);
  });

  it('when a status comes after all, the thread hears it and the request stays with people', async () => {
    const { control, system, passes, card, line, lines, quiet } = shift();
    const phone = await asks(HOURS, STATUSES_LOST, message({ kind: 'resetAfter', count: 1 }));
    await passes(phone, 31 * SECOND);
    await card(phone, /did not confirm/);
    await shift().reported(phone);
    await control.clearFaults();
    const [answer] = await answered(phone);
    for (const status of ['sent', 'delivered', 'sent'] as const) await createStatusReports(system)(answer!, status);
    await line(phone, /confirmed this message after all/);
    expect(await quiet(phone)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
    expect(await lines(phone, /after all/)).toHaveLength(1);
    expect(await deliveryOf(phone, 2)).toBe('sent');
    expect(await answered(phone)).toHaveLength(1);
  });

  it('when WhatsApp refuses it for good or reports it as failed, people get the conversation', async () => {
    const { control, system, card, line, requests, passes } = shift();
    const refused = await asks(HOURS, message({ kind: 'status', code: 403, count: 1 }));
    const failed = await asks(HOURS, STATUSES_LOST);
    await shift().reported(failed);
    await shift().quiet(failed);
    await createStatusReports(system)((await answered(failed))[0]!, { failed: 131026 });
    await control.clearFaults();
    for (const [phone, why] of [
      [refused, /permissions/],
      [failed, /cannot be reached/],
    ] as const) {
      await card(phone, /did not confirm/);
      const told = await line(phone, /Not delivered/);
      expect(told.text).toMatch(why);
      expect(labels(told)).toEqual([]);
      expect(await system.snapshot(phone)).toMatchObject({ handoff: 'waiting', reason: 'delivery_unconfirmed' });
      expect((await system.snapshot(phone)).owedSince).toBeDefined();
      await passes(phone, 120 * SECOND);
      expect(await requests(phone)).toHaveLength(1);
    }
  });

  it('when WhatsApp is away, the answer goes out once when it is back, to all that was asked meanwhile', async () => {
    const { control, system, conversation, hears, passes, reads, received } = shift();
    const phone = system.newCustomer();
    await control.putFault({ vendor: 'whatsapp', kind: 'outage' });
    await hears(phone, HOURS);
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'send again');
    await system.advance(phone, 120 * SECOND);
    await control.clearFaults();
    await passes(phone, 61 * SECOND);
    await reads(phone, /08:00/);
    await shift().quiet(phone);
    expect(await received(phone)).toHaveLength(1);
    expect(new Set((await answered(phone)).map(({ intent }) => intent)).size).toBe(1);
  });

  it('when an agent takes over while WhatsApp is away, what the assistant had to say is never sent', async () => {
    const { control, system, conversation, hears, passes, requests, card } = shift();
    const phone = system.newCustomer();
    await control.putFault({ vendor: 'whatsapp', kind: 'outage' });
    await hears(phone, HOURS);
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'send again');
    await control.command(PIETER, '/baton', `take +${phone}`);
    expect((await card(phone, /Pieter has it/)).text).toContain(HOURS);
    expect((await system.snapshot(phone)).owedSince).toBeDefined();
    await control.clearFaults();
    await passes(phone, 120 * SECOND);
    expect(await requests(phone)).toEqual([]);
    await shift().write(phone, PIETER, 'We open at eight');
    await shift().reads(phone, /^We open at eight$/);
    expect((await requests(phone)).map(({ author }) => author)).toEqual(['agent']);
  });

  it('when the outcome of an answer is unknown as an agent takes over, he is told and nothing is sent again', async () => {
    const { card, passes, lines, requests, conversation, control } = shift();
    const phone = await asks(HOURS, STATUSES_LOST, message({ kind: 'resetAfter', count: 1 }));
    await control.command(THANDI, '/baton', `take +${phone}`);
    await card(phone, /Thandi has it/);
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'delivery unconfirmed');
    await passes(phone, 31 * SECOND);
    expect(await lines(phone, UNCONFIRMED)).toHaveLength(1);
    expect(await shift().quiet(phone)).toMatchObject({ handoff: 'claimed', reason: 'agent_initiated' });
    expect(await requests(phone)).toHaveLength(1);
  });
}
