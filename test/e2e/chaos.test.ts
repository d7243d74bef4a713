import { join } from 'node:path';
import { writeEvidence } from '../../chaos/evidence-file';
import { report } from '../../chaos/report';
import { runChaos } from '../../chaos/run';
import { testSeed } from '../support/chance';
import { root } from '../support/run';

/** With what it takes to begin and to come to rest about three minutes. */
const MINUTES = 1.75;
/** A change is judged by the same customers and faults as the one before; every night others are tried. */
const EVERY_DAY = 436324017;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

describe('chaos', () => {
  test('when processes die and freeze and vendors fail while people talk, then every invariant holds and everybody is answered', async () => {
    const seed = testSeed(EVERY_DAY);
    const options = { seed, minutes: MINUTES, conversations: Infinity, atOnce: 12 };
    const { evidence, verdict } = await runChaos(
      options,
      (line) => void (line.includes('rest') && say(`chaos: ${line}`)),
    );
    const again = `npm run chaos -- --minutes ${MINUTES} --at-once 12 --seed ${seed}`;
    say(report(evidence, verdict, again));
    if (verdict.violations.length > 0) writeEvidence(join(root, '.baton', `chaos-${seed}`), evidence);
    expect(verdict.violations).toEqual([]);
    // Without these nothing was tried.
    for (const what of ['takeovers', 'messages of agents', 'delivered again', 'runs that continued as new'])
      expect({ [what]: verdict.counted[what] }).not.toEqual({ [what]: 0 });
    expect(evidence.episodes.length).toBeGreaterThan(5);
  }, 600_000);
});
