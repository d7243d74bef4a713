import { createClaimed, createDriver, PIETER, THANDI, type Driver } from '../support/driver';
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

describe('the sentence that people are late', () => {
  test('when nothing has changed, then it goes out, without a button', () => {
    const driver = delayed();
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
    expect(lines(driver).at(-1)).not.toHaveProperty('told');
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
    const driver = createClaimed({ ...(opening && { opening }) });
    driver.agent('One moment');
    driver.settle();
    walk(driver, southAfrican('2026-11-23 16:49'));
    driver.customer('And now?');
    driver.pass(10 * MINUTE + 30_000);
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true, retryAfterMs: 60_000 });
    driver.pass(5 * MINUTE);
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
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.pass(15 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain('answer_delayed');
  });
});
