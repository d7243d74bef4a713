import { cardView } from '../../workflows/conversation/card-view';
import type { Settings } from '../../workflows/conversation/settings';
import { nextDeadline } from '../../workflows/conversation/transition';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import { officeHours, southAfrican, southAfricanTime } from '../support/opening';
import { PATIENT } from '../support/settings';
import { walk } from '../support/walk';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** It begins on a Monday at 10:00 in South Africa. */
function officeDriver(change: Partial<Settings> = {}): Driver {
  const begins = southAfrican('2026-11-23 10:00');
  const opening = officeHours(begins);
  return createDriver({ ...(opening && { opening }), ...change });
}

const until = (driver: Driver, time: string): void => walk(driver, southAfrican(time));

function waits(driver: Driver, text = 'I want my money back'): void {
  driver.customer(text);
  driver.classify({ intent: 'refund_request', wantsAction: true });
  driver.settle();
}

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);
const lines = (driver: Driver, kind: string) =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' && post.line.kind === kind ? [post.line] : []));

describe('when the office is closed', () => {
  test('when people are asked for on a Saturday night, then the customer hears when they are back and the card says so at once', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    waits(driver);
    expect(driver.sent.at(-1)).toMatchObject({
      text: 'handoff_keep_open',
      buttons: [expect.stringMatching(/^assistant:/), expect.stringMatching(/^keep:/)],
    });
    expect(southAfricanTime(cardView(driver.state(), 1).opensAt)).toBe('2026-11-30 08:00');
    expect(driver.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1);
  });

  test('when he waits over Sunday, then he is asked once to keep the chat open, and at Monday 08:00 the list is told once', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    waits(driver);
    const before = driver.posts.length;
    until(driver, '2026-11-30 07:59');
    expect(texts(driver)).toEqual(['handoff_keep_open', 'ask_keep_open']);
    expect(driver.posts).toHaveLength(before);
    expect(driver.listed).toEqual([]);
    until(driver, '2026-11-30 08:01');
    expect(driver.listed).toEqual(['opening']);
  });

  test('when he asks the assistant meanwhile, then it answers, and the request is on the list at opening', () => {
    const driver = officeDriver();
    until(driver, '2026-11-28 22:00');
    waits(driver);
    driver.tap('assistant');
    driver.customer('How much is delivery?');
    driver.answer('R85');
    expect(texts(driver)).toEqual(['handoff_keep_open', 'assistant_meanwhile', 'R85']);
    expect(driver.state()).toMatchObject({ mode: 'active', handoff: { status: 'waiting' } });
    until(driver, '2026-11-30 08:01');
    expect(driver.listed).toEqual(['opening']);
  });

  test('when an agent is silent at closing time, then the 30 minutes go on at opening', () => {
    const driver = officeDriver(PATIENT);
    until(driver, '2026-11-27 16:30');
    waits(driver);
    until(driver, '2026-11-27 16:50');
    driver.command('takeOver');
    driver.settle();
    until(driver, '2026-11-28 09:19');
    expect(driver.state().mode).toBe('paused');
    until(driver, '2026-11-28 09:20');
    expect(driver.state().mode).toBe('confirming');
  });

  test('when the ten minutes of the question end after closing, then the customer is asked at the next opening', () => {
    const driver = officeDriver(PATIENT);
    until(driver, '2026-11-26 16:25');
    waits(driver);
    until(driver, '2026-11-26 16:56');
    expect(driver.state().mode).toBe('confirming');
    until(driver, '2026-11-27 08:04');
    expect(texts(driver)).not.toContain('ask_resume');
    until(driver, '2026-11-27 08:06');
    expect(texts(driver).filter((text) => text === 'ask_resume')).toHaveLength(1);
  });

  test('when WhatsApp was away until closing, then what a timer had for the customer goes out at the next opening', () => {
    const driver = officeDriver(PATIENT);
    until(driver, '2026-11-26 16:15');
    waits(driver);
    until(driver, '2026-11-26 16:45');
    driver.pass(10 * MINUTE);
    const send = driver.running('send')[0];
    expect(send).toMatchObject({ intentId: expect.stringMatching(/^n-ask_resume-/) });
    driver.fail(send!, { class: 'not_sent', code: 'connection', retryAfterMs: 10 * MINUTE });
    until(driver, '2026-11-27 07:59');
    expect(texts(driver)).not.toContain('ask_resume');
    until(driver, '2026-11-27 08:01');
    expect(texts(driver).filter((text) => text === 'ask_resume')).toHaveLength(1);
  });

  test('when a run has an earlier rule set, then it knows no clock', () => {
    const opening = officeHours(southAfrican('2026-11-23 10:00'));
    const driver = createDriver({ ...(opening && { opening }) }, undefined, 5);
    until(driver, '2026-11-28 22:00');
    waits(driver);
    expect(texts(driver)).toEqual(['handoff_open']);
    driver.pass(30 * MINUTE);
    expect(driver.state().mode).toBe('confirming');
  });
});

