import type { Settings } from '../../workflows/conversation/settings';
import { createClaimed, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const HOLD = 10_000;

/** Thandi has it; the customer's last message is shown in the thread. */
function claimed(rules?: number, change: Partial<Settings> = {}) {
  const driver = createClaimed({ holdMs: 5_000, ...change }, rules);
  const messageId = driver.customer('It works now, thank you!');
  driver.pass(HOLD);
  driver.settle();
  const [channel = '', ts = ''] =
    driver
      .state()
      .transcript.find((entry) => entry.messageId === messageId)
      ?.shownAt?.split(':') ?? [];
  const react = (emoji: string, change: object = {}, agent = THANDI) => {
    driver.command('react', { agent, reaction: { emoji, channel, ts, ...change } });
    return driver.state().verdicts.at(-1)?.code;
  };
  return { driver, messageId, react };
}

const reactions = (driver: Driver): string[] =>
  driver.state().transcript.flatMap(({ reaction }) => (reaction === undefined ? [] : [reaction.emoji]));

const goesOut = (driver: Driver): void => {
  driver.pass(HOLD);
  driver.settle();
};

describe('an agent’s reaction', () => {
  it('when she has the conversation, then the customer sees it on his message, after a moment', () => {
    const { driver, messageId, react } = claimed();
    expect(react('👍')).toBe('done');
    expect(driver.running('send')).toEqual([]);
    driver.pass(HOLD);
    const [job] = driver.running('send');
    expect(job).toMatchObject({ request: { content: { kind: 'reaction', emoji: '👍', answers: { messageId } } } });
    driver.settle();
    expect(driver.state().transcript.at(-1)).toMatchObject({
      from: 'agent',
      text: '[reaction: 👍]',
      kind: 'reaction',
      quoted: 'It works now, thank you!',
      delivery: 'sent',
    });
  });

  it('when she takes it off within the moment, then nothing goes out; later, then it is taken off there too', () => {
    const { driver, react } = claimed();
    react('👍');
    react('👍', { gone: true });
    goesOut(driver);
    expect(reactions(driver)).toEqual([]);
    react('👍');
    goesOut(driver);
    react('👍', { gone: true });
    goesOut(driver);
    expect(reactions(driver)).toEqual(['👍', '']);
  });

  it('when she changes it, then the last one counts, and what was there before is not taken off', () => {
    const { driver, react } = claimed();
    react('👍');
    react('🙏');
    react('👍', { gone: true });
    goesOut(driver);
    expect(reactions(driver)).toEqual(['🙏']);
    react('🎉');
    goesOut(driver);
    react('🙏', { gone: true });
    goesOut(driver);
    expect(reactions(driver)).toEqual(['🙏', '🎉']);
  });

  it('when it is the same again, then it is sent once', () => {
    const { driver, react } = claimed();
    react('👍');
    react('👍');
    goesOut(driver);
    react('👍');
    goesOut(driver);
    expect(reactions(driver)).toEqual(['👍']);
  });

  it('when it is a colleague’s, then it stays in Slack', () => {
    const { driver, react } = claimed();
    expect(react('👀', {}, PIETER)).toBe('not_found');
    goesOut(driver);
    expect(reactions(driver)).toEqual([]);
  });

  it('when it stands at a line that shows nothing of the customer, then it stays in Slack', () => {
    const { driver, react } = claimed();
    expect(react('👀', { ts: '0.1' })).toBe('not_found');
    goesOut(driver);
    expect(reactions(driver)).toEqual([]);
  });

  it('when the assistant has the conversation again, or it began under earlier rules, then it stays in Slack', () => {
    const { driver, react } = claimed();
    driver.command('resume');
    driver.settle();
    expect(react('👍')).toBe('not_found');
    const earlier = claimed(12);
    expect(earlier.react('👍')).toBe('not_found');
  });

  it('when the 24 hours are over, then she is told, and nothing goes out', () => {
    const { driver, react } = claimed(undefined, PATIENT);
    driver.pass(24 * 60 * 60_000);
    driver.settle();
    expect(react('👍')).toBe('window_closed');
    goesOut(driver);
    expect(reactions(driver)).toEqual([]);
  });

  it('when the customer is owed an answer, then a reaction is none', () => {
    const { driver, react } = claimed();
    const owed = () => driver.state().transcript.filter(({ disposition }) => disposition === 'team').length;
    expect(owed()).toBeGreaterThan(0);
    react('👍');
    goesOut(driver);
    expect(owed()).toBeGreaterThan(0);
  });

  it('when WhatsApp refuses it, then the thread says so and offers no second try', () => {
    const { driver, react } = claimed();
    react('👍');
    driver.pass(HOLD);
    driver.fail(driver.running('send')[0]!, {
      class: 'not_sent',
      code: '131009',
      reason: 'Too old.',
      retryable: false,
    });
    driver.settle();
    const lines = driver.posts.flatMap(({ post }) =>
      post.kind === 'thread' && post.line.kind === 'not_delivered' ? [post.line] : [],
    );
    expect(lines).toMatchObject([{ again: false }]);
  });

  it('when WhatsApp does not say what became of it, then the thread offers no second try, and the same again is sent', () => {
    const { driver, react } = claimed();
    react('👍');
    driver.pass(HOLD);
    driver.fail(driver.running('send')[0]!, { class: 'unknown' });
    driver.pass(31_000);
    driver.settle();
    const lines = driver.posts.flatMap(({ post }) =>
      post.kind === 'thread' && post.line.kind === 'unconfirmed' ? [post.line] : [],
    );
    expect(lines).toMatchObject([{ again: false }]);
    react('👍', { gone: true });
    react('👍');
    goesOut(driver);
    const last = driver.state().transcript.findLast(({ reaction }) => reaction !== undefined);
    expect([reactions(driver), last?.delivery]).toEqual([['👍', '👍'], 'sent']);
  });
});
