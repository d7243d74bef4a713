import { ApplicationFailure } from '@temporalio/common';
import type { FileFailureDetails } from '../../workflows/conversation/file';
import type { FileProblem, FileRefusal } from '../../workflows/conversation/words';

type Code = FileProblem | FileRefusal;

/** It will never be passed on. `type`: what it is, where that is the reason. */
export function refused(code: Code, type?: string): ApplicationFailure {
  const details: FileFailureDetails = { code, ...(type !== undefined && { type }) };
  const message = `The file is not passed on (${code}).`;
  return ApplicationFailure.create({ type: 'FileRefused', message, details: [details], nonRetryable: true });
}

/** It did not come through this time. */
export function notFetched(code: Code, retryAfterMs?: number): ApplicationFailure {
  const details: FileFailureDetails = { code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  const message = `The file did not come through (${code}).`;
  return ApplicationFailure.create({ type: 'FileNotFetched', message, details: [details], nonRetryable: true });
}

/** Nothing of the file, its name or its address gets into the failure. */
export const fileFailure = (error: unknown): ApplicationFailure =>
  error instanceof ApplicationFailure ? error : notFetched('unavailable');
