import { ApplicationFailure } from '@temporalio/common';
import type { ASSISTANT_PAUSED } from '../../workflows/conversation/ports';

/** Why an engine could not answer. `code` is for logs and Temporal: never a customer's words. */
export class AssistantFailure extends Error {
  constructor(
    readonly code:
      | 'timeout'
      | 'connection'
      | 'refused'
      | 'too_long'
      | 'not_understood'
      | 'rejected'
      | 'rate_limited'
      | 'server'
      | 'circuit_open'
      | typeof ASSISTANT_PAUSED,
    /** Another attempt may go better. */
    readonly retryable: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(`The model could not answer (${code}).`);
    this.name = 'AssistantFailure';
  }
}

/**
 * The failure as the workflow reads it: type `AssistantUnavailable`, `details[0]` = `{ code, reason, retryable }`. Never retried by
 * Temporal: the rules of the conversation decide on a second attempt. The message of a foreign error may quote the customer
 * and is left out.
 */
export function toAssistantFailure(error: unknown): ApplicationFailure {
  const known = error instanceof AssistantFailure;
  const code = known ? error.code : 'unexpected';
  const name = error instanceof Error ? error.name : typeof error;
  return ApplicationFailure.create({
    message: known ? error.message : `The assistant failed unexpectedly (${name}).`,
    type: 'AssistantUnavailable',
    nonRetryable: true,
    details: [
      {
        code,
        reason: 'The assistant could not answer.',
        retryable: known ? error.retryable : false,
        ...(known && error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
      },
    ],
  });
}
