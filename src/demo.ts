import { relative } from 'node:path';
import { ConfigurationError, shellEnvironment } from './config';
import { openBrowser, welcome } from './demo/announce';
import { removeFacts } from './demo/facts';
import { createScratch } from './demo/scratch';
import { startDemo } from './demo/start';
import { createSupervisor } from './demo/supervisor';

/** Resolves with the code to end with: 0 after a signal, else why not. */
async function main(): Promise<number> {
  const outer = shellEnvironment();
  const scratch = createScratch();
  const supervisor = createSupervisor({ say: (sentence) => console.error(sentence), logFile: scratch.logFile });
  const signalled = new Promise<'signalled'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('signalled'));
  });
  console.log('Starting Temporal, a simulated WhatsApp and Slack, the gateway and the worker …');
  const running = startDemo({ outer, scratch, supervisor }).then((facts) => {
    console.log(welcome(facts, outer, `${relative('', scratch.own)}/*.log`));
    openBrowser(facts.page, outer);
    return supervisor.failed;
  });
  const outcome = await Promise.race([signalled, running.catch(sentenceOf)]);
  if (outcome !== 'signalled') console.error(outcome);
  await supervisor.stop();
  removeFacts(scratch.folder);
  if (outcome === 'signalled') scratch.remove();
  return outcome === 'signalled' ? 0 : 1;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  return `The demo could not start: ${error instanceof Error ? error.message : String(error)}`;
}

void main().then((code) => process.exit(code));
