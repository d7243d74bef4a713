import type { ConversationState, TranscriptEntry } from '../state';

const SECOND = 1000;
const SAME_TEXT_WINDOW = 120 * SECOND;
/** So often the same words may be answered within the window. */
const SAME_TEXT_LIMIT = 3;
/** Nobody reads a message and types another one so fast. */
const FASTER_THAN_PEOPLE = SECOND;
const INSTANT_REPLY_LIMIT = 5;
/** A run that began with an older rule set does not know this. */
const SINCE_RULES = 3;

/**
 * Whether the other side looks like a machine, such as a shop's own auto-reply: two machines would answer each other for
 * ever. Counts what it is shown, so it is asked once for each message of a customer in `active`.
 */
export function looksAutomated(state: ConversationState, entry: TranscriptEntry): boolean {
  if (state.rules < SINCE_RULES || !state.settings.silenceMachines || entry.tapped === true || entry.readable !== true)
    return false;
  const instant = countInstantReply(state);
  return instant >= INSTANT_REPLY_LIMIT || sameTextBefore(state, entry) >= SAME_TEXT_LIMIT;
}

function sameTextBefore(state: ConversationState, entry: TranscriptEntry): number {
  const text = entry.text.trim().toLowerCase();
  return state.transcript.filter(
    ({ from, number, at, tapped, text: other }) =>
      from === 'customer' &&
      number !== entry.number &&
      tapped !== true &&
      state.now - at <= SAME_TEXT_WINDOW &&
      other.trim().toLowerCase() === text,
  ).length;
}

/** How many messages of ours in a row were answered faster than people can. Several answers to one count once. */
function countInstantReply({ memory, now }: ConversationState): number {
  const { spoke, instantReplies: { count, entry } = { count: 0, entry: 0 } } = memory;
  if (spoke === undefined || spoke.entry === entry) return count;
  const next = now - spoke.at < FASTER_THAN_PEOPLE ? count + 1 : 0;
  memory.instantReplies = { count: next, entry: spoke.entry };
  return next;
}

/** Something has begun, or come to its end, that is not an agent's. */
export function noteSpoken({ memory, now }: ConversationState, entry: number): void {
  memory.spoke = { entry, at: now };
}
