import { relative } from 'node:path';
import { ConfigurationError, shellEnvironment } from './config';
import { openBrowser, welcome } from './demo/announce';
import { removeFacts } from './demo/facts';
import { createScratch } from './demo/scratch';
import { startDemo } from './demo/start';
import { createSupervisor } from './demo/supervisor';

type Outcome = { code: number; sentence?: string };

const ENDED: Outcome = { code: 0 };

/** Resolves with the code to end with: 0 after a signal, 1 when something broke, 2 when a setting is wrong. */
async function main(): Promise<number> {
  const outer = shellEnvironment();
  const scratch = createScratch();
  const supervisor = createSupervisor({ say: (sentence) => console.error(sentence), logFile: scratch.logFile });
  const signalled = new Promise<Outcome>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(ENDED));
  });
  console.log('Starting Temporal, a simulated WhatsApp and Slack, the gateway and the worker …');
  const running = startDemo({ outer, scratch, supervisor }).then(async (facts): Promise<Outcome> => {
    console.log(welcome(facts, outer, `${relative('', scratch.own)}/*.log`));
    openBrowser(facts.page, outer);
    return { code: 1, sentence: await supervisor.failed };
  });
  const { code, sentence } = await Promise.race([signalled, running.catch(outcomeOf)]);
  if (sentence !== undefined) console.error(sentence);
  await supervisor.stop();
  removeFacts(scratch.folder);
  if (code !== 1) scratch.remove();
  return code;
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof ConfigurationError) return { code: 2, sentence: error.message };
  return { code: 1, sentence: `The demo could not start: ${error instanceof Error ? error.message : String(error)}` };
}

void main().then((code) => process.exit(code));
