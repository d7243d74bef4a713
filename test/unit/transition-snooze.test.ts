import type { CustomerContent } from '../../workflows/conversation/messages';
import { WAITING_RULES, WISH_RULES } from '../../workflows/conversation/rules';
import { searchAttributes } from '../../workflows/conversation/view';
import { createClaimed, createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import { officeHours, southAfrican } from '../support/opening';
import { walk } from '../support/walk';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PHOTO: CustomerContent = { kind: 'media', media: 'image', voice: false, mediaId: 'm', mimeType: 'image/jpeg' };

/** Thandi has answered, and put it off for a month. */
function snoozed(rules?: number): Driver {
  const driver = createClaimed({}, rules);
  driver.agent('I look into it');
  driver.settle();
  driver.command('snooze', { until: driver.now() + 30 * DAY });
  driver.pass(DAY);
  driver.settle();
  return driver;
}

const sentences = (driver: Driver): string[] =>
  driver.posts
    .flatMap(({ post }) => (post.kind === 'thread' && post.line.kind === 'sentence' ? [post.line] : []))
    .map(({ sentence, agent }) => `${sentence} ${agent?.name ?? ''}`);
const card = (driver: Driver) =>
  driver.posts.flatMap(({ post }) => (post.kind === 'card' || post.kind === 'card_update' ? [post.card] : [])).at(-1);
const listOf = (driver: Driver) => searchAttributes(driver.state()).BatonHandoff;

describe('a snoozed handoff whose customer writes', () => {
  test.each<[string, string | CustomerContent]>([
    ['words', 'Any news?'],
    ['a photo', PHOTO],
    ['a place', { kind: 'location', latitude: 1, longitude: 2 }],
    ['a tap on [Yes, connect me] of long ago', { kind: 'button', id: 'connect:1:1', title: 'Yes, connect me' }],
  ])('when he sends %s, then the agent who has it is called, and the card says that it is hers', (_what, content) => {
    const driver = snoozed();
    driver.customer(content);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed', agent: THANDI } });
    expect(driver.state().handoff).not.toHaveProperty('snoozedUntil');
    expect(sentences(driver).at(-1)).toBe('snooze_over_written Thandi');
    expect(card(driver)).toMatchObject({ state: 'claimed', agent: THANDI, changedAt: driver.now() });
    expect(listOf(driver)).toBe('claimed');
  });

  test('when he has written, then his words stand in the thread before the line that calls her', () => {
    const driver = snoozed();
    driver.customer('Any news?');
    driver.settle();
    const kinds = driver.posts.map(({ post }) => (post.kind === 'thread' ? post.line.kind : post.kind));
    expect(kinds.indexOf('customer_message')).toBeGreaterThan(0);
    expect(kinds.lastIndexOf('customer_message')).toBeLessThan(kinds.lastIndexOf('sentence'));
  });

  test('when he has written, then she is reminded, and may lose it, as from any moment on', () => {
    const driver = snoozed();
    driver.customer('Any news?');
    driver.settle();
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(driver.posts.at(-1)).toMatchObject({ post: { line: { kind: 'customer_waits', agent: THANDI } } });
    driver.pass(15 * MINUTE);
    expect(driver.state().handoff).toMatchObject({ status: 'waiting', fellBack: true });
  });

  test('when he has written, then the 30 minutes begin with that', () => {
    const driver = snoozed();
    driver.customer('Any news?');
    driver.pass(30 * MINUTE - 1);
    expect(driver.state().mode).toBe('paused');
    driver.pass(1);
    expect(driver.state().mode).toBe('confirming');
  });

  test.each<[string, string | CustomerContent]>([
    ['reacts', { kind: 'reaction', emoji: '👍', messageId: 'x' }],
    ['sends a sticker', { kind: 'media', media: 'sticker', voice: false, mediaId: 'm', mimeType: 'image/webp' }],
    ['deletes a message', { kind: 'revoke', originalMessageId: 'x' }],
    ['says stop', 'STOP'],
    ['taps [Keep it open]', { kind: 'button', id: 'keep:1:1', title: 'Keep it open' }],
  ])('when he %s, then it stays put off: nobody owes him an answer', (_what, content) => {
    const driver = snoozed();
    driver.customer(content);
    driver.settle();
    expect(driver.state().handoff).toMatchObject({ status: 'snoozed', agent: THANDI });
  });

  test('when it looks like a machine, then it stays put off', () => {
    const driver = createDriver({ quiet: 0 });
    for (let time = 0; time < 4; time += 1) driver.customer('We are closed.');
    driver.settle();
    expect(driver.state().handoff?.reason).toBe('automated_sender');
    driver.command('snooze', { agent: PIETER, until: driver.now() + DAY });
    driver.customer('We are closed.');
    expect(driver.state().handoff).toMatchObject({ status: 'snoozed', agent: PIETER });
  });

  test('when a message of nine days ago arrives, then she is called as well', () => {
    const driver = snoozed();
    driver.customer('Any news?', driver.now() - 9 * DAY);
    expect(driver.state().handoff?.status).toBe('claimed');
  });

  test('when the same message comes twice, then it is over once', () => {
    const driver = snoozed();
    const id = driver.customer('Any news?');
    driver.command('snooze', { until: driver.now() + DAY });
    const message = { id, sentAt: driver.now(), content: PHOTO, customer: { keys: ['k1'] } };
    driver.apply({ type: 'customerMessage', at: driver.now(), message });
    expect(driver.state().handoff?.status).toBe('snoozed');
  });

  test('when the run began under earlier rules, then it stays put off', () => {
    const driver = snoozed(WISH_RULES - 1);
    driver.customer('Any news?');
    driver.settle();
    expect(driver.state().handoff?.status).toBe('snoozed');
    expect(sentences(driver).at(-1)).toBe('snoozed Thandi');
  });
});

describe('a snooze that ends on what is owed still', () => {
  const FRIDAY = southAfrican('2026-11-27 16:00');

  /** Thandi took it on a Friday at 16:00, and has put it off without a word. */
  function putOff(until: string, rules?: number): Driver {
    const opening = officeHours(FRIDAY);
    const driver = createDriver({ ...(opening && { opening }) }, undefined, rules);
    walk(driver, FRIDAY);
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    driver.command('snooze', { until: southAfrican(until) });
    driver.settle();
    walk(driver, southAfrican(until));
    driver.settle();
    return driver;
  }

  const reminders = (driver: Driver) =>
    driver.posts.flatMap(({ post }) =>
      post.kind === 'thread' && post.line.kind === 'customer_waits' ? [post.line] : [],
    );
  const to = (driver: Driver, time: string): void => walk(driver, southAfrican(time));

  test('when it ends in open time, then all waits begin with that', () => {
    const driver = putOff('2026-11-30 09:00');
    expect(reminders(driver)).toEqual([]);
    to(driver, '2026-11-30 09:04');
    expect(reminders(driver)).toEqual([]);
    to(driver, '2026-11-30 09:06');
    expect(reminders(driver)).toMatchObject([{ agent: THANDI, everybody: false, since: FRIDAY }]);
    to(driver, '2026-11-30 09:11');
    expect(reminders(driver)).toMatchObject([{}, { agent: THANDI, everybody: true, since: FRIDAY }]);
    to(driver, '2026-11-30 09:19');
    expect(listOf(driver)).toBe('claimed');
    to(driver, '2026-11-30 09:21');
    expect(listOf(driver)).toBe('waiting');
  });

  test('when it ends on a closed Sunday, then nobody is called before Monday', () => {
    const driver = putOff('2026-11-29 08:00');
    to(driver, '2026-11-30 08:04');
    expect(sentences(driver).at(-1)).toBe('snooze_over Thandi');
    expect(reminders(driver)).toEqual([]);
    to(driver, '2026-11-30 08:06');
    expect(reminders(driver)).toHaveLength(1);
  });

  test.each<[string, (driver: Driver) => void]>([
    [
      'a colleague takes it',
      (driver) => driver.command('takeOver', { agent: PIETER, from: { agent: THANDI.id, reason: 'ill' } }),
    ],
    ['it is given to a colleague', (driver) => driver.command('transfer', { to: PIETER })],
  ])('when %s before its end, then his time begins with that', (_what, act) => {
    const driver = putOff('2026-11-30 12:00');
    driver.command('snooze', { until: southAfrican('2026-11-30 14:00') });
    to(driver, '2026-11-30 13:00');
    act(driver);
    driver.settle();
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: PIETER });
    expect(reminders(driver)).toEqual([]);
    to(driver, '2026-11-30 13:06');
    expect(reminders(driver)).toMatchObject([{ agent: PIETER, everybody: false }]);
  });

  test('when the group gets it, then the list is told of it as of anything that waits', () => {
    const driver = putOff('2026-11-30 12:00');
    driver.command('snooze', { until: southAfrican('2026-11-30 14:00') });
    to(driver, '2026-11-30 13:00');
    driver.command('transfer', { toGroup: true });
    driver.settle();
    expect(driver.listed).toEqual([]);
    to(driver, '2026-11-30 13:21');
    expect(driver.listed).toEqual(['waiting', 'nobody', 'escalate']);
  });

  test('when a worker was away over closing time, then nobody is called before the next opening', () => {
    const driver = putOff('2026-11-27 16:50');
    driver.apply({ type: 'tick', at: southAfrican('2026-11-27 17:30') });
    expect(reminders(driver)).toEqual([]);
    to(driver, '2026-11-28 08:59');
    expect(reminders(driver)).toEqual([]);
    to(driver, '2026-11-28 09:01');
    expect(reminders(driver)).toMatchObject([{ everybody: false }, { everybody: true }]);
  });

  test('when the run began under earlier rules, then they are called at once, open or closed', () => {
    const driver = putOff('2026-11-29 08:00', WAITING_RULES - 1);
    expect(reminders(driver)).toMatchObject([{ everybody: false }, { everybody: true }]);
  });
});

