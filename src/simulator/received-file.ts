import { createHash } from 'node:crypto';
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
