import { ratioOfRounds, median, spread, type Spread } from '../../test/support/figures/statistics';
import type { Contender } from '../world/contender';

/** The same measured on every contender, ms. */
export interface Comparison {
  baton: Spread;
  floor: Spread;
  seed: Spread;
  /** Baton's median over the floor's, round by round. */
  ratio: number;
}

/** Collects what rounds bring, contender by contender. */
export function createComparison() {
  const rounds: Record<Contender['name'], number[][]> = { baton: [], floor: [], seed: [] };
  const medians = (name: Contender['name']): number[] => rounds[name].map(median);
  return {
    add: (name: Contender['name'], values: number[]): void => void rounds[name].push(values),
    result: (): Comparison => ({
      baton: spread(rounds.baton.flat()),
      floor: spread(rounds.floor.flat()),
      seed: spread(rounds.seed.flat()),
      ratio: ratioOfRounds(medians('baton'), medians('floor')),
    }),
  };
}
