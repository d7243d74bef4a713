import {
  afterOpenTime,
  beforeOpenTime,
  dayEndsAt,
  isDay,
  isOpen,
  isReachable,
  nextOpening,
  nextReachable,
  reachableUntil,
} from '../opening';
import type { OpeningHours } from '../settings';
import type { ConversationState, OutgoingIntent } from '../state';

export const SINCE_RULES = 6;

/** The business's clock; absent: people work round the clock. */
export function clockOf({ rules, settings }: ConversationState): OpeningHours | undefined {
  return rules < SINCE_RULES ? undefined : settings.opening;
}

/** When people work again; `undefined`: they work now. Ms UTC. */
export function closedUntil(state: ConversationState): number | undefined {
  const clock = clockOf(state);
  return isOpen(clock, state.now) ? undefined : nextOpening(clock, state.now);
}

/** When so much open time has passed since `since`. All in ms. */
export const inOpenTime = (state: ConversationState, since: number, duration: number): number =>
  afterOpenTime(clockOf(state), since, duration);

/** The last time before `until` with so much open time behind it. All in ms. */
export const openTimeBefore = (state: ConversationState, until: number, duration: number): number =>
  beforeOpenTime(clockOf(state), until, duration);

/** The first time from `at` on at which the customer may get what he has not just asked for; `undefined`: never. */
export const whenReachable = (state: ConversationState, at: number): number | undefined =>
  nextReachable(clockOf(state), at);

/** Whether the customer may get now what he has not just asked for: in open time, by day. */
export const mayReachUnasked = (state: ConversationState): boolean => isReachable(clockOf(state), state.now);

/** Whether it comes by day alone, open or closed: people are away, and the chat would close before they are back. */
const byDay = ({ content }: OutgoingIntent): boolean => content.kind === 'notice' && content.key === 'ask_keep_open';

/** Whether what a timer has queued may begin now. */
export function mayReach(state: ConversationState, intent: OutgoingIntent): boolean {
  const clock = clockOf(state);
  return byDay(intent) && clock !== undefined ? isDay(clock, state.now) : mayReachUnasked(state);
}

/** When what a timer has queued for the customer comes too late; `undefined`: nothing is queued, or it never does. */
export function tooLateAt(state: ConversationState): number | undefined {
  const clock = clockOf(state);
  const ends = state.outbox.flatMap((intent) => {
    if (intent.byTimer !== true || intent.status !== 'queued') return [];
    const end = byDay(intent) && clock !== undefined ? dayEndsAt(clock, state.now) : reachableUntil(clock, state.now);
    return end === undefined ? [] : [end];
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}
