/** How far the property tests explore, and from which seed. A failure is repeated with the seed that it printed. */
const DEFAULT_STEPS = 100_000;

export interface Exploration {
  seed: number;
  steps: number;
}

/** `PROPERTY_SEED` repeats a run; `PROPERTY_STEPS` makes it shorter or longer. */
export function exploration(): Exploration {
  const seed = process.env['PROPERTY_SEED'];
  const steps = process.env['PROPERTY_STEPS'];
  return {
    seed: seed === undefined ? Date.now() % 2 ** 31 : Number(seed),
    steps: steps === undefined ? DEFAULT_STEPS : Number(steps),
  };
}

/** Printed on every run, also when all is well: the next run has another seed. */
export function announce(text: string): void {
  process.stdout.write(`${text}\n`);
}