describe('a snoozed handoff that comes to the customer’s new number', () => {
  /** It comes once he has written `words` from there. */
  function moved(old: Driver, words?: string): Driver {
    const from = old.state().workflowId;
    const fresh = createDriver({}, undefined, undefined, 'whatsapp-1-new');
    fresh.pass(old.now() - fresh.now());
    const [at, sentAt] = [fresh.now(), fresh.now()];
    const change = { id: 'wamid.move', sentAt, from, customer: { keys: ['k2'] } };
    fresh.apply({ type: 'customerMoved', at, moved: change });
    if (words !== undefined) fresh.customer(words);
    fresh.apply({ type: 'carried', at: fresh.now(), carried: { id: 'carried', from, sentAt, state: old.state() } });
    fresh.settle();
    return fresh;
  }

  test('when he has written from there already, then the agent who has it is called', () => {
    const driver = moved(snoozed(), 'Hello, it is me, from my new number');
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed', agent: THANDI } });
    expect(sentences(driver).at(-1)).toBe('snooze_over_written Thandi');
    expect(card(driver)).toMatchObject({ state: 'claimed' });
  });

  test('when he has not, then it stays put off', () => {
    expect(moved(snoozed()).state().handoff).toMatchObject({ status: 'snoozed', agent: THANDI });
  });

  test('when what he is owed was put off as well, then it stays put off', () => {
    const old = createClaimed();
    old.command('snooze', { until: old.now() + DAY });
    expect(moved(old).state().handoff?.status).toBe('snoozed');
  });
});
