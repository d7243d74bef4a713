import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../../src/config';
import { startChild, type Child } from '../../src/demo/child';
import { freePort } from '../../src/demo/ports';
import { findTemporalCli } from '../../src/temporal-cli';
import { answers, temporalCommand } from '../../test/support/temporal-server';
import { childrenOf } from '../../test/support/figures/processes';
import { root } from '../../test/support/run';

/** A real Temporal server on a file, which can be killed and comes back with what it had. */
export interface MortalTemporal {
  /** host:port, the same for its whole life. */
  address: string;
  /** Of the server itself; nothing while it is away, or where the system does not tell. */
  pid(): number | undefined;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  kill(): Promise<void>;
  /** Starts it again on the same file; resolves when it answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const ANSWERS_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/** `settings`: further `--dynamic-config-value`s; `environment`: of the server. */
export async function startMortalTemporal(
  settings: string[] = [],
  environment: Environment = {},
): Promise<MortalTemporal> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-chaos-temporal-'));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const more = settings.map((setting) => `--dynamic-config-value=${setting}`);
  const command = [...temporalCommand(findTemporalCli(), port, join(folder, 'temporal.db')), ...more];
  let server: Child | undefined;
  const start = async (): Promise<void> => {
    server = launch(command, folder, environment);
    await untilAnswers(address, server);
  };
  await start();
  return {
    ...{ address, start },
    // The guard has started it.
    pid: () => (server === undefined ? undefined : childrenOf(server.pid)[0]),
    signal: (signal) => server?.signal(signal),
    async kill() {
      server?.signal('SIGKILL');
      await server?.ended;
    },
    stop: async () => server?.stop(),
  };
}

// The guard removes the folder in the end, and ends the server when this process is gone; killed, it leaves both.
const launch = (command: string[], folder: string, environment: Environment): Child =>
  startChild({
    name: 'temporal',
    command: process.execPath,
    args: [join(root, 'test', 'support', 'guard.cjs'), folder, ...command],
    env: { HOME: folder, ...environment },
    cwd: tmpdir(),
    logFile: join(tmpdir(), 'baton-chaos-temporal.log'),
    isReady: () => false,
  });

async function untilAnswers(address: string, server: Child): Promise<void> {
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  while (Date.now() < deadline) {
    if (await Promise.race([answers(address), server.ready.then(() => false)])) return;
    await delay(LOOK_AGAIN_MS);
  }
  throw new Error(`Temporal has not answered at ${address} for ${ANSWERS_WITHIN_MS} ms.`);
}
