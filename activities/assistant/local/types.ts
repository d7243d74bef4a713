/** What goes into the local brain and comes out of it: plain data, no vendor, no clock, no file. */
import type { Intent, Language, Sentiment, Social } from '../../../workflows/conversation/words';

/** One line of the conversation. `from`: `customer`, `assistant`, `agent` or `notice`. */
export interface BrainLine {
  from: string;
  text: string;
}

export interface BrainRequest {
  /** The unanswered customer messages, oldest first. */
  messages: string[];
  /** What was said before them, oldest first. */
  transcript: BrainLine[];
  /** Language of the conversation so far. */
  language: Language;
  /** ms UTC: dated topics count on their days only. */
  now: number;
}

export interface BrainClassification {
  language: Language;
  wantsHuman: boolean;
  sentiment: Sentiment;
  intent: Intent;
  wantsAction: boolean;
  social?: Social;
  /** Id of a topic, or `order:<number>`. */
  questionKey?: string;
  problem: boolean;
  issue?: string;
}

/**
 * `answer`: look the orders up, then word it with `word`; `topics` in the order in which they were asked. `more`: more was
 * asked than one answer holds. `none`: nothing written answers this.
 */
export type BrainAnswer = { kind: 'answer'; orders: string[]; topics: string[]; more: boolean } | { kind: 'none' };

/** What an answer tells, once its orders were looked up. */
interface Told {
  orders: OrderFacts[];
  /** Orders that stand under no or another number. */
  missing: string[];
  topics: string[];
  more: boolean;
  /** Whether people work at this moment, for answers about the hours. */
  moment?: string;
}

export interface BrainSummary {
  askedFor: string;
  told: string;
  tried: string;
  wants: string;
  /** What an agent might answer first. */
  suggestedReply?: string;
}

/** An order as the business's orders API tells it, without whose it is. `deliveredAt`: ISO 8601. */
export interface OrderFacts {
  number: string;
  status: string;
  deliveredAt?: string;
  trackingUrl?: string;
  items: string[];
}

export interface LocalBrain {
  classify(request: BrainRequest): BrainClassification;
  answer(request: BrainRequest): BrainAnswer;
  /** Ids of the `count` topics that come nearest to the messages, best first, however far away they are. */
  topicsFor(request: BrainRequest, count: number): string[];
  /** The written sentences, in the customer's language where there are such, and what they rest on. */
  word(told: Told, language: Language): { text: string; basis: string };
  summarise(request: { transcript: BrainLine[]; reason: string; language: Language }): BrainSummary;
}
