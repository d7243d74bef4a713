import type { Response } from 'express';
import { revisionOf, type ConversationGateway } from '../../conversation-gateway';
import type { Logger } from '../../logger';
import { openEventStream } from '../event-stream';
import type { TranscriptParts } from './document';

const LOOK_EVERY_MS = 1_000;
/** Proxies end what is silent for long. */
const MOST_READERS = 500;
const GONE = 'This conversation is no longer kept.';

interface LiveDeps {
  gateway: Pick<ConversationGateway, 'revision'>;
  /** The newest record as it is now; `undefined`: it is no longer kept. */
  read(workflowId: string, link: string): Promise<TranscriptParts | undefined>;
  logger: Logger;
}

interface Reading {
  workflowId: string;
  /** What is signed, as the reader has it: for the links in what is sent. */
  link: string;
  /** Whether the link still works: where it ends, the reading does. */
  isValid(): boolean;
  /** The revision that the reader has. */
  seen: string | undefined;
}

interface LiveTranscripts {
  /** Server-sent events until the reader leaves or the link ends: `transcript` with what has changed, `over` with a sentence. */
  follow(reading: Reading, response: Response): void;
  close(): void;
}

/** One name for a state of the conversation. */

/**
 * Tells the readers of transcripts what is new. Temporal does not say when a conversation changes, so it is asked for the
 * length of its history, once a second and conversation however many read it; only news costs a query.
 */
export function createLiveTranscripts(deps: LiveDeps): LiveTranscripts {
  const readers = new Map<string, Set<Reader>>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function look(): Promise<void> {
    await Promise.all([...readers].map(([workflowId, all]) => lookAt(deps, workflowId, all)));
    timer = readers.size === 0 || closed ? undefined : setTimeout(() => void look(), LOOK_EVERY_MS);
  }

  function leave(reader: Reader): void {
    const others = readers.get(reader.workflowId);
    others?.delete(reader);
    if (others?.size === 0) readers.delete(reader.workflowId);
  }

  return {
    follow(reading, response) {
      const count = [...readers.values()].reduce((sum, { size }) => sum + size, 0);
      if (count >= MOST_READERS) return void response.status(503).end();
      const reader = createReader(reading, response);
      response.on('close', () => {
        reader.end();
        leave(reader);
      });
      readers.set(reading.workflowId, (readers.get(reading.workflowId) ?? new Set()).add(reader));
      timer ??= setTimeout(() => void look());
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const all of readers.values()) for (const reader of all) reader.end();
    },
  };
}

async function lookAt({ gateway, read, logger }: LiveDeps, workflowId: string, readers: Set<Reader>): Promise<void> {
  try {
    const found = await gateway.revision(workflowId);
    for (const reader of [...readers]) {
      if (!reader.isValid()) reader.end('This link has expired.');
      else if (found === undefined) reader.end(GONE);
      else if (reader.seen() !== revisionOf(found)) {
        const parts = await read(workflowId, reader.link);
        if (parts) reader.tell(revisionOf(found), parts);
        else reader.end(GONE);
      }
    }
  } catch (error) {
    logger.warn({ kind: 'transcript', conversation: workflowId, error }, 'A transcript could not be followed.');
    // The browser comes back by itself, and says so meanwhile.
    for (const reader of readers) reader.end();
  }
}

interface Reader extends Omit<Reading, 'seen'> {
  seen(): string | undefined;
  tell(revision: string, parts: TranscriptParts): void;
  /** Ends it; with a sentence it is over for good. */
  end(sentence?: string): void;
}

function createReader({ seen, ...reading }: Reading, response: Response): Reader {
  let has = seen;
  let sent = new Map<number, string>();
  const stream = openEventStream(response);
  function end(sentence?: string): void {
    if (sentence !== undefined) stream.write(`event: over\ndata: ${JSON.stringify(sentence)}\n\n`);
    stream.end();
  }
  return {
    ...reading,
    seen: () => has,
    end,
    tell(revision, { title, overview, beginning, lines, records }) {
      const now = new Map([...lines].map(([number, { markup }]) => [number, markup]));
      const changed = [...now].filter(([number, markup]) => sent.get(number) !== markup);
      const [first] = now.keys();
      const news = {
        title,
        parts: { overview: overview.markup, beginning: beginning.markup, records: records ? records.markup : '' },
        lines: changed.map(([number, markup]) => ({ number, markup })),
        first,
      };
      stream.write(`id: ${revision}\nevent: transcript\ndata: ${JSON.stringify(news)}\n\n`);
      [has, sent] = [revision, now];
    },
  };
}
