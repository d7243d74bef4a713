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
    ['comes ever closer to a limit', (at) => 300 * (1 - Math.exp(-at / 150)), true],
    ['goes up and down like a heap', (at) => 300 + (at % 100) + noise(10), true],
    ['falls', (at) => 500 - at / 10, true],
    ['is hit by two outliers', (at) => (at > 1_000 && at < 1_050 ? 900 : 300 + noise(5)), true],
    ['grows evenly from the beginning', (at) => 100 + at / 4, false],
    ['leaks under the noise of a heap', (at) => 300 + at / 8 + noise(30), false],
    ['begins to leak late', (at) => (at < 700 ? 300 : 300 + (at - 700) / 2), false],
  ])('when something %s, then the verdict is as it should be', (_name, value, levelsOff) => {
    expect(growthOf(series(value)).levelsOff).toBe(levelsOff);
  });

  /** As a soak looks: every 15 s, for 29 or 42 minutes. */
  const soak = (minutes: number, value: (hours: number, position: number) => number): Series => ({
    ...{ name: 'worker', unit: 'MB' },
    points: Array.from({ length: minutes * 4 }, (_, position) => [
      position * 15,
      Math.round(value((position * 15) / 3_600, position)),
    ]),
  });
  /** A heap that is collected every two minutes. */
  const teeth = (position: number): number => (position % 8) * 4;

  test.each(
    [29, 42].flatMap((minutes) => [340, 1_700, 140].map((size, index) => [size, [100, 400, 34][index]!, minutes])),
  )(
    'when it is %i and grows by %i an hour, then %i minutes are enough to see that it does not level off',
    (size, anHour, minutes) => {
      expect(growthOf(soak(minutes, (hours) => size + anHour * hours)).levelsOff).toBe(false);
      if (size > 140)
        expect(growthOf(soak(minutes, (hours, at) => size + anHour * hours + teeth(at))).levelsOff).toBe(false);
    },
  );

  test('when it grows evenly by a tenth an hour, then that is no levelling off either', () => {
    expect(growthOf(soak(42, (hours) => 1_700 + 170 * hours)).levelsOff).toBe(false);
  });

  test('when it slows down and still grows by more than a fifth an hour, then that is none', () => {
    const slowing = (limit: number) => soak(42, (hours) => 300 + limit * (1 - Math.exp(-hours / 0.2)));
    expect(growthOf(slowing(60)).levelsOff).toBe(true);
    expect(growthOf(slowing(600)).levelsOff).toBe(false);
  });

  test('when it warms up and then leaks, then the leak is seen', () => {
    const warm = (hours: number): number => 800 * Math.min(1, hours / 0.1);
    expect(growthOf(soak(42, (hours, at) => 900 + warm(hours) + 300 * hours + teeth(at))).levelsOff).toBe(false);
  });

  test('when it grows by a line, then what it grows by an hour is told', () => {
    const { first, third, last, most, perHour } = growthOf(soak(40, (hours) => 100 + 100 * hours));
    expect({ first, third, last, most }).toEqual({ first: 103, third: 141.5, last: 158, most: 166 });
    expect(perHour).toBeCloseTo(100 / 158, 1);
  });

  test('when it was looked at only a few times, then that says nothing', () => {
    expect(() => growthOf({ name: 'worker', unit: 'MB', points: [[0, 1]] })).toThrow('worker: 1 points say nothing.');
  });
});
