import { NOT_THERE } from '../../workflows/conversation/events';
import { searchAttributes } from '../../workflows/conversation/view';
import { changeSentence } from '../../workflows/conversation/wording';
import { createDriver, THANDI, type Driver } from '../support/driver';

const SECOND = 1000;
const NEW = 'whatsapp-1-new';
const NEW_CUSTOMER = { waId: '27825559876', keys: ['k2'] };
const GONE = { class: 'not_sent' as const, code: NOT_THERE, retryable: false };

const texts = ({ sent }: Driver): string[] => sent.map(({ text }) => text);
const sentences = ({ posts }: Driver) =>
  posts.flatMap(({ post }) => ('line' in post && post.line.kind === 'sentence' ? [post.line.sentence] : []));
const events = (driver: Driver): string[] =>
  driver.state().transcript.flatMap(({ change }) => (change === undefined ? [] : [changeSentence(change, undefined)]));

/** The customer has another number. `passed`: what was known here has arrived there. */
function leave(driver: Driver, passed: boolean): Driver {
  const moved = { id: 'wamid.move', sentAt: driver.now(), customer: NEW_CUSTOMER, to: NEW };
  driver.apply({ type: 'customerMoved', at: driver.now(), moved });
  if (passed) driver.finish(driver.running('pass')[0]!, { kind: 'pass' });
  return driver;
}

function moved(rules?: number): Driver {
  const driver = createDriver({ quiet: 0 }, undefined, rules);
  driver.customer('What are your hours?');
  driver.answer('Nine to five');
  return leave(driver, true);
}

const fails = (driver: Driver, failure: object): void => driver.fail(driver.running('pass')[0]!, failure);

describe('a conversation that has gone on under a new number, where it is gone', () => {
  test('when the customer writes from the old number, then people have it here, with a card and a line in its record', () => {
    const driver = moved();
    driver.customer('Is anybody there?');
    driver.customer('Hello?');
    fails(driver, GONE);
    driver.settle();
    expect(driver.state()).toMatchObject({
      mode: 'paused',
      handoff: { status: 'waiting', reason: 'assistant_unavailable', issue: 'Is anybody there?' },
    });
    expect(driver.state().moved).toBeUndefined();
    expect(driver.running()).toEqual([]);
    expect(texts(driver)).toEqual(['Nine to five', 'handoff_open']);
    expect(driver.posts.map(({ post }) => post.kind)).toContain('card');
    expect(sentences(driver)).toEqual(['conversation_stopped']);
    expect(driver.state().transcript.filter(({ from }) => from === 'customer')).toMatchObject([
      { text: 'Is anybody there?', disposition: 'cause' },
      { text: 'Hello?', disposition: 'team' },
    ]);
    expect(events(driver)).toContainEqual(expect.stringContaining('this one goes on here'));
    // So that it is found by the customer's number again.
    expect(searchAttributes(driver.state())).toMatchObject({ BatonMode: 'paused' });
  });

  test('when an agent has handed it back, then the assistant answers like anywhere', () => {
    const driver = moved();
    driver.customer('Is anybody there?');
    fails(driver, GONE);
    driver.settle();
    driver.command('resume');
    driver.customer('And on Sundays?');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when what is gone never got what was known here, then an agent who had it still has it', () => {
    const driver = createDriver({ quiet: 0 });
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    leave(driver, false);
    driver.customer('Hello?');
    fails(driver, GONE);
    driver.settle();
    expect(driver.state()).toMatchObject({
      mode: 'paused',
      handoff: { status: 'claimed', agent: THANDI, otherReasons: ['assistant_unavailable'] },
    });
    expect(driver.state().afterStop).toBeUndefined();
    expect(sentences(driver)).toContain('conversation_stopped');
    expect(driver.state().transcript.at(-1)?.text).toBe('Hello?');
  });

  test('when what the customer asked was on its way there, then nothing is answered before a person has looked', () => {
    const driver = createDriver({ quiet: 0 });
    driver.customer('What are your hours?');
    leave(driver, false);
    fails(driver, GONE);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'assistant_unavailable' } });
    expect(driver.running('classify')).toEqual([]);
  });

  test('when nothing but a status comes, then nobody is called, and the next message is for people', () => {
    const driver = moved();
    const status = { intentId: 'a-1', messageId: 'out', status: 'read' as const, at: driver.now() };
    driver.apply({ type: 'deliveryStatus', at: driver.now(), status });
    fails(driver, GONE);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'active', slackOutbox: [] });
    driver.customer('Hello?');
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'assistant_unavailable' } });
  });

  test.each([
    ['the server does not answer', { class: 'unknown' as const, code: 'timeout' }],
    ['the other one takes no more', { class: 'unknown' as const, code: 'SignalCountLimitExceeded' }],
  ])('when %s, then it is passed on again, and nothing is said here', (_why, failure) => {
    const driver = moved();
    driver.customer('Is anybody there?');
    fails(driver, failure);
    expect(driver.state()).toMatchObject({ mode: 'active', moved: { to: NEW, attempt: 2 } });
    driver.pass(2 * SECOND);
    expect(driver.running('pass')).toHaveLength(1);
  });

  test('when it began under an earlier rule set, then it is passed on again for ever', () => {
    const driver = moved(13);
    driver.customer('Is anybody there?');
    fails(driver, GONE);
    expect(driver.state()).toMatchObject({ mode: 'active', moved: { to: NEW, attempt: 2 } });
    driver.pass(2 * SECOND);
    expect(driver.running('pass')).toHaveLength(1);
  });
});
