import { cardView } from '../../workflows/conversation/card-view';
import { snapshot } from '../../workflows/conversation/view';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';

const HOUR = 60 * 60_000;
const FROM_THANDI = { agent: THANDI.id, reason: 'She is at lunch' };

/** A refund that waits; the newest card's button carries what it shows. */
function waiting(): Driver {
  const driver = createDriver();
  driver.customer('I want a refund for order 5544');
  driver.classify({ intent: 'refund_request', wantsAction: true });
  const [job] = driver.running('summarise');
  const told = { askedFor: 'a', told: 'b', tried: 'c', wants: 'd', suggestedReply: 'I am looking into it' };
  if (job) driver.finish(job, { kind: 'summarise', value: { engine: 'local', ...told } });
  driver.settle();
  return driver;
}

function claimed(): Driver {
  const driver = waiting();
  driver.command('takeOver', { agent: THANDI });
  driver.settle();
  return driver;
}

const cardOf = (driver: Driver) => cardView(driver.state(), driver.state().counters.handoff);
const button = (driver: Driver) => ({ epoch: driver.state().epoch, handoff: driver.state().counters.handoff });
const codes = (driver: Driver) => driver.state().verdicts.map(({ code }) => code);
const lines = (driver: Driver) =>
  driver.posts
    .flatMap(({ post }) => (post.kind === 'thread' ? [post.line] : []))
    .filter(({ kind }) => kind !== 'sentence');
const texts = (driver: Driver) =>
  driver.sent.filter(({ intentId }) => intentId.startsWith('h-')).map(({ text }) => text);

describe('the suggested reply', () => {
  test('when nobody has the conversation, then sending it takes it over, and nothing more is suggested on card and desk', () => {
    const driver = waiting();
    expect(cardOf(driver)).toMatchObject({ state: 'waiting', summary: { suggestedReply: 'I am looking into it' } });
    const onDesk = () => snapshot(driver.state(), driver.now()).summary?.suggestedReply;
    expect(onDesk()).toBe('I am looking into it');
    driver.command('reply', { ...button(driver), text: 'I am on it' });
    driver.settle();
    expect(onDesk()).toBeUndefined();
    expect(texts(driver)).toEqual(['I am on it']);
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: THANDI });
    expect(cardOf(driver).summary).toEqual({ engine: 'local', askedFor: 'a', told: 'b', tried: 'c', wants: 'd' });
    const last = driver.posts.findLast(({ post }) => post.kind === 'card_update');
    expect(JSON.stringify(last)).not.toContain('suggestedReply');
  });

  test('when it is longer than a card can show, then none is suggested', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    const parts = { engine: 'openai' as const, askedFor: 'a', told: 'b', tried: 'c', wants: 'd' };
    const value = { ...parts, suggestedReply: 'é'.repeat(301) };
    driver.finish(driver.running('summarise')[0]!, { kind: 'summarise', value });
    expect(cardOf(driver).summary).toEqual(parts);
  });

  test('when a notice is in flight, then the answer waits for it as every takeover does', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.command('reply', { ...button(driver), text: 'I am on it' });
    expect(codes(driver)).toEqual([]);
    driver.settle();
    expect(codes(driver)).toEqual(['done']);
    expect(driver.sent.map(({ text }) => text)).toEqual(['handoff_open', 'I am on it']);
  });

  test('when two agents send it, then the first one has the conversation and the other reads who', () => {
    const driver = waiting();
    const { epoch, handoff } = button(driver);
    driver.command('reply', { epoch, handoff, text: 'first', agent: PIETER });
    driver.command('reply', { epoch, handoff, text: 'second' });
    driver.settle();
    expect(codes(driver)).toEqual(['done', 'not_assignee']);
    expect(texts(driver)).toEqual(['first']);
  });

  test('when the same agent sends it twice, or has written already, then it goes out once', () => {
    const driver = claimed();
    driver.command('reply', { ...button(driver), text: 'once' });
    driver.command('reply', { ...button(driver), text: 'twice' });
    driver.settle();
    expect(texts(driver)).toEqual(['once']);
    expect(codes(driver).slice(-2)).toEqual(['done', 'already_answered']);
  });

  test('when the window has closed, the form is empty, or the assistant has it, then nothing is sent', () => {
    const driver = claimed();
    driver.command('reply', { ...button(driver), text: '  ' });
    driver.pass(25 * HOUR);
    driver.command('reply', { ...button(driver), text: 'late', agent: PIETER });
    driver.command('resolve', { agent: PIETER });
    driver.command('reply', { text: 'later', agent: PIETER });
    expect(codes(driver).slice(1)).toEqual(['not_found', 'window_closed', 'done', 'no_handoff']);
    expect(texts(driver)).toEqual([]);
  });
});

