import { compileClock } from '../../activities/knowledge/business-clock';
import { hoursOf } from '../../activities/knowledge/hours';
import type { OpeningHours } from '../../workflows/conversation/settings';

const WEEKDAY = '08:00-17:00';

/** A time in South Africa, ms UTC. */
export const southAfrican = (time: string): number => Date.parse(`${time.replace(' ', 'T')}:00+02:00`);

/** … and back: `2026-11-27 14:00`. */
export const southAfricanTime = (at: number | undefined): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Africa/Johannesburg', dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );

/** Monday to Friday 08:00 to 17:00, Saturday 09:00 to 13:00, South African holidays; `now` in ms UTC. */
export const officeHours = (now: number): OpeningHours | undefined =>
  compileClock(
    hoursOf({
      hours: {
        monday: WEEKDAY,
        tuesday: WEEKDAY,
        wednesday: WEEKDAY,
        thursday: WEEKDAY,
        friday: WEEKDAY,
        saturday: '09:00-13:00',
        sunday: 'closed',
      },
      public_holidays: 'closed',
    }),
    'Africa/Johannesburg',
    now,
  );
