import type { ConversationEvent, JobFailure } from '../../workflows/conversation/events';
import type { Job } from '../../workflows/conversation/jobs';
import type { SlackPost } from '../../workflows/conversation/ports';
import type { ConversationState } from '../../workflows/conversation/state';

/** What must hold whatever happens; each is one named test. */
export const INVARIANTS = {
  I1: 'each customer message is in the transcript exactly once',
  I2: 'each customer message is answered, with people, or ignored, and nothing stays undone',
  I3: 'after an acknowledged takeover neither the assistant nor a notice starts, unless people keep the customer waiting',
  I4: 'only a confirmation for the open question brings the assistant back',
  I5: 'the confirmation is asked when people were inactive for long enough, not before, and once',
  I6: 'a repeated or late delivery changes nothing',
  I7: 'a delivery status never moves backwards',
  I8: 'one send at a time, and none again whose outcome is known or unknown',
  I10: 'nothing but a template starts outside the customer service window',
  parked: 'an agent’s words for a closed window are kept until the customer writes, and then go out once',
  clicks: 'each click has one answer for good, and one agent has the conversation',
  lists:
    'what people owe a customer is on the list of the waiting or on that of one agent, and what is put off comes back',
  cards: 'each handoff has exactly one card, at most one notice, and people see what is said',
  asking:
    'the team is asked one question at a time, while the assistant has the conversation, and nobody waits for one that is over',
  stop: 'after “stop” nothing goes out that the customer has not asked for, until he starts again or taps',
  told: 'the transcript tells of each change of who may speak, and when a takeover was acknowledged',
  numbers: 'epochs and questions only grow, and mode and handoff fit together',
  loop: 'a job that ended is never asked for again, and no deadline is missed',
  measured: 'each turn, handoff, card and unconfirmed message is measured once',
  pure: 'no event throws, nothing given is changed, and the state stays plain and small',
} as const;
export type Invariant = keyof typeof INVARIANTS;

export type Report = (invariant: Invariant, problem: string) => void;

/** Watches from outside, with a model of its own. */
export interface Observer {
  transition?(before: ConversationState, event: ConversationEvent, after: ConversationState): void;
  started?(job: Job, state: ConversationState, now: number): void;
  ended?(job: Job, outcome: 'done' | 'failed' | 'cancelled', failure?: JobFailure): void;
  posted?(post: SlackPost): void;
  carried?(before: ConversationState, after: ConversationState): void;
  /** Everything that could end well has ended well. */
  settled?(state: ConversationState): void;
}

export type IntentKind = 'assistant' | 'agent' | 'confirming' | 'resuming' | 'delayed' | 'other';

const CONFIRMING = ['ask_resume', 'chose_wait'];
const RESUMING = ['assistant_back', 'assistant_meanwhile', 'settled'];

/** What an intent is, by nothing but its id: that is all a vendor's journal has. */
export function intentKind(id: string): IntentKind {
  if (id.startsWith('a-')) return 'assistant';
  if (id.startsWith('h-')) return 'agent';
  const key = /^n-([a-z_]+)-/.exec(id)?.[1] ?? '';
  if (key === 'answer_delayed') return 'delayed';
  if (CONFIRMING.includes(key)) return 'confirming';
  return RESUMING.includes(key) ? 'resuming' : 'other';
}
