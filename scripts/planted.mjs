// Removes one guard of the rules at a time and expects the test that its patch names to notice.
//   npm run planted [-- part of a patch's name]          with the tests of the rules
//   npm run planted -- --chaos [part of a patch's name]  with the whole product, by the checker of chaos
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plantChaos } from './planted-chaos.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATCHES = join(ROOT, 'test', 'planted');
const COPIED = [
  'src',
  'workflows',
  'activities',
  'knowledge',
  'test',
  'package.json',
  'tsconfig.json',
  'jest.config.cjs',
];
// Always the same walk, so that a patch that is found today is found tomorrow.
const WALK = { PROPERTY_SEED: '20261123', PROPERTY_STEPS: '40000', PROPERTY_SHRINK: 'no' };

const run = promisify(execFile);
const [first = '', ...more] = process.argv.slice(2);
if (first === '--chaos') {
  const [part = ''] = more.filter((one) => one !== '--record');
  process.exit((await plantChaos(part, more.includes('--record'))) ? 0 : 1);
}
const wanted = first;
const patches = readdirSync(PATCHES)
  .filter((name) => name.endsWith('.patch') && name.includes(wanted))
  .sort();
const queue = [...patches];
const outcomes = new Map();

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
for (const name of patches) {
  const { found, seconds, what, why } = outcomes.get(name);
  console.log(`${found ? 'found ' : 'MISSED'}  ${seconds.padStart(5)} s  ${name.padEnd(48)} ${found ? what : why}`);
}
const missed = patches.filter((name) => !outcomes.get(name).found);
console.log(`${patches.length - missed.length} of ${patches.length} planted bugs were found`);
if (missed.length > 0 || patches.length === 0) process.exitCode = 1;

/** One copy of the tree for each worker; a patch is taken out again after its test. */
async function work() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-planted-'));
  try {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (let name = queue.shift(); name !== undefined; name = queue.shift())
      outcomes.set(name, await plant(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function plant(folder, name) {
  const began = Date.now();
  const patch = join(PATCHES, name);
  const text = readFileSync(patch, 'utf8');
  const [, what = ''] = /^Plants: (.+)$/m.exec(text) ?? [];
  const [, file, test] = /^Fails: (\S+) "(.+)"$/m.exec(text) ?? [];
  const ended = (found, why = '') => ({ found, what, why, seconds: ((Date.now() - began) / 1000).toFixed(1) });
  if (file === undefined || test === undefined) return ended(false, 'names no test');
  try {
    await run('git', ['apply', patch], { cwd: folder });
  } catch (error) {
    return ended(false, `does not apply: ${String(error.stderr).split('\n')[0]}`);
  }
  try {
    return ended(...(await notices(folder, file, test)));
  } finally {
    await run('git', ['apply', '--reverse', patch], { cwd: folder });
  }
}

/** Whether exactly the named test fails; a file that cannot run at all has noticed nothing. */
async function notices(folder, file, test) {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const pattern = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const command = [jest, '--selectProjects', 'unit', '--runTestsByPath', file, '-t', pattern, '--json', '--silent'];
  const options = { cwd: folder, maxBuffer: 1 << 27, env: { ...process.env, ...WALK } };
  const { stdout } = await run(process.execPath, command, options).catch((error) => error);
  const from = String(stdout).indexOf('{"num');
  if (from < 0) return [false, 'jest gave no result'];
  const results = JSON.parse(String(stdout).slice(from));
  const tests = results.testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = tests.filter(({ title, status }) => title === test && status !== 'pending');
  if (named.length === 0) return [false, results.testResults[0]?.message?.split('\n')[1] ?? 'there is no such test'];
  return named.every(({ status }) => status === 'failed') ? [true] : [false, `"${test}" passes`];
}
