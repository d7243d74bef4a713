import type { NextFunction, Request, Response } from 'express';
import { ZodError, z } from 'zod';

/** The JSON body of a control request. Throws ZodError, which `controlErrors` turns into a 400 with the sentences. */
export const readControlBody = <T>(schema: z.ZodType<T>, request: Request): T => schema.parse(request.body ?? {});

export function refuseControl(response: Response, status: number, sentence: string): void {
  response.status(status).json({ error: sentence });
}

/** Last in the control router: what was wrong with a request, in words. */
export function controlErrors(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof ZodError) refuseControl(response, 400, z.prettifyError(error));
  else if (error instanceof SyntaxError) refuseControl(response, 400, 'The body is not JSON.');
  else next(error);
}
