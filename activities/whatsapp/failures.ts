import { ApplicationFailure } from '@temporalio/common';
import type { NotSentDetails } from '../../workflows/conversation/ports';
import { isRefusal, meaningOf } from './codes';
import { NoAnswerError, type HttpAnswer } from './http';

/** Nothing was sent, and `details` says why and whether it may be tried again. */
export class NotSentError extends Error {
  constructor(
    readonly details: NotSentDetails,
    cause?: unknown,
  ) {
    super(`Not sent (${details.code}).`, { cause });
    this.name = 'NotSentError';
  }
}

/** Nobody can say whether it was sent. */
export class UnknownOutcomeError extends Error {
  constructor(
    /** What there was instead of an answer: a word, an HTTP status or a Graph error code. */
    readonly code: string,
    cause?: unknown,
  ) {
    super(`WhatsApp may or may not have sent it (${code}).`, { cause });
    this.name = 'UnknownOutcomeError';
  }
}

/** What a POST without an answer means. Only what failed before the first byte was written is known not to be sent. */
export function withoutAnswer(error: unknown): Error {
  if (!(error instanceof NoAnswerError)) return error instanceof Error ? error : new Error(String(error));
  if (error.written) return new UnknownOutcomeError('no_answer', error);
  const reason = 'WhatsApp could not be reached.';
  return new NotSentError({ code: 'connection', reason, retryable: true }, error);
}

/** What an answer without a message id means. */
export function withoutMessage({ status, headers, body }: HttpAnswer): NotSentError | UnknownOutcomeError {
  const code = status >= 400 ? graphCode(body) : undefined;
  if (code === undefined) return new UnknownOutcomeError(`http_${status}`);
  if (!isRefusal(status, code)) return new UnknownOutcomeError(String(code));
  const retryAfterMs = Number(headers['retry-after']) * 1000;
  const wait = Number.isFinite(retryAfterMs) && retryAfterMs > 0 ? { retryAfterMs } : {};
  return new NotSentError({ code: String(code), ...meaningOf(code), ...wait });
}

function graphCode(body: string): number | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown } };
    return typeof error?.code === 'number' ? error.code : undefined;
  } catch {
    return undefined;
  }
}

/** The failure as the workflow reads it: type `NotSent` with NotSentDetails, or `Unknown`. Never retried by Temporal. */
export function toActivityFailure(error: unknown): ApplicationFailure {
  if (error instanceof NotSentError) {
    return ApplicationFailure.create({
      message: error.message,
      type: 'NotSent',
      nonRetryable: true,
      details: [error.details],
    });
  }
  const message = error instanceof Error ? error.message : 'WhatsApp may or may not have sent it.';
  return ApplicationFailure.create({ message, type: 'Unknown', nonRetryable: true });
}
