import Holidays from 'date-holidays';
import type { OpeningHours } from '../../workflows/conversation/settings';
import type { BusinessHours, DayHours } from './types';

const MINUTE = 60_000;
const DAY = 24 * 60;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** As far back as somebody may be owed an answer, and as far ahead as a conversation may have to know without a new turn. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 45;

type Span = [number, number];
const WHOLE_DAY: Span = [0, DAY];

// To make one takes far longer than to use it, and a clock asks some hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return format;
}

/** Ms by which the clocks of a time zone are ahead of UTC at `at`. */
const offsetAt = (timeZone: string, at: number): number =>
  Date.parse(`${formatOf(timeZone).format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;

/** Local time `minutes` after the beginning of `day` (`YYYY-MM-DD`), ms UTC: also where clocks change in between. */
export function instantOf(timeZone: string, day: string, minutes: number): number {
  const local = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  const first = local - offsetAt(timeZone, local);
  return local - offsetAt(timeZone, first);
}

/** A day (`YYYY-MM-DD`) so many days later. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY * MINUTE).toISOString().slice(0, 10);

/** The day (`YYYY-MM-DD`) that it is there at this moment, ms UTC. */
export const localDay = (timeZone: string, at: number): string =>
  new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 10);

/** Public holidays (`YYYY-MM-DD`) of a country, or of a part of it such as `DE-BY`, in these years. */
export function publicHolidays(place: string, years: number[]): Set<string> {
  const [country = '', state, region] = place.split('-');
  const calendar = new Holidays({ country, ...(state && { state }), ...(region && { region }) }, { types: ['public'] });
  const all = years.flatMap((year) => calendar.getHolidays(year));
  return new Set(all.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10)));
}

/** Whether there is a calendar for the country, or the part of it. */
export function hasHolidays(place: string): boolean {
  return publicHolidays(place, [2026]).size > 0;
}

function minutesOf(hours: DayHours): Span[] {
  if (hours === 'closed') return [];
  if (hours === 'open') return [WHOLE_DAY];
  const [from, until] = hours.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  }) as Span;
  // Over midnight.
  return until > from ? [[from, until]] : [[from, until + DAY]];
}

function united(spans: Span[]): Span[] {
  const sorted = spans.filter(([from, until]) => until > from).sort(([a], [b]) => a - b);
  const result: Span[] = [];
  for (const [from, until] of sorted) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else result.push([from, until]);
  }
  return result;
}

const without = (spans: Span[], [from, until]: Span): Span[] =>
  spans.flatMap(([begin, end]): Span[] => [
    [begin, Math.min(end, from)],
    [Math.max(begin, until), end],
  ]);

const common = (one: Span[], other: Span[]): Span[] =>
  one.flatMap(([from, until]) =>
    other.map(([begin, end]): Span => [Math.max(from, begin), Math.min(until, end)]).filter(([a, b]) => b > a),
  );

/** ms UTC of a moment such as `2026-12-24 12:00`. */
function moment(timeZone: string, text: string): number {
  const [day = '', time = '00:00'] = text.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf(timeZone, day, hour * 60 + minute);
}

/** A closed day, or a stretch such as `2026-12-24 12:00 - 2027-01-04 08:00`, in ms UTC. */
function closedSpan(timeZone: string, text: string): Span {
  const [from = '', until] = text.split(' - ');
  return until === undefined
    ? [moment(timeZone, from), instantOf(timeZone, from, DAY)]
    : [moment(timeZone, from), moment(timeZone, until)];
}

/**
 * The business's clock from a week before `now` (ms UTC) to 45 days after it; `undefined` where people work, and may
 * write, round the clock.
 */
export function compileClock(hours: BusinessHours, timeZone: string, now: number): OpeningHours | undefined {
  const today = localDay(timeZone, now);
  const days = Array.from({ length: DAYS_BACK + DAYS_AHEAD }, (_, index) => dayAfter(today, index - DAYS_BACK));
  const years = [...new Set(days.map((day) => Number(day.slice(0, 4))))];
  const holidays = hours.holidaysOf === undefined ? new Set<string>() : publicHolidays(hours.holidaysOf, years);
  const from = instantOf(timeZone, days[0]!, 0);
  const until = instantOf(timeZone, days.at(-1)!, DAY);
  const hoursOn = (day: string): DayHours =>
    hours.openDays[day] ??
    (holidays.has(day) ? hours.publicHolidays : hours.week[WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]!]);
  const spansOf = (of: (day: string) => Span[]): Span[] =>
    days.flatMap((day) =>
      of(day).map(([begin, end]): Span => [instantOf(timeZone, day, begin), instantOf(timeZone, day, end)]),
    );
  const closed = hours.closedDays.map((text) => closedSpan(timeZone, text));
  const worked = united(spansOf((day) => minutesOf(hoursOn(day))));
  const open = united(closed.reduce(without, worked)).map(([begin, end]): Span => [begin, Math.min(end, until)]);
  const byDay = spansOf(() => minutesOf(hours.writeBetween));
  const reach = united(common(open, united(byDay)));
  const known: Span = [from, until];
  if (same(reach, [known])) return undefined;
  const minutes = (spans: Span[]): Span[] =>
    spans.map(([begin, end]) => [Math.ceil((begin - from) / MINUTE), Math.floor((end - from) / MINUTE)]);
  return {
    from,
    minutes: (until - from) / MINUTE,
    open: minutes(open),
    ...(!same(open, reach) && { reach: minutes(reach) }),
    ...(byDay.length > 0 && { day: sharedBy(byDay.map((span, index) => sinceMidnight(span, from, index))) }),
  };
}

/** In minutes since `from` and so many times 24 hours. */
const sinceMidnight = (span: Span, from: number, days: number): Span =>
  span.map((at) => (at - from) / MINUTE - days * DAY) as Span;

/** What is in all of them: where clocks change in between, an hour less. */
const sharedBy = (spans: Span[]): Span => [
  Math.max(...spans.map(([from]) => from)),
  Math.min(...spans.map(([, until]) => until)),
];

const same = (one: Span[], other: Span[]): boolean => JSON.stringify(one) === JSON.stringify(other);
