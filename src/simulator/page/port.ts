import { z } from 'zod';
import type { ConversationHistory } from './history';

const time = z.number().optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const decision = z.looseObject({ rule: z.string(), at: z.number(), detail: z.string() });

/** The few fields of a conversation's snapshot that the page shows. Whatever it does not know, it leaves out. */
export const conversationViewSchema = z.object({
  mode: text,
  modeSince: time,
  whoMaySpeak: text,
  handoff: text,
  reason: text,
  agent: z.looseObject({ name: z.string() }).optional().catch(undefined),
  owedSince: time,
  turn: z.looseObject({ phase: z.string(), messages: z.number() }).optional().catch(undefined),
  nextDeadline: z.looseObject({ at: z.number(), what: z.string() }).optional().catch(undefined),
  lastDecision: decision.optional().catch(undefined),
  recentDecisions: z.array(decision).optional().catch(undefined),
  engine: text,
  language: text,
  windowEndsAt: time,
  now: time,
});

export type ConversationView = z.infer<typeof conversationViewSchema>;

/** What the list in Temporal UI shows of a conversation: its search attributes. They need no worker. */
export interface ConversationAttributes {
  mode?: string;
  handoff?: string;
  /** The Slack id of the agent who has it. */
  agent?: string;
}

export interface ConversationLinks {
  temporal?: string;
  transcript?: string;
}

/** How the page looks at the workflow of one customer and moves its time. `phone`: digits. */
export interface ConversationPort {
  /** `undefined` while the customer has no conversation. Throws ConversationUnavailable when nobody answers. */
  snapshot(phone: string): Promise<ConversationView | undefined>;
  /** `undefined` while the customer has no conversation. Throws ConversationUnavailable when Temporal does not answer. */
  attributes(phone: string): Promise<ConversationAttributes | undefined>;
  /** Tells of the current run's history whenever it grows, until it ends or the signal does. Throws ConversationUnavailable. */
  follow(phone: string, signal: AbortSignal, told: (history: ConversationHistory) => void): Promise<void>;
  /** Moves the clock of the workflow and that of the customer's phone. Throws ConversationUnavailable. */
  advance(phone: string, milliseconds: number): Promise<void>;
  links(phone: string): Promise<ConversationLinks>;
  close(): Promise<void>;
}

/** Why the page cannot show or do something, as a sentence. */
export class ConversationUnavailable extends Error {}
