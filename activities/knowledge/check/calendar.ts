import { isOverdue, standingOf } from '../validity';
import { fileOf, notice, wrong, type CheckedKnowledge, type Finding } from './findings';

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

const LONG = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** `2026-11-30` as `30 November 2026`. */
export const inWords = (day: string): string => LONG.format(Date.parse(day));

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Topics that are over, end soon, or that somebody wanted to have looked at again by now or soon. */
export function calendarFindings({ topics, day }: Pick<CheckedKnowledge, 'topics' | 'day'>): Finding[] {
  const soon = later(day, SOON_DAYS);
  return topics.flatMap((topic) => {
    const { validUntil, reviewBy } = topic;
    const file = fileOf(topic);
    if (validUntil !== undefined && standingOf(topic, day) === 'expired') {
      const remedy = 'delete it, or bring answer and dates up to date';
      return [wrong('expired', file, `ended on ${inWords(validUntil)} and is not used any more: ${remedy}.`)];
    }
    const findings: Finding[] = [];
    if (validUntil !== undefined && validUntil <= soon && standingOf(topic, day) === 'valid') {
      findings.push(notice('ends_soon', file, `ends on ${inWords(validUntil)}: decide what is answered from then on.`));
    }
    if (isOverdue(topic, day)) {
      const remedy = 'read it again and move review_by';
      findings.push(
        wrong('review', file, `was to be reviewed by ${inWords(reviewBy!)} and is still answered from: ${remedy}.`),
      );
    } else if (reviewBy !== undefined && reviewBy <= soon) {
      findings.push(notice('review', file, `is to be reviewed by ${inWords(reviewBy)}: read it again, move review_by.`));
    }
    return findings;
  });
}
