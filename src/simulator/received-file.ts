import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { NextFunction, Request, Response } from 'express';
import type { FileContent } from './file-content';

/** So much of it is kept; of the rest there is no more than the size and the hash. */
const KEPT_BYTES = 1024 * 1024;

/** Takes an upload as it comes, instead of a body in memory: `request.body` is a FileContent. */
export async function receiveFile(request: Request, _response: Response, next: NextFunction): Promise<void> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (size < KEPT_BYTES) kept.push(Buffer.from(chunk.subarray(0, KEPT_BYTES - size)));
      size += chunk.length;
    }
  } catch {
    return;
  }
  request.body = { head: Buffer.concat(kept), size, sha256: hash.digest('base64') } satisfies FileContent;
  next();
}

/** A form with one file. */
export interface ReceivedForm {
  fields: Record<string, string>;
  file?: { name: string; type: string; content: FileContent };
}

/** Takes a `multipart/form-data` body: `request.body` is a ReceivedForm. */
export async function receiveForm(request: Request, _response: Response, next: NextFunction): Promise<void> {
  const form: ReceivedForm = { fields: {} };
  try {
    const headers = { 'content-type': request.get('content-type') ?? '' };
    const body = Readable.toWeb(request) as ReadableStream<Uint8Array>;
    for (const [name, value] of await new globalThis.Response(body, { headers }).formData()) {
      if (typeof value === 'string') form.fields[name] = value;
      else form.file = { name: value.name, type: value.type, content: await contentOfBlob(value) };
    }
  } catch {
    // Whoever broke off gets no answer; what is no form is one without fields.
    if (request.destroyed && !request.complete) return;
  }
  request.body = form;
  next();
}

async function contentOfBlob(blob: Blob): Promise<FileContent> {
  const bytes = Buffer.from(await blob.arrayBuffer());
  const sha256 = createHash('sha256').update(bytes).digest('base64');
  return { head: Buffer.from(bytes.subarray(0, KEPT_BYTES)), size: bytes.length, sha256 };
}
