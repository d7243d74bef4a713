import { createClaimed, createDriver, PIETER, THANDI, wantsRefund, type Driver } from '../support/driver';
import { officeHours, southAfrican } from '../support/opening';
import { walk } from '../support/walk';

const MINUTE = 60_000;
const TAKEN = { agent: THANDI.id, reason: 'lunch' };
const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);

const lines = (driver: Driver) =>
  driver.posts.flatMap(({ post }) =>
    post.kind === 'thread' && post.line.kind === 'customer_waits' ? [post.line] : [],
  );

/** What the customer is told of a delay is to go out now. */
function delayed(rules?: number): Driver {
  const driver = createClaimed({}, rules);
  driver.pass(10 * MINUTE);
  return driver;
}

/** … and WhatsApp has not taken it yet. */
function refusedAtFirst(): Driver {
  const driver = delayed();
  const [send] = driver.running('send');
  driver.fail(send!, { class: 'not_sent', retryable: true });
  expect(driver.state().outbox).toMatchObject([{ content: { key: 'answer_delayed' }, status: 'queued', attempt: 2 }]);
  return driver;
}

function answered(driver: Driver, words: string): void {
  driver.agent('It is paid');
  driver.settle();
  driver.customer(words);
}

function thanksWhilePutOff(driver: Driver): void {
  driver.agent('We have the part on Thursday');
  driver.settle();
  driver.command('snooze', { until: driver.now() + 3 * 24 * 60 * MINUTE });
  driver.customer('ok thank you');
}

