/** A file on its way from one vendor to another: never more of it than a few chunks is here. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { notFetched, refused } from './failures';
import { HEAD_BYTES } from './content';

export interface Arriving {
  /** The first bytes, or all of them where there are no more. */
  head: Buffer;
  /** Everything, from the first byte on. Throws a failure where it is not what was announced. */
  body(): AsyncGenerator<Buffer>;
}

export interface Announced {
  /** Bytes. */
  size: number;
  /** In base64 or hex. */
  sha256: readonly string[];
}

/** Reads the beginning of a file that is announced so. */
export async function arriving(source: Readable, announced: Announced): Promise<Arriving> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await brokenOff(chunks.next());
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(first).subarray(0, HEAD_BYTES);
  return { head, body: () => checked(first, chunks, announced) };
}

async function* checked(
  first: Buffer[],
  rest: AsyncIterator<Buffer>,
  { size, sha256 }: Announced,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let length = 0;
  // Whoever has got all its bytes takes it for whole: the last ones go once it is known to be what was announced.
  let last: Buffer | undefined;
  for await (const chunk of joined(first, rest)) {
    length += chunk.length;
    if (length > size) throw refused('damaged');
    hash.update(chunk);
    if (last !== undefined) yield last;
    last = chunk;
  }
  if (length < size) throw notFetched('incomplete');
  const digest = hash.digest();
  const isIt = (expected: string): boolean => [digest.toString('base64'), digest.toString('hex')].includes(expected);
  if (!sha256.every(isIt)) throw notFetched('damaged');
  if (last !== undefined) yield last;
}

async function* joined(first: Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  while (first.length > 0) yield first.shift()!;
  for (;;) {
    const next = await brokenOff(rest.next());
    if (next.done === true) return;
    yield next.value;
  }
}

async function brokenOff<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming;
  } catch {
    throw notFetched('incomplete');
  }
}
