import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { DemoFacts } from '../../src/demo/facts';
import { root, searchPath } from './run';
import { until } from './until';

/** What `npm run demo` runs. */
export const demoScript = join(root, 'scripts', 'demo.mjs');

/** A demo in a process and a folder of its own. */
export interface Demo {
  process: ChildProcess;
  folder: string;
  output(): string;
  facts(): DemoFacts | undefined;
  /** Ids of every process below the one that was started. */
  family(): number[];
}

const WITHIN_MS = 60_000;

/** A browser that only writes down that it was opened. */
function watchBrowser(folder: string): string {
  for (const name of ['xdg-open', 'open']) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$1" >> ${join(folder, 'opened')}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** Starts `command`, by default the demo as npm would; whoever starts it ends it. */
export function startDemo(
  command: string[] = [process.execPath, demoScript],
  environment: Record<string, string> = {},
): Demo {
  const folder = mkdtempSync(join(tmpdir(), 'baton-demo-'));
  const env = { PATH: [watchBrowser(folder), searchPath].join(delimiter), HOME: folder, DISPLAY: ':0', ...environment };
  const [file = '', ...args] = command;
  const started = spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return {
    process: started,
    folder,
    output: () => output,
    facts() {
      const path = join(folder, '.baton', 'demo.json');
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoFacts) : undefined;
    },
    family: () => descendants(started.pid ?? 0),
  };
}

/** Resolves when everything answers. Throws with what the demo said where it ends before. */
export async function whenUp(demo: Demo, withinMs = WITHIN_MS): Promise<DemoFacts> {
  const look = () => ({ facts: demo.facts(), ended: demo.process.exitCode, output: demo.output() });
  const { facts } = await until(look, ({ facts, ended }) => facts !== undefined || ended !== null, withinMs);
  if (!facts) throw new Error(`The demo did not start: ${demo.output()}`);
  return facts;
}

/** Resolves to its exit code when it has ended. */
export async function ended(demo: Demo): Promise<number | null> {
  if (demo.process.exitCode === null && demo.process.signalCode === null) await once(demo.process, 'exit');
  return demo.process.exitCode;
}

function descendants(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}
