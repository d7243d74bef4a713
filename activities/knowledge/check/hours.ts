import type { Topic } from '../types';
import { fileOf, wrong, type CheckedKnowledge, type Finding } from './findings';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

type Week = Map<string, string>;

/** Every block of `business.yml` with hours by day, such as `hours` and `phone_hours`, by its name. */
function weeksOf(facts: string[]): Map<string, Week> {
  const weeks = new Map<string, Week>();
  for (const fact of facts) {
    const [, name, day, value] = /^(\w+)\.(\w+): (.+)$/.exec(fact) ?? [];
    if (name === undefined || !DAYS.includes(day!)) continue;
    weeks.set(name, (weeks.get(name) ?? new Map<string, string>()).set(day!, value!));
  }
  return weeks;
}

/** By their first three letters, in English and Afrikaans. */
const BEGINNINGS = ['mon maa', 'tue din', 'wed woe', 'thu don', 'fri vry', 'sat', 'sun son'].map((all) => all.split(' '));
const DAY =
  'mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:nesdays?)?|thu(?:rs?(?:days?)?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?|(?:maan|dins|woens|donder|vry|sater|son)dae?g?';
const SEVERAL: Record<string, [first: number, last: number]> = {
  weekdays: [0, 4],
  weeksdae: [0, 4],
  weekends: [5, 6],
  naweke: [5, 6],
  daily: [0, 6],
  daagliks: [0, 6],
};
const TIME = '(\\d{1,2})(?:[:h](\\d{2}))?\\s?(am|pm)?';
const BETWEEN = '\\s*(?:to|until|till|tot(?: en met)?|-|–|and|en|&)\\s*';
const DAYS_AND_TIMES = new RegExp(
  `\\b(?:(${DAY})(?:${BETWEEN}(${DAY}))?|(${Object.keys(SEVERAL).join('|')}))\\b[:,*\\s]*(?:from|van|between)?\\s*\\*?${TIME}${BETWEEN}${TIME}`,
  'gi',
);

const dayNumber = (name: string): number =>
  BEGINNINGS.findIndex((beginnings) => beginnings.includes(name.slice(0, 3).toLowerCase()));

function clock(hours: string, minutes = '00', half = ''): string {
  const hour = (Number(hours) % (half === '' ? 25 : 12)) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

interface Statement {
  days: string[];
  hours: string;
  shown: string;
}

/** "Monday to Friday: 08:00 to 17:00", "Sat 9am-1pm", in English or Afrikaans. "Monday to Friday, 3 to 5 days" is none. */
function statementsIn(text: string): Statement[] {
  return [...text.matchAll(DAYS_AND_TIMES)].flatMap((match) => {
    const [shown, first, last, several, opens, opensAt, opensHalf, closes, closesAt, closesHalf] = match;
    if (!opensAt && !opensHalf && !closesAt && !closesHalf) return [];
    const one = dayNumber(first ?? '');
    const [from, until] = SEVERAL[several?.toLowerCase() ?? ''] ?? [one, last === undefined ? one : dayNumber(last)];
    return {
      days: DAYS.filter((_, number) => number >= from && number <= until),
      hours: `${clock(opens!, opensAt, opensHalf)}-${clock(closes!, closesAt, closesHalf)}`,
      shown: shown.replaceAll('*', '').replace(/\s+/g, ' '),
    };
  });
}

const SHUT = '(?:closed|gesluit|toe)';
const DAYS_CLOSED = new RegExp(
  `\\b(${DAY})(?:${BETWEEN}(${DAY}))?(?:\\s*(?:and|en|&)\\s*(?:public holidays|vakansiedae))?[:,*\\s]*(?:is |are |we are )?${SHUT}\\b`,
  'gi',
);

/** "Sunday: closed". */
function closedIn(text: string): Statement[] {
  return [...text.matchAll(DAYS_CLOSED)].map(([shown, first, last]) => {
    const from = dayNumber(first!);
    const until = last === undefined ? from : dayNumber(last);
    return {
      days: DAYS.filter((_, number) => number === from || number === until),
      hours: 'closed',
      shown: shown.replaceAll('*', ''),
    };
  });
}

const HOLIDAYS_CLOSED = /\b(?:public holidays?[:*\s]*(?:(?:is|are|we are) )?closed|closed on (?:all )?(?:South African )?public holidays)/i;

/** "Closed on public holidays" where `public_holidays` has hours. */
function holidayFindings({ business, topics }: CheckedKnowledge): Finding[] {
  const said = business.facts.find((fact) => fact.startsWith('public_holidays: '))?.slice('public_holidays: '.length);
  if (said === undefined || said === 'closed') return [];
  return topics.flatMap((topic) => {
    const [shown] = HOLIDAYS_CLOSED.exec(topic.body) ?? [];
    if (shown === undefined) return [];
    return [wrong('contradiction', fileOf(topic), `says “${shown.replaceAll('*', '')}” where public_holidays in business.yml is ${said}: correct one.`)];
  });
}

/** `phone_hours` only where the topic speaks of a phone; `hours` everywhere. */
function concerns(name: string, { id, title, body }: Topic): boolean {
  const word = name.replace(/_?hours$/, '');
  return `${id} ${title} ${body}`.toLowerCase().includes(word);
}

/** Hours in a topic that no week of `business.yml` has on these days. */
export function hoursFindings({ business, topics, day }: CheckedKnowledge): Finding[] {
  const weeks = weeksOf(business.facts);
  const holidays = holidayFindings({ business, topics, day });
  if (weeks.size === 0) return holidays;
  const isSaid = (topic: Topic, { days, hours }: Statement) =>
    [...weeks].some(([name, week]) => concerns(name, topic) && days.every((each) => week.get(each) === hours));
  const names = [...weeks.keys()].join(' nor ');
  const weekly = topics.flatMap((topic) =>
    [...statementsIn(topic.body), ...closedIn(topic.body)]
      .filter((statement) => !isSaid(topic, statement))
      .map(({ shown }) => {
        const remedy = 'correct one of them (other hours get a block of their own, such as courier_hours)';
        return wrong('contradiction', fileOf(topic), `says “${shown}”, and neither ${names} in business.yml does: ${remedy}.`);
      }),
  );
  return [...holidays, ...weekly];
}
