import type { Environment } from '../config';

export type Print = (line: string) => void;

/** One command of `npm run baton -- …`. Throws errors whose message is a sentence with its remedy. */
export interface Command {
  /** What follows the name, e.g. `<number>`. */
  takes: string;
  about: string;
  run(environment: Environment, print: Print, args: string[]): Promise<void>;
}

/** The command was called in a way that it does not have; the message says how. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
