import type { TemplateMessage } from '../../workflows/conversation/template';
import type { Settings } from '../../workflows/conversation/settings';
import { createDriver, PIETER, type Driver } from '../support/driver';
import { officeHours, southAfrican, southAfricanTime } from '../support/opening';
import { PATIENT } from '../support/settings';
import { walk } from '../support/walk';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TEMPLATE: TemplateMessage = { name: 'reopen', language: 'en', header: [], body: [], text: 'We have an answer.' };

/** Nobody is reminded, and nobody asked whether the assistant may come back. */
const QUIET_TEAM: Partial<Settings> = {
  ...PATIENT,
  remindAfterMs: 28 * DAY,
  alertAfterMs: 29 * DAY,
  inactivityMs: 40 * DAY,
};

/** It begins on a Monday at 10:00 in South Africa. */
function officeDriver(change: Partial<Settings> = {}): Driver {
  const opening = officeHours(southAfrican('2026-11-23 10:00'));
  return createDriver({ ...(opening && { opening }), ...PATIENT, ...change });
}

const until = (driver: Driver, time: string): void => walk(driver, southAfrican(time));

function waits(driver: Driver): void {
  driver.customer('I want my money back');
  driver.classify({ intent: 'refund_request', wantsAction: true });
  driver.settle();
}

function claimed(driver: Driver): Driver {
  waits(driver);
  driver.command('takeOver');
  driver.settle();
  return driver;
}

/** An agent has it, and the customer has not written for a day. */
const closed = (change: Partial<Settings> = {}): Driver => {
  const driver = claimed(createDriver({ ...QUIET_TEAM, ...change }));
  driver.pass(DAY);
  driver.settle();
  return driver;
};

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);
const asked = (driver: Driver) => driver.sent.filter(({ text }) => text === 'ask_keep_open');
const lines = (driver: Driver, kind: string) =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' && post.line.kind === kind ? [post.line] : []));
const code = (driver: Driver) => driver.state().verdicts.at(-1)?.code;

describe('[Keep it open]', () => {
  test('when people are back before the 24 hours are over, then the notice has no such button and nobody is asked', () => {
    const driver = officeDriver();
    until(driver, '2026-11-24 18:00');
    waits(driver);
    expect(driver.sent.at(-1)).toMatchObject({
      text: 'handoff_closed',
      buttons: [expect.stringMatching(/^assistant:/)],
    });
    until(driver, '2026-11-25 08:00');
    expect(asked(driver)).toEqual([]);
  });

  test('when he asks for people on Saturday at 22:00, then he is asked once more on Sunday, two hours before the end and before 20:00', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    waits(driver);
    until(driver, '2026-11-30 07:59');
    expect(asked(driver).map(({ at }) => southAfricanTime(at))).toEqual(['2026-11-29 19:58']);
  });

  test('when the two hours begin at night, then he is asked at the end of the day before', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 09:30');
    waits(driver);
    until(driver, '2026-11-30 07:59');
    expect(asked(driver).map(({ at }) => southAfricanTime(at))).toEqual(['2026-11-28 19:58']);
  });

  test('when WhatsApp is away until the evening, then he is not asked by night', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    waits(driver);
    until(driver, '2026-11-29 19:57');
    driver.pass(MINUTE);
    const [send] = driver.running('send');
    expect(send).toMatchObject({ intentId: expect.stringMatching(/^n-ask_keep_open-/) });
    driver.fail(send!, { class: 'not_sent', code: 'connection', retryAfterMs: 10 * MINUTE });
    until(driver, '2026-11-30 07:59');
    expect(asked(driver)).toEqual([]);
    expect(driver.state().outbox).toEqual([]);
  });

  test('when people were back for half an hour on the way to the end, then he is not asked after it', () => {
    const from = southAfrican('2026-11-23 00:00');
    const [monday, tuesday] = [0, 24 * 60];
    const open: [number, number][] = [
      [monday + 9 * 60, monday + 12 * 60],
      [tuesday + 11.5 * 60, tuesday + 12 * 60],
    ];
    const driver = createDriver({ opening: { from, minutes: 7 * 24 * 60, open, day: [8 * 60, 20 * 60] } });
    until(driver, '2026-11-23 13:00');
    waits(driver);
    until(driver, '2026-11-24 12:59');
    expect(texts(driver).filter((text) => text === 'nobody_yet')).toHaveLength(1);
    expect(asked(driver)).toEqual([]);
  });

  test('when he taps, then the 24 hours begin anew, he is thanked, and the team can answer on Monday', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    waits(driver);
    until(driver, '2026-11-29 20:30');
    driver.tap('keep');
    driver.settle();
    expect(texts(driver).slice(1)).toEqual(['ask_keep_open', 'kept_open']);
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting' } });
    until(driver, '2026-11-30 08:05');
    expect(driver.listed).toContain('opening');
    expect(asked(driver)).toHaveLength(1);
    driver.command('takeOver');
    driver.agent('Good morning');
    driver.settle();
    expect(texts(driver).at(-1)).toBe('Good morning');
  });

  test('when he has said stop, or somebody has it, then he is not asked', () => {
    const stopped = officeDriver();
    until(stopped, '2026-11-28 22:00');
    waits(stopped);
    stopped.customer('STOP');
    stopped.settle();
    const taken = officeDriver();
    until(taken, '2026-11-28 22:00');
    claimed(taken);
    for (const driver of [stopped, taken]) {
      until(driver, '2026-11-30 07:59');
      expect(asked(driver)).toEqual([]);
    }
  });

  test('when he taps it while an agent has the conversation, then the thread shows it and nothing is said', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    claimed(driver);
    const before = driver.sent.length;
    driver.tap('keep');
    driver.settle();
    expect(driver.sent).toHaveLength(before);
    expect(lines(driver, 'customer_message')).toHaveLength(1);
  });

  test('when conversations of an earlier rule set wait, then they have no such button', () => {
    const opening = officeHours(southAfrican('2026-11-23 10:00'));
    const driver = createDriver({ ...(opening && { opening }) }, undefined, 6);
    until(driver, '2026-11-28 22:00');
    waits(driver);
    until(driver, '2026-11-30 07:59');
    expect(texts(driver)).toEqual(['handoff_closed']);
  });
});

