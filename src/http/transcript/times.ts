import { html, type Html } from '../html';

/** How moments (ms UTC) are written: in the business's time zone, with the whole moment for machines and for a pointer. */
export interface Times {
  /** "14:05" */
  clock(at: number): Html;
  /** "23 Nov 2026, 14:05" */
  moment(at: number): Html;
  /** "Monday 23 November 2026" */
  day(at: number): string;
}

/** `timeZone`: a name from the IANA list. */
export function createTimes(timeZone: string): Times {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const moment = format({ dateStyle: 'medium', timeStyle: 'short' });
  const exact = format({ dateStyle: 'medium', timeStyle: 'long' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const time = (shown: Intl.DateTimeFormat, at: number): Html =>
    html`<time datetime="${new Date(at).toISOString()}" title="${exact.format(at)}">${shown.format(at)}</time>`;
  return {
    clock: (at) => time(clock, at),
    moment: (at) => time(moment, at),
    day: (at) => day.format(at).replace(',', ''),
  };
}
