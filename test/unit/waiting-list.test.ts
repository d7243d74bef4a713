import { lasts } from '../../workflows/waiting-list';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BEGAN = Date.UTC(2026, 9, 5, 8, 0);

describe('how long the list of those who wait lasts', () => {
  it('when it is a day old, then it ends, whatever openings there were', () => {
    expect(lasts(BEGAN, 0, BEGAN + DAY - 1)).toBe(true);
    expect(lasts(BEGAN, 0, BEGAN + DAY)).toBe(false);
    expect(lasts(BEGAN, BEGAN, BEGAN + DAY)).toBe(false);
  });

  it('when it is a day old in the middle of an opening, then it ends after that', () => {
    const opening = BEGAN + DAY - MINUTE;
    expect(lasts(BEGAN, opening, BEGAN + DAY + MINUTE)).toBe(true);
    expect(lasts(BEGAN, opening, opening + 10 * MINUTE)).toBe(false);
  });
});
