import { compileClock, publicHolidays } from '../../../activities/knowledge/business-clock';
import { ALWAYS, hoursOf, overridden } from '../../../activities/knowledge/hours';
import { parseBusiness, parseHours } from '../../../activities/knowledge/parse';
import { isOpen, nextOpening } from '../../../workflows/conversation/opening';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ZONE = 'Africa/Johannesburg';
const sample = parseBusiness(readFileSync(join(__dirname, '../../../knowledge/business.yml'), 'utf8')).hours;
/** A time in South Africa. */
const at = (time: string): number => Date.parse(`${time.replace(' ', 'T')}:00+02:00`);
const shown = (time: number | undefined, zone = ZONE): string | undefined =>
  time === undefined ? undefined : new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(time);

describe('the clock of the sample business', () => {
  const clock = compileClock(sample, ZONE, at('2026-11-27 00:00'));

  test.each([
    ['2026-11-27 07:59', false],
    ['2026-11-27 08:00', true],
    ['2026-11-27 16:59', true],
    ['2026-11-27 17:00', false],
    ['2026-11-28 12:59', true],
    ['2026-11-28 13:00', false],
    ['2026-11-29 10:00', false],
    // Day of Reconciliation, a Wednesday.
    ['2026-12-16 10:00', false],
    ['2026-12-24 11:59', true],
    ['2026-12-24 12:00', false],
    ['2026-12-31 10:00', false],
    ['2027-01-04 07:59', false],
    ['2027-01-04 08:00', true],
  ])('when it is %s, then people work: %s', (time, open) => {
    expect(isOpen(clock, at(time))).toBe(open);
  });

  test.each([
    ['2026-11-28 22:00', '2026-11-30 08:00'],
    ['2026-12-15 20:00', '2026-12-17 08:00'],
    ['2026-12-24 13:00', '2027-01-04 08:00'],
  ])('when it is closed at %s, then it opens again on %s', (time, opens) => {
    expect(shown(nextOpening(clock, at(time)))).toBe(opens);
  });

  test('when it is made for a whole year, then it never takes more than a kilobyte', () => {
    for (let day = 0; day < 365; day += 1) {
      const clock = compileClock(sample, ZONE, at('2026-01-01 12:00') + day * 86_400_000);
      expect(JSON.stringify(clock).length).toBeLessThan(1024);
    }
  });
});

describe('the hours of a business', () => {
  test('when people always work and write, then there is no clock to carry', () => {
    expect(compileClock(ALWAYS, ZONE, at('2026-11-27 00:00'))).toBeUndefined();
  });

  test('when they always work but write by day only, then only that is closed by night', () => {
    const clock = compileClock(hoursOf({}), ZONE, at('2026-11-27 00:00'));
    expect(clock?.open).toEqual([[0, clock?.minutes]]);
    expect(clock?.reach?.[0]).toEqual([8 * 60, 20 * 60]);
  });

  test('when a Sunday is opened and a Friday has other hours, then these win over week and holiday', () => {
    const hours = hoursOf({
      hours: { ...sample.week },
      public_holidays: 'closed',
      open_days: { '2026-11-29': '10:00-14:00', '2026-12-16': '09:00-12:00' },
    });
    const clock = compileClock(hours, ZONE, at('2026-11-27 00:00'));
    expect([isOpen(clock, at('2026-11-29 10:00')), isOpen(clock, at('2026-11-29 14:00'))]).toEqual([true, false]);
    expect(isOpen(clock, at('2026-12-16 11:00'))).toBe(true);
  });

  test('when hours go over midnight, then the night belongs to them', () => {
    const night = { ...sample.week, friday: '18:00-02:00' as const };
    const clock = compileClock(hoursOf({ hours: night }), ZONE, at('2026-11-27 00:00'));
    expect([isOpen(clock, at('2026-11-28 01:59')), isOpen(clock, at('2026-11-28 02:00'))]).toEqual([true, false]);
  });

  test('when clocks are put back between two days, then opening stays at the hour on the wall', () => {
    const hours = hoursOf({ hours: sample.week, public_holidays: 'closed', holidays_of: 'DE' });
    const clock = compileClock(hours, 'Europe/Berlin', Date.parse('2026-10-24T12:00:00Z'));
    const openings = [24, 26].map((day) => nextOpening(clock, Date.parse(`2026-10-${day - 1}T23:00:00Z`)));
    expect(openings.map((time) => shown(time, 'Europe/Berlin'))).toEqual(['2026-10-24 09:00', '2026-10-26 08:00']);
  });

  test('when a file of hours says some of it, then the rest is as in business.yml', () => {
    const hours = overridden(sample, parseHours('hours.yml', 'closed_days: ["2026-11-27"]'));
    expect(hours).toEqual({ ...sample, closedDays: ['2026-11-27'] });
    expect(overridden(sample, parseHours('hours.yml', '{}'))).toEqual(sample);
  });
});

describe('public holidays', () => {
  test('when a South African holiday is on a Sunday, then the Monday is one too, and observances are none', () => {
    const days = publicHolidays('ZA', [2026]);
    expect([...days].sort()).toEqual([
      '2026-01-01',
      '2026-03-21',
      '2026-04-03',
      '2026-04-06',
      '2026-04-27',
      '2026-05-01',
      '2026-06-16',
      '2026-08-09',
      '2026-08-10',
      '2026-09-24',
      '2026-12-16',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  test('when a part of a country has one of its own, then it is known', () => {
    expect(publicHolidays('DE-BY', [2026]).has('2026-01-06')).toBe(true);
    expect(publicHolidays('DE', [2026]).has('2026-01-06')).toBe(false);
  });
});

describe('what is wrong with the hours', () => {
  test.each([
    ['closed_days: ["2026-02-30"]', /closed_days\.0: must be a day such as/],
    ['closed_days: ["2026-12-24 12:00 - 2026-12-24 11:00"]', /or a stretch such as/],
    ['holidays_of: XX', /holidays_of: is no country that public holidays are known of/],
    ['write_between: "8-20"', /write_between: must be "08:00-17:00", open or closed/],
    ['hours: sometimes', /hours: must be always, or/],
    ['opening: "08:00-17:00"', /opening/],
    ['hours: [', /is not valid YAML/],
  ])('when a file says %s, then one sentence tells', (content, problem) => {
    expect(() => parseHours('hours.yml', content)).toThrow(problem);
  });
});