describe('taking it from a colleague', () => {
  test('when a reason is given, then the conversation changes hands and both read why', () => {
    const driver = claimed();
    driver.command('takeOver', { ...button(driver), agent: PIETER, from: FROM_THANDI });
    driver.settle();
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: PIETER });
    expect(lines(driver)).toContainEqual({
      kind: 'taken_from',
      agent: PIETER,
      from: THANDI,
      reason: 'She is at lunch',
    });
  });

  test('when somebody else has been faster, then the second one reads who has it now', () => {
    const driver = claimed();
    driver.command('takeOver', { ...button(driver), agent: PIETER, from: FROM_THANDI });
    driver.command('takeOver', { ...button(driver), agent: { id: 'U_LINDI', name: 'Lindi' }, from: FROM_THANDI });
    driver.settle();
    expect(codes(driver).slice(-2)).toEqual(['done', 'claimed_by_other']);
    expect(driver.state().verdicts.at(-1)?.name).toBe('Pieter');
    expect(driver.state().handoff?.agent).toEqual(PIETER);
  });

  test('when it is snoozed, then it is taken all the same', () => {
    const driver = claimed();
    driver.command('snooze', { ...button(driver), forMs: HOUR });
    driver.command('takeOver', { ...button(driver), agent: PIETER, from: FROM_THANDI });
    driver.settle();
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: PIETER });
  });
});

describe('the rest of a card', () => {
  test('when it is given back to the group, then it waits for whoever comes first and no notice tells the customer', () => {
    const driver = claimed();
    const before = driver.sent.length;
    driver.command('transfer', { ...button(driver), toGroup: true });
    driver.command('transfer', { ...button(driver), toGroup: true });
    driver.settle();
    expect(codes(driver).slice(-2)).toEqual(['done', 'stale_button']);
    expect(cardOf(driver)).toMatchObject({ state: 'waiting' });
    expect(cardOf(driver).agent).toBeUndefined();
    expect(lines(driver).filter(({ kind }) => kind === 'given_back')).toEqual([{ kind: 'given_back', agent: THANDI }]);
    driver.customer('hello??');
    driver.settle();
    expect(driver.sent.slice(before)).toEqual([]);
  });

  test('when it is put off for an hour, then by its own clock, and not a second time by the card of before', () => {
    const driver = claimed();
    const shown = button(driver);
    driver.pass(5 * 60_000);
    const due = driver.now() + HOUR;
    driver.command('snooze', { ...shown, forMs: HOUR });
    driver.command('snooze', { ...shown, forMs: 3 * HOUR });
    driver.settle();
    expect(codes(driver).slice(-2)).toEqual(['done', 'stale_button']);
    expect(cardOf(driver)).toMatchObject({ state: 'snoozed', snoozedUntil: due });
  });

  test('when it began under the rules of before, then it may be put off again', () => {
    const driver = createDriver({}, undefined, 6);
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.command('snooze', { forMs: HOUR });
    driver.command('snooze', { forMs: 3 * HOUR });
    expect(driver.state().handoff?.snoozedUntil).toBe(driver.now() + 3 * HOUR);
  });

  test('when it is resolved with an outcome, then card, thread and record say so', () => {
    const driver = claimed();
    const { number = 0 } = driver.state().handoff ?? {};
    driver.command('resolve', { ...button(driver), outcome: 'compensated' });
    driver.settle();
    expect(cardView(driver.state(), number)).toMatchObject({
      state: 'resolved',
      endedBy: THANDI,
      outcome: 'compensated',
    });
    const { pastHandoffs, transcript } = snapshot(driver.state(), driver.now());
    expect(pastHandoffs).toMatchObject([{ number, how: 'resolved', by: THANDI, outcome: 'compensated' }]);
    expect(transcript.map(({ text }) => text)).toContain(
      'Thandi resolved the handoff (refund or replacement arranged). The assistant answers again.',
    );
    expect(JSON.stringify(driver.posts)).toContain('"sentence":"resolved","agent":{"id":"U_THANDI"');
  });

  test('when a second handoff opens, then its card links to the one before, and the one before to none', () => {
    const driver = claimed();
    driver.command('resolve');
    driver.settle();
    driver.customer('Again: I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true, sentiment: 'negative' });
    driver.settle();
    const [first, second] = driver.state().cards;
    expect(cardView(driver.state(), 2)).toMatchObject({
      intent: 'refund_request',
      sentiment: 'negative',
      earlier: { channel: first?.channel, ts: first?.ts },
    });
    expect(first?.ts).toBeDefined();
    expect(first?.ts).not.toBe(second?.ts);
    expect(cardView(driver.state(), 1).earlier).toBeUndefined();
  });
});
