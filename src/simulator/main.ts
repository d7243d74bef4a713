import { readSimulatorConfig } from './config';
import { createSimulator } from './simulator';
import { createWorkerControl } from './supervised';

/** Prints one line of JSON when ready (`{port, urls}`), ends on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const simulator = await createSimulator(readSimulatorConfig(process.argv[2]), {
    worker: createWorkerControl(process),
  });
  process.stdout.write(`${JSON.stringify({ port: simulator.port, urls: simulator.urls })}\n`);
  const end = (): void => void simulator.close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
