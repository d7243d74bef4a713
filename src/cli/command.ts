import type { Environment } from '../config';

export type Print = (line: string) => void;

/** One command of `npm run baton -- …`. Throws errors whose message is a sentence with its remedy. */
export interface Command {
  /** What follows the name, e.g. `<number>`. */
  takes: string;
  about: string;
  /** Looks at exactly what gateway and worker would read: a demo that runs in this folder is never meant. */
  neverTheDemo?: true;
  run(environment: Environment, print: Print, args: string[]): Promise<void>;
}

/** The command did what it was asked to and what it found is wrong: the message says how much, and the code is 1. */
export class FoundWrongError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FoundWrongError';
  }
}

/** The command was called in a way that it does not have; the message says how. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
