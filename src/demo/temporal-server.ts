import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { findTemporalCli } from '../temporal-cli';
import { clientOf, type TemporalClient } from '../temporal';
import { searchAttributeFlags } from '../search-attributes';
import { startChild, type Child } from './child';

export interface TemporalServerOptions {
  port: number;
  uiPort: number;
  codecEndpoint: string;
  /** Holds the database. */
  folder: string;
  logFile: string;
}

const STARTUP_MS = 45_000;
const CONNECT_MS = 1_000;
const LOOK_AGAIN_MS = 100;

const DYNAMIC_CONFIG = [
  'frontend.WorkflowTimeSkippingEnabled=true',
  'system.workflowTimeSkippingEnabled=true',
  'frontend.enableUpdateWorkflowExecution=true',
  'frontend.enableUpdateWorkflowExecutionAsyncAccepted=true',
  'frontend.enableServerVersionCheck=false',
];

function serverArguments({ port, uiPort, codecEndpoint, folder }: TemporalServerOptions): string[] {
  return [
    ...['server', 'start-dev', '--disable-config-file', '--ip=127.0.0.1', '--log-level=warn'],
    ...[`--port=${port}`, `--ui-port=${uiPort}`, '--ui-disable-news-fetch', `--ui-codec-endpoint=${codecEndpoint}`],
    ...[`--db-filename=${join(folder, `temporal-${port}.db`)}`, '--sqlite-pragma=journal_mode=WAL'],
    '--sqlite-pragma=synchronous=OFF',
    ...DYNAMIC_CONFIG.map((setting) => `--dynamic-config-value=${setting}`),
    ...searchAttributeFlags().map((flag) => `--search-attribute=${flag}`),
  ];
}

/** The real development server with its UI, on this computer alone, forgetting everything when the demo ends. */
export function startTemporalServer(options: TemporalServerOptions): Child {
  return startChild({
    name: 'temporal',
    command: findTemporalCli(),
    args: serverArguments(options),
    env: { PATH: '', HOME: options.folder },
    cwd: options.folder,
    logFile: options.logFile,
    // It says nothing when it is ready: it is asked.
    isReady: () => false,
  });
}

/** A client as soon as the server answers. Throws with the server's last words when it ends first, and after 45 s. */
export async function whenTemporalAnswers(address: string, server: Child): Promise<TemporalClient> {
  const deadline = Date.now() + STARTUP_MS;
  while (Date.now() < deadline) {
    const connection = await Promise.race([connect(address), server.ready.then(() => undefined)]);
    if (connection) return clientOf(connection, 'default', []);
    await delay(LOOK_AGAIN_MS);
  }
  throw new Error(`Temporal has not answered at ${address} for ${STARTUP_MS / 1_000} s.`);
}

async function connect(address: string): Promise<Connection | undefined> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: CONNECT_MS });
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return connection;
  } catch {
    await connection?.close();
    return undefined;
  }
}
