import { parseArgs } from 'node:util';
import type { ChaosOptions } from './run';
import { SLICE } from './slice';

export const HELP = `npm run chaos -- [options]
  --minutes <number>        how long things are broken (3)
  --seed <number>           the same customers, agents and faults as in a run before (another one each time)
  --conversations <number>  begin no more than so many (no limit; 5000 with --soak)
  --at-once <number>        conversations side by side (16; 48 with --races, 128 with --soak)
  --slice                   the run that is part of npm test: its minutes, its seed, so many at once
  --until <invariants>      ends once one of these is violated, as in I8,I9
  --result <file>           writes what was counted, and which invariant was violated first where, as JSON
  --record                  keeps the figures in chaos/results, and writes them into the docs
instead of all that:
  --server-kills <number>   kills the Temporal server so often in mid-traffic, and breaks nothing else
  --matrix                  every moment on the way of a message x every process that dies or stands still
  --only <words>            of the matrix only the moments whose name contains these
  --races <number>          so many takeovers at random moments, and nothing is broken: does anybody speak after one?
  --soak                    many conversations while vendors fail: does anything grow without end?
  --write-docs              runs nothing: writes the figures in chaos/results into the docs
  --check <folder>          runs nothing: checks what an earlier run has left there`;

type Mode = 'chaos' | 'matrix' | 'races' | 'soak' | 'check' | 'write-docs';

export interface Options extends ChaosOptions {
  mode: Mode;
  /** Part of the name of a moment of the matrix. */
  only: string;
  races: number;
  record: boolean;
  check?: string;
  result?: string;
}

/** A mistake in the arguments; the message is a sentence. */
export class UsageError extends Error {}

const NO_LIMIT = 1_000_000;
const SOAKED = 5_000;
/** A takeover is soon over, a customer of a whole day reads and thinks. */
const AT_ONCE = { races: 48, soak: 128 };

type Values = ReturnType<typeof parse>;

/** Reads the command line; `help`: only that was asked for. `now`: where the seed comes from if none is given. Throws UsageError. */
export function readOptions(args: string[], now: number): Options | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const mode = modeOf(values);
  const atOnce = mode === 'soak' || mode === 'races' ? AT_ONCE[mode] : 16;
  const slice = values.slice ? SLICE : { minutes: 3, atOnce, seed: now % 2 ** 31 };
  const { check, result, 'server-kills': kills, until } = values;
  return {
    mode,
    minutes: readNumber('--minutes', values.minutes, 0.1, slice.minutes),
    seed: readNumber('--seed', values.seed, 0, slice.seed),
    conversations: readNumber('--conversations', values.conversations, 1, mode === 'soak' ? SOAKED : NO_LIMIT),
    atOnce: readNumber('--at-once', values['at-once'], 1, slice.atOnce),
    races: readNumber('--races', values.races, 1, 0),
    only: values.only,
    record: values.record,
    ...(kills !== undefined && { serverKills: readNumber('--server-kills', kills, 1, 0) }),
    ...(until !== undefined && { until: until.split(',').map((name) => name.trim()) }),
    ...(check !== undefined && { check }),
    ...(result !== undefined && { result }),
  };
}

function modeOf({ matrix, races, soak, check, 'write-docs': writeDocs }: Values): Mode {
  const wanted: [Mode, boolean][] = [
    ['matrix', matrix],
    ['races', races !== undefined],
    ['soak', soak],
    ['check', check !== undefined],
    ['write-docs', writeDocs],
  ];
  const [first, second] = wanted.filter(([, isWanted]) => isWanted).map(([mode]) => mode);
  if (second !== undefined) throw new UsageError(`--${first} and --${second} cannot be done in one run.`);
  return first ?? 'chaos';
}

function readNumber(name: string, value: string | undefined, least: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (Number.isFinite(number) && number >= least) return number;
  throw new UsageError(`${name} is "${value}": give a number, at least ${least}.`);
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string' },
        conversations: { type: 'string' },
        'at-once': { type: 'string' },
        slice: { type: 'boolean', default: false },
        until: { type: 'string' },
        result: { type: 'string' },
        record: { type: 'boolean', default: false },
        'server-kills': { type: 'string' },
        matrix: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        races: { type: 'string' },
        soak: { type: 'boolean', default: false },
        'write-docs': { type: 'boolean', default: false },
        check: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
