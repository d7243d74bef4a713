// Plants one bug at a time into the whole product, breaks everything around it, and expects the checker of chaos to name
// the invariant that its patch names: each in the run that is part of `npm test`, which ends once that is violated. First
// of all the product as it is: there nothing may be found.
//   npm run planted -- --chaos [part of a patch's name] [--record]
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATCHES = join(ROOT, 'test', 'planted');
const FOLDERS = ['workflows', 'activities', 'src', 'knowledge', 'chaos', 'test'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json'];
const LINKS = ['node_modules', '.temporal'];
const RESULTS = join(ROOT, 'chaos', 'results');
const LONGEST_MS = 15 * 60_000;

const run = promisify(execFile);

/** Runs the patches whose name matches `wanted`, two side by side; true when each was found and nothing without one. */
export async function plantChaos(wanted, isRecorded) {
  const patches = readdirSync(PATCHES, { recursive: true })
    .filter((name) => name.endsWith('.patch') && new RegExp(wanted).test(name))
    .map((name) => ({ name, text: readFileSync(join(PATCHES, name), 'utf8') }))
    .filter(({ text }) => /^Chaos: /m.test(text))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(readPatch);
  const everything = [...new Set(patches.flatMap(({ expected }) => expected.split(' or ')))].join(' or ');
  const queue = [{ name: 'nothing', plants: 'nothing', expected: everything }, ...patches];
  const outcomes = new Map();
  const work = async () => {
    for (let patch = queue.shift(); patch !== undefined; patch = queue.shift()) {
      const outcome = await plant(patch);
      outcomes.set(patch.name, outcome);
      console.log(lineOf(patch, outcome));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  const found = patches.filter(({ name }) => outcomes.get(name).isFound);
  const isQuiet = outcomes.get('nothing').isQuiet;
  console.log(`${found.length} of ${patches.length} planted bugs were found by chaos`);
  if (!isQuiet) console.log('Something was found where nothing was planted, or the run did not end.');
  const isGood = patches.length > 0 && isQuiet && found.length === patches.length;
  if (isRecorded && isGood) await record(patches, outcomes);
  return isGood;
}

function readPatch({ name, text }) {
  const [, plants = ''] = /^Plants: (.+)\.$/m.exec(text) ?? [];
  const [, expected = ''] = /^Chaos: (\S+(?: or \S+)*)$/m.exec(text) ?? [];
  return { name, plants, expected };
}

function lineOf({ name }, { isFound, isQuiet, line, seconds }) {
  const word = name === 'nothing' ? (isQuiet ? 'quiet ' : 'NOISY ') : isFound ? 'found ' : 'MISSED';
  return `${word} ${String(seconds).padStart(5)} s  ${name.replace(/^chaos\//, '').padEnd(42)} ${line}`;
}

/** Of a part of the bugs: beside what was found of the others before. */
async function record(patches, outcomes) {
  // Without it where the folder is no checkout.
  const commit = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT }).then(
    ({ stdout }) => ({ commit: stdout.trim() }),
    () => ({}),
  );
  const fresh = patches.map(({ name, plants, expected }) => {
    const { found, seconds } = outcomes.get(name);
    return { name, plants, expected, found, seconds, ...commit };
  });
  const file = join(RESULTS, 'planted.json');
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).bugs : [];
  const others = before.filter(({ name }) => existsSync(join(PATCHES, name)) && !outcomes.has(name));
  const bugs = [...others, ...fresh].sort((one, other) => (one.name < other.name ? -1 : 1));
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ kind: 'planted', at: new Date().toISOString(), bugs }, null, 1)}\n`);
  console.log('npm run chaos -- --write-docs puts these figures into docs/reliability-figures.md.');
}

async function plant({ name, expected }) {
  const began = Date.now();
  const ended = (outcome) => ({ ...outcome, seconds: Math.round((Date.now() - began) / 1_000) });
  if (expected === '') return ended({ isFound: false, line: 'names no invariant' });
  const folder = mkdtempSync(join(tmpdir(), 'baton-planted-chaos-'));
  try {
    for (const one of FOLDERS) cpSync(join(ROOT, one), join(folder, one), { recursive: true });
    for (const one of FILES) cpSync(join(ROOT, one), join(folder, one));
    for (const one of LINKS) symlinkSync(join(ROOT, one), join(folder, one), 'junction');
    if (name !== 'nothing') await run('git', ['apply', join(PATCHES, name)], { cwd: folder });
    return ended(verdict(await chaos(folder, expected), expected));
  } catch (error) {
    return ended({ isFound: false, line: String(error.stderr || error.message).split('\n')[0] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function chaos(folder, expected) {
  const result = join(folder, 'result.json');
  const until = expected.split(' or ').join(',');
  const main = ['--import', 'tsx', 'chaos/main.ts', '--slice', '--until', until, '--result', result];
  const options = { cwd: folder, maxBuffer: 1 << 27, timeout: LONGEST_MS };
  const ended = await run(process.execPath, main, options).catch((error) => error);
  if (!existsSync(result)) throw new Error(`chaos gave no result: ${ended.stderr || ended.stdout}`);
  return JSON.parse(readFileSync(result, 'utf8'));
}

function verdict({ counted, found, violations }, expected) {
  const all = Object.entries(found).map(([one, conversation]) => `${one} in conversation ${conversation}`);
  const [first] = violations;
  const told = first === undefined ? '' : `: ${first.invariant} ${first.what}, ${first.detail}`;
  const line = `${all.join(', ') || 'nothing found'} (${counted.conversations} conversations)${told}`;
  const isFound = expected.split(' or ').some((one) => one in found);
  return { isFound, isQuiet: all.length === 0, line, found };
}
