import { ConfigurationError, readEnvironment } from './config';
import { ask } from './cli/ask';
import { FoundWrongError, UsageError, type Command } from './cli/command';
import { config } from './cli/config';
import { commandEnvironment } from './cli/environment';
import { erase } from './cli/erase';
import { exportCustomer } from './cli/export';
import { find } from './cli/find';
import { knowledge } from './cli/knowledge';
import { list } from './cli/list';
import { pause, resume } from './cli/pause';
import { setup } from './cli/setup';
import { show } from './cli/show';
import { unanswered } from './cli/unanswered';
import { DataKeyError } from './payload-codec';
import { SetupError } from './search-attributes';
import { TemporalUnreachableError } from './temporal';

const COMMANDS: Record<string, Command> = {
  setup: {
    takes: '',
    about: 'prepares the Temporal namespace: search attributes and 30 days of retention; may be run again',
    run: (environment, print) => setup(environment, print),
  },
  find: {
    takes: '<number>',
    about: "prints the workflow id of a customer's conversation and its link in Temporal UI; [--json]",
    run: find,
  },
  show: {
    takes: '<number>',
    about: 'tells why a conversation is as it is and what comes next; [--transcript] [--json]',
    run: show,
  },
  list: {
    takes: '[filters]',
    about:
      'open conversations, the longest owed first; [--handoff waiting] [--mode] [--reason] [--agent] [--owed-longer-than 30m] [--json]',
    run: list,
  },
  pause: {
    takes: '[<number>]',
    about: 'the kill switch: from now on people get what customers write, everywhere or in one conversation',
    run: pause,
  },
  resume: {
    takes: '',
    about: 'ends the pause of every conversation',
    run: resume,
  },
  export: {
    takes: '<number>',
    about: 'everything that is kept of a customer, as JSON, under any of his numbers; [--file <path>]',
    run: exportCustomer,
  },
  erase: {
    takes: '<number>',
    about: 'deletes all of that for good and prints a receipt; [--json]',
    run: erase,
  },
  ask: {
    takes: '"…"',
    about: 'what the assistant would answer, from which source and by which rule; [--engine] [--from] [--day] [--json]',
    run: ask,
  },
  knowledge: {
    takes: 'check',
    about: "looks over the business's facts and texts: gaps, dates, contradictions, lengths; [--json]",
    run: knowledge,
  },
  unanswered: {
    takes: '[--days 7]',
    about: 'what customers asked and the knowledge did not answer, newest first; [--json]',
    run: unanswered,
  },
  config: {
    takes: '[--markdown]',
    about: 'checks the configuration of gateway and worker; --markdown prints docs/configuration.md',
    neverTheDemo: true,
    run: async (environment, print, args) => config(environment, print, args),
  },
};

function usage(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { takes, about }]) => `  ${`${name} ${takes}`.padEnd(22)} ${about}`,
  );
  return ['Usage: npm run baton -- <command>', '', ...lines].join('\n');
}

const WRONG_USE = 2;
/** Errors whose message is a sentence with its remedy. */
const SENTENCES = [FoundWrongError, SetupError, TemporalUnreachableError, DataKeyError];

function complain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage()}`);
    return WRONG_USE;
  }
  if (error instanceof ConfigurationError) {
    console.error(error.message);
    return WRONG_USE;
  }
  if (SENTENCES.some((kind) => error instanceof kind)) {
    console.error((error as Error).message);
    return 1;
  }
  throw error;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === 'help' || name === '--help') {
    console.log(usage());
    return 0;
  }
  try {
    const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(name === undefined ? 'Which command?' : 'There is no such command.');
    const environment = command.neverTheDemo ? readEnvironment() : commandEnvironment();
    await command.run(environment, (line) => console.log(line), args);
    return 0;
  } catch (error) {
    return complain(error);
  }
}

// `baton list | head`: who reads may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
