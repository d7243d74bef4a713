import { ConfigurationError } from './config';
import { UsageError, type Command } from './cli/command';
import { config } from './cli/config';
import { commandEnvironment } from './cli/environment';
import { find } from './cli/find';
import { setup } from './cli/setup';
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
    about: "prints the workflow id of a customer's conversation and its link in Temporal UI",
    run: find,
  },
  config: {
    takes: '[--markdown]',
    about: 'checks the configuration of gateway and worker; --markdown prints docs/configuration.md',
    run: async (environment, print, args) => config(environment, print, args),
  },
};

function usage(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { takes, about }]) => `  ${`${name} ${takes}`.padEnd(20)} ${about}`,
  );
  return ['Usage: npm run baton -- <command>', '', ...lines].join('\n');
}

const WRONG_USE = 2;

function complain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage()}`);
    return WRONG_USE;
  }
  if (error instanceof ConfigurationError) {
    console.error(error.message);
    return WRONG_USE;
  }
  if (error instanceof SetupError || error instanceof TemporalUnreachableError) {
    console.error(error.message);
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
    await command.run(commandEnvironment(), (line) => console.log(line), args);
    return 0;
  } catch (error) {
    return complain(error);
  }
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
