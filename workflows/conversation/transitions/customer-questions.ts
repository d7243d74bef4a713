/** What the customer is asked with buttons: the offer, whether it is settled, whether the assistant may come back. */
import type { ConversationState, TranscriptEntry } from '../state';
import { clockOf, inOpenTime, whenReachable } from './clock';
import { belongsToTeam, openHandoff } from './handoff';
import { isAfterWindow, queueNotice, windowOpen } from './outgoing';
import { changeEntry, messagesOf, noteDecision } from './record';
import { WINDOW_RULES } from '../rules';

const DAY = 24 * 60 * 60_000;
const ASK_AGAIN_AFTER = 60 * 60_000;
const MAX_ASKS_A_DAY = 3;

/** The offer closes with a new epoch, the assistant's next message, or after 24 hours. */
export function offerIsOpen(state: ConversationState): boolean {
  const offer = state.questions.offer;
  return offer !== undefined && offer.epoch === state.epoch && state.now - offer.askedAt < DAY;
}

export function acceptOffer(state: ConversationState, reason: 'offer_accepted' | 'human_requested'): void {
  // "Yes" says nothing: what it is about is what the offer answered.
  const asked = state.transcript.findLast(
    ({ number, disposition }) => number > state.boundary && disposition === 'answered',
  );
  openHandoff(state, reason, { announce: true, issue: asked?.text });
}

export function declineOffer(state: ConversationState, entry: TranscriptEntry): void {
  delete state.questions.offer;
  state.memory.declinedAt = state.now;
  state.memory.notAnswerableInARow = 0;
  noteDecision(state, 'offer declined');
  changeEntry(state, entry.number, { disposition: 'answered' });
  queueNotice(state, 'offer_declined');
}

export function askSettled(state: ConversationState, entry: TranscriptEntry): void {
  belongsToTeam(state, entry, 'team');
  queueNotice(state, 'settled_question', { buttons: ['sorted', 'unsorted'], question: 'settled' });
}

/** Whether the customer may be asked now: inside the window, at most three times a day. */
export function mayAskCustomer(state: ConversationState): boolean {
  return isAskable(state) && mayAskFrom(state) <= state.now;
}

function isAskable(state: ConversationState): boolean {
  const { parked, settings, memory } = state;
  return memory.optedOutAt === undefined && settings.customerMayConfirm && !parked && windowOpen(state);
}

/** From when on it is not too often. */
function mayAskFrom({ memory }: ConversationState): number {
  const third = memory.askedCustomerAt.at(-MAX_ASKS_A_DAY);
  return third === undefined ? 0 : third + DAY;
}

/** [Keep waiting] [Ask the assistant]. `byTimer`: he has not just written, so that he gets it in open time or not at all. */
export function askCustomer(state: ConversationState, byTimer = false): void {
  const asked = state.memory.askedCustomerAt.filter((at) => state.now - at < DAY);
  state.memory.askedCustomerAt = [...asked, state.now];
  noteDecision(state, 'customer asked whether to resume');
  queueNotice(state, 'ask_resume', { buttons: ['wait', 'assistant'], question: 'customer', byTimer });
}

/** When the customer is to be asked for the first time in this confirmation; `undefined`: not at all. */
export function askCustomerAt(state: ConversationState): number | undefined {
  const agents = state.questions.agents;
  if (state.mode !== 'confirming' || agents === undefined || state.questions.customer !== undefined) return undefined;
  if (askedSince(state, agents.askedAt) || !isAskable(state)) return undefined;
  if (messagesOf(state, 'team', 'cause').length === 0) return undefined;
  const from = mayAskFrom(state);
  if (from > state.now && (state.rules < WINDOW_RULES || isAfterWindow(state, from))) return undefined;
  const due = Math.max(inOpenTime(state, agents.askedAt, state.settings.askCustomerAfterMs), from);
  // A timer may be late, and then it is closing time that counts now.
  return clockOf(state) === undefined ? due : whenReachable(state, Math.max(due, state.now));
}

function askedSince(state: ConversationState, since: number): boolean {
  return state.memory.askedCustomerAt.some((at) => at >= since);
}

export function askCustomerAgain(state: ConversationState): void {
  if (state.mode !== 'confirming') return;
  const first = askCustomerAt(state);
  const last = state.memory.askedCustomerAt.at(-1);
  const again = last !== undefined && askedSince(state, state.modeSince) && state.now - last > ASK_AGAIN_AFTER;
  if ((first !== undefined && first <= state.now) || (again && mayAskCustomer(state))) askCustomer(state);
}
