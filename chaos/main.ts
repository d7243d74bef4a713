import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { compileProduct } from '../test/support/compiled';
import { check, type Verdict } from './checker/check';
import { isAlive } from './checker/disposition';
import { story } from './checker/story';
import { commandOf } from './command';
import { evidenceFolder, readEvidence, writeEvidence } from './evidence-file';
import { HELP, readOptions, UsageError, type Options } from './options';
import { faultsOf, matrixTable } from './matrix/cells';
import { runMatrix } from './matrix/matrix';
import { isDuel } from './races/counts';
import { runRaces } from './races/races';
import { writeDocumentation } from './record/documentation';
import { keepRecord, readRecords, type ChaosRecord } from './record/results';
import { countsTable, firstFound, livenessLines, report } from './report';
import { runChaos } from './run';
import { runSoak } from './soak/soak';
import { growthOf, isLongEnough, type Series } from './soak/verdict';

type Say = (line: string) => void;

interface Outcome {
  isGood: boolean;
  record?: ChaosRecord;
}

const sameAgain = (options: Options): string => `seed ${options.seed}; the same again: ${commandOf(options)}`;

async function chaos(options: Options, at: string, say: Say): Promise<Outcome> {
  const { seed, minutes, atOnce, serverKills, until, result } = options;
  say(serverKills === undefined ? `seed ${seed}, ${minutes} minutes` : `seed ${seed}, ${serverKills} kills`);
  const { evidence, verdict, begun, cpuSeconds, seconds } = await runChaos(options, say);
  const folder = evidenceFolder(seed);
  writeEvidence(folder, evidence);
  say(`what the checker has read is in ${folder}`);
  console.log(`\n${report(evidence, verdict, commandOf(options))}`);
  console.log(`\nProcessor time, seconds:\n${countsTable(cpuSeconds)}\n\n${seconds} s in all`);
  const { counted, liveness, violations } = verdict;
  if (result !== undefined)
    writeFileSync(result, `${JSON.stringify({ counted, seconds, found: firstFound(verdict, begun), violations })}\n`);
  const figures = { at, seed, seconds, violations: violations.length, counted, ...liveness, cpuSeconds };
  const isGood = violations.length === 0;
  // What ended early has not come to rest: its figures say nothing.
  if (until !== undefined) return { isGood };
  if (serverKills !== undefined) return { isGood, record: { kind: 'server-kills', kills: serverKills, ...figures } };
  return { isGood, record: { kind: 'run', minutes, atOnce, ...figures } };
}

async function matrix(options: Options, at: string, say: Say): Promise<Outcome> {
  const { seed, only } = options;
  const began = Date.now();
  const { cells, verdicts } = await runMatrix(seed, only, say);
  const seconds = Math.round((Date.now() - began) / 1_000);
  const wrong = cells.filter((cell) => faultsOf(cell).length > 0).length;
  const slowest = Math.max(0, ...cells.map(({ toldAfterMs = 0 }) => toldAfterMs));
  console.log(`\n${matrixTable(cells)}\n`);
  console.log(`${cells.length} cells, ${wrong} wrong; people were told after ${Math.round(slowest / 1_000)} s at most`);
  verdicts.forEach(tell);
  console.log(sameAgain(options));
  const violations = wrong + verdicts.reduce((sum, verdict) => sum + verdict.violations.length, 0);
  const record: ChaosRecord = { kind: 'matrix', at, seed, seconds, violations, cells };
  return { isGood: violations === 0 && cells.length > 0, ...(only === '' && { record }) };
}

function tell({ violations, world }: Verdict): void {
  violations.forEach(({ invariant, what, detail }) => console.log(`${invariant} ${what}: ${detail}`));
  const [first] = violations;
  if (first !== undefined) console.log(story(world, first));
}

/** Less than this, and the races were none: a share of them met, or came before, a message of the assistant. */
const LEAST_MET = 0.02;

