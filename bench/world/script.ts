import { join } from 'node:path';
import type { Environment } from '../../src/config';
import { startChild, type Child } from '../../src/demo/child';
import { tsx } from '../../test/support/run';
import type { World } from './world';

/** Starts a program of the benchmark's own, e.g. `floor`. It says that it is ready in the way of the product's processes. */
export function startScript(path: string, args: string[], env: Environment, { launch }: World): Child {
  const name = path.replaceAll('/', '-');
  const { logFile, cwd, onStart } = launch(name);
  const child = startChild({
    name,
    command: process.execPath,
    args: ['--import', tsx, join(__dirname, '..', `${path}.ts`), ...args],
    env,
    cwd,
    logFile: logFile(name),
    isReady: (line) => line.startsWith('{"ready":true'),
  });
  onStart(child);
  return child;
}
