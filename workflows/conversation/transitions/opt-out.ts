/** "Stop": from then on nothing goes out that the customer has not asked for. His own messages are answered as ever. */
import { readOptOut } from '../answers';
import type { ConversationState, TranscriptEntry } from '../state';
import { withdrawOffer } from './assistant';
import { queueNotice } from './outgoing';
import { changeEntry, noteDecision, postSentence } from './record';

const SINCE_RULES = 4;

/** "Stop" and "start" as a whole message; anything else, and a "start" without a "stop" before it, is left to others. */
export function typedOptOut(state: ConversationState, text: string, entry: TranscriptEntry): boolean {
  const wish = state.rules < SINCE_RULES ? undefined : readOptOut(text, state.rules);
  const { optedOutAt } = state.memory;
  if (wish === undefined || (wish === 'start' && optedOutAt === undefined)) return false;
  changeEntry(state, entry.number, { disposition: 'ignored' });
  if (wish === 'start') optIn(state, true);
  else if (optedOutAt === undefined) optOut(state);
  return true;
}

function optOut(state: ConversationState): void {
  state.memory.optedOutAt = state.now;
  noteDecision(state, 'customer wants nothing unasked');
  withdrawOffer(state);
  queueNotice(state, 'opted_out');
  if (state.handoff !== undefined) postSentence(state, 'customer_opted_out');
}

/** A tap on a button of ours says so as well, without a word about it. */
export function optIn(state: ConversationState, confirm: boolean): void {
  if (state.memory.optedOutAt === undefined) return;
  delete state.memory.optedOutAt;
  noteDecision(state, 'customer may be asked again');
  if (confirm) queueNotice(state, 'opted_in');
  if (state.handoff !== undefined) postSentence(state, 'customer_opted_in');
}
