import type { JournalEntry } from '../../src/simulator/journal';

/** One journal entry as it is being written. `text`: the whole of it as JSON, to look for words in. */
export interface Written {
  entry: JournalEntry;
  text: string;
}

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

const LONGEST_MS = 60_000;

/** Follows `GET /control/events` of the simulator at this origin. */
export async function openJournalFeed(origin: string): Promise<JournalFeed> {
  const closing = new AbortController();
  const response = await fetch(`${origin}/control/events`, { signal: closing.signal });
  if (response.body === null) throw new Error('The simulator sent no events.');
  const seen: Written[] = [];
  const waiting = new Set<Waiting>();
  void follow(response.body, (written) => {
    seen.push(written);
    for (const one of waiting) {
      if (!one.satisfied(written)) continue;
      clearTimeout(one.timer);
      waiting.delete(one);
      one.resolve(written.entry);
    }
  }).catch(() => undefined);

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
      closing.abort();
      waiting.forEach(({ timer }) => clearTimeout(timer));
    },
  };
}

async function follow(body: ReadableStream<Uint8Array>, write: (written: Written) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const text = /^event: journal\ndata: (.*)$/.exec(block)?.[1];
      if (text !== undefined) write({ entry: (JSON.parse(text) as { entry: JournalEntry }).entry, text });
    }
  }
}
