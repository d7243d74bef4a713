import { nextStop } from '../../../chaos/play/clock';

const MINUTE = 60_000;
const NOW = 1_795_420_800_000;

describe('where a clock that is moved in chaos stops', () => {
  test.each([1, 10 * MINUTE - 1, 10 * MINUTE + 1, 47 * MINUTE + 7, 24 * 60 * MINUTE + 1])(
    'when something is due in %d ms, then in whole milliseconds, which a phone can be set to, and not long after it',
    (left) => {
      const stop = nextStop(NOW, { what: 'nobody has answered', at: NOW + left }, 0);
      expect(Number.isInteger(stop)).toBe(true);
      expect(stop).toBeGreaterThan(NOW);
      expect(stop).toBeLessThanOrEqual(NOW + Math.max(left, 10 * MINUTE));
    },
  );

  test('when what is due was passed already, then ten minutes later', () => {
    expect(nextStop(NOW, { what: 'nobody has answered', at: NOW + 5 }, NOW + 5)).toBe(NOW + 10 * MINUTE);
  });

  test('when nothing is due, then nowhere before the end', () => {
    expect(nextStop(NOW, undefined, 0)).toBe(Infinity);
  });
});
