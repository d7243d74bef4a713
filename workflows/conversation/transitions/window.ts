/** WhatsApp's 24 hours: the customer can keep them going, and the team is warned before they end. */
import type { ConversationState } from '../state';
import { isDay, isOpen, lastDaytime, nextOpening } from '../opening';
import { closedUntil, clockOf, openTimeBefore } from './clock';
import { noticePause } from './kept-waiting';
import { tellList } from './ladder';
import { isAfterWindow, nobodyHasIt, queueNotice, windowEndsAt } from './outgoing';
import { noteDecision, owedSince, postLine } from './record';
import { WINDOW_RULES } from '../rules';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ASK_BEFORE = 2 * HOUR;
/** So much open time is left when the team is warned. */
const WARN_BEFORE = 30 * MINUTE;

/**
 * When the customer is asked whether to keep the chat open, ms UTC: two hours before its end, earlier where that is at
 * night, and only where people are away until it is over. It is asked in closed time as well: that is what it is for.
 */
export function keepOpenAt(state: ConversationState): number | undefined {
  const { handoff, rules, memory, takeover, parked, now } = state;
  const clock = clockOf(state);
  if (rules < WINDOW_RULES || handoff === undefined || takeover !== undefined || parked || clock === undefined)
    return undefined;
  if (!nobodyHasIt(state) || memory.optedOutAt !== undefined || handoff.reason === 'automated_sender') return undefined;
  const end = windowEndsAt(state);
  const due = lastDaytime(clock, end - ASK_BEFORE);
  if (handoff.keepOpenAskedFor === end || due === undefined || due <= (state.lastCustomerMessageAt ?? 0))
    return undefined;
  const at = Math.max(due, now, (handoff.lastWaitingNoticeAt ?? 0) + noticePause(state));
  // Told from the same moment whenever it is looked at: an opening on the way to the end makes it needless for good.
  const opens = nextOpening(clock, due);
  const helps = opens !== undefined && isAfterWindow(state, opens) && !isAfterWindow(state, at);
  return helps && isDay(clock, at) ? at : undefined;
}

/** [Keep it open]: a tap is a message, and begins the 24 hours anew. */
export function askToKeepOpen(state: ConversationState): void {
  const { handoff, now } = state;
  const opens = nextOpening(clockOf(state), now);
  if (handoff === undefined || opens === undefined) return;
  handoff.keepOpenAskedFor = windowEndsAt(state);
  handoff.lastWaitingNoticeAt = now;
  noteDecision(state, 'customer asked whether to keep it open');
  const parameters = { opens: String(opens), asked: String(now) };
  queueNotice(state, 'ask_keep_open', { parameters, buttons: ['keep'], byTimer: true });
}

/** When the team is warned: in the last half hour of open time before the window ends, ms UTC. */
export function warningAt(state: ConversationState): number | undefined {
  const { handoff, rules, parked, now } = state;
  const end = windowEndsAt(state);
  if (rules < WINDOW_RULES || handoff === undefined || parked || handoff.warnedFor === end) return undefined;
  const owed = owedSince(state);
  if ((owed === undefined && handoff.status !== 'snoozed') || handoff.reason === 'automated_sender') return undefined;
  const due = Math.max(openTimeBefore(state, end, WARN_BEFORE), handoff.openedAt, owed ?? 0);
  const at = Math.max(due, now);
  return isAfterWindow(state, at) || !isOpen(clockOf(state), at) ? undefined : at;
}

/** One line to whoever has it; of those whom nobody has, the list tells. */
export function warnTeam(state: ConversationState): void {
  const { handoff } = state;
  if (handoff === undefined) return;
  const endsAt = windowEndsAt(state);
  handoff.warnedFor = endsAt;
  noteDecision(state, 'the window ends soon', handoff.status);
  const { agent } = handoff;
  if (handoff.status === 'waiting') {
    tellList(state, 'window');
    return;
  }
  if (agent === undefined) return;
  const opensAt = closedUntil(state) ?? nextOpening(clockOf(state), state.now);
  const opens = opensAt !== undefined && isAfterWindow(state, opensAt) ? { opensAt } : {};
  postLine(state, { kind: 'window_ends', agent, endsAt, ...opens });
}
