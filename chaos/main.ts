import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProduct } from '../test/support/compiled';
import { check } from './checker/check';
import { story } from './checker/story';
import { readEvidence, writeEvidence } from './evidence-file';
import { HELP, readOptions, UsageError, type Options } from './options';
import { faultsOf, matrixTable } from './matrix/cells';
import { runMatrix } from './matrix/matrix';
import { firstFound, report } from './report';
import { runChaos, type ChaosResult } from './run';

async function result(options: Options): Promise<ChaosResult> {
  if (options.check !== undefined) {
    const evidence = readEvidence(options.check);
    return { evidence, verdict: check(evidence) };
  }
  const say = createSay();
  say(`seed ${options.seed}, ${options.minutes} minutes`);
  const ran = await runChaos(options, say);
  const folder = join('.baton', `chaos-${options.seed}`);
  writeEvidence(folder, ran.evidence);
  say(`what the checker has read is in ${folder}`);
  return ran;
}

function onExit(tidy: () => void): void {
  process.once('exit', tidy);
  // Whatever was started ends with this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}

const createSay = (): ((line: string) => void) => {
  const began = Date.now();
  return (line) => console.log(`${Math.round((Date.now() - began) / 1_000)} s`.padStart(7), ` ${line}`);
};

async function matrix({ seed, only }: Options): Promise<number> {
  const { cells, verdict } = await runMatrix(seed, only, createSay());
  const wrong = cells.filter((cell) => faultsOf(cell).length > 0).length;
  const slowest = Math.max(0, ...cells.map(({ toldAfterMs = 0 }) => toldAfterMs));
  console.log(`\n${matrixTable(cells)}\n`);
  console.log(`${cells.length} cells, ${wrong} wrong; people were told after ${Math.round(slowest / 1_000)} s at most`);
  const { violations } = verdict;
  violations.forEach(({ invariant, what, detail }) => console.log(`${invariant} ${what}: ${detail}`));
  const [first] = violations;
  if (first !== undefined) console.log(story(verdict.world, first));
  return wrong === 0 && violations.length === 0 && cells.length > 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), Date.now());
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  if (options.check === undefined) onExit(compileProduct());
  if (options.matrix) return matrix(options);
  const { evidence, verdict } = await result(options);
  const again = `npm run chaos -- --minutes ${options.minutes} --at-once ${options.atOnce} --seed ${evidence.seed}`;
  console.log(`\n${report(evidence, verdict, again)}`);
  if (options.result !== undefined) {
    const { counted, liveness } = verdict;
    writeFileSync(options.result, `${JSON.stringify({ counted, liveness, found: firstFound(verdict) })}\n`);
  }
  return verdict.violations.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${HELP}`);
    else console.error(error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
