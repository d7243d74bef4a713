import { afterOpenTime, isOpen, isReachable, nextOpening, nextReachable, reachableUntil } from '../opening';
import type { OpeningHours } from '../settings';
import type { ConversationState } from '../state';

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

/** The first time from `at` on at which the customer may get what he has not just asked for; `undefined`: never. */
export const whenReachable = (state: ConversationState, at: number): number | undefined =>
  nextReachable(clockOf(state), at);

/** Whether the customer may get now what he has not just asked for: in open time, by day. */
export const mayReachUnasked = (state: ConversationState): boolean => isReachable(clockOf(state), state.now);

/** When what a timer has queued for the customer comes too late; `undefined`: nothing is queued, or it never does. */
export function tooLateAt(state: ConversationState): number | undefined {
  const waits = state.outbox.some(({ byTimer, status }) => byTimer === true && status === 'queued');
  return waits ? reachableUntil(clockOf(state), state.now) : undefined;
}
