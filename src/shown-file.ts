import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { CustomerFile } from '../workflows/conversation/file';
import type { ConversationSnapshot } from '../workflows/conversation/messages';
import { phoneNumberIdOf } from './identity';
import type { Logger } from './logger';

/** A customer's file as it comes from WhatsApp, and as what its bytes are. */
interface ShownFile {
  type: string;
  /** With the ending of its real type. */
  name: string;
  /** Bytes. */
  size: number;
  /** Throws where it breaks off, or is not what WhatsApp has announced. */
  body(): AsyncGenerator<Buffer>;
}

export interface CustomerFiles {
  /** Throws FileNotShownError. `signal` ends it, with whatever has come. */
  open(phoneNumberId: string, file: CustomerFile, signal: AbortSignal): Promise<ShownFile>;
}

export class FileNotShownError extends Error {
  constructor(
    /** For whoever asked. */
    readonly sentence: string,
    /** Whether it may come with the next try. */
    readonly again: boolean,
  ) {
    super('The file is not shown.');
    this.name = 'FileNotShownError';
  }
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** What a browser shows by itself; everything else is saved. */
const SHOWN = /^(?:image|audio|video)\//;
/** Each holds some hundred kilobytes of what it passes on. */
const AT_ONCE = 16;
/** A film that is paused for longer is asked for again by whatever plays it. */
const LONGEST_MS = 10 * 60_000;
const NO_FILE = 'There is no file here.';
const TOO_MANY = 'Too many files are on their way. Try again in a moment.';
const NOT_FETCHED = 'The file could not be fetched from WhatsApp. Try again in a minute.';

interface Wanted {
  snapshot: ConversationSnapshot | undefined;
  /** Number of the line, as the address has it. */
  line: unknown;
}

export type SendFile = (request: Request, response: Response, wanted: Wanted) => Promise<void>;

/** Answers with the file of a customer's line, as it comes, or with one sentence; never throws. */
export function createSendFile({ files, logger }: { files: CustomerFiles; logger: Logger }): SendFile {
  let underWay = 0;
  return async (request, response, { snapshot, line }) => {
    const file = snapshot?.transcript.find(({ number }) => String(number) === line)?.file;
    const phoneNumberId = phoneNumberIdOf(snapshot?.workflowId ?? '');
    if (file === undefined || phoneNumberId === undefined) return say(response, 404, NO_FILE);
    if (underWay >= AT_ONCE) return say(response, 503, TOO_MANY);
    const left = new AbortController();
    response.once('close', () => left.abort());
    const signal = AbortSignal.any([left.signal, AbortSignal.timeout(LONGEST_MS)]);
    underWay += 1;
    try {
      await send({ request, response, signal }, await files.open(phoneNumberId, file, signal));
    } catch (error) {
      if (!left.signal.aborted)
        logger.warn({ kind: 'file', conversation: snapshot?.workflowId }, 'A file was not shown.');
      refuse(response, error);
    } finally {
      underWay -= 1;
    }
  };
}

interface Asked {
  request: Request;
  response: Response;
  signal: AbortSignal;
}

async function send({ request, response, signal }: Asked, { type, name, size, body }: ShownFile): Promise<void> {
  const asked = request.range(size);
  // Players of sound and film ask for parts (RFC 9110, 14); several at once are none that this answers.
  const part = Array.isArray(asked) && asked.type === 'bytes' && asked.length === 1 ? asked[0] : undefined;
  if (asked === -1)
    return void response
      .status(416)
      .set({ ...HEADERS, 'Content-Range': `bytes */${size}` })
      .end();
  const bytes = body();
  // Until the first of it is there, what is wrong can still be said.
  const first = await bytes.next();
  const { start, end } = part ?? { start: 0, end: size - 1 };
  response
    .status(part === undefined ? 200 : 206)
    .set(HEADERS)
    .type(type);
  response.set({ 'Accept-Ranges': 'bytes', 'Content-Length': String(end - start + 1) });
  if (part !== undefined) response.set('Content-Range', `bytes ${start}-${end}/${size}`);
  if (SHOWN.test(type)) response.set('Content-Disposition', 'inline');
  else response.attachment(name).type(type);
  await pipeline(partOf(first, bytes, { start, end }), response, { signal });
}

/** From one byte to another, both in it; what is beyond is not read, so a part that ends early is held to no checksum. */
async function* partOf(
  first: IteratorResult<Buffer>,
  rest: AsyncGenerator<Buffer>,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer> {
  let at = 0;
  try {
    for (let next = first; next.done !== true; next = await rest.next()) {
      const { value } = next;
      const wanted = value.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
      if (wanted.length > 0) yield wanted;
      at += value.length;
      if (at > end) return;
    }
  } finally {
    await rest.return(undefined);
  }
}

function refuse(response: Response, error: unknown): void {
  // What has begun is broken off, so that nobody takes a part of it for the whole.
  if (response.headersSent) return void response.destroy();
  response.removeHeader('Content-Length');
  response.removeHeader('Content-Disposition');
  if (error instanceof FileNotShownError) return say(response, error.again ? 503 : 404, error.sentence);
  say(response, 503, NOT_FETCHED);
}

const say = (response: Response, status: number, sentence: string): void =>
  void response.status(status).set(HEADERS).type('text/plain').send(sentence);