describe('when nobody comes', () => {
  test('when nobody has taken it, then after 5, 10 and 20 minutes only the list is told, and the customer hears it once', () => {
    const driver = createDriver();
    waits(driver);
    const posts = driver.posts.length;
    const told = [5, 10, 20].map((minutes) => {
      driver.pass(minutes * MINUTE - 1 - (driver.now() - driver.state().startedAt));
      driver.settle();
      const before = driver.listed.length;
      driver.pass(1);
      driver.settle();
      return [before, driver.listed.at(-1)];
    });
    expect(told).toEqual([
      [0, 'waiting'],
      [1, 'nobody'],
      [2, 'escalate'],
    ]);
    expect(driver.posts).toHaveLength(posts);
    expect(texts(driver)).toEqual(['handoff_open', 'nobody_yet']);
  });

  test('when the customer writes “hello??” again and again, then two notices are 30 minutes apart', () => {
    const driver = createDriver();
    waits(driver);
    for (let minute = 1; minute <= 29; minute += 1) {
      driver.pass(MINUTE);
      driver.customer('hello??');
      driver.settle();
    }
    expect(texts(driver)).toEqual(['handoff_open', 'nobody_yet']);
    expect(driver.state().handoff?.otherReasons).toEqual([]);
  });

  test('when somebody takes it, then the list is told that nobody has to come any more', () => {
    const driver = createDriver();
    waits(driver);
    driver.pass(6 * MINUTE);
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    expect(driver.listed).toEqual(['waiting', 'over']);
  });

  test('when the customer says that it is settled, then the list is told too', () => {
    const driver = createDriver();
    waits(driver);
    driver.pass(6 * MINUTE);
    driver.settle();
    driver.customer('sorted');
    driver.settle();
    driver.tap('sorted');
    driver.settle();
    expect(driver.listed).toEqual(['waiting', 'over']);
  });

  test('when whoever has it does not answer, then she is reminded, the group is called, and she loses it', () => {
    const driver = createDriver();
    waits(driver);
    driver.command('takeOver');
    driver.settle();
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(lines(driver, 'customer_waits')).toMatchObject([{ agent: THANDI, everybody: false }]);
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(lines(driver, 'customer_waits')).toMatchObject([{}, { agent: THANDI, everybody: true }]);
    expect(driver.listed).toEqual([]);
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting' } });
    expect(driver.state().handoff?.agent).toBeUndefined();
    expect(driver.listed).toEqual(['escalate']);
    expect(texts(driver)).toEqual(['handoff_open', 'answer_delayed']);
  });

  test('when she answers, then the ladder begins anew with the next message', () => {
    const driver = createDriver();
    waits(driver);
    driver.command('takeOver');
    driver.settle();
    driver.pass(4 * MINUTE);
    driver.agent('One moment');
    driver.settle();
    driver.pass(15 * MINUTE);
    driver.customer('And now?');
    driver.pass(5 * MINUTE - 1);
    driver.settle();
    expect(lines(driver, 'customer_waits')).toEqual([]);
    driver.pass(1);
    driver.settle();
    expect(lines(driver, 'customer_waits')).toHaveLength(1);
  });

  test('when a colleague takes it late, then he has as long as lies between the rungs before he loses it', () => {
    const driver = createDriver();
    waits(driver);
    driver.pass(25 * MINUTE);
    driver.settle();
    driver.command('takeOver', { agent: PIETER });
    driver.settle();
    driver.pass(10 * MINUTE - 1);
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: PIETER });
    driver.pass(1);
    expect(driver.state().handoff?.status).toBe('waiting');
  });

  test('when it is snoozed or looks like a machine, then the ladder stands still', () => {
    const driver = createDriver();
    waits(driver);
    driver.command('takeOver');
    driver.settle();
    driver.command('snooze', { until: driver.now() + 2 * HOUR });
    driver.pass(HOUR);
    driver.settle();
    expect(lines(driver, 'customer_waits')).toEqual([]);
    expect(driver.state().handoff).toMatchObject({ status: 'snoozed', agent: THANDI });
  });

  test('when the settings are of a release before, then there is no ladder', () => {
    const { escalateAfterMs: _, ...earlier } = createDriver().settings;
    const driver = createDriver();
    waits(driver);
    const state = { ...driver.state(), settings: earlier };
    expect(nextDeadline(state)?.what).toBe('ask whether the assistant may come back');
  });
});

