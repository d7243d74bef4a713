import { parseArgs } from 'node:util';
import type { ChaosOptions } from './run';

export const HELP = `npm run chaos -- [options]
  --minutes <number>        how long things are broken (3)
  --seed <number>           the same customers, agents and faults as in a run before (another one each time)
  --conversations <number>  begin no more than so many (no limit)
  --at-once <number>        conversations side by side (16)
  --result <file>           writes what was counted, and which invariant was violated first where, as JSON
  --matrix                  instead: every moment on the way of a message x every process that dies or stands still
  --only <words>            of the matrix only the moments whose name contains these
  --check <folder>          runs nothing: checks what an earlier run has left there`;

export interface Options extends ChaosOptions {
  matrix: boolean;
  /** Part of the name of a moment of the matrix. */
  only: string;
  check?: string;
  result?: string;
}

/** A mistake in the arguments; the message is a sentence. */
export class UsageError extends Error {}

const NO_LIMIT = 1_000_000;

/** Reads the command line; `help`: only that was asked for. `now`: where the seed comes from if none is given. Throws UsageError. */
export function readOptions(args: string[], now: number): Options | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    minutes: readNumber('--minutes', values.minutes, 0.1),
    seed: values.seed === undefined ? now % 2 ** 31 : readNumber('--seed', values.seed, 0),
    conversations:
      values.conversations === undefined ? NO_LIMIT : readNumber('--conversations', values.conversations, 1),
    atOnce: readNumber('--at-once', values['at-once'], 1),
    matrix: values.matrix,
    only: values.only,
    ...(values.check !== undefined && { check: values.check }),
    ...(values.result !== undefined && { result: values.result }),
  };
}

function readNumber(name: string, value: string, least: number): number {
  const number = Number(value);
  if (Number.isFinite(number) && number >= least) return number;
  throw new UsageError(`${name} is "${value}": give a number, at least ${least}.`);
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: 'string', default: '3' },
        seed: { type: 'string' },
        conversations: { type: 'string' },
        'at-once': { type: 'string', default: '16' },
        matrix: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        check: { type: 'string' },
        result: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
