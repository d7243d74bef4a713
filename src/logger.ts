import pino from 'pino';
import type { DestinationStream } from 'pino';
import { DataKeyError } from './payload-codec';

/**
 * All that a log line may say beside its message. There is no field for a name, a number or a text, and whatever else is
 * handed in is dropped.
 */
interface LogFields {
  /** A workflow id. */
  conversation?: string | undefined;
  run?: string | undefined;
  /** Which request, activity, signal, command or kind of message. */
  kind?: string | undefined;
  intent?: string | undefined;
  /** A word or number of a vendor or of ours that names what went wrong. */
  code?: string | number | undefined;
  status?: number | undefined;
  attempt?: number | undefined;
  count?: number | undefined;
  port?: number | undefined;
  durationMs?: number | undefined;
  /** Which part of Temporal's SDK speaks. */
  component?: string | undefined;
  /** Only its class, its code and where it was thrown are written: its message may quote a customer. A DataKeyError quotes nobody. */
  error?: unknown;
}

type Write = (fields: LogFields, message: string) => void;

export interface Logger {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  /** Which process this is. */
  name: string;
  level?: LogLevel;
  destination?: DestinationStream;
}

const PLAIN_FIELDS = [
  'conversation',
  'run',
  'kind',
  'intent',
  'code',
  'status',
  'attempt',
  'count',
  'port',
  'durationMs',
  'component',
] as const satisfies (keyof LogFields)[];

const LONGEST_VALUE = 200;
// Ids of conversations hold the business's own phone number id, so their digits stay.
const MAY_HOLD_DIGITS: ReadonlySet<string> = new Set(['conversation', 'intent', 'run']);

/** JSON lines for machines, with nothing in them that belongs to a customer. */
export function createLogger({ name, level = 'info', destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { process: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  const out = destination ? pino(options, destination) : pino(options);
  const write =
    (label: Exclude<LogLevel, 'silent'>): Write =>
    (fields, message) =>
      out[label](allowed(fields), withoutNumbers(message));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function allowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const field of PLAIN_FIELDS) {
    const value = fields[field];
    if (typeof value === 'number') kept[field] = value;
    if (typeof value === 'string') {
      kept[field] = (MAY_HOLD_DIGITS.has(field) ? value : withoutNumbers(value)).slice(0, LONGEST_VALUE);
    }
  }
  if (fields.error !== undefined) kept['error'] = describeError(fields.error);
  return kept;
}

// Whatever has the shape of a phone number or of a WhatsApp message id, which contains one.
function withoutNumbers(text: string): string {
  return text.replace(/wamid\.[\w+/=-]+/g, '[message]').replace(/\+?\d[\d\s()-]{7,}\d/g, '[number]');
}

const FRAMES = 8;
const DEEPEST_CAUSE = 3;

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { class: typeof error };
  const { code, type, cause } = error as Error & { code?: unknown; type?: unknown };
  return {
    class: error.name,
    ...(isShort(code) ? { code: masked(code) } : {}),
    ...(isShort(type) ? { type: masked(type) } : {}),
    ...(error instanceof DataKeyError ? { sentence: error.message } : {}),
    ...(depth === 0 ? { at: frames(error) } : {}),
    ...(cause !== undefined && depth < DEEPEST_CAUSE ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

const isShort = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,40}$/.test(value));

// Codes of vendors are shorter than any phone number.
function masked(code: string | number): string | number {
  const text = withoutNumbers(String(code));
  return text === String(code) ? code : text;
}

// `at place (file:1:2)` or `at file:1:2`: a place is a name in code, and no path has a space.
const FRAME = /^\s+at (?:(?:async )?(?:new )?[\w$.<>#[\] ]{1,120} \(\S+:\d+:\d+\)|(?:async )?\S+:\d+:\d+)$/;

/** Where it was thrown. Its message stands in the stack before that, and may have lines of the same look. */
function frames({ name, message, stack = '' }: Error): string[] {
  // V8 writes the stack when the error is made: whoever changes the message later leaves it in there.
  const head = stack.indexOf(message);
  const isWithoutMessage = stack.split('\n', 1)[0]?.replace(/:\s*$/, '') === name;
  if (message === '' ? !isWithoutMessage : head < 0) return [];
  return stack
    .slice(message === '' ? 0 : head + message.length)
    .split('\n')
    .slice(1)
    .filter((line) => FRAME.test(line))
    .slice(0, FRAMES)
    .map((line) => withoutNumbers(line.trim()));
}
