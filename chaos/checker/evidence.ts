import type { JournalEntry } from '../../src/simulator/journal';
import type { TranscriptLine } from '../../workflows/conversation/messages';

/** One conversation as it stood at the end: its record, and how its runs ended. */
export interface ConversationEvidence {
  /** Every name that the journal has for the customer: the number in digits, the user id. */
  addresses: string[];
  workflowId: string;
  transcript: TranscriptLine[];
  /** Number of the first line that is still held. */
  recordBegins: number;
  mode: string;
  handoff: string;
  /** What the conversation's clock said. */
  now: number;
  /** When it was asked, wall clock, ms: what it says later it could not tell of. */
  readAt?: number;
  runs: { runId: string; status: string }[];
  /** Why it could not be asked, however often; nothing else is known of it then. */
  unread?: string;
}

/** Something that was broken for a while. Wall clock, ms. */
export interface Episode {
  what: string;
  from: number;
  until: number;
}

/** All that the checker reads: what the vendors saw, the transcripts, and when the breaking stopped. */
export interface Evidence {
  seed: number;
  agents: { id: string; name: string }[];
  episodes: Episode[];
  /** From here on nothing was broken any more. Wall clock, ms. */
  calmAt: number;
  conversations: ConversationEvidence[];
  journal: JournalEntry[];
}

export interface Violation {
  /** As docs/reliability.md numbers them. */
  invariant: string;
  what: string;
  workflowId: string;
  detail: string;
  /** Wall clock, ms, where it happened at one moment. */
  at?: number;
}
