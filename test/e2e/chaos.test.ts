import { evidenceFolder, writeEvidence } from '../../chaos/evidence-file';
import { processKinds } from '../../chaos/faults/process-faults';
import { vendorKinds } from '../../chaos/faults/vendor-faults';
import { countsTable, kindOf, report } from '../../chaos/report';
import { runChaos } from '../../chaos/run';
import { SLICE } from '../../chaos/slice';
import { createChance, testSeed } from '../support/chance';

const KINDS = [...vendorKinds(createChance(1)), ...processKinds(createChance(1))];

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

describe('chaos', () => {
  test('when processes die and freeze and vendors fail while people talk, then every invariant holds and everybody is answered', async () => {
    const options = { ...SLICE, seed: testSeed(SLICE.seed), conversations: Infinity };
    const { evidence, verdict, cpuSeconds, seconds } = await runChaos(
      options,
      (line) => void (line.includes('rest') && say(`chaos: ${line}`)),
    );
    const { seed, minutes, atOnce } = options;
    say(report(evidence, verdict, `npm run chaos -- --minutes ${minutes} --at-once ${atOnce} --seed ${seed}`));
    say(`${seconds} s; processor time, seconds:\n${countsTable(cpuSeconds)}`);
    if (verdict.violations.length > 0) writeEvidence(evidenceFolder(seed), evidence);
    expect(verdict.violations).toEqual([]);
    // Without these nothing was tried.
    for (const what of ['takeovers', 'messages of agents', 'delivered again', 'runs that continued as new'])
      expect({ [what]: verdict.counted[what] }).not.toEqual({ [what]: 0 });
    const broken = evidence.episodes.map(({ what }) => kindOf(what));
    expect(broken).toEqual(expect.arrayContaining(KINDS.map(kindOf)));
  }, 600_000);
});
