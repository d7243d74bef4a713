import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { Environment } from '../../src/config';
import type { Child } from '../../src/demo/child';
import type { Launch } from '../../src/demo/processes';
import { createNamespace } from '../../test/support/namespace';
import { searchPath } from '../../test/support/run';
import { startTemporalServer } from '../../test/support/temporal-server';

/** One Temporal dev server and everything that the contenders start around it. */
export interface World {
  address: string;
  connection: Connection;
  /** For logs and configuration; it is removed at the end, unless something failed. */
  folder: string;
  /** What the processes inherit. */
  outer: Environment;
  /** How the processes of one contender are started. */
  launch(name: string): Launch;
  newNamespace(): Promise<{ namespace: string; client: Client }>;
  stop(): Promise<void>;
}

/** Starts the server. `profileDir`: the processes leave CPU profiles there when they end. */
export async function openWorld(profileDir?: string): Promise<World> {
  const server = await startTemporalServer();
  const connection = await Connection.connect({ address: server.address });
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const children = new Set<Child>();
  const profiling: Environment = profileDir === undefined ? {} : { NODE_OPTIONS: profilerOption(profileDir) };
  const outer: Environment = { PATH: searchPath, ...profiling };
  return {
    address: server.address,
    connection,
    folder,
    outer,
    launch: (name) => ({
      logFile: (process) => join(folder, `${name}-${process}.log`),
      cwd: folder,
      outer,
      onStart(child) {
        children.add(child);
        void child.ended.then(() => children.delete(child));
      },
    }),
    async newNamespace() {
      const namespace = await createNamespace(connection);
      return { namespace, client: new Client({ connection, namespace }) };
    },
    async stop() {
      await Promise.all([...children].map((child) => child.stop()));
      await connection.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function profilerOption(folder: string): string {
  const profiler = pathToFileURL(join(__dirname, 'profile.mjs'));
  profiler.searchParams.set('folder', folder);
  return `--import ${profiler.href}`;
}
