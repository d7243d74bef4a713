import type { AlwaysHumanIntent, Social } from '../../../../../workflows/conversation/words';

/**
 * What is certain without a model, in one language. Every entry is a regular expression over the simplified message
 * (small letters, no accents, no apostrophes, single spaces, abbreviations written out), looked for between word edges.
 * `{NAME}` stands for the entry of `parts`.
 */
export interface Phrases {
  parts: Record<string, string>;
  /** An explicit wish for a person. */
  person: string[];
  /** What only looks like such a wish; taken out before looking. */
  notPerson: string[];
  angry: string[];
  negative: string[];
  /** Marks a question about how things work: then an intent is to be explained, not done. */
  asking: string[];
  /** Marks that something is only supposed: then nothing has gone wrong yet. */
  hypothetical: string[];
  /** The customer wants it done, or tells that it has happened. `always`: also where the message asks something. */
  intents: Record<AlwaysHumanIntent, { done: string[]; always?: string[] }>;
  /** About the thing at all, wanted done or explained. */
  problem: string[];
  orderStatus: string[];
  social: Record<Social, string[]>;
  /** Words around social phrases that change nothing. */
  socialFillers: string[];
}
