import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { HELP, PARTS, readOptions, UsageError, type Options } from './options';
import { writeDocumentation } from './report/documentation';
import { LATEST, PARTIAL, readLatest, type Machine, type Results } from './report/results';
import { barTable } from './report/table';
import { runParts, type Run } from './run';

const GB = 1024 ** 3;

const machine = (loadBefore: number): Machine => ({
  cores: cpus().length,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / GB),
  system: `${platform()} ${release().split('-')[0]} ${arch()}`,
  node: process.version,
  load: [oneDigit(loadBefore), oneDigit(loadavg()[0] ?? 0)],
});

const oneDigit = (value: number): number => Math.round(value * 10) / 10;

async function measure(options: Options): Promise<void> {
  const began = Date.now();
  const loadBefore = loadavg()[0] ?? 0;
  const elapsed = (): string => `${Math.round((Date.now() - began) / 1_000)} s`.padStart(6);
  const resultsOf = (run: Run): Results => ({
    measuredAt: new Date(began).toISOString(),
    minutes: oneDigit((Date.now() - began) / 60_000),
    quick: options.quick,
    machine: machine(loadBefore),
    ...run,
  });
  // A run that is cut off leaves what it has measured.
  const run = await runParts(
    options,
    (what) => console.log(`${elapsed()}  ${what}`),
    (soFar) => write(PARTIAL, resultsOf(soFar)),
  );
  const results = resultsOf(run);
  const isWhole = !options.quick && options.parts.length === PARTS.length;
  const file = isWhole ? LATEST : PARTIAL;
  write(file, results);
  if (run.seedStore === 'memory')
    console.log('There is no redis-server here: the seed design kept its flag in memory.');
  console.log(`\n${barTable(results)}\n\n${file}`);
  if (isWhole) console.log('npm run bench -- --write-docs puts these figures into docs/performance.md.');
}

function write(file: string, results: Results): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return console.log(HELP);
  if (options.writeDocs) return writeDocumentation(readLatest());
  return measure(options.profileDir === undefined ? options : { ...options, profileDir: resolve(options.profileDir) });
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${HELP}`);
    else console.error(error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
