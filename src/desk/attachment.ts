import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { RequestHandler, Request, Response } from 'express';
import multer, { diskStorage, MulterError } from 'multer';
import type { AttachedFile } from '../attached-file';
import { giveTime } from '../slow-senders';

/** The field of a form that a file comes in. */
const FILE_FIELD = 'file';

const MEGABYTE = 1024 * 1024;
/** WhatsApp takes nothing larger. */
const LARGEST_FILE = 100 * MEGABYTE;
const LARGEST_FIELD = 64 * 1024;
/** 100 MB over a line of two megabits a second. */
export const ATTACHED_WITHIN_MS = 8 * 60_000;
const TOO_LARGE = 'The file was not sent: WhatsApp takes nothing of more than 100 MB.';
const NOT_READ = 'The file did not arrive whole: nothing was sent. Attach it again.';

/**
 * Reads a form with a file (RFC 7578). The file lies in the system's folder for temporary files, under a name that says
 * nothing, for as long as the request lasts. `refuse` gets one sentence where it cannot be read.
 */
export function createAttachmentReader(
  refuse: (request: Request, response: Response, sentence: string) => void,
): RequestHandler {
  const read = multer({
    storage: diskStorage({ destination: tmpdir() }),
    limits: { fileSize: LARGEST_FILE, files: 1, fields: 10, fieldSize: LARGEST_FIELD },
    defParamCharset: 'utf8',
  }).single(FILE_FIELD);
  return (request, response, next) => {
    giveTime(request, response, ATTACHED_WITHIN_MS);
    read(request, response, (error: unknown) => {
      const { path } = request.file ?? {};
      if (path !== undefined && removedAtEnd(response, path)) return;
      if (error === undefined || error === null) return next();
      refuse(
        request,
        response,
        error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE' ? TOO_LARGE : NOT_READ,
      );
    });
  };
}

/** Whether whoever sent it has left already: then nobody would read what came of it, and nothing is done. */
function removedAtEnd(response: Response, path: string): boolean {
  const remove = (): void => void rm(path, { force: true }).catch(() => undefined);
  if (response.closed) remove();
  else response.once('close', remove);
  return response.closed;
}

/** What was attached; a browser sends a field without a name where nothing was. */
export function attachedTo({ file }: Request): AttachedFile | undefined {
  if (file === undefined || file.originalname === '') return undefined;
  return { path: file.path, name: file.originalname, size: file.size };
}
