/** When the customer owes the answer: only the agent is asked, and keeps it for longer each time. */
import { nextOpening } from '../opening';
import type { ConversationState } from '../state';
import { clockOf, inOpenTime, SINCE_RULES } from './clock';
import { owedSince } from './record';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Whether an agent has it and has answered everything, so that it is the customer's turn. */
export function customerOwes(state: ConversationState): boolean {
  const { handoff, rules } = state;
  if (rules < SINCE_RULES || handoff?.status !== 'claimed' || !handoff.agentWrote) return false;
  return owedSince(state) === undefined;
}

/** [Keep until they answer]: for as long as people may be inactive, then for two hours, then to the next opening. */
export function keepUntilAnswer(state: ConversationState, before: number): void {
  const { handoff, now, settings } = state;
  if (handoff === undefined) return;
  const untils = [
    () => inOpenTime(state, now, settings.inactivityMs),
    () => inOpenTime(state, now, 2 * HOUR),
    () => nextOpening(clockOf(state), now) ?? now + DAY,
  ];
  handoff.kept = { times: before + 1, until: untils[Math.min(before, 2)]!() };
}

/** The customer has answered: from now on it is the agent's turn, with the whole of her time. */
export function noticeAnswer(state: ConversationState): void {
  const { handoff } = state;
  if (handoff?.kept === undefined || owedSince(state) === undefined) return;
  delete handoff.kept;
  handoff.answeredAt = state.now;
}
