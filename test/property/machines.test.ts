import fc from 'fast-check';
import { announce, exploration } from '../support/exploration';
import { createDriver } from '../support/driver';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const { seed, endOnFailure } = exploration();

/** What an auto-reply says, and how long after our message. */
const machine = fc.record({
  texts: fc.array(fc.constantFrom('We are closed.', 'Your ticket is #', 'Hello', 'Type 1 for sales'), {
    minLength: 1,
    maxLength: 3,
  }),
  numbered: fc.boolean(),
  wait: fc.integer({ min: 0, max: 20 * SECOND }),
});

describe('two machines', () => {
  beforeAll(() => announce(`machines: PROPERTY_SEED=${seed}`));

  test('when another machine answers whatever we say, then it soon gets silence and people are told once', () => {
    let silenced = 0;
    const property = fc.property(machine, ({ texts, numbered, wait }) => {
      const driver = createDriver();
      for (let round = 0; round < 30; round += 1) {
        const text = texts[round % texts.length]!;
        driver.customer(numbered ? `${text} ${round}` : text, driver.now(), false);
        driver.pass(2 * SECOND);
        driver.answer(`answer ${round}`);
        driver.pass(wait);
      }
      const { handoff } = driver.state();
      const fast = wait < SECOND;
      // Each text may come three times in two minutes; a round takes two seconds and the wait.
      const often = !numbered && 3 * texts.length * (wait + 2 * SECOND) <= 2 * MINUTE;
      if (!fast && !often) return;
      silenced += 1;
      expect(handoff?.reason).toBe('automated_sender');
      expect(driver.sent.length).toBeLessThanOrEqual(fast ? 5 : 3 * texts.length);
      expect(driver.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1);
    });
    fc.assert(property, { seed, endOnFailure, numRuns: 300 });
    expect(silenced).toBeGreaterThan(50);
  });
});
