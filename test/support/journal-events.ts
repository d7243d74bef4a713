import type { JournalEntry } from '../../src/simulator/journal';

/** One journal entry as it is being written. `text`: the whole of it as JSON, to look for words in. */
export interface Written {
  entry: JournalEntry;
  text: string;
}

/**
 * Follows `GET /control/events` of the simulator at this origin: `see` gets every entry when it is recorded, and again
 * when it is answered. Returns the way to stop, once the simulator has begun to tell.
 */
export async function followJournal(origin: string, see: (written: Written) => void): Promise<() => void> {
  const closing = new AbortController();
  const response = await fetch(`${origin}/control/events`, { signal: closing.signal });
  if (response.body === null) throw new Error('The simulator sent no events.');
  void read(response.body, see).catch(() => undefined);
  return () => closing.abort();
}

async function read(body: ReadableStream<Uint8Array>, see: (written: Written) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const text = /^event: journal\ndata: (.*)$/.exec(block)?.[1];
      if (text !== undefined) see({ entry: (JSON.parse(text) as { entry: JournalEntry }).entry, text });
    }
  }
}
