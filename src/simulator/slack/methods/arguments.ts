import { SlackRefusal, type Json } from '../types';

const JSON_FIELDS = ['blocks', 'metadata', 'view', 'attachments', 'files'];

/** Reads the arguments of a Web API call: JSON, or a form whose structured fields are JSON in a string. */
export function readArguments(contentType: string, body: string): Json {
  if (contentType.startsWith('application/json')) {
    const parsed = parse(body);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new SlackRefusal('invalid_json');
    return parsed as Json;
  }
  const args: Json = Object.fromEntries(new URLSearchParams(body));
  for (const field of JSON_FIELDS) {
    if (typeof args[field] === 'string') args[field] = parse(args[field]) ?? args[field];
  }
  return args;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A text argument; missing or empty is the refusal `code`. */
export function required(args: Json, name: string, code = 'invalid_arguments'): string {
  const value = args[name];
  if (typeof value !== 'string' || value === '') {
    const message = `[ERROR] missing required field: ${name}`;
    throw new SlackRefusal(code, { response_metadata: { messages: [message] } });
  }
  return value;
}

export function optional(args: Json, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const flag = (args: Json, name: string): boolean => ['true', '1', 'True'].includes(String(args[name]));

export interface Page<Item> {
  items: Item[];
  nextCursor: string;
}

/** One page of a list by `limit` (at most 1,000) and `cursor`. */
export function paged<Item>(args: Json, all: readonly Item[], limit = 100): Page<Item> {
  const cursor = optional(args, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('next:', ''));
  if (!Number.isInteger(from) || from > all.length) throw new SlackRefusal('invalid_cursor');
  const size = Math.min(Number(args.limit ?? limit) || limit, 1_000);
  const next = from + size;
  const nextCursor = next < all.length ? Buffer.from(`next:${next}`).toString('base64') : '';
  return { items: all.slice(from, next), nextCursor };
}