describe('whose turn it is', () => {
  function answered(driver: Driver): Driver {
    waits(driver);
    driver.command('takeOver');
    driver.settle();
    driver.agent('Which bank is it?');
    driver.settle();
    return driver;
  }
  const keep = (driver: Driver): void => {
    const question = driver.state().questions.agents?.question;
    driver.command('keepPaused', question === undefined ? {} : { question });
    driver.settle();
  };

  test('when the customer owes the answer, then only the agent is asked, and the customer gets nothing', () => {
    const driver = answered(createDriver());
    driver.pass(30 * MINUTE);
    driver.settle();
    expect(lines(driver, 'whose_turn')).toMatchObject([{ agent: THANDI, handoff: 1 }]);
    expect(lines(driver, 'confirm_resume')).toEqual([]);
    driver.pass(20 * HOUR);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'Which bank is it?']);
    expect(driver.state()).toMatchObject({ mode: 'confirming', handoff: { status: 'claimed' } });
  });

  test('when she keeps it, then she is asked after 30 minutes, after two hours, and at the next opening', () => {
    const driver = answered(officeDriver());
    until(driver, '2026-11-23 10:30');
    keep(driver);
    until(driver, '2026-11-23 10:59');
    expect(driver.state().mode).toBe('paused');
    until(driver, '2026-11-23 11:00');
    keep(driver);
    until(driver, '2026-11-23 12:59');
    expect(driver.state().mode).toBe('paused');
    until(driver, '2026-11-23 13:00');
    keep(driver);
    until(driver, '2026-11-24 07:59');
    expect(driver.state().mode).toBe('paused');
    until(driver, '2026-11-24 08:00');
    expect(driver.state().mode).toBe('confirming');
    expect(lines(driver, 'whose_turn')).toHaveLength(4);
  });

  test('when he answers while she keeps it, then her 30 minutes begin with his answer', () => {
    const driver = answered(createDriver(PATIENT));
    driver.pass(30 * MINUTE);
    driver.settle();
    keep(driver);
    driver.pass(29 * MINUTE);
    driver.customer('FNB');
    driver.pass(30 * MINUTE - 1);
    expect(driver.state().mode).toBe('paused');
    driver.pass(1);
    driver.settle();
    expect(driver.state().mode).toBe('confirming');
    expect(lines(driver, 'confirm_resume')).toHaveLength(1);
  });
});
