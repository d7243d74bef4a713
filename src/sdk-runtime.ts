import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { DefaultLogger, Runtime, type LogEntry, type RuntimeOptions } from '@temporalio/worker';
import type { Logger } from './logger';

const ATTEMPTS = 5;

/**
 * Sends what Temporal's SDK has to say to our log, without payloads and failures' words. Once per process, before
 * anything else.
 */
export function installRuntime(logger: Logger): void {
  Runtime.install(optionsFor(logger));
}

/**
 * The same with the SDK's own metrics; what is returned reads them, in the Prometheus format. The SDK insists on a port of
 * its own: it gets one that only this machine reaches.
 */
export async function installMeasuredRuntime(logger: Logger): Promise<() => Promise<string>> {
  const { telemetryOptions, ...options } = optionsFor(logger);
  for (let attempt = 1; ; attempt += 1) {
    const bindAddress = `127.0.0.1:${await freePort()}`;
    const prometheus = { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };
    try {
      Runtime.install({ ...options, telemetryOptions: { ...telemetryOptions, metrics: { prometheus } } });
    } catch (error) {
      // Another process may have taken the port meanwhile.
      if (attempt === ATTEMPTS) throw error;
      continue;
    }
    return async () => (await fetch(`http://${bindAddress}/metrics`)).text();
  }
}

const optionsFor = (logger: Logger): RuntimeOptions => ({
  logger: new DefaultLogger('WARN', (entry) => pass(logger, entry)),
  telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'WARN' } } },
});

// The assistant's worker has none on purpose.
const EXPECTED = 'No workflows registered';

function pass(logger: Logger, { level, message, meta = {} }: LogEntry): void {
  if (message.startsWith(EXPECTED)) return;
  const word = (name: string): string | undefined => {
    const value: unknown = meta[name];
    return typeof value === 'string' ? value : undefined;
  };
  const fields = {
    component: word('sdkComponent'),
    conversation: word('workflowId') ?? word('workflow_id'),
    run: word('runId') ?? word('run_id'),
    kind: word('activityType'),
    error: meta['error'] as unknown,
  };
  if (level === 'ERROR') logger.error(fields, message);
  else logger.warn(fields, message);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
