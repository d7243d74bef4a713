// Plants one bug at a time into the whole product, breaks everything around it, and expects the checker of chaos to name
// the invariant that its patch names.
//   npm run planted -- --chaos [part of a patch's name]
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATCHES = join(ROOT, 'test', 'planted');
const FOLDERS = ['workflows', 'activities', 'src', 'knowledge', 'chaos', 'test'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json'];
const LINKS = ['node_modules', '.temporal'];
const LONGEST_MS = 15 * 60_000;

const run = promisify(execFile);

/** Runs the patches whose name matches `wanted`, two side by side; true when each was found. */
export async function plantChaos(wanted) {
  const patches = readdirSync(PATCHES, { recursive: true })
    .filter((name) => name.endsWith('.patch') && new RegExp(wanted).test(name))
    .map((name) => ({ name, text: readFileSync(join(PATCHES, name), 'utf8') }))
    .filter(({ text }) => /^Chaos: /m.test(text))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const queue = [...patches];
  let found = 0;
  const work = async () => {
    for (let patch = queue.shift(); patch !== undefined; patch = queue.shift()) {
      const { isFound, line } = await plant(patch);
      if (isFound) found += 1;
      console.log(`${isFound ? 'found ' : 'MISSED'}  ${patch.name.replace(/^chaos\//, '').padEnd(48)} ${line}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  console.log(`${found} of ${patches.length} planted bugs were found by chaos`);
  return patches.length > 0 && found === patches.length;
}

async function plant({ name, text }) {
  const [, invariant, minutes, seed] = /^Chaos: (\S+(?: or \S+)*) in (\S+) minutes with seed (\d+)$/m.exec(text) ?? [];
  if (invariant === undefined) return { isFound: false, line: 'names no invariant, minutes and seed' };
  const folder = mkdtempSync(join(tmpdir(), 'baton-planted-chaos-'));
  try {
    for (const one of FOLDERS) cpSync(join(ROOT, one), join(folder, one), { recursive: true });
    for (const one of FILES) cpSync(join(ROOT, one), join(folder, one));
    for (const one of LINKS) symlinkSync(join(ROOT, one), join(folder, one), 'junction');
    await run('git', ['apply', join(PATCHES, name)], { cwd: folder });
    return verdict(await chaos(folder, minutes, seed), invariant);
  } catch (error) {
    return { isFound: false, line: String(error.stderr || error.message).split('\n')[0] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function chaos(folder, minutes, seed) {
  const result = join(folder, 'result.json');
  const main = ['--import', 'tsx', 'chaos/main.ts', '--minutes', minutes, '--seed', seed, '--result', result];
  const options = { cwd: folder, maxBuffer: 1 << 27, timeout: LONGEST_MS };
  const ended = await run(process.execPath, main, options).catch((error) => error);
  if (!existsSync(result)) throw new Error(`chaos gave no result: ${ended.stderr || ended.stdout}`);
  return JSON.parse(readFileSync(result, 'utf8'));
}

function verdict({ counted, found }, invariants) {
  const all = Object.entries(found).map(([one, conversation]) => `${one} in conversation ${conversation}`);
  const line = `${all.join(', ') || 'nothing found'} (${counted.conversations} conversations)`;
  return { isFound: invariants.split(' or ').some((one) => one in found), line };
}
