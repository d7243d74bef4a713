import type { BrainLine, BrainRequest } from '../../../activities/assistant/local';
import type { ModelRequest } from './brain';

type Language = BrainRequest['language'];

/** What a model can read in a prompt of Baton's: the words of the user turn and what the system turn gives it to know. */
export interface Prompt {
  /** The unanswered customer messages; all of the user turn where they are not marked. */
  messages: string[];
  transcript: BrainLine[];
  language: Language;
  /** Noon of the day that the system turn names, ms UTC; else the real time. */
  now: number;
  /** Whether the team is there at this moment, where the system turn says so. */
  team: { open: true } | { open: false; opensOn: string; at: string } | undefined;
  /** Bodies of the topics that stand in the prompt whole, by id. */
  topics: Map<string, string>;
  /** Ids of the topics that are only listed. */
  listed: Set<string>;
  /** Why people are fetched, e.g. `refund_request`. */
  reason: string;
  /** What the tools returned, oldest first. */
  toolResults: unknown[];
}

const LANGUAGES: readonly string[] = ['en', 'af', 'zu', 'xh', 'st'] satisfies Language[];

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const textOf = ({ messages }: ModelRequest, roles: string[]): string =>
  messages
    .filter(({ role }) => roles.includes(role))
    .map(({ text }) => text)
    .join('\n');

function languageOf(user: string): Language {
  const named = /<language>(\w+)<\/language>/.exec(user)?.[1];
  return named !== undefined && LANGUAGES.includes(named) ? (named as Language) : 'en';
}

function dayOf(system: string): number {
  const named = /It is \w+,? (\d{1,2} \w+ \d{4}), \d/.exec(system)?.[1];
  const noon = named === undefined ? Number.NaN : Date.parse(`${named} 12:00 UTC`);
  return Number.isNaN(noon) ? Date.now() : noon;
}

/** `opensOn`: a day such as `2026-11-30`. */
function teamOf(system: string): Prompt['team'] {
  const named =
    /The team is (?:(open)|closed at this moment and opens again on \w+,? (\d{1,2} \w+ \d{4}), (\d\d:\d\d))/.exec(
      system,
    );
  if (named === null) return undefined;
  const [, open, day, at = ''] = named;
  if (open !== undefined) return { open: true };
  return { open: false, opensOn: new Date(`${day} UTC`).toISOString().slice(0, 10), at };
}

/** Reads a request as a model does: nothing but what stands in its messages. */
export function readPrompt(request: ModelRequest): Prompt {
  const system = textOf(request, ['system', 'developer']);
  const user = textOf(request, ['user']);
  const entries = user.matchAll(/<entry from="(\w+)"[^>]*>([\s\S]*?)<\/entry>/g);
  const transcript = [...entries].map(([, from, text]) => ({ from: from!, text: unescaped(text!) }));
  const marked = [...user.matchAll(/<message>([\s\S]*?)<\/message>/g)].map(([, text]) => unescaped(text!));
  const topics = system.matchAll(/<topic id="([^"]+)"[^>]*>\n([\s\S]*?)\n<\/topic>/g);
  const listed = system.matchAll(/^- ([\w-]+): /gm);
  return {
    messages: marked.length > 0 || transcript.length > 0 ? marked : [user],
    transcript,
    language: languageOf(user),
    now: dayOf(system),
    team: teamOf(system),
    topics: new Map([...topics].map(([, id, body]) => [id!, body!])),
    listed: new Set([...listed].map(([, id]) => id!)),
    reason: (/\(reason: ([^)]*)\)/.exec(system)?.[1] ?? '').replaceAll(' ', '_'),
    toolResults: request.messages.filter(({ role }) => role === 'tool').map(({ text }) => parsed(text)),
  };
}
