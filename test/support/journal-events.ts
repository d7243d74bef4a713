import type { JournalEntry, Vendor } from '../../src/simulator/journal';

/** Of an event, in which the name of the vendor stands. */
const HEAD = 120;

/** One journal entry as it is being written. `text`: the whole of it as JSON, to look for words in. */
export interface Written {
  entry: JournalEntry;
  text: string;
}

/**
 * Follows `GET /control/events` of the simulator at this origin: `see` gets every entry when it is recorded, and again
 * when it is answered; with `vendors` only theirs, and the others are not even parsed: prompts are long. Returns the way
 * to stop, once the simulator has begun to tell.
 */
export async function followJournal(
  origin: string,
  see: (written: Written) => void,
  vendors?: readonly Vendor[],
): Promise<() => void> {
  const closing = new AbortController();
  const response = await fetch(`${origin}/control/events`, { signal: closing.signal });
  if (response.body === null) throw new Error('The simulator sent no events.');
  const isWanted = (text: string): boolean =>
    vendors === undefined || vendors.some((vendor) => text.slice(0, HEAD).includes(`"vendor":"${vendor}"`));
  void read(response.body, (text) => {
    if (isWanted(text)) see({ entry: (JSON.parse(text) as { entry: JournalEntry }).entry, text });
  }).catch(() => undefined);
  return () => closing.abort();
}

async function read(body: ReadableStream<Uint8Array>, see: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const text = /^event: journal\ndata: (.*)$/.exec(block)?.[1];
      if (text !== undefined) see(text);
    }
  }
}
