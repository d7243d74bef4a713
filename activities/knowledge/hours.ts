import type { BusinessHours, DayHours, Weekday } from './types';
import type { WrittenHours } from './schemas';

const weekOf = (day: DayHours): Record<Weekday, DayHours> => ({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
});

/** What holds where `business.yml` says nothing. */
const DEFAULTS = { holidaysOf: 'ZA', writeBetween: '08:00-20:00' } as const;

/** The hours as the product reads them. Holidays are days like others unless `public_holidays` says what they are. */
export function hoursOf(written: WrittenHours): BusinessHours {
  const { hours = 'always', public_holidays: holidays, holidays_of: place = DEFAULTS.holidaysOf } = written;
  return {
    week: hours === 'always' ? weekOf('open') : (hours as Record<Weekday, DayHours>),
    ...(holidays !== undefined && { holidaysOf: place }),
    publicHolidays: holidays ?? 'open',
    closedDays: written.closed_days ?? [],
    openDays: written.open_days ?? {},
    writeBetween: written.write_between ?? DEFAULTS.writeBetween,
  };
}

/** Round the clock, every day, and customers are written to at any hour. */
export const ALWAYS: BusinessHours = hoursOf({ hours: 'always', write_between: 'open' });

/** `business.yml`'s hours with what a file of hours says instead; what it does not name stays. */
export function overridden(hours: BusinessHours, written: WrittenHours): BusinessHours {
  const other = hoursOf(written);
  return {
    week: written.hours === undefined ? hours.week : other.week,
    ...(written.public_holidays === undefined
      ? hours.holidaysOf !== undefined && { holidaysOf: written.holidays_of ?? hours.holidaysOf }
      : { holidaysOf: other.holidaysOf ?? DEFAULTS.holidaysOf }),
    publicHolidays: written.public_holidays ?? hours.publicHolidays,
    closedDays: written.closed_days ?? hours.closedDays,
    openDays: written.open_days ?? hours.openDays,
    writeBetween: written.write_between ?? hours.writeBetween,
  };
}
