import { promptEntries } from '../../workflows/conversation/jobs';
import { snapshot } from '../../workflows/conversation/view';
import { createClaimed, type Driver } from '../support/driver';

const SECOND = 1000;
const WORDS = 'It comes tomorrow';

/** Nobody can say whether the agent's message has arrived. */
function unconfirmed(rules?: number): Driver {
  const driver = createClaimed({}, rules);
  driver.agent(WORDS);
  const [send] = driver.running('send');
  if (send) driver.fail(send, { class: 'unknown' });
  driver.pass(31 * SECOND);
  driver.settle();
  return driver;
}

const first = (driver: Driver): string =>
  driver.state().transcript.find(({ from, intentId }) => from === 'agent' && intentId !== undefined)?.intentId ?? '';
function again(driver: Driver): void {
  driver.command('sendAgain', { intentId: first(driver) });
}

const lines = (driver: Driver) =>
  snapshot(driver.state(), driver.now()).transcript.filter(({ from }) => from === 'agent');
const posted = (driver: Driver): string[] =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' ? [post.line.kind] : []));
const sent = (driver: Driver) => driver.sent.filter(({ text }) => text === WORDS);

function status(driver: Driver, how: 'delivered' | 'failed'): void {
  const told = { intentId: first(driver), messageId: 'x', status: how, at: driver.now() };
  driver.apply({ type: 'deliveryStatus', at: driver.now(), status: told });
  driver.settle();
}

describe("[Send again] for an agent's message", () => {
  test('when it is clicked twice, then one new message goes out', () => {
    const driver = unconfirmed();
    again(driver);
    again(driver);
    driver.settle();
    expect(sent(driver)).toHaveLength(1);
    expect(sent(driver)[0]?.intentId).not.toBe(first(driver));
    expect(
      driver
        .state()
        .verdicts.slice(-2)
        .map(({ code }) => code),
    ).toEqual(['done', 'already_sent']);
  });

  test('when it was delivered meanwhile, then nothing is sent', () => {
    const driver = unconfirmed();
    status(driver, 'delivered');
    again(driver);
    driver.settle();
    expect(sent(driver)).toEqual([]);
    expect(driver.state().verdicts.at(-1)?.code).toBe('already_sent');
  });

  describe('when it is in doubt and sent again', () => {
    function sentAgain(rules?: number): Driver {
      const driver = unconfirmed(rules);
      again(driver);
      driver.settle();
      return driver;
    }

    test('then the record still says that the first may have arrived, and offers it no more', () => {
      const [doubtful, second, ...more] = lines(sentAgain());
      expect(doubtful).toMatchObject({ text: WORDS, delivery: 'unconfirmed', sentAgain: true });
      expect(doubtful).not.toHaveProperty('intentId');
      expect(second).toMatchObject({ delivery: 'sent' });
      expect(second).not.toHaveProperty('sentAgain');
      expect(more).toEqual([]);
    });

    test('then prompts have its words once', () => {
      const entries = promptEntries(sentAgain().state().transcript, 20);
      expect(entries.filter(({ from }) => from === 'agent')).toHaveLength(1);
    });

    test('and the first has arrived after all, then the record and the thread say so', () => {
      const driver = sentAgain();
      const before = posted(driver).length;
      status(driver, 'delivered');
      expect(lines(driver)[0]).toMatchObject({ delivery: 'delivered', sentAgain: true });
      expect(posted(driver).slice(before)).toEqual(['confirmed_after_all']);
    });

    test('and the first has failed, then that is recorded and nobody is called again', () => {
      const driver = sentAgain();
      const before = posted(driver).length;
      status(driver, 'failed');
      expect(lines(driver)[0]).toMatchObject({ delivery: 'failed', sentAgain: true });
      expect(posted(driver).slice(before)).toEqual([]);
    });

    test('and the conversation began under an earlier rule set, then it stays as before', () => {
      expect(lines(sentAgain(13)).map(({ delivery }) => delivery)).toEqual(['cancelled', 'sent']);
    });
  });
});
