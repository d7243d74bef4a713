import type { JournalEntry } from '../../src/simulator/journal';
import { followJournal, type Written } from './journal-events';

type Satisfied = (written: Written) => boolean;

/** The simulator's journal while it is being written, so that a test can act at an exact moment. */
export interface JournalFeed {
  /** The first entry, already written or still to come, that satisfies; an entry comes again when it is answered. */
  next(what: string, satisfied: Satisfied, limitMs?: number): Promise<JournalEntry>;
  close(): void;
}

interface Waiting {
  satisfied: Satisfied;
  resolve: (entry: JournalEntry) => void;
  timer: NodeJS.Timeout;
}

/** Slack is asked again after up to a minute where it did not answer. */
const LONGEST_MS = 150_000;

/** Follows `GET /control/events` of the simulator at this origin. `keep`: so many entries back are looked at, all without it. */
export async function openJournalFeed(origin: string, keep = Infinity): Promise<JournalFeed> {
  let seen: Written[] = [];
  const waiting = new Set<Waiting>();
  const stop = await followJournal(origin, (written) => {
    seen.push(written);
    if (seen.length > 2 * keep) seen = seen.slice(-keep);
    for (const one of waiting) {
      if (!one.satisfied(written)) continue;
      clearTimeout(one.timer);
      waiting.delete(one);
      one.resolve(written.entry);
    }
  });

  return {
    next(what, satisfied, limitMs = LONGEST_MS) {
      const found = seen.find(satisfied);
      if (found !== undefined) return Promise.resolve(found.entry);
      return new Promise((resolve, reject) => {
        const giveUp = (): void => {
          waiting.delete(one);
          reject(new Error(`Not in the journal within ${limitMs} ms: ${what}.`));
        };
        const one: Waiting = { satisfied, resolve, timer: setTimeout(giveUp, limitMs) };
        waiting.add(one);
      });
    },
    close() {
      stop();
      waiting.forEach(({ timer }) => clearTimeout(timer));
    },
  };
}
