import { createClaimed, createDriver, type Driver } from '../support/driver';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An answer of the assistant is on its way. */
function answering(): Driver {
  const driver = createDriver();
  driver.customer('How much is delivery?');
  driver.classify({ questionKey: 'delivery' });
  driver.draft();
  return driver;
}

function failSend(driver: Driver, change: Parameters<Driver['fail']>[1]): void {
  const [send] = driver.running('send');
  if (send) driver.fail(send, change);
}

function intentOf(driver: Driver): string {
  const entry = driver.state().transcript.find(({ intentId }) => intentId !== undefined);
  return entry?.intentId ?? '';
}

function status(driver: Driver, how: 'sent' | 'delivered' | 'read' | 'failed', intentId = intentOf(driver)): void {
  const told = { intentId, messageId: 'x', status: how, at: driver.now() };
  driver.apply({ type: 'deliveryStatus', at: driver.now(), status: told });
}

const delivery = (driver: Driver): string | undefined =>
  driver.state().transcript.find(({ intentId }) => intentId !== undefined)?.delivery;
const disposition = (driver: Driver): string | undefined => driver.state().transcript[0]?.disposition;
const lines = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' || post.kind === 'channel' ? [post.line.kind] : []));

describe('sending', () => {
  test('when it was certainly not sent, then it is tried again after a pause, under another key', () => {
    const driver = answering();
    const [first] = driver.running('send');
    failSend(driver, { class: 'not_sent' });
    expect(driver.running('send')).toEqual([]);
    expect(disposition(driver)).toBe('pending');
    driver.pass(SECOND);
    const [second] = driver.running('send');
    expect(second?.key).not.toBe(first?.key);
    driver.settle();
    expect(driver.sent).toHaveLength(1);
    expect(disposition(driver)).toBe('answered');
  });

  test.each([
    ['connection', 1, [1, 2, 4, 8, 16, 32, 60, 60]],
    ['131056', 1, [1, 4, 16, 60, 60]],
  ])('when it fails with %s again and again, then the pauses grow to a minute', (code, _first, seconds) => {
    const driver = answering();
    for (const pause of seconds) {
      failSend(driver, { class: 'not_sent', code });
      expect(driver.state().outbox[0]?.notBefore).toBe(driver.now() + pause * SECOND);
      driver.pass(pause * SECOND);
    }
  });

  test('when the vendor says how long to wait, then so long', () => {
    const driver = answering();
    failSend(driver, { class: 'not_sent', retryAfterMs: 90 * SECOND });
    driver.pass(89 * SECOND);
    expect(driver.running('send')).toEqual([]);
    driver.pass(SECOND);
    expect(driver.running('send')).toHaveLength(1);
  });

  test('when an answer is tried three times, then it counts as one answer', () => {
    const driver = answering();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      failSend(driver, { class: 'not_sent' });
      driver.pass(MINUTE);
    }
    driver.settle();
    expect(driver.state().memory).toMatchObject({ answers: [{ questionKey: 'delivery' }] });
    expect(driver.state().memory.assistantMessages).toHaveLength(1);
  });

  test.each([
    ['a greeting', { intent: 'social', social: 'greeting' } as const, 'Hello', ['greeting'], 0],
    ['a first answer', {}, 'How much is delivery?', ['It is R60.'], 1],
  ])(
    'when %s was not sent and is decided again, then it is as if it had never been tried',
    (_what, classified, text, sent, answers) => {
      const driver = createDriver();
      const say = (words: string): void => {
        driver.customer(words);
        driver.classify(classified);
        driver.draft({ text: 'It is R60.' });
      };
      say(text);
      failSend(driver, { class: 'not_sent', retryAfterMs: 30 * SECOND });
      say(`${text}?`);
      expect(driver.state().turn).toMatchObject({ restart: 1, messages: [1, 3] });
      driver.pass(MINUTE);
      const [job] = driver.running('send');
      expect(job).toMatchObject({ request: { content: { firstContact: true } } });
      driver.settle();
      expect(driver.sent.map((one) => one.text)).toEqual(sent);
      const { memory } = driver.state();
      expect(memory.firstContactSent).toBe(true);
      expect(memory.answers).toHaveLength(answers);
      expect(memory.assistantMessages).toHaveLength(answers);
    },
  );

  test('when a later greeting was not sent, then the one before counts; under earlier rules the lost one does', () => {
    const greet = (driver: Driver): void => {
      driver.customer('Hello');
      driver.classify({ intent: 'social', social: 'greeting' });
      driver.draft();
    };
    const greetedAt = (rules?: number): number | undefined => {
      const driver = createDriver({}, undefined, rules);
      greet(driver);
      driver.settle();
      const first = driver.state().memory.greetedAt;
      driver.pass(MINUTE * 60);
      greet(driver);
      failSend(driver, { class: 'not_sent' });
      return driver.state().memory.greetedAt! - first!;
    };
    expect(greetedAt()).toBe(0);
    expect(greetedAt(13)).toBeGreaterThan(0);
  });

  test('when it can never be sent, then the message is owed and a person is told', () => {
    const driver = answering();
    failSend(driver, { class: 'not_sent', retryable: false, code: '131026' });
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'delivery_unconfirmed' } });
    expect(disposition(driver)).toBe('cause');
    expect(delivery(driver)).toBe('failed');
    expect(lines(driver)).toContain('not_delivered');
  });

  test('when the outcome is unknown, then nothing is sent again and a person is told after 30 seconds', () => {
    const driver = answering();
    failSend(driver, { class: 'unknown' });
    driver.pass(30 * SECOND - 1);
    expect(driver.state().mode).toBe('active');
    driver.pass(1);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'delivery_unconfirmed' } });
    expect(lines(driver)).toContain('unconfirmed');
    driver.pass(DAY);
    expect(driver.sent.filter(({ intentId }) => intentId.startsWith('a-'))).toEqual([]);
    status(driver, 'delivered');
    driver.settle();
    expect(lines(driver)).toContain('confirmed_after_all');
    expect(delivery(driver)).toBe('delivered');
  });

  test('when the status comes in time, then nobody is told anything', () => {
    const driver = answering();
    failSend(driver, { class: 'unknown' });
    status(driver, 'sent');
    driver.pass(DAY);
    expect(driver.state().mode).toBe('active');
    expect(driver.posts).toEqual([]);
  });

  test('when a status says that it was sent while it waits to be tried again, then it is not sent again', () => {
    const driver = answering();
    failSend(driver, { class: 'not_sent' });
    status(driver, 'delivered');
    driver.pass(HOUR);
    expect(driver.running('send')).toEqual([]);
    expect(disposition(driver)).toBe('answered');
    expect(driver.state().turn).toBeUndefined();
  });

  test('when the vendor fails it later, then the message is owed again', () => {
    const driver = answering();
    driver.settle();
    status(driver, 'sent');
    status(driver, 'failed');
    expect(driver.state().handoff?.reason).toBe('delivery_unconfirmed');
    expect(disposition(driver)).toBe('cause');
    status(driver, 'sent');
    expect(delivery(driver)).toBe('failed');
  });

  test('when the window closes while it waits to be tried again, then it is not tried and people have it', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?', driver.now() - DAY + 6 * MINUTE);
    driver.classify();
    driver.draft();
    failSend(driver, { class: 'not_sent', retryAfterMs: 2 * MINUTE });
    driver.pass(2 * MINUTE);
    expect(driver.running('send')).toEqual([]);
    expect(driver.state()).toMatchObject({ mode: 'paused', outbox: [] });
    expect(disposition(driver)).toBe('cause');
  });

  test('when a message arrives two days late, then no answer goes out and people have it', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?', driver.now() - 2 * DAY);
    driver.answer('R60');
    expect(driver.sent).toEqual([]);
    expect(driver.state().mode).toBe('paused');
  });

  test('when the customer writes before a retry, then the old answer is withdrawn and says so', () => {
    const driver = answering();
    driver.pass(SECOND);
    failSend(driver, { class: 'not_sent' });
    driver.customer('I mean, to Durban?');
    expect(delivery(driver)).toBe('cancelled');
    driver.answer('R80');
    driver.pass(MINUTE);
    driver.settle();
    expect(driver.sent.map(({ text }) => text)).toEqual(['R80']);
  });

  test('when it was recalled, people gave it back at once, and it was not sent, then what it answered is thought of anew', () => {
    const driver = answering();
    driver.command('pause');
    driver.command('resume');
    failSend(driver, { class: 'not_sent' });
    expect(delivery(driver)).toBe('cancelled');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when people had it meanwhile, then an answer of before is not tried again, and a new one is thought of', () => {
    const driver = answering();
    driver.customer({ kind: 'button', id: 'connect:1:1', title: 'Yes, connect me' });
    driver.command('resume');
    expect(driver.state().mode).toBe('active');
    failSend(driver, { class: 'not_sent' });
    driver.pass(MINUTE);
    expect(delivery(driver)).toBe('cancelled');
    driver.settle();
    expect(driver.sent.filter(({ intentId }) => intentId.startsWith('a-'))).toEqual([]);
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when the first sends begin, then one is in flight at a time, in order', () => {
    const driver = createDriver();
    driver.customer('hello');
    driver.command('takeOver');
    for (const words of ['one', 'two', 'three']) driver.agent(words);
    expect(driver.running('send')).toHaveLength(1);
    driver.settle();
    expect(driver.sent.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});

describe('when many messages are in doubt at once', () => {
  const MANY = 45;
  function doubtful(rules?: number): Driver {
    const driver = createClaimed({}, rules);
    for (let number = 1; number <= MANY; number += 1) {
      driver.agent(`Message ${number}`);
      failSend(driver, { class: 'unknown' });
    }
    driver.pass(31 * SECOND);
    driver.settle();
    return driver;
  }
  const ends = (driver: Driver): number =>
    driver.state().transcript.filter(({ from, delivery: of }) => from === 'agent' && of === 'unconfirmed').length;
  const told = (driver: Driver): number => lines(driver).filter((kind) => kind === 'unconfirmed').length;

  test('then people are told of each, and what a status may still settle stays bounded', () => {
    const driver = doubtful();
    expect([ends(driver), told(driver)]).toEqual([MANY, MANY]);
    driver.agent('One more');
    failSend(driver, { class: 'unknown' });
    expect(driver.state().unknown).toHaveLength(20);
    expect(driver.state().unknown.at(-1)).toMatchObject({ text: 'One more', told: false });
  });

  test('and the conversation began under an earlier rule set, then it stays as before', () => {
    expect(told(doubtful(13))).toBe(20);
  });
});
