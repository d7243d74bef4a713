import type { Language } from '../../workflows/conversation/words';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// Not every build of Node knows isiXhosa and Sesotho.
const WEEKDAYS: Record<Language, readonly string[]> = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  af: ['Sondag', 'Maandag', 'Dinsdag', 'Woensdag', 'Donderdag', 'Vrydag', 'Saterdag'],
  zu: ['iSonto', 'uMsombuluko', 'uLwesibili', 'uLwesithathu', 'uLwesine', 'uLwesihlanu', 'uMgqibelo'],
  xh: ['iCawe', 'uMvulo', 'uLwesibini', 'uLwesithathu', 'uLwesine', 'uLwesihlanu', 'uMgqibelo'],
  st: ['Sontaha', 'Mantaha', 'Labobedi', 'Laboraro', 'Labone', 'Labohlano', 'Moqebelo'],
};

const local = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

/** A time (ms UTC) as "Monday 08:00", and with its date where that is not within a week of `now`: "Monday 04/01 08:00". */
export function weekdayAndTime(at: number, language: Language, timeZone: string, now: number): string {
  const [day = '', time = ''] = local(at, timeZone).split(' ');
  const [, month = '', date = ''] = day.split('-');
  const name = WEEKDAYS[language][new Date(`${day}T00:00:00Z`).getUTCDay()]!;
  return at - now < 6 * DAY ? `${name} ${time}` : `${name} ${date}/${month} ${time}`;
}
