import { relative } from 'node:path';
import { ConfigurationError, shellEnvironment, type Environment } from './config';
import { openBrowser, welcome } from './demo/announce';
import { removeFacts, type DemoFacts } from './demo/facts';
import { createScratch, type Scratch } from './demo/scratch';
import { startDemo } from './demo/start';
import { createSupervisor, type Supervisor } from './demo/supervisor';

type Outcome = { code: number; sentence?: string };

const ENDED: Outcome = { code: 0 };
// Another program may take a port that was free a moment ago.
const PORT_TAKEN = /EADDRINUSE|address already in use/;
const ATTEMPTS = 3;

/** Resolves with the code to end with: 0 after a signal, 1 when something broke, 2 when a setting is wrong. */
async function main(): Promise<number> {
  const outer = shellEnvironment();
  const scratch = createScratch();
  const say = (sentence: string): void => console.error(sentence);
  const signalled = new Promise<Outcome>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(ENDED));
  });
  console.log('Starting Temporal, a simulated WhatsApp and Slack, the gateway and the worker …');
  for (let attempt = 1; ; attempt += 1) {
    const supervisor = createSupervisor({ say, logFile: scratch.logFile });
    const running = startDemo({ outer, scratch, supervisor }).then((facts) => run(facts, outer, scratch, supervisor));
    const { code, sentence } = await Promise.race([signalled, running.catch(outcomeOf)]);
    await supervisor.stop();
    if (sentence !== undefined && PORT_TAKEN.test(sentence) && attempt < ATTEMPTS) continue;
    if (sentence !== undefined) say(sentence);
    removeFacts(scratch.folder);
    if (code !== 1) scratch.remove();
    return code;
  }
}

async function run(facts: DemoFacts, outer: Environment, scratch: Scratch, supervisor: Supervisor): Promise<Outcome> {
  console.log(welcome(facts, outer, `${relative('', scratch.own)}/*.log`));
  openBrowser(facts.page, outer);
  return { code: 1, sentence: await supervisor.failed };
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof ConfigurationError) return { code: 2, sentence: error.message };
  return { code: 1, sentence: `The demo could not start: ${error instanceof Error ? error.message : String(error)}` };
}

void main().then((code) => process.exit(code));
