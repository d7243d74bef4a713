import type { Topic } from './types';

/** `now` (ms UTC) as a day (`YYYY-MM-DD`) in a time zone (IANA name). */
export const dayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);

type Dated = Pick<Topic, 'validFrom' | 'validUntil'>;

/** How a topic stands on a day: only a `valid` one is answered from. Both its first and its last day count. */
export function standingOf({ validFrom, validUntil }: Dated, day: string): 'not_yet' | 'valid' | 'expired' {
  if (validFrom !== undefined && day < validFrom) return 'not_yet';
  return validUntil !== undefined && validUntil < day ? 'expired' : 'valid';
}

/** Somebody should have looked at it again before this day. It is answered from all the same. */
export const isOverdue = ({ reviewBy }: Pick<Topic, 'reviewBy'>, day: string): boolean =>
  reviewBy !== undefined && reviewBy < day;

/** The topics that are true on the day of `now` (ms UTC) in the business's time zone. */
export function validTopics(topics: Topic[], now: number, timeZone: string): Topic[] {
  const today = dayIn(timeZone, now);
  return topics.filter((topic) => standingOf(topic, today) === 'valid');
}
