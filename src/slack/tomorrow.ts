const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a clock on the wall of this time zone shows, as if it were UTC. Ms. */
function onTheWall(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The full hour of the next day in this time zone, ms UTC. */
export function tomorrowAt(hour: number, now: number, timeZone: string): number {
  const wall = onTheWall(now, timeZone);
  const wanted = Math.floor(wall / DAY) * DAY + DAY + hour * HOUR;
  // Where the clocks change overnight, the first guess is an hour off.
  const guess = now + (wanted - wall);
  return Math.floor((guess + (wanted - onTheWall(guess, timeZone))) / 1000) * 1000;
}
