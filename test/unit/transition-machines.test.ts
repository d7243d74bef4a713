import { createDriver, type Driver } from '../support/driver';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The customer writes `wait` ms after our last message, and is answered where he gets an answer. */
function turn(driver: Driver, text: string, wait: number): void {
  driver.pass(wait);
  driver.customer(text, driver.now(), false);
  driver.pass(2 * SECOND);
  driver.answer(`answer ${driver.sent.length}`);
}

const answers = (driver: Driver): number => driver.sent.filter(({ text }) => text.startsWith('answer')).length;
const reason = (driver: Driver): string | undefined => driver.state().handoff?.reason;

describe('a machine on the other side', () => {
  test('when the same text comes a fourth time within two minutes, then there is silence and a card', () => {
    const driver = createDriver();
    for (let time = 0; time < 6; time += 1) turn(driver, time % 2 ? 'We are closed. ' : 'we are CLOSED.', 10 * SECOND);
    expect(answers(driver)).toBe(3);
    expect(driver.sent).toHaveLength(3);
    expect(reason(driver)).toBe('automated_sender');
    expect(driver.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1);
  });

  test('when the same text comes again and again at the pace of people, then it is answered', () => {
    const driver = createDriver();
    for (let time = 0; time < 6; time += 1) turn(driver, 'Is it there yet?', MINUTE);
    expect(reason(driver)).toBeUndefined();
    expect(answers(driver)).toBe(2 + 4);
  });

  test('when five of our messages in a row are answered within a second, then the fifth reply gets silence', () => {
    const driver = createDriver();
    for (let time = 0; time < 9; time += 1) turn(driver, `Reply ${time}`, time === 0 ? MINUTE : 900);
    expect(answers(driver)).toBe(5);
    expect(reason(driver)).toBe('automated_sender');
  });

  test('when one reply in between took longer, then the count begins anew', () => {
    const driver = createDriver();
    for (let time = 0; time < 9; time += 1) turn(driver, `Reply ${time}`, time % 4 === 0 ? 1_000 : 900);
    expect(answers(driver)).toBe(9);
    expect(reason(driver)).toBeUndefined();
  });

  test('when somebody writes five messages right after one of ours, then that is one fast reply', () => {
    const driver = createDriver();
    turn(driver, 'Hello there', MINUTE);
    for (let time = 0; time < 7; time += 1) driver.customer(`Part ${time}`, driver.now(), false);
    expect(reason(driver)).toBeUndefined();
  });

  test('when buttons are tapped at once, then a person has tapped them', () => {
    const driver = createDriver();
    for (let time = 0; time < 9; time += 1) {
      turn(driver, `Question ${time}?`, MINUTE);
      driver.customer({ kind: 'button', id: 'template-7', title: 'More' }, driver.now(), false);
      driver.pass(2 * SECOND);
      driver.answer(`answer ${driver.sent.length}`);
    }
    expect(reason(driver)).toBeUndefined();
  });

  test('when it goes on writing to the team for an hour, then it reads at most what a person has to be asked', () => {
    const driver = createDriver();
    for (let time = 0; time < 4; time += 1) turn(driver, 'We are closed.', 10 * SECOND);
    for (let minute = 0; minute < 60; minute += 1) {
      driver.pass(MINUTE);
      driver.customer('We are closed.');
      driver.settle();
    }
    expect(driver.sent.slice(3).map(({ text }) => text)).toEqual(['ask_resume']);
  });

  test('when an agent hands it back, then it has the same patience as anybody', () => {
    const driver = createDriver();
    for (let time = 0; time < 4; time += 1) turn(driver, 'We are closed.', 10 * SECOND);
    driver.command('takeOver');
    driver.settle();
    driver.agent('Hello, who is this?');
    driver.settle();
    driver.pass(5 * MINUTE);
    driver.command('resume');
    driver.settle();
    turn(driver, 'Do you sell kettles?', 5 * SECOND);
    expect(driver.sent.at(-1)?.text).toMatch(/^answer/);
  });
});

describe('a flood', () => {
  const asked = (driver: Driver, seen: Set<string>): void => {
    for (const job of driver.running()) {
      const { kind, key } = job;
      if ((kind === 'classify' || kind === 'draft') && job.request.engine === 'configured') seen.add(key);
    }
  };

  test('when 100 messages come in 5 s, then a model is asked three times and one answer covers all', () => {
    const driver = createDriver();
    const calls = new Set<string>();
    for (let message = 0; message < 100; message += 1) {
      driver.customer(`Message ${message}`, driver.now(), false);
      asked(driver, calls);
      driver.pass(50);
      asked(driver, calls);
    }
    driver.pass(2 * SECOND);
    asked(driver, calls);
    driver.answer('answer to all');
    asked(driver, calls);
    expect([...calls].map((key) => key.split(':')[0]).sort()).toEqual(['classify', 'draft', 'draft']);
    expect(driver.sent.map(({ text }) => text)).toEqual(['answer to all']);
    expect(driver.state().memory.modelCalls).toHaveLength(4);
  });

  test('when messages pour in without an end, then a model is asked after twelve seconds', () => {
    const driver = createDriver();
    for (let message = 0; message < 300; message += 1) {
      driver.customer(`Message ${message}`, driver.now(), false);
      if (driver.now() - driver.state().startedAt > 12 * SECOND) break;
      driver.pass(50);
    }
    expect(driver.running('draft')).toHaveLength(1);
  });

  test('when somebody types two messages a second apart, then the second is thought of at once', () => {
    const driver = createDriver();
    driver.customer('hello');
    driver.customer('How much is delivery?');
    expect(driver.running('draft')).toHaveLength(1);
  });

  test('when a run began with older rules, then it goes on as it did', () => {
    const driver = createDriver({ silenceMachines: false }, undefined, 2);
    driver.customer('hello', driver.now(), false);
    driver.customer('How much is delivery?', driver.now(), false);
    expect(driver.running('draft')).toHaveLength(1);
    for (let time = 0; time < 6; time += 1) turn(driver, 'We are closed.', 10 * SECOND);
    expect(reason(driver)).toBeUndefined();
  });
});