describe('the warning before the window ends', () => {
  test('when the end is in closed time, then whoever has it is warned half an hour before closing', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 09:30');
    claimed(driver);
    until(driver, '2026-11-28 12:29');
    expect(lines(driver, 'window_ends')).toEqual([]);
    until(driver, '2026-11-30 08:00');
    const [line, ...more] = lines(driver, 'window_ends');
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      endsAt: southAfrican('2026-11-29 09:30'),
      opensAt: southAfrican('2026-11-30 08:00'),
    });
  });

  test('when the end is in open time, then half an hour before it; when everything is answered, not at all', () => {
    const driver = officeDriver();
    until(driver, '2026-11-24 15:00');
    claimed(driver);
    until(driver, '2026-11-25 14:29');
    expect(lines(driver, 'window_ends')).toEqual([]);
    until(driver, '2026-11-25 14:31');
    expect(lines(driver, 'window_ends')).toHaveLength(1);
    driver.customer('Hello?');
    driver.agent('Here I am');
    until(driver, '2026-11-26 14:31');
    expect(lines(driver, 'window_ends')).toHaveLength(1);
  });

  test('when nobody has it, then the list of those who wait tells', () => {
    const driver = officeDriver({ remindAfterMs: 28 * DAY, alertAfterMs: 29 * DAY });
    until(driver, '2026-11-28 09:30');
    waits(driver);
    until(driver, '2026-11-28 12:45');
    expect(driver.listed).toEqual(['window']);
    expect(lines(driver, 'window_ends')).toEqual([]);
  });
});

