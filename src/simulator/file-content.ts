import { createHash } from 'node:crypto';
import { z } from 'zod';
import { samplePicture } from './sample-picture';

/** The bytes of a file: its beginning, and zeros up to its size, so that a large one takes no room. */
export interface FileContent {
  size: number;
  /** In base64, as Meta tells it. */
  sha256: string;
  head: Buffer;
}

const CHUNK = 64 * 1024;
const ZEROS = Buffer.alloc(CHUNK);
const MOST_BYTES = 256 * 1024 * 1024;

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const box = (brand: string): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), ascii(`ftyp${brand}\0\0\0\0isommp42`)]);

/** How files of a type begin. */
const BEGINNINGS = {
  jpg: () => Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(512)]),
  png: samplePicture,
  webp: () => ascii('RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0'),
  mp4: () => box('isom'),
  '3gp': () => box('3gp4'),
  ogg: () =>
    Buffer.concat([ascii('OggS\0\x02'), Buffer.alloc(20), ascii('\x01\x13OpusHead\x01\x01'), Buffer.alloc(64)]),
  mp3: () => Buffer.concat([ascii('ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0'), Buffer.alloc(512)]),
  pdf: () => ascii('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n'),
  exe: () => Buffer.concat([ascii('MZ\x90\0\x03\0\0\0'), Buffer.alloc(120)]),
  zip: () => ascii('PK\x03\x04\x14\0\0\0\0\0'),
  html: () => ascii('<!doctype html><script>alert(1)</script>'),
  txt: () => ascii('Thank you for the quick help.\n'),
} as const;

export type SampleType = keyof typeof BEGINNINGS;

const sampleTypes = Object.keys(BEGINNINGS) as [SampleType, ...SampleType[]];

/** What somebody sends: bytes of his own, or a sample that begins as files of a type do and is as large as he says. */
export const fileSchema = z.strictObject({
  base64: z.base64().optional(),
  type: z.enum(sampleTypes).optional(),
  size: z.number().int().min(0).max(MOST_BYTES).optional(),
});

export type FileRequest = z.infer<typeof fileSchema>;

/** `type`: what it is where nothing is said. */
export function contentOfFile({ base64, type, size }: FileRequest, usual: SampleType): FileContent {
  const head = base64 === undefined ? BEGINNINGS[type ?? usual]() : Buffer.from(base64, 'base64');
  return contentOfBytes(head.subarray(0, size ?? head.length), size ?? head.length);
}

/** These bytes, and zeros up to `size`. */
export function contentOfBytes(head: Buffer, size = head.length): FileContent {
  const hash = createHash('sha256');
  for (const chunk of bytesOf({ head, size })) hash.update(chunk);
  return { head, size, sha256: hash.digest('base64') };
}

/** All of it, a chunk at a time. */
export function* bytesOf({ head, size }: Pick<FileContent, 'head' | 'size'>): Generator<Buffer> {
  yield head;
  for (let left = size - head.length; left > 0; left -= CHUNK) yield ZEROS.subarray(0, Math.min(left, CHUNK));
}

/** So many bytes, broken off half-way or with another last one than was announced. */
export function* spoilt(
  chunks: Iterable<Buffer>,
  size: number,
  { cut, altered }: { cut: boolean; altered: boolean },
): Generator<Buffer> {
  let left = cut ? Math.floor(size / 2) : size - (altered ? 1 : 0);
  for (const chunk of chunks) {
    if (left <= 0) break;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
  if (cut) throw new Error('The connection broke.');
  if (altered) yield Buffer.from([0x58]);
}
