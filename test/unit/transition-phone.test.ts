import { createDriver, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);
const dispositions = (driver: Driver) => driver.state().transcript.flatMap(({ disposition }) => disposition ?? []);
const lines = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' || post.kind === 'channel' ? [post.line.kind] : []));

function waiting(): Driver {
  const driver = createDriver(PATIENT);
  driver.customer('It was delivered but a part is missing');
  driver.classify({ intent: 'complaint', wantsAction: true });
  driver.settle();
  return driver;
}

describe('an answer from the phone app', () => {
  test('when the assistant is thinking, then its turn is gone and it stays silent until somebody confirms', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.phone('I am looking at it.');
    driver.settle();
    driver.customer('Thank you');
    driver.settle();
    expect(texts(driver)).toEqual([]);
    expect(driver.state()).toMatchObject({
      mode: 'paused',
      handoff: { reason: 'answered_from_phone', agentWrote: true },
    });
    expect(dispositions(driver)).toEqual(['by_agent', 'team']);
    expect(driver.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1);
    driver.command('resume');
    driver.settle();
    expect(driver.state().mode).toBe('active');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when an answer of the assistant is in flight, then it is asked back', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.phone('Fifty rand.');
    expect(driver.state().outbox).toMatchObject([{ author: 'assistant', cancelRequested: true }]);
  });

  test('when people were waited for, then the customer reads no more that they are coming, and the card says why', () => {
    const driver = waiting();
    driver.phone('The part is on its way.');
    driver.pass(10 * MINUTE);
    driver.customer('When will it be here?');
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
    expect(lines(driver)).toContain('agent_phone_message');
    const card = driver.posts.findLast(({ post }) => post.kind === 'card_update')?.post;
    expect(card).toMatchObject({ card: { reason: 'complaint', otherReasons: ['answered_from_phone'] } });
  });

  test('when the notice that people are coming still waits to go out, then it does not', () => {
    const driver = createDriver();
    driver.customer('It was delivered but a part is missing');
    driver.classify({ intent: 'complaint', wantsAction: true });
    const [notice] = driver.running('send');
    driver.fail(notice!, { class: 'not_sent', code: 'connection' });
    driver.phone('I am on it.');
    driver.pass(MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual([]);
  });

  test('when that notice is in flight and an agent takes over as well, then nobody is announced any more', () => {
    const driver = createDriver();
    driver.customer('It was delivered but a part is missing');
    driver.classify({ intent: 'complaint', wantsAction: true });
    const [notice] = driver.running('send');
    driver.phone('I am on it.');
    driver.command('takeOver');
    driver.fail(notice!, { class: 'not_sent', code: 'connection' });
    driver.settle();
    expect(texts(driver)).toEqual([]);
    expect(driver.state()).toMatchObject({ handoff: { status: 'claimed' }, verdicts: [{ code: 'done' }] });
  });

  test('when an agent has it, then it stays with the agent and the 30 minutes begin again', () => {
    const driver = waiting();
    driver.command('takeOver');
    driver.settle();
    driver.pass(29 * MINUTE);
    driver.phone('It is me again.');
    driver.pass(29 * MINUTE);
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed', agent: THANDI } });
    driver.pass(MINUTE);
    expect(driver.state().mode).toBe('confirming');
  });

  test('when the confirmation is open, then it is closed and nobody can resume by it', () => {
    const driver = waiting();
    driver.pass(30 * MINUTE);
    expect(driver.state().mode).toBe('confirming');
    const { epoch } = driver.state();
    driver.phone('Hello again.');
    driver.command('resume', { epoch, question: 1 });
    expect(driver.state()).toMatchObject({ mode: 'paused', verdicts: [{ code: 'stale_button' }] });
  });

  test('when it is told only after somebody has confirmed, then it is shown and takes nothing over', () => {
    const driver = waiting();
    driver.command('takeOver');
    driver.settle();
    const written = driver.now();
    driver.pass(5 * MINUTE);
    driver.command('resume');
    driver.settle();
    driver.phone('An old one', written);
    driver.settle();
    expect(driver.state().mode).toBe('active');
    expect(lines(driver)).toContain('agent_phone_message');
    driver.phone('A new one');
    expect(driver.state().mode).toBe('paused');
  });

  test('when the customer wrote again before the answer was told, then that is still unanswered', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    const written = driver.now();
    driver.pass(3 * SECOND);
    driver.customer('And how long does it take?');
    driver.phone('Fifty rand.', written);
    expect(dispositions(driver)).toEqual(['by_agent', 'team']);
  });

  test('when the conversation began under an earlier rule set, then it is shown and takes nothing over', () => {
    const driver = createDriver({}, undefined, 4);
    driver.customer('How much is delivery?');
    driver.phone('Fifty rand.');
    driver.settle();
    expect(driver.state().mode).toBe('active');
    expect(lines(driver)).toEqual(['agent_phone_message']);
  });
});
