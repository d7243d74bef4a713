const format = (options) => new Intl.DateTimeFormat('en-ZA', { hourCycle: 'h23', ...options });

const clock = format({ hour: '2-digit', minute: '2-digit' });
const exact = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const moment = format({ weekday: 'short', hour: '2-digit', minute: '2-digit' });
const day = format({ day: 'numeric', month: 'long', year: 'numeric' });

export const timeOf = (at) => clock.format(at);
export const exactTimeOf = (at) => exact.format(at);
export const momentOf = (at) => moment.format(at);

/** "today", or the date. */
export const dayOf = (at, now = Date.now()) => (day.format(at) === day.format(now) ? 'today' : day.format(at));

/** A span of time in words: "35 s", "12 min", "3 h 5 min", "2 d 4 h". */
export function spanOf(milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** What is left, to be watched: "29:41" below an hour, else a span in words; "now" when it is over. */
export function countdownOf(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) return 'now';
  if (seconds >= 3600) return spanOf(milliseconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
