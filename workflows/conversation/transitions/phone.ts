import type { PhoneReply } from '../messages';
import type { ConversationState } from '../state';
import { learn } from './customer';
import { claim, humanActivity, openHandoff, updateCard } from './handoff';
import { recallAssistant } from './outgoing';
import { addEntry, changeEntry, firstTime, messagesOf, noteDecision, postLine, quote, recordChange } from './record';
import { endQuestion } from './team-question';

const SINCE_RULES = 5;
const MINUTE = 60_000;
const TOO_OLD = 8 * 24 * 60 * MINUTE;

/** An answer from the WhatsApp app on the business's phone: a person speaks, so the assistant is silent. */
export function phoneReply(state: ConversationState, reply: PhoneReply): void {
  const ours = state.transcript.some((entry) => entry.intentId !== undefined && entry.messageId === reply.id);
  if (ours || !firstTime(state, reply.id)) return;
  learn(state, reply.customer);
  state.lastEventAt = state.now;
  const carded = state.handoff !== undefined;
  addEntry(state, { from: 'agent', name: 'phone', text: reply.text, delivery: 'sent' });
  const takes = takesOver(state, reply);
  if (takes) takeOverFromPhone(state, reply);
  // A new card shows it among the last messages.
  if (carded || !takes) postLine(state, { kind: 'agent_phone_message', text: quote(reply.text), at: state.now });
}

/** A reply that is told late does not undo what somebody has confirmed since. */
function takesOver(state: ConversationState, { sentAt }: PhoneReply): boolean {
  if (state.rules < SINCE_RULES || state.now - sentAt > TOO_OLD) return false;
  const confirmed = state.mode === 'active' && state.modeSince > state.startedAt;
  return !(confirmed && sentAt < state.modeSince - MINUTE);
}

function takeOverFromPhone(state: ConversationState, { sentAt }: PhoneReply): void {
  endQuestion(state, 'with_people');
  const waiting = messagesOf(state, 'pending');
  noteDecision(state, 'answered from the phone app');
  recallAssistant(state);
  if (state.mode === 'active') openHandoff(state, 'answered_from_phone', { announce: false });
  const { handoff } = state;
  if (handoff === undefined) return;
  handoff.agentWrote = true;
  humanActivity(state, undefined);
  if (handoff.status === 'snoozed' && handoff.agent !== undefined) {
    recordChange(state, { what: 'snooze_over' });
    claim(state, handoff.agent);
  }
  const answered = ({ at, sentAt: written = at }: { at: number; sentAt?: number }): boolean => written <= sentAt;
  for (const entry of messagesOf(state, 'team', 'cause')) {
    if (answered(entry)) changeEntry(state, entry.number, { disposition: 'by_agent' });
  }
  // What came in after those words nobody has answered, and it did not cause anything.
  for (const entry of waiting) if (!answered(entry)) changeEntry(state, entry.number, { disposition: 'team' });
  if (handoff.reason !== 'answered_from_phone' && !handoff.otherReasons.includes('answered_from_phone')) {
    handoff.otherReasons = [...handoff.otherReasons, 'answered_from_phone'];
  }
  updateCard(state);
}
