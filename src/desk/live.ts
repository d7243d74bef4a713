import type { Response } from 'express';
import { openEventStream } from '../http/event-stream';
import { html } from '../http/html';
import type { Logger } from '../logger';
import type { ConversationParts } from './pages/conversation';
import { counter, type Counts } from './pages/frame';

/** What is to be seen now; `revision` names it. */
interface Sight {
  counts: Counts;
  /** The inner part of the list, as it is shown. */
  list: string | undefined;
  conversation: { revision: string; parts: ConversationParts } | undefined;
}

interface Reader {
  /** Looks again; `undefined`: the session is over, or the person may read no more. `seen`: the conversation's revision. */
  look(seen: string | undefined): Promise<Sight | undefined>;
  /** The revision on the page. */
  seen: string | undefined;
}

export interface LiveDesk {
  /** Server-sent events with what has changed, in htmx's partials, until the reader leaves. */
  follow(reader: Reader, response: Response): void;
  close(): void;
}

const LOOK_EVERY_MS = 1_000;
/** Some of it tells how long it is until something, which changes by itself: so many looks apart all of it is read. */
const LOOKS_UNTIL_ALL = 30;
const MOST_READERS = 500;

/**
 * Keeps pages up to date. Temporal does not say when anything changes, so it is asked once a second for as long as somebody
 * looks; what several readers see is asked for once.
 */
export function createLiveDesk(logger: Logger): LiveDesk {
  const readers = new Set<() => void>();
  return {
    follow(reader, response) {
      if (readers.size >= MOST_READERS) return void response.status(503).end();
      const end = begin(reader, response, logger);
      readers.add(end);
      response.on('close', () => {
        end();
        readers.delete(end);
      });
    },
    close: () => readers.forEach((end) => end()),
  };
}

function begin(reader: Reader, response: Response, logger: Logger): () => void {
  const stream = openEventStream(response);
  const news = createNews(reader.seen);
  let over = false;
  let looks = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    over = true;
    clearTimeout(timer);
    stream.end();
  };
  const look = async (): Promise<void> => {
    try {
      looks += 1;
      const sight = await reader.look(looks % LOOKS_UNTIL_ALL === 0 ? undefined : news.seen());
      if (over) return;
      if (sight === undefined) stream.write('event: over\ndata: over\n\n');
      const message = sight && news.of(sight);
      if (message) stream.write(message);
      if (sight === undefined) end();
    } catch (error) {
      logger.warn({ kind: 'desk', error }, 'A page of the desk could not be kept up to date.');
      // The browser comes back by itself, and says so meanwhile.
      end();
    }
    if (!over) timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  void look();
  return end;
}

const partial = (target: string, swap: string, markup: string): string =>
  `<hx-partial hx-target="${target}" hx-swap="${swap}">${markup}</hx-partial>`;

/** The difference between what a reader has and what is there. */
function createNews(seenAtFirst: string | undefined) {
  const sent = new Map<string, string>();
  let lines: Map<number, string> | undefined;
  let seen = seenAtFirst;

  const changed = (target: string, markup: string, swap: string): string => {
    if (sent.get(target) === markup) return '';
    sent.set(target, markup);
    return partial(target, swap, markup);
  };

  function conversation({ revision, parts }: NonNullable<Sight['conversation']>): string {
    const before = lines;
    [seen, lines] = [revision, parts.lines];
    const places = [...parts.places].map(([id, markup]) => changed(`#${id}`, markup, 'innerMorph'));
    return [...places, linesNews(before, parts.lines)].join('');
  }

  return {
    seen: () => seen,
    of({ counts, list, conversation: open }: Sight): string | undefined {
      const parts = [
        changed('#count-queue', counter('queue', counts).markup, 'outerHTML'),
        changed('#count-mine', counter('mine', counts).markup, 'outerHTML'),
        list === undefined ? '' : changed('#list', list, 'innerMorph'),
        open === undefined ? '' : conversation(open),
      ].join('');
      if (parts === '') return undefined;
      const data = html`${{ markup: parts }}`.markup.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
      return `${seen === undefined ? '' : `id: ${seen}\n`}${data.join('')}\n`;
    },
  };
}

/** Lines by number: all of them where it is not known what the page has. */
function linesNews(before: Map<number, string> | undefined, lines: Map<number, string>): string {
  if (before === undefined) return partial('#lines', 'innerMorph', [...lines.values()].join(''));
  const [first = Infinity] = lines.keys();
  const gone = [...before.keys()].filter((number) => number < first);
  const dropped = gone.map((number) => partial(`#line-${number}`, 'delete', '<i></i>'));
  const news = [...lines].map(([number, markup]) => {
    if (before.get(number) === markup) return '';
    return before.has(number)
      ? partial(`#line-${number}`, 'outerHTML', markup)
      : partial('#lines', 'beforeend', markup);
  });
  return [...dropped, ...news].join('');
}
