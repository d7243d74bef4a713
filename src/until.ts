import { dayAfter, instantOf, localDay } from '../activities/knowledge/business-clock';

const MINUTE = 60_000;
const MORNING = 8 * 60;

/**
 * A moment that somebody typed, in ms UTC: `14:00`, `tomorrow`, `tomorrow 09:30`, `45 min`, `2 h`. `undefined` where it is
 * none of these.
 */
export function readUntil(text: string, now: number, timeZone: string): number | undefined {
  const typed = text.trim().toLowerCase();
  const span = /^(\d{1,3})\s*(m|min|minutes|h|hours?)$/.exec(typed);
  if (span !== null) return now + Number(span[1]) * (span[2]!.startsWith('m') ? MINUTE : 60 * MINUTE);
  const [, tomorrow, hour, minute] = /^(tomorrow)?\s*(?:([01]?\d|2[0-3])[:.h]([0-5]\d))?$/.exec(typed) ?? [];
  if (tomorrow === undefined && hour === undefined) return undefined;
  const minutes = hour === undefined ? MORNING : Number(hour) * 60 + Number(minute);
  const day = localDay(timeZone, now);
  const today = instantOf(timeZone, day, minutes);
  return tomorrow === undefined && today > now ? today : instantOf(timeZone, dayAfter(day, 1), minutes);
}
