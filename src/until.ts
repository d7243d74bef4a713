import { dayAfter, instantOf, localDay } from '../activities/knowledge/business-clock';
import { isOpen, nextOpening } from '../workflows/conversation/opening';
import type { OpeningHours } from '../workflows/conversation/settings';

const MINUTE = 60_000;
const MORNING = 8 * 60;
const CLOCK = /^(tomorrow)?\s*(?:(\d{1,2})(?:[:.h]([0-5]\d))?\s*(am|pm)?)?$/;

/**
 * A moment that somebody typed, in ms UTC: `14:00`, `2 pm`, `tomorrow`, `until tomorrow 09:30`, `45 min`, `2 h`. `undefined`
 * where it is none of these.
 */
export function readUntil(text: string, now: number, timeZone: string): number | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/^(until|till?)\s+/, '');
  const span = /^(\d{1,3})\s*(m|min|minutes|h|hours?)$/.exec(typed);
  if (span !== null) return now + Number(span[1]) * (span[2]!.startsWith('m') ? MINUTE : 60 * MINUTE);
  const [, tomorrow, ...clock] = CLOCK.exec(typed) ?? [];
  const minutes = clock[0] === undefined ? (tomorrow === undefined ? undefined : MORNING) : minutesOf(clock);
  if (minutes === undefined) return undefined;
  const day = localDay(timeZone, now);
  const today = instantOf(timeZone, day, minutes);
  return tomorrow === undefined && today > now ? today : instantOf(timeZone, dayAfter(day, 1), minutes);
}

/** Of the day. A number alone is no time: it may be one of minutes or of hours. */
function minutesOf([hour, minute, half]: (string | undefined)[]): number | undefined {
  if (half === undefined)
    return minute !== undefined && Number(hour) < 24 ? Number(hour) * 60 + Number(minute) : undefined;
  if (Number(hour) < 1 || Number(hour) > 12) return undefined;
  return ((Number(hour) % 12) + (half === 'pm' ? 12 : 0)) * 60 + Number(minute ?? 0);
}

/** Tomorrow at 08:00, or when people are back where the business is closed tomorrow; ms UTC. */
export function nextMorning(clock: OpeningHours | undefined, timeZone: string, now: number): number {
  const day = dayAfter(localDay(timeZone, now), 1);
  const tomorrow = instantOf(timeZone, day, MORNING);
  if (isOpen(clock, tomorrow)) return tomorrow;
  const opens = nextOpening(clock, instantOf(timeZone, day, 0) - 1) ?? tomorrow;
  return localDay(timeZone, opens) === day ? tomorrow : opens;
}
