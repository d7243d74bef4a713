import { isOpen, nextOpening } from '../../workflows/conversation/opening';
import type { OpeningHours } from '../../workflows/conversation/settings';

const inWords = (at: number, timeZone: string): string => {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const date = new Intl.DateTimeFormat('en-GB', { timeZone, ...day }).format(at);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${date}, ${time}`;
};

/** What a prompt knows of the moment (ms UTC): day, time, whether people work, and when they do again. */
export function nowInWords(timeZone: string, clock: OpeningHours | undefined, now: number): string {
  const opens = isOpen(clock, now) ? undefined : nextOpening(clock, now);
  const people =
    opens === undefined
      ? 'The team is open at this moment.'
      : `The team is closed at this moment and opens again on ${inWords(opens, timeZone)}.`;
  return `It is ${inWords(now, timeZone)}. ${people}`;
}