describe('the sentence that people are late', () => {
  test('when he has waited for ten minutes, not before, then it goes out, without a button', () => {
    const driver = createClaimed();
    driver.pass(10 * MINUTE - 1);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
    driver.pass(1);
    driver.settle();
    expect(driver.sent.at(-1)).toMatchObject({ text: 'answer_delayed', buttons: [] });
    expect(driver.sent.at(-1)?.intentId).toMatch(/^n-answer_delayed-/);
  });

  test('when WhatsApp takes it only later, then it goes out then', () => {
    const driver = refusedAtFirst();
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'answer_delayed']);
  });

  test.each<[string, (driver: Driver) => unknown]>([
    ['the agent writes', (driver) => driver.agent('Here I am')],
    ['she answers from the phone app', (driver) => driver.phone('Here I am')],
    ['she puts it off', (driver) => driver.command('snooze', { until: driver.now() + 60 * MINUTE })],
    ['a colleague takes it', (driver) => driver.command('takeOver', { agent: PIETER, from: TAKEN })],
    ['she resolves it', (driver) => driver.command('resolve')],
    ['she hands it back', (driver) => driver.command('resume')],
    ['the customer says “stop”', (driver) => driver.customer('stop')],
  ])('when %s before it goes out, then it does not', (_what, act) => {
    const driver = refusedAtFirst();
    act(driver);
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when a colleague takes it while it goes out, then that is acknowledged only when its outcome is known', () => {
    const driver = delayed();
    driver.command('takeOver', { agent: PIETER, from: TAKEN });
    expect(driver.state().takeover).toBeDefined();
    driver.settle();
    expect(driver.state()).toMatchObject({ handoff: { agent: { name: 'Pieter' } } });
    expect(driver.state().takeover).toBeUndefined();
    expect(texts(driver).filter((text) => text === 'answer_delayed')).toHaveLength(1);
  });

  test('when she has given it back to the group, then the customer is not told that nobody has had it', () => {
    const driver = createClaimed();
    driver.agent('Let me see');
    driver.settle();
    driver.customer('And?');
    driver.command('transfer', { toGroup: true });
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(driver.state().handoff).toMatchObject({ status: 'waiting' });
    expect(texts(driver).at(-1)).toBe('answer_delayed');
  });

  test('when he is asked already whether he would rather have the assistant, then he reads nothing more', () => {
    const driver = createClaimed();
    driver.pass(4 * MINUTE);
    driver.agent('One moment');
    driver.settle();
    driver.pass(25 * MINUTE);
    driver.customer('And now?');
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
    expect(lines(driver).at(-1)).toMatchObject({ everybody: true });
  });

  test('when he is asked before it goes out whether he would rather have the assistant, then it does not', () => {
    const driver = createClaimed();
    driver.agent('One moment');
    driver.settle();
    driver.pass(20 * MINUTE - 1000);
    driver.customer('And now?');
    driver.pass(10 * MINUTE);
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true, retryAfterMs: 30_000 });
    driver.pass(MINUTE);
    driver.settle();
    expect(driver.state().mode).toBe('confirming');
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when the office closes before it goes out, then it does not', () => {
    const opening = officeHours(southAfrican('2026-11-23 10:00'));
    const driver = createDriver({ ...(opening && { opening }) });
    walk(driver, southAfrican('2026-11-23 16:48'));
    wantsRefund(driver);
    driver.command('takeOver');
    driver.settle();
    driver.pass(11 * MINUTE + 30_000);
    expect(driver.state().outbox).toMatchObject([{ content: { key: 'answer_delayed' } }]);
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true, retryAfterMs: 60_000 });
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test.each<[string, (driver: Driver) => unknown]>([
    ['an answered customer says thanks', (driver) => answered(driver, 'Thank you so much!')],
    ['an answered customer says that it is settled', (driver) => answered(driver, 'All sorted, ta')],
    ['he says before any answer that it is settled', (driver) => driver.customer('never mind, found it')],
    ['he ends a snooze with thanks', thanksWhilePutOff],
  ])('when %s and nothing more, then it is not said', (_what, act) => {
    const driver = createClaimed();
    act(driver);
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when she is late again, then he reads it no sooner than 30 minutes after the last time', () => {
    const driver = delayed();
    driver.settle();
    const count = () => texts(driver).filter((text) => text === 'answer_delayed').length;
    const isLate = (words: string): void => {
      driver.agent('One moment');
      driver.settle();
      driver.customer(words);
      driver.pass(10 * MINUTE);
      driver.settle();
    };
    isLate('And now?');
    driver.pass(5 * MINUTE);
    expect(count()).toBe(1);
    isLate('Well?');
    expect(count()).toBe(1);
    isLate('Hello?');
    expect(count()).toBe(2);
  });

  test('when what was dropped was never said, then it is said the next time', () => {
    const driver = refusedAtFirst();
    driver.agent('One moment');
    driver.settle();
    driver.customer('And the lid?');
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'One moment', 'answer_delayed']);
  });

  test('when it goes out only after many tries, then the next is 30 minutes after that', () => {
    const driver = delayed();
    for (let tries = 0; tries < 7; tries += 1) {
      driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true, retryAfterMs: MINUTE });
      driver.pass(MINUTE);
    }
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'answer_delayed']);
    driver.agent('One moment');
    driver.settle();
    driver.pass(12 * MINUTE);
    driver.customer('And the lid?');
    driver.pass(11 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'answer_delayed', 'One moment']);
  });

  test('when he comes back in a new handoff within 30 minutes, then nobody tells him again that he has to wait', () => {
    const driver = delayed();
    driver.settle();
    driver.agent('Here you are');
    driver.command('resolve');
    driver.settle();
    driver.customer('I want a refund, again');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver).slice(-2)).toEqual(['Here you are', 'handoff_open']);
  });

  test('when an answer from the phone app is heard of late, then it is not said of what came after it', () => {
    const driver = createClaimed();
    const answered = driver.now() + 9 * MINUTE;
    driver.pass(9 * MINUTE + 30_000);
    driver.customer('And the lid?');
    driver.pass(30_000);
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true });
    driver.phone('It is paid', answered);
    driver.pass(MINUTE);
    driver.settle();
    expect(driver.state().transcript.findLast(({ from }) => from === 'customer')).toMatchObject({
      disposition: 'team',
    });
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when he has read that nobody had come, then the next such sentence is 30 minutes later', () => {
    const driver = createDriver();
    wantsRefund(driver);
    driver.pass(10 * MINUTE);
    driver.settle();
    driver.command('takeOver');
    driver.agent('One moment');
    driver.settle();
    driver.customer('And now?');
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'nobody_yet', 'One moment']);
  });

  test('when an earlier sentence turns out not to have arrived, then the later one still counts', () => {
    const driver = createDriver();
    wantsRefund(driver);
    driver.pass(10 * MINUTE);
    driver.settle();
    const early = driver.sent.at(-1)!.intentId;
    driver.tap('assistant');
    driver.settle();
    driver.customer('agent please');
    driver.classify({ wantsHuman: true });
    driver.settle();
    expect(texts(driver).at(-1)).toBe('already_waiting');
    driver.apply({
      type: 'deliveryStatus',
      at: driver.now(),
      status: { intentId: early, messageId: 'x', status: 'failed', at: driver.now() },
    });
    driver.command('takeOver');
    driver.agent('One moment');
    driver.settle();
    driver.customer('And now?');
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when he has read that his request is with the team, then the next such sentence is 30 minutes later', () => {
    const driver = createDriver();
    wantsRefund(driver);
    driver.tap('assistant');
    driver.settle();
    driver.customer('agent please');
    driver.classify({ wantsHuman: true });
    driver.settle();
    expect(texts(driver).at(-1)).toBe('already_waiting');
    driver.command('takeOver');
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when she presses something while it waits for another try, then that is done at once', () => {
    const driver = refusedAtFirst();
    driver.command('takeOver');
    expect(driver.state().takeover).toBeUndefined();
    expect(driver.state().verdicts.at(-1)).toMatchObject({ code: 'already_yours' });
  });

  test('when her words are still on their way, then it does not come after them', () => {
    const driver = createClaimed();
    driver.agent('Let me look');
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true, retryAfterMs: 11 * MINUTE });
    driver.customer('And now?');
    driver.pass(10 * MINUTE + 1000);
    driver.settle();
    driver.pass(MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });

  test('when operators have paused the assistant, then it goes out all the same', () => {
    const [send] = delayed().running('send');
    expect(send).toMatchObject({ request: { forAssistant: false } });
  });

  test('when a run goes on under the rules of before, then it stays silent', () => {
    const driver = delayed(13);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
  });

  test('when he has said “stop” before, then it is never queued', () => {
    const driver = createDriver();
    driver.customer('stop');
    driver.settle();
    wantsRefund(driver);
    driver.command('takeOver');
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });
});
