/** What people owe the customer: plain data of the state. All times are ms UTC on the workflow's clock. */
import type { Agent, Summary } from './ports';
import type { HandoffReason, Sentiment } from './words';

export type Attempted<Result> =
  | { status: 'wanted'; attempt: number; engine: 'configured' | 'local'; notBefore?: number }
  | { status: 'done'; result: Result }
  | { status: 'failed' };

export interface Handoff {
  number: number;
  status: 'waiting' | 'claimed' | 'snoozed';
  reason: HandoffReason;
  otherReasons: HandoffReason[];
  openedAt: number;
  /** Since when it is with whom it is with. */
  changedAt: number;
  /** With whom that is, as the card last showed it. */
  shownAs?: string;
  agent?: Agent;
  /** Who resolved the same matter before. */
  returnedTo?: Agent;
  /** The agent who has it is away: what is owed goes back to the others. `until`: ms UTC. */
  away?: { since: number; until?: number };
  issue?: string;
  sentiment: Sentiment;
  /** What the newest message before it was about. */
  intent?: string;
  order?: { number: string; note: string };
  /** Transcript number of the newest message that caused it. */
  causedBy?: number;
  agentWrote: boolean;
  lastHumanActivityAt?: number;
  snoozedUntil?: number;
  /** When the last snooze was over, however it ended. */
  backSince?: number;
  summary: Attempted<Summary> | { status: 'none' };
  lastWaitingNoticeAt?: number;
  /** When the thread last got something of the customer's. */
  lastShownAt?: number;
  /** How many rungs have been climbed for the message that has been owed an answer since then. */
  ladder?: { since: number; climbed: number };
  /** It is the customer's turn, and an agent keeps it until then: how often, and when she is asked again. */
  kept?: { times: number; until: number };
  /** When the customer ended that by an answer. */
  answeredAt?: number;
  /** An agent had it, and has it no more. */
  fellBack?: boolean;
  /** The team's list of those who wait names it. */
  listed?: boolean;
  /** End of the window for which the customer has been asked whether to keep it open. */
  keepOpenAskedFor?: number;
  /** … and for which the team has been warned. */
  warnedFor?: number;
  /** While it waits: when people begin to work next. */
  opensAt?: number;
}

/** What the report is made of. */
export interface LoggedHandoff {
  number: number;
  openedAt: number;
  reason: HandoffReason;
  /** The first words of a person to the customer. `afterMs`: open time from the handoff to then; absent: nobody had waited. */
  answer?: { afterMs?: number; agentId?: string };
}
