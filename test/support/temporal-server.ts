import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePort } from '../../src/demo/ports';
import { findTemporalCli } from '../../src/temporal-cli';

export interface TemporalServer {
  /** host:port of the frontend; the namespace is `default`. */
  address: string;
  /** Its database, SQLite. */
  file: string;
  /** The end of what it has written, at most 1 MB. */
  output(): string;
  stop(): Promise<void>;
}

const ADDRESS_VARIABLE = 'TEST_TEMPORAL_ADDRESS';
const STARTUP_MS = 60_000;
const ATTEMPTS = 3;
const LONGEST_OUTPUT = 1_000_000;

const SEARCH_ATTRIBUTES = {
  Keyword: [
    'BatonMode',
    'BatonHandoff',
    'BatonHandoffReason',
    'BatonAgent',
    'BatonIntent',
    'BatonSentiment',
    'BatonLanguage',
  ],
  KeywordList: ['BatonCustomerKeys', 'BatonSlackThreads'],
  Datetime: ['BatonOwedSince', 'BatonLastCustomerMessageAt'],
  Int: ['BatonTurns'],
};

const DYNAMIC_CONFIG = [
  'frontend.WorkflowTimeSkippingEnabled=true',
  'system.workflowTimeSkippingEnabled=true',
  'frontend.enableUpdateWorkflowExecution=true',
  'frontend.enableUpdateWorkflowExecutionAsyncAccepted=true',
  'frontend.enableServerVersionCheck=false',
];

/** Address of the server that this jest run started. Throws outside the jest project `server`. */
export function temporalAddress(): string {
  const address = process.env[ADDRESS_VARIABLE];
  if (!address) throw new Error('Only tests in test/workflow, test/e2e and test/system have a Temporal server.');
  return address;
}

/** Makes the address known to the test files of this run: jest's workers inherit the environment. */
export function publishTemporalAddress(address: string): void {
  process.env[ADDRESS_VARIABLE] = address;
}

/**
 * A real Temporal dev server with Baton's search attributes and time skipping, on free ports and a file of its own.
 * It ends with `stop()`, or with this process. Throws with the server's last words if it does not answer in 60 s.
 */
export async function startTemporalServer(): Promise<TemporalServer> {
  const cli = findTemporalCli();
  for (let attempt = 1; ; attempt += 1) {
    const server = launch(cli, await freePort());
    try {
      await untilAnswers(server);
      const { address, file, output, guard } = server;
      return { address, file, output, stop: () => end(guard) };
    } catch (error) {
      await end(server.guard);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

interface Launched {
  guard: ChildProcess;
  address: string;
  file: string;
  output(): string;
}

function launch(cli: string, port: number): Launched {
  const scratch = mkdtempSync(join(tmpdir(), 'baton-temporal-'));
  const file = join(scratch, 'temporal.db');
  const command = temporalCommand(cli, port, file);
  const guard = spawn(process.execPath, [join(__dirname, 'guard.cjs'), scratch, ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let output = '';
  guard.stderr?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-LONGEST_OUTPUT)));
  return { guard, file, address: `127.0.0.1:${port}`, output: () => output };
}

/** The dev server with everything that tests need, on this port and this database file. */
export function temporalCommand(cli: string, port: number, file: string): string[] {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([type, names]) =>
    names.map((name) => `--search-attribute=${name}=${type}`),
  );
  return [
    ...[cli, 'server', 'start-dev'],
    '--disable-config-file',
    '--headless',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--log-level=error',
    `--db-filename=${file}`,
    '--sqlite-pragma=journal_mode=WAL',
    '--sqlite-pragma=synchronous=OFF',
    ...DYNAMIC_CONFIG.map((setting) => `--dynamic-config-value=${setting}`),
    ...attributes,
  ];
}

async function untilAnswers(server: Launched): Promise<void> {
  const deadline = Date.now() + STARTUP_MS;
  for (;;) {
    if (server.guard.exitCode !== null || server.guard.signalCode !== null) {
      throw new Error(`The Temporal server ended while starting: ${lastWords(server)}`);
    }
    if (await answers(server.address)) return;
    if (Date.now() > deadline) throw new Error(`The Temporal server does not answer: ${lastWords(server)}`);
    await delay(50);
  }
}

/** Whether a server answers at this address now. */
export async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1_000 });
    try {
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

const lastWords = ({ output }: Launched): string => output().trim().slice(-2_000);

async function end(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
}
