import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NextFunction, Request, Response } from 'express';
import { ZodError, z } from 'zod';
import { bytesOf, type FileContent } from './file-content';

/** The JSON body of a control request. Throws ZodError, which `controlErrors` turns into a 400 with the sentences. */
export const readControlBody = <T>(schema: z.ZodType<T>, request: Request): T => schema.parse(request.body ?? {});

export function refuseControl(response: Response, status: number, sentence: string): void {
  response.status(status).json({ error: sentence });
}

/** A file, as whoever may see it gets it. */
export function sendFile(response: Response, content: FileContent, type = 'application/octet-stream'): void {
  response.set({ 'content-type': type, 'content-length': String(content.size) });
  void pipeline(Readable.from(bytesOf(content)), response).catch(() => response.destroy());
}

/** Last in the control router: what was wrong with a request, in words. */
export function controlErrors(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof ZodError) refuseControl(response, 400, z.prettifyError(error));
  else if (error instanceof SyntaxError) refuseControl(response, 400, 'The body is not JSON.');
  else next(error);
}
