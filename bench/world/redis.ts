import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startChild } from '../../src/demo/child';
import { freePort } from '../../src/demo/ports';
import { searchPath } from '../../test/support/run';
import type { World } from './world';

/** A Redis of our own for the seed design, where `redis-server` is on the PATH; nothing where it is not. */
export async function startRedis({ launch, folder }: World): Promise<string | undefined> {
  const folders = (searchPath ?? '').split(delimiter);
  const command = folders.map((place) => join(place, 'redis-server')).find((path) => existsSync(path));
  if (command === undefined) return undefined;
  const { logFile, onStart, outer } = launch('seed');
  const port = await freePort();
  const redis = startChild({
    name: 'redis',
    command,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    env: outer,
    cwd: folder,
    logFile: logFile('redis'),
    isReady: (line) => line.includes('Ready to accept connections'),
  });
  onStart(redis);
  await redis.ready;
  return `redis://127.0.0.1:${port}`;
}
