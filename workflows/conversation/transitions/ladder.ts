/** When nobody comes: what happens while a customer waits for a person's answer, claimed or not. Counts open time alone. */
import type { WaitingNews } from '../ports';
import type { ConversationState, Handoff } from '../state';
import { clockOf, closedUntil, inOpenTime, mayReachUnasked, SINCE_RULES } from './clock';
import { fallBack, wayBack } from './handoff';
import { isKeptWaiting, noticePause, toldLately, waitingSince } from './kept-waiting';
import { nobodyHasIt, queueNotice } from './outgoing';
import { nextOpening } from '../opening';
import { noteDecision, owedSince, postLine, postToSlack } from './record';
import { WAITING_RULES } from '../rules';

const MINUTE = 60_000;
const RUNGS = ['remind', 'nobody', 'escalate'] as const;

const TOLD = { remind: 'reminded', nobody: 'everybody called', escalate: 'escalated' } as const;

interface Rung {
  /** How many have been climbed for the message that is owed an answer. */
  climbed: number;
  since: number;
}

/** Where the ladder stands for the message that people have owed an answer for longest. */
function rungOf(state: ConversationState): Rung | undefined {
  const { handoff, rules, takeover, moved } = state;
  if (rules < SINCE_RULES || handoff === undefined || takeover !== undefined || moved !== undefined) return undefined;
  if (handoff.status === 'snoozed' || handoff.reason === 'automated_sender') return undefined;
  const since = waitingSince(state);
  if (since === undefined) return undefined;
  return { since, climbed: handoff.ladder?.since === since ? handoff.ladder.climbed : 0 };
}

/** When the next rung is climbed, ms UTC. */
export function ladderAt(state: ConversationState): number | undefined {
  const rung = rungOf(state);
  const { handoff, settings } = state;
  if (rung === undefined || handoff === undefined) return undefined;
  const { remindAfterMs, alertAfterMs, escalateAfterMs } = settings;
  if (remindAfterMs === undefined || alertAfterMs === undefined || escalateAfterMs === undefined) return undefined;
  const wait = [remindAfterMs, alertAfterMs, escalateAfterMs][rung.climbed];
  if (wait === undefined) return undefined;
  const due = inOpenTime(state, rung.since, wait);
  if (rung.climbed < 2 || handoff.status !== 'claimed') return whenOpen(state, due);
  // Whoever has only just taken it, or done something for it, gets as long as there is between the rungs.
  const theirs = inOpenTime(state, handoff.lastHumanActivityAt ?? 0, escalateAfterMs - alertAfterMs);
  return whenOpen(state, Math.max(due, theirs));
}

/** What could not be done in its time, because something else had to come first, is done when people work. */
const whenOpen = (state: ConversationState, due: number): number =>
  state.rules < WAITING_RULES || due > state.now ? due : Math.max(due, closedUntil(state) ?? 0);

/** Climbs every rung that is due. */
export function climb(state: ConversationState): void {
  for (let at = ladderAt(state); at !== undefined && at <= state.now; at = ladderAt(state)) {
    const rung = rungOf(state);
    const { handoff } = state;
    if (rung === undefined || handoff === undefined) return;
    handoff.ladder = { since: rung.since, climbed: rung.climbed + 1 };
    carryOut(state, handoff, RUNGS[rung.climbed] ?? 'escalate', Math.max(owedSince(state) ?? 0, handoff.openedAt));
  }
}

function carryOut(state: ConversationState, handoff: Handoff, rung: (typeof RUNGS)[number], since: number): void {
  const minutes = Math.round((state.now - since) / MINUTE);
  noteDecision(state, 'nobody came', `${TOLD[rung]} after ${minutes} min`);
  if (rung === 'nobody') tellOfDelay(state, handoff);
  const { agent } = handoff;
  if (handoff.status === 'claimed' && agent !== undefined) {
    if (rung === 'escalate') fallBack(state, agent);
    else postLine(state, { kind: 'customer_waits', agent, since, everybody: rung === 'nobody' });
  }
  if (handoff.status === 'waiting') tellList(state, rung === 'remind' ? 'waiting' : rung);
}

/** Nobody has come, or whoever has it has not answered, for a long time: one honest sentence, where none was said lately. */
function tellOfDelay(state: ConversationState, handoff: Handoff): void {
  if (state.mode === 'active' || !mayReachUnasked(state) || state.memory.optedOutAt !== undefined) return;
  const { rules, now } = state;
  if (!nobodyHasIt(state)) {
    if (rules >= WAITING_RULES && isKeptWaiting(state)) queueNotice(state, 'answer_delayed', { byTimer: true });
    return;
  }
  const { lastWaitingNoticeAt: last, openedAt } = handoff;
  // That a person is coming was the promise, not yet a word about its being kept.
  if (last !== undefined && last !== openedAt && now - last < noticePause(state)) return;
  if (rules >= WAITING_RULES && toldLately(state)) return;
  handoff.lastWaitingNoticeAt = now;
  queueNotice(state, 'nobody_yet', { ...wayBack(handoff), byTimer: true });
}

/** Has the list of those who wait name this conversation, or no more. */
export function tellList(state: ConversationState, what: WaitingNews['what']): void {
  if (state.handoff !== undefined) state.handoff.listed = what !== 'over';
  postToSlack(state, { kind: 'list', what });
}

/** Keeps what the list says of this conversation true, and puts it on the list at the next opening. */
export function keepListed(state: ConversationState): void {
  const { handoff, rules, moved } = state;
  if (rules < SINCE_RULES || handoff === undefined || moved !== undefined) return;
  if (handoff.status !== 'waiting') {
    delete handoff.opensAt;
    if (handoff.listed === true) tellList(state, 'over');
    return;
  }
  if (handoff.opensAt !== undefined && handoff.opensAt <= state.now) {
    tellList(state, 'opening');
    delete handoff.opensAt;
  }
  const opensAt = handoff.opensAt ?? nextOpening(clockOf(state), state.now);
  if (opensAt !== undefined) handoff.opensAt = opensAt;
}
