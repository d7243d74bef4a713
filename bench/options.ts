import { parseArgs } from 'node:util';

/** In the order in which they run. */
export const PARTS = [
  'answer',
  'crowd',
  'throughput',
  'events',
  'load',
  'growth',
  'history',
  'cost',
  'takeover',
  'duels',
  'model',
  'flood',
] as const;

export type PartName = (typeof PARTS)[number];

export const HELP = `npm run bench -- [options]
  --only <part>[,<part>]  ${PARTS.join(', ')}
  --open <number>         the most conversations that are opened for growth (5000)
  --quick                 few samples, to see that it runs: the figures are worth little
  --cpu-prof <folder>     every process leaves a CPU profile there
  --write-docs            measures nothing: puts the figures of the last whole run into docs/performance.md`;

export interface Options {
  parts: PartName[];
  quick: boolean;
  /** The most conversations that are opened to see how figures grow. */
  open: number;
  writeDocs: boolean;
  profileDir?: string;
}

/** A mistake in the arguments; the message is a sentence. */
export class UsageError extends Error {}

/** Reads the command line; `help`: only that was asked for. Throws UsageError. */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const wanted = values.only?.split(',').map((name) => name.trim());
  const unknown = wanted?.find((name) => !(PARTS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no part "${unknown}": ${PARTS.join(', ')}.`);
  return {
    parts: PARTS.filter((name) => wanted?.includes(name) ?? true),
    quick: values.quick,
    open: readOpen(values.open),
    writeDocs: values['write-docs'],
    ...(values['cpu-prof'] !== undefined && { profileDir: values['cpu-prof'] }),
  };
}

function readOpen(value: string): number {
  const open = Number(value);
  if (Number.isInteger(open) && open >= 1) return open;
  throw new UsageError(`--open is "${value}": give a whole number, at least 1.`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string' },
        open: { type: 'string', default: '5000' },
        quick: { type: 'boolean', default: false },
        'write-docs': { type: 'boolean', default: false },
        'cpu-prof': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
