import { cardView } from '../../workflows/conversation/card-view';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function refund(driver: Driver, text = 'I want my money back'): void {
  driver.customer(text);
  driver.classify({ intent: 'refund_request', wantsAction: true });
  driver.settle();
}

function claimed(): Driver {
  const driver = createDriver(PATIENT);
  refund(driver);
  driver.command('takeOver');
  driver.settle();
  return driver;
}

function passes(driver: Driver, ms: number): void {
  driver.pass(ms);
  driver.settle();
}

const status = (driver: Driver) => driver.state().handoff?.status;
const code = (driver: Driver) => driver.state().verdicts.at(-1)?.code;
const sentences = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) =>
    post.kind === 'thread' && post.line.kind === 'sentence' ? [post.line.sentence] : [],
  );

describe('/baton away', () => {
  test('when the customer is owed an answer, then it goes back to the queue after five minutes, and the list tells', () => {
    const driver = claimed();
    driver.command('away');
    passes(driver, 5 * MINUTE - 1);
    expect(status(driver)).toBe('claimed');
    passes(driver, 1);
    expect(driver.state().handoff).toMatchObject({ status: 'waiting', fellBack: true });
    expect(driver.state().handoff?.agent).toBeUndefined();
    expect(sentences(driver).slice(-2)).toEqual(['away', 'away_fell_back']);
    expect(driver.listed.at(-1)).toBe('waiting');
    driver.command('takeOver', { agent: PIETER });
    expect(driver.state().handoff?.agent).toEqual(PIETER);
  });

  test('when it is the customer’s turn, then it stays hers until five minutes after the answer', () => {
    const driver = claimed();
    driver.agent('Which colour was it?');
    driver.command('away');
    passes(driver, HOUR);
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: THANDI });
    driver.customer('Blue');
    passes(driver, 5 * MINUTE);
    expect(status(driver)).toBe('waiting');
  });

  test.each<[string, (driver: Driver) => void]>([
    ['answers', (driver) => driver.agent('Here I am')],
    ['says that she is back', (driver) => driver.command('back')],
  ])('when she %s in time, then it stays hers, also when the customer writes again', (_what, act) => {
    const driver = claimed();
    driver.command('away');
    passes(driver, 4 * MINUTE);
    act(driver);
    driver.customer('Thank you');
    passes(driver, 6 * MINUTE);
    expect(status(driver)).toBe('claimed');
  });

  test('when she is here again before the five minutes are over, then it stays hers', () => {
    const driver = claimed();
    driver.command('away', { until: driver.now() + 3 * MINUTE });
    passes(driver, 10 * MINUTE);
    expect(status(driver)).toBe('claimed');
  });

  test('when it is not hers, or of an earlier rule set, then nothing changes', () => {
    const driver = claimed();
    driver.command('away', { agent: PIETER });
    expect(code(driver)).toBe('no_handoff');
    const old = createDriver(PATIENT, undefined, 6);
    refund(old);
    old.command('takeOver');
    old.command('away');
    expect(code(old)).toBe('no_handoff');
    for (const one of [driver, old]) {
      passes(one, 5 * MINUTE);
      expect(status(one)).toBe('claimed');
    }
  });
});

describe('a customer who returns', () => {
  const resolved = (): Driver => {
    const driver = claimed();
    driver.agent('It is on its way');
    driver.command('resolve');
    driver.settle();
    return driver;
  };

  test('when the same matter comes back within 72 hours, then the reason says so and the card calls who resolved it', () => {
    const driver = resolved();
    passes(driver, 72 * HOUR - MINUTE);
    refund(driver, 'My money has not come, I want it back');
    expect(driver.state().handoff).toMatchObject({ reason: 'returned', otherReasons: ['refund_request'] });
    expect(cardView(driver.state(), 2).returnedTo).toEqual(THANDI);
    expect(driver.sent.at(-1)?.text).toBe('handoff_open');
  });

  test('when it is later, another matter, or was handed back, then it is an ordinary handoff', () => {
    const late = resolved();
    passes(late, 72 * HOUR + MINUTE);
    refund(late);
    const other = resolved();
    other.customer('It is broken');
    other.classify({ intent: 'complaint', wantsAction: true });
    const back = claimed();
    back.agent('It is on its way');
    back.command('resume');
    back.settle();
    refund(back);
    expect([late, other, back].map((driver) => driver.state().handoff?.reason)).toEqual([
      'refund_request',
      'complaint',
      'refund_request',
    ]);
  });

  test('when he asks for a person about the same matter, then it counts as the same', () => {
    const driver = resolved();
    driver.customer('A person please, about my refund');
    driver.classify({ wantsHuman: true, intent: 'refund_request' });
    expect(driver.state().handoff).toMatchObject({ reason: 'returned', otherReasons: ['human_requested'] });
  });
});
