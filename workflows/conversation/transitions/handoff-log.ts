/** What is published of each handoff for the report: when, why, and after how much open time a person answered. */
import { openTimeBetween } from '../opening';
import type { LoggedHandoff } from '../handoff-state';
import type { ConversationState } from '../state';
import { clockOf } from './clock';
import { ownInitiative } from './handoff';
import { LOG_RULES } from '../rules';

const KEPT = 20;

/** Compares the state with that of before, and notes what has become true in between. */
export function logHandoffs(before: ConversationState, state: ConversationState): void {
  const { handoff, rules, counters } = state;
  if (rules < LOG_RULES || handoff === undefined) return;
  const log = state.handoffLog ?? [];
  const isNew = counters.handoff > before.counters.handoff && log.every(({ number }) => number !== handoff.number);
  const { number, openedAt, reason } = handoff;
  const all = isNew ? [...log, { number, openedAt, reason }].slice(-KEPT) : log;
  if (all.length === 0) return;
  state.handoffLog = all.map((one) => (one.number === number ? answered(one, state) : one));
}

// What an agent takes back before it goes out was no answer.
function answered(logged: LoggedHandoff, state: ConversationState): LoggedHandoff {
  const { handoff, now } = state;
  if (handoff === undefined || handoff.agentWrote === (logged.answer !== undefined)) return logged;
  const { answer: _answer, ...unanswered } = logged;
  if (!handoff.agentWrote) return unanswered;
  const agent = handoff.agent && { agentId: handoff.agent.id };
  // Who comes by himself has let nobody wait.
  if (ownInitiative(logged.reason)) return { ...unanswered, answer: { ...agent } };
  return { ...unanswered, answer: { afterMs: openTimeBetween(clockOf(state), logged.openedAt, now), ...agent } };
}
