import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DAY = 24 * 60 * 60_000;
/** Of the sample business, from Saturday on. */
const HOURS = ['09:00-13:00', 'closed', ...Array.from({ length: 5 }, () => '08:00-17:00')];

/** Two weeks of the sample business without a holiday, ahead of whenever a test runs. */
export interface Week {
  /** A file that says so, for BATON_HOURS_FILE. */
  hoursFile: string;
  /** Ms UTC of a time in them, such as `saturday('22:00')`. */
  friday(time: string): number;
  saturday(time: string): number;
  sunday(time: string): number;
  monday(time: string): number;
  tuesday(time: string): number;
}

/** They begin with the first Saturday that is two days ahead at least; the Friday is the one before it. */
export function createWeek(): Week {
  let first = Date.now() + 2 * DAY;
  while (new Date(first).getUTCDay() !== 6) first += DAY;
  const dayOf = (number: number): string => new Date(first + number * DAY).toISOString().slice(0, 10);
  const days = Array.from({ length: 15 }, (_, index) => index - 1);
  const openDays = days.map((number) => `  "${dayOf(number)}": "${HOURS[(number + 7) % 7]}"\n`).join('');
  const hoursFile = join(mkdtempSync(join(tmpdir(), 'baton-week-')), 'hours.yml');
  writeFileSync(hoursFile, `closed_days: []\nopen_days:\n${openDays}`);
  // Africa/Johannesburg is two hours ahead of UTC all year.
  const on = (number: number) => (time: string) => Date.parse(`${dayOf(number)}T${time}:00+02:00`);
  return { hoursFile, friday: on(-1), saturday: on(0), sunday: on(1), monday: on(2), tuesday: on(3) };
}
