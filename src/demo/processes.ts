import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from '../config';
import type { SimulatorConfigInput } from '../simulator/config';
import type { SimulatorUrls } from '../simulator/simulator';
import { startChild, type Child } from './child';

/** How and where the processes of a system are started. */
export interface Launch {
  /** Everything that they write goes there, one file each. */
  logFile(name: string): string;
  cwd: string;
  /** What they inherit, such as PATH. */
  outer: Environment;
  /** Where the compiled product is, if that shall run instead of the files beside this one. */
  compiled?: string;
  /** Told of every process as soon as it exists, so that it can be ended while it is still starting. */
  onStart(child: Child): void;
}

// The same file runs from src/ and, built, from dist/src/. The loader is found from here, because Node looks for
// `--import` in the folder where the process starts.
function program(path: string, { compiled }: Launch): string[] {
  if (compiled !== undefined) return [join(compiled, 'src', `${path}.js`)];
  const file = join(dirname(__dirname), path);
  if (!__filename.endsWith('.ts')) return [`${file}.js`];
  return ['--import', pathToFileURL(require.resolve('tsx')).href, `${file}.ts`];
}

// Loaded into every process: it ends when the one who started it is gone, however that came about. It is a URL because
// the threads of a process load it too, before they can read TypeScript; the standard input is not theirs.
const lifeline = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) {
    const end = () => process.kill(process.pid, 'SIGTERM');
    process.stdin.resume().on('error', () => undefined).on('close', end).unref();
  }
`)}`;

function startOurs(name: string, path: string, args: string[], env: Environment, launch: Launch, talks = false): Child {
  const child = startChild({
    name,
    command: process.execPath,
    args: ['--import', lifeline, ...program(path, launch), ...args],
    env,
    cwd: launch.cwd,
    logFile: launch.logFile(name),
    talks,
    isReady: (line) => line.startsWith('{"ready":true') || line.startsWith('{"port":'),
  });
  launch.onStart(child);
  return child;
}

export interface StartedSimulator {
  child: Child;
  /** Its page and control API. */
  origin: string;
  urls: SimulatorUrls;
}

/** Starts the fake vendors; `configFile` gets their configuration, which holds keys. Throws with their last words. */
export async function startSimulator(
  config: SimulatorConfigInput,
  configFile: string,
  launch: Launch,
): Promise<StartedSimulator> {
  writeFileSync(configFile, JSON.stringify(config), { mode: 0o600 });
  const child = startOurs('simulator', 'simulator/main', [configFile], launch.outer, launch, true);
  const { port, urls } = JSON.parse(await child.ready) as { port: number; urls: SimulatorUrls };
  return { child, origin: `http://127.0.0.1:${port}`, urls };
}

/** Starts the gateway; `ready` of what it returns tells when it listens. */
export const startGateway = (environment: Environment, launch: Launch): Child =>
  startOurs('gateway', 'server', [], environment, launch);

/** Starts what decrypts for Temporal UI; `ready` tells when it listens. */
export const startCodecServer = (environment: Environment, launch: Launch): Child =>
  startOurs('codec-server', 'codec-server', [], environment, launch);

/** Starts the worker, with a bundle of the workflows that was made in advance or without; `ready` tells when it polls. */
export const startWorker = (environment: Environment, launch: Launch, bundle?: string): Child =>
  startOurs('worker', 'worker', bundle === undefined ? [] : [bundle], environment, launch);
