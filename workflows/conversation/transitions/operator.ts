import type { ConversationState } from '../state';
import { humanActivity, openHandoff, updateCard } from './handoff';
import { recallAssistant } from './outgoing';
import { messagesOf, noteDecision } from './record';
import { DONE, refused, type Outcome } from './refusals';

/**
 * An operator gives this conversation to people. What the customer was shown to bring the assistant back with is closed,
 * so that from here it comes back by an agent's confirmation, or by the customer's once he is asked again.
 */
export function pauseConversation(state: ConversationState): Outcome {
  if (isWithPeople(state)) return refused('with_people');
  noteDecision(state, 'paused by an operator');
  recallAssistant(state);
  openHandoff(state, 'assistant_paused', { announce: messagesOf(state, 'pending').length > 0 });
  humanActivity(state, undefined);
  updateCard(state);
  return DONE;
}

function isWithPeople({ mode, handoff, takeover, questions }: ConversationState): boolean {
  if (takeover !== undefined) return true;
  const wayBack = questions.whileWaiting ?? questions.settled;
  return mode === 'paused' && (handoff?.status !== 'waiting' || wayBack === undefined);
}
