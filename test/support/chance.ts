import { createRandom } from '../../src/simulator/tools';
import { seedFrom } from './seed';

export interface Chance {
  /** Evenly between the two, whole numbers. */
  between(least: number, most: number): number;
  oneOf<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** `TEST_SEED` repeats a run that printed its seed; the simulator's own dice are thrown from it too. `otherwise`: without it. */
export function testSeed(otherwise?: number): number {
  return otherwise !== undefined && process.env['TEST_SEED'] === undefined ? otherwise : seedFrom('TEST_SEED');
}

/** The same choices in every run with the same seed. */
export function createChance(seed: number): Chance {
  const random = createRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  return {
    between,
    oneOf(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to choose from.');
      return item;
    },
    shuffled(items) {
      const left = [...items];
      return items.map(() => left.splice(between(0, left.length - 1), 1)).flat();
    },
  };
}