async function races(options: Options, at: string, say: Say): Promise<Outcome> {
  const { seed } = options;
  const { counted, violations, broken, seconds } = await runRaces(options, say);
  const duels = violations.filter(isDuel).length;
  const { before, after, ...counts } = counted;
  console.log(`\n${countsTable(counts)}\nbefore ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
  violations.slice(0, 20).forEach(({ rule, detail }) => console.log(`${rule}: ${detail}`));
  broken.slice(0, 20).forEach((why) => console.log(`broken off: ${why}`));
  console.log(`\n${options.races} races, ${duels} duels, ${violations.length} violations; ${seconds} s`);
  console.log(sameAgain(options));
  const isReal = Math.min(counted.inFlight, counted.silenced) >= LEAST_MET * options.races;
  if (!isReal) console.log('Too few takeovers met a message on its way: these races prove nothing.');
  const record: ChaosRecord = {
    ...{ kind: 'races', at, seed, seconds, races: options.races, duels, broken: broken.length, counted },
    violations: violations.length + broken.length,
  };
  const isGood = violations.length + broken.length === 0 && counted.acknowledged === options.races && isReal;
  return { isGood, record };
}

async function soak(options: Options, at: string, say: Say): Promise<Outcome> {
  const { seed } = options;
  const { violations, liveness, series, counted, cpuSeconds, ...ran } = await runSoak(options, say);
  console.log(`\n${countsTable(counted)}\n`);
  series.forEach((one) => console.log(growthLine(one)));
  violations.slice(0, 20).forEach(({ invariant, what, detail }) => console.log(`${invariant} ${what}: ${detail}`));
  if (violations.length > 0) console.log(ran.story);
  console.log(`\n${ran.conversations} conversations, ${violations.length} violations; ${ran.seconds} s`);
  console.log(sameAgain(options));
  livenessLines(liveness).forEach((line) => console.log(line));
  const isBounded = series.every((one) => isLongEnough(one) && growthOf(one).levelsOff);
  const isWhole = ran.conversations === options.conversations;
  if (!isWhole) console.log(`${options.conversations} were to be played and asked.`);
  const figures = { at, seed, seconds: ran.seconds, counted, ...liveness, cpuSeconds, series };
  const record: ChaosRecord = {
    ...{ kind: 'soak', conversations: ran.conversations, violations: violations.length, ...figures },
  };
  return { isGood: violations.length === 0 && isBounded && isWhole && isAlive(liveness), record };
}

function growthLine(one: Series): string {
  if (!isLongEnough(one)) return `${one.name}: ${one.points.length} looks, too few to say whether it grows`;
  const { first, third, last, most, perHour, levelsOff } = growthOf(one);
  const sizes = [first, third, last, most].map((size) => Math.round(size)).join(', ');
  return `${one.name}: ${sizes} ${one.unit}, ${(100 * perHour).toFixed(1)} % an hour: ${levelsOff ? 'levels off' : 'GROWS'}`;
}

async function checkAgain({ check: folder = '' }: Options): Promise<Outcome> {
  const evidence = readEvidence(folder);
  const verdict = check(evidence);
  console.log(report(evidence, verdict, `npm run chaos -- --check ${folder}`));
  return { isGood: verdict.violations.length === 0 };
}

/** Without it where the folder is no checkout. */
async function onThisCommit(record: ChaosRecord): Promise<ChaosRecord> {
  const commit = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'], { cwd: __dirname }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
  return commit === undefined ? record : { ...record, commit };
}

async function writeDocs(): Promise<Outcome> {
  writeDocumentation(readRecords());
  return { isGood: true };
}

const MODES = { chaos, matrix, races, soak, check: checkAgain, 'write-docs': writeDocs };

const createSay = (): Say => {
  const began = Date.now();
  return (line) => console.log(`${Math.round((Date.now() - began) / 1_000)} s`.padStart(7), ` ${line}`);
};

function onExit(tidy: () => void): void {
  process.once('exit', tidy);
  // Whatever was started ends with this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), Date.now());
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { mode } = options;
  if (mode !== 'check' && mode !== 'write-docs') onExit(compileProduct());
  const { isGood, record } = await MODES[mode](options, new Date().toISOString(), createSay());
  if (options.record && record !== undefined) {
    console.log(keepRecord(await onThisCommit(record)));
    await writeDocs();
  }
  return isGood ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${HELP}`);
    else console.error(error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
