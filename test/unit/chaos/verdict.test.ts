import { createChance } from '../../support/chance';
import { growthOf, type Series } from '../../../chaos/soak/verdict';

const seconds = Array.from({ length: 60 }, (_, position) => position * 20);
const chance = createChance(7);
const noise = (size: number): number => chance.between(-size, size);

const series = (value: (at: number) => number): Series => ({
  name: 'worker',
  unit: 'MB',
  points: seconds.map((at) => [at, value(at)]),
});

describe('the verdict of the soak', () => {
  test.each<[name: string, value: (at: number) => number, levelsOff: boolean]>([
    ['stays as it is', () => 300, true],
    ['is nothing at all', () => 0, true],
    ['grows to a limit and stays there', (at) => 100 + 200 * Math.min(1, at / 300), true],
    ['comes ever closer to a limit', (at) => 300 * (1 - Math.exp(-at / 200)), true],
    ['goes up and down like a heap', (at) => 300 + (at % 100) + noise(10), true],
    ['falls', (at) => 500 - at / 10, true],
    ['is hit by two outliers', (at) => (at > 1_000 && at < 1_050 ? 900 : 300 + noise(5)), true],
    ['grows evenly from the beginning', (at) => 100 + at / 4, false],
    ['leaks under the noise of a heap', (at) => 300 + at / 8 + noise(30), false],
    ['begins to leak late', (at) => (at < 700 ? 300 : 300 + (at - 700) / 2), false],
  ])('when something %s, then the verdict is as it should be', (_name, value, levelsOff) => {
    expect(growthOf(series(value)).levelsOff).toBe(levelsOff);
  });

  test('when it grows by a line, then the share is that of the second half', () => {
    const { first, half, most, share } = growthOf(series((at) => 100 + at / 10));
    expect({ first, half, most }).toEqual({ first: 105, half: 189, most: 218 });
    expect(share).toBeCloseTo(58 / 189, 5);
  });

  test('when it was looked at only a few times, then that says nothing', () => {
    expect(() => growthOf({ name: 'worker', unit: 'MB', points: [[0, 1]] })).toThrow('worker: 1 points say nothing.');
  });
});
