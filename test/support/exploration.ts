import { seedFrom } from './seed';

/** How far the property tests explore, and from which seed. A failure is repeated with the seed that it printed. */
const DEFAULT_STEPS = 100_000;
/** One for the whole file: what is printed has to be what was walked. */
const SEED = seedFrom('PROPERTY_SEED');

export interface Exploration {
  seed: number;
  steps: number;
  /** For `fc.assert`: whether to stop at the first failure instead of looking for the smallest. */
  endOnFailure: boolean;
}

/** `PROPERTY_SEED` repeats a run; `PROPERTY_STEPS` makes it shorter or longer; `PROPERTY_SHRINK=no` ends it at once. */
export function exploration(): Exploration {
  const steps = process.env['PROPERTY_STEPS'];
  return {
    seed: SEED,
    steps: steps === undefined ? DEFAULT_STEPS : Number(steps),
    endOnFailure: process.env['PROPERTY_SHRINK'] === 'no',
  };
}

/** Printed on every run, also when all is well: the next commit has another seed. */
export function announce(text: string): void {
  process.stdout.write(`${text}\n`);
}