describe('what an agent writes after the end', () => {
  test('when the window is closed, then it is parked with a line of its own, and follows the customer’s next message once', () => {
    const driver = closed();
    driver.agent('Your money is on its way');
    driver.agent('It takes three days');
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
    expect(lines(driver, 'parked')).toMatchObject([
      { text: 'Your money is on its way', asked: false },
      { asked: false },
    ]);
    driver.customer('Any news?');
    driver.settle();
    expect(texts(driver).slice(1)).toEqual(['Your money is on its way', 'It takes three days']);
    // They answer what came before them, not what brought them.
    expect(driver.state().transcript.find(({ text }) => text === 'Any news?')?.disposition).toBe('team');
    driver.customer('Thanks');
    driver.settle();
    expect(driver.sent).toHaveLength(3);
  });

  test('when she sends a template, then it goes out in the closed window, once a day, and nothing is owed meanwhile', () => {
    const driver = closed();
    driver.agent('Your money is on its way');
    driver.command('sendTemplate', { template: TEMPLATE });
    driver.settle();
    expect(code(driver)).toBe('done');
    expect(texts(driver).at(-1)).toBe('We have an answer.');
    expect(lines(driver, 'template_sent')).toMatchObject([{ parked: 1 }]);
    expect(driver.state().transcript.at(-1)).toMatchObject({ text: 'rendered', delivery: 'sent', template: true });
    driver.command('sendTemplate', { template: TEMPLATE });
    expect(code(driver)).toBe('template_sent');
    driver.pass(DAY);
    driver.command('sendTemplate', { template: TEMPLATE });
    expect(code(driver)).toBe('done');
    driver.settle();
    driver.customer('Yes?');
    driver.settle();
    expect(texts(driver).at(-1)).toBe('Your money is on its way');
  });

  test('when the window is open, somebody else has it or nobody, then no template goes out', () => {
    const driver = claimed(createDriver(PATIENT));
    driver.command('sendTemplate', { template: TEMPLATE });
    expect(code(driver)).toBe('window_open');
    const other = closed();
    other.command('sendTemplate', { template: TEMPLATE, agent: PIETER });
    expect(code(other)).toBe('not_assignee');
    const nobodys = createDriver(QUIET_TEAM);
    waits(nobodys);
    nobodys.pass(DAY);
    nobodys.command('sendTemplate', { template: TEMPLATE });
    expect(code(nobodys)).toBe('unclaimed');
    expect([driver, other, nobodys].flatMap(texts)).not.toContain('We have an answer.');
  });

  test('when the template cannot be delivered, then she may try another one, and it is never sent as free text', () => {
    const driver = closed();
    driver.command('sendTemplate', { template: TEMPLATE });
    const [send] = driver.running('send');
    driver.fail(send!, { class: 'not_sent', code: '132001', reason: 'gone', retryable: false });
    driver.settle();
    expect(lines(driver, 'not_delivered')).toMatchObject([{ again: false, reason: 'gone' }]);
    driver.command('sendAgain', { intentId: send?.kind === 'send' ? send.intentId : '' });
    expect(code(driver)).toBe('stale_button');
    driver.command('sendTemplate', { template: TEMPLATE });
    expect(code(driver)).toBe('done');
  });

  test('when WhatsApp was away until the window closed, then her text is parked and not given up', () => {
    const driver = claimed(createDriver(QUIET_TEAM));
    driver.pass(DAY - 10 * MINUTE);
    driver.agent('One moment');
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', code: 'connection', retryAfterMs: 20 * MINUTE });
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(driver.state()).toMatchObject({ outbox: [], parkedTexts: [{ text: 'One moment' }] });
    expect(lines(driver, 'parked')).toHaveLength(1);
  });

  test('when WhatsApp says afterwards that it was too late, then her text is parked', () => {
    const driver = claimed(createDriver(PATIENT));
    driver.agent('One moment');
    driver.settle();
    const { intentId = '' } = driver.sent.at(-1) ?? {};
    const error = { code: '131047', reason: 'too late' };
    driver.pass(DAY);
    const status = { intentId, messageId: 'out', status: 'failed' as const, at: driver.now(), error };
    driver.apply({ type: 'deliveryStatus', at: driver.now(), status });
    expect(driver.state().parkedTexts).toHaveLength(1);
  });

  test('when the conversation goes back to the assistant, then what is parked is held, and nothing goes out by itself', () => {
    const driver = closed();
    driver.agent('Your money is on its way');
    driver.command('resume');
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'active', held: [{ text: 'Your money is on its way' }] });
    expect(driver.state().parkedTexts).toBeUndefined();
    expect(lines(driver, 'held')).toMatchObject([{ why: 'assistant_active' }]);
    driver.customer('Any news?');
    driver.answer('An answer');
    expect(texts(driver)).not.toContain('Your money is on its way');
  });

  test('when she keeps it as a note, then it stays inside; when there are too many, then she reads so', () => {
    const driver = closed();
    driver.agent('Only for us');
    driver.command('keepAsNote', { heldId: driver.state().parkedTexts?.[0]?.id ?? '' });
    expect(driver.state().parkedTexts).toBeUndefined();
    expect(driver.state().transcript.at(-1)).toMatchObject({ from: 'note', text: 'Only for us' });
    for (let number = 1; number <= 9; number += 1) driver.agent(`Text ${number}`);
    driver.settle();
    expect(driver.state().parkedTexts).toHaveLength(8);
    expect(lines(driver, 'sentence').at(-1)).toMatchObject({ sentence: 'parked_full' });
  });

  test('when there are too many under earlier rules, then what is held is sent as it was then', () => {
    const driver = claimed(createDriver(QUIET_TEAM, undefined, 13));
    driver.pass(DAY);
    driver.agent('as @pieter said', undefined, [], { mentions: true });
    for (let number = 1; number <= 8; number += 1) driver.agent(`Text ${number}`);
    driver.command('sendHeld', { heldId: driver.state().held[0]?.id ?? '' });
    expect(code(driver)).toBe('done');
  });

  test('when there are too many, then what is held stays held when it is sent, and she reads why', () => {
    const driver = closed();
    driver.agent('as @pieter said', undefined, [], { mentions: true });
    for (let number = 1; number <= 8; number += 1) driver.agent(`Text ${number}`);
    const heldId = driver.state().held[0]?.id ?? '';
    driver.command('sendHeld', { heldId });
    expect(code(driver)).toBe('parked_full');
    expect(driver.state()).toMatchObject({ held: [{ text: 'as @pieter said' }] });
    driver.command('keepAsNote', { heldId: driver.state().parkedTexts?.[0]?.id ?? '' });
    driver.command('sendHeld', { heldId });
    expect(code(driver)).toBe('done');
    expect(driver.state().held).toEqual([]);
    expect(driver.state().parkedTexts?.at(-1)).toMatchObject({ text: 'as @pieter said' });
  });
});
