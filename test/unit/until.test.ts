import { nextMorning, readUntil } from '../../src/until';
import { officeHours, southAfrican, southAfricanTime } from '../support/opening';

const ZONE = 'Africa/Johannesburg';
const NOW = southAfrican('2026-11-27 13:20');

describe('a moment that somebody types', () => {
  test.each([
    ['14:00', '2026-11-27 14:00'],
    [' 9.30 ', '2026-11-28 09:30'],
    ['13:20', '2026-11-28 13:20'],
    ['tomorrow', '2026-11-28 08:00'],
    ['Tomorrow 9:30', '2026-11-28 09:30'],
    ['45 min', '2026-11-27 14:05'],
    ['2h', '2026-11-27 15:20'],
    ['until 14:00', '2026-11-27 14:00'],
    ['Until tomorrow 08:00', '2026-11-28 08:00'],
    ['until 6pm', '2026-11-27 18:00'],
    ['2:30 PM', '2026-11-27 14:30'],
    ['tomorrow 9 am', '2026-11-28 09:00'],
    ['12 am', '2026-11-28 00:00'],
    ['12pm', '2026-11-28 12:00'],
    ['till 45 min', '2026-11-27 14:05'],
  ])('when it is “%s” at 13:20, then it is %s', (text, moment) => {
    expect(readUntil(text, NOW, ZONE)).toBe(southAfrican(moment));
  });

  test.each(['', 'later', '25:00', '14:75', 'tomorrow morning', '14', 'until', '0 am', '13 pm', 'until 14'])(
    'when it is “%s”, then it is none',
    (text) => {
      expect(readUntil(text, NOW, ZONE)).toBeUndefined();
    },
  );

  test.each([
    ['late in the evening', Date.UTC(2026, 10, 27, 21, 59, 59, 999), ZONE, Date.UTC(2026, 10, 28, 6)],
    ['just after midnight', Date.UTC(2026, 10, 27, 22), ZONE, Date.UTC(2026, 10, 29, 6)],
    ['on the last day of the year', Date.UTC(2026, 11, 31, 12), ZONE, Date.UTC(2027, 0, 1, 6)],
    ['on the day before clocks go back', Date.UTC(2026, 9, 24, 12), 'Europe/Berlin', Date.UTC(2026, 9, 25, 7)],
    ['as a day of 25 hours begins', Date.UTC(2026, 9, 24, 22, 30), 'Europe/Berlin', Date.UTC(2026, 9, 26, 7)],
    ['on the day before they go forward', Date.UTC(2026, 2, 28, 12), 'Europe/Berlin', Date.UTC(2026, 2, 29, 6)],
  ])('when it is %s, then tomorrow is the next day on the wall', (_when, now, timeZone, expected) => {
    expect(readUntil('tomorrow 08:00', now, timeZone)).toBe(expected);
  });
});

describe('the next morning', () => {
  it.each([
    ['a Monday', '2026-11-23 16:45', '2026-11-24 08:00'],
    ['a Friday', '2026-11-27 16:45', '2026-11-28 08:00'],
    ['a Saturday before it opens', '2026-11-28 08:30', '2026-11-30 08:00'],
    ['a Saturday', '2026-11-28 12:45', '2026-11-30 08:00'],
    ['a Sunday', '2026-11-29 20:00', '2026-11-30 08:00'],
    ['the day before a holiday', '2026-12-15 16:45', '2026-12-17 08:00'],
  ])('when it is %s, then it is that of the next day on which people work', (_day, now, morning) => {
    const at = southAfrican(now);
    expect(southAfricanTime(nextMorning(officeHours(at), ZONE, at))).toBe(morning);
  });

  it('when people work round the clock, then it is tomorrow', () => {
    const at = southAfrican('2026-11-28 12:45');
    expect(southAfricanTime(nextMorning(undefined, ZONE, at))).toBe('2026-11-29 08:00');
  });
});
