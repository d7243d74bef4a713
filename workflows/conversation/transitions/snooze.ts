/** What an agent has put off: hers again at its time, or once the customer writes. */
import type { Sentence } from '../sentence';
import type { ConversationState, Handoff } from '../state';
import { humanActivity, notSnoozed, updateCard } from './handoff';
import { postSentence, recordChange } from './record';
import { WISH_RULES } from '../rules';

export function snoozeOver(state: ConversationState): number | undefined {
  return state.handoff?.status === 'snoozed' ? state.handoff.snoozedUntil : undefined;
}

/** From now on it is hers, with the whole of her time. */
export function endSnooze(state: ConversationState, told: Sentence = 'snooze_over'): void {
  const handoff = state.handoff;
  if (handoff === undefined) return;
  handoff.status = 'claimed';
  notSnoozed(state, handoff);
  recordChange(state, { what: 'snooze_over' });
  humanActivity(state, handoff.agent);
  postSentence(state, told);
  updateCard(state);
}

/** The customer has written what people owe him an answer to, so nothing is put off any more. */
export function endSnoozeForCustomer(state: ConversationState): void {
  if (state.rules >= WISH_RULES && isPutOff(state.handoff)) endSnooze(state, 'snooze_over_written');
}

// A machine writes whatever is put off.
const isPutOff = (handoff: Handoff | undefined): boolean =>
  handoff?.status === 'snoozed' && handoff.reason !== 'automated_sender';
