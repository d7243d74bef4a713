import { announce, exploration } from '../support/exploration';
import { explain, explore, type Found } from './explore';
import { INVARIANTS, type Invariant } from './observer';

describe('whatever happens to a conversation', () => {
  let found: Found;

  beforeAll(() => {
    const began = performance.now();
    found = explore();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const { seed } = exploration();
    announce(`conversation: PROPERTY_SEED=${seed}, ${found.steps} steps in ${found.runs} runs, ${seconds} s`);
  }, 600_000);

  test.each(Object.entries(INVARIANTS) as [Invariant, string][])(
    '%s: %s',
    (invariant) => {
      if (found.problems.has(invariant)) explain(invariant);
      expect(found.problems.get(invariant)).toBeUndefined();
    },
    600_000,
  );
});
