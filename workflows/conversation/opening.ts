/** The business's clock. Pure: the edge has compiled its week, holidays and exceptions into plain intervals. */
import type { OpeningHours } from './settings';

const MINUTE = 60_000;
/** In minutes. */
const DAY = 24 * 60;
/** What is due in the last minute before closing waits: it would arrive after it. */
const LAST_MINUTE = MINUTE;

type Clock = OpeningHours | undefined;
type Span = readonly [from: number, until: number];

/** The first interval that ends after `at`, in ms UTC. */
function spanEndingAfter({ from }: OpeningHours, intervals: readonly Span[], at: number): Span | undefined {
  const minute = (at - from) / MINUTE;
  const found = intervals.find(([, end]) => end > minute);
  return found && [from + found[0] * MINUTE, from + found[1] * MINUTE];
}

const knownUntil = ({ from, minutes }: OpeningHours): number => from + minutes * MINUTE;

/**
 * Whether people of the business work at `at` (ms UTC). Without a clock they always do; after the last day that it knows
 * they are taken to, so that nobody is forgotten.
 */
export function isOpen(clock: Clock, at: number): boolean {
  if (clock === undefined || at >= knownUntil(clock)) return true;
  const span = spanEndingAfter(clock, clock.open, at);
  return span !== undefined && span[0] <= at;
}

/** The next time after `at` at which people begin to work; `undefined`: they always work. */
export function nextOpening(clock: Clock, at: number): number | undefined {
  if (clock === undefined) return undefined;
  const end = knownUntil(clock);
  const minute = (at - clock.from) / MINUTE;
  const next = clock.open.find(([begin]) => begin > minute);
  if (next !== undefined) return clock.from + next[0] * MINUTE;
  return end > at ? end : undefined;
}

/** Closed for less than that is a break, in minutes. */
const BREAK = 4 * 60;

/** The next time after `at` at which people stop working, but for a break; `undefined`: none is known. */
export function nextClosing(clock: Clock, at: number): number | undefined {
  if (clock === undefined) return undefined;
  const minute = (at - clock.from) / MINUTE;
  const found = clock.open.find(([, end], index) => {
    const [again] = clock.open[index + 1] ?? [Infinity];
    return end > minute && end < clock.minutes && again - end >= BREAK;
  });
  return found && clock.from + found[1] * MINUTE;
}

/** When so much open time has passed since `since`. All in ms. */
export function afterOpenTime(clock: Clock, since: number, duration: number): number {
  if (clock === undefined) return since + duration;
  let left = duration;
  for (const [from, until] of clock.open) {
    const begin = Math.max(clock.from + from * MINUTE, since);
    const passes = clock.from + until * MINUTE - begin;
    if (passes <= 0) continue;
    if (left <= passes) return begin + left;
    left -= passes;
  }
  return Math.max(knownUntil(clock), since) + left;
}

/** How much open time lies between `since` and `until`. All in ms. */
export function openTimeBetween(clock: Clock, since: number, until: number): number {
  if (clock === undefined) return Math.max(0, until - since);
  const spans: Span[] = [...clock.open, [clock.minutes, Infinity]];
  return spans.reduce((sum, [from, upTo]) => {
    const begin = Math.max(clock.from + from * MINUTE, since);
    const end = Math.min(clock.from + upTo * MINUTE, until);
    return sum + Math.max(0, end - begin);
  }, 0);
}

/** The last time before `until` such that so much open time lies between. All in ms. */
export function beforeOpenTime(clock: Clock, until: number, duration: number): number {
  if (clock === undefined) return until - duration;
  let left = duration;
  const spans: Span[] = [...clock.open, [clock.minutes, Infinity]];
  for (const [from, upTo] of spans.reverse()) {
    const end = Math.min(clock.from + upTo * MINUTE, until);
    const passes = end - (clock.from + from * MINUTE);
    if (passes <= 0) continue;
    if (left <= passes) return end - left;
    left -= passes;
  }
  return Math.min(clock.from, until) - left;
}

/** Minutes of the day that `at` (ms UTC) is in. */
const minuteOfDay = ({ from }: OpeningHours, at: number): number => {
  const minute = ((at - from) / MINUTE) % DAY;
  return minute < 0 ? minute + DAY : minute;
};

/** Whether it is day at `at`, open or closed, so that a text which only closed time makes necessary may reach the customer. */
export function isDay(clock: OpeningHours, at: number): boolean {
  if (clock.day === undefined) return false;
  const minute = minuteOfDay(clock, at);
  const [from, until] = clock.day;
  if (until - from >= DAY) return true;
  const last = until - LAST_MINUTE / MINUTE;
  return (minute >= from && minute < last) || minute + DAY < last;
}

/** The last time up to `at` at which it is day; `undefined` where nobody has said when that is. */
export function lastDaytime(clock: OpeningHours, at: number): number | undefined {
  if (clock.day === undefined) return undefined;
  if (isDay(clock, at)) return at;
  const [, until] = clock.day;
  const last = until * MINUTE - LAST_MINUTE;
  const behind = (at - clock.from - last) / (DAY * MINUTE);
  return clock.from + last + Math.floor(behind) * DAY * MINUTE - MINUTE;
}

/** When the day that it is at `at` ends, so far as such a text is concerned; `undefined`: it is night, or always day. */
export function dayEndsAt(clock: OpeningHours, at: number): number | undefined {
  if (clock.day === undefined || !isDay(clock, at)) return undefined;
  const [from, until] = clock.day;
  if (until - from >= DAY) return undefined;
  const minute = minuteOfDay(clock, at);
  const last = until - LAST_MINUTE / MINUTE;
  return Math.round(at + ((minute < last ? last : last - DAY) - minute) * MINUTE);
}

/**
 * The first time from `at` on at which a text that the customer has not just asked for may reach him: in open time, by
 * day. `undefined`: not as far as the clock knows.
 */
export function nextReachable(clock: Clock, at: number): number | undefined {
  if (clock === undefined) return at;
  const span = spanEndingAfter(clock, clock.reach ?? clock.open, at + LAST_MINUTE);
  return span && Math.max(span[0], at);
}

/** Whether such a text may reach him now. */
export const isReachable = (clock: Clock, at: number): boolean => nextReachable(clock, at) === at;

/** When a customer who may be reached unasked at `at` may not be any more; `undefined`: he may not, or always may. */
export function reachableUntil(clock: Clock, at: number): number | undefined {
  if (clock === undefined || !isReachable(clock, at)) return undefined;
  const span = spanEndingAfter(clock, clock.reach ?? clock.open, at + LAST_MINUTE);
  return span && span[1] - LAST_MINUTE;
}
