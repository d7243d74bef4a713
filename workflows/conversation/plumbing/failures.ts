import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import type { ConversationEvent, FailureClass, JobFailure } from '../events';
import type { Job } from '../jobs';
import type { FileFailureDetails } from '../file';
import type { NotSentDetails, SlackFailureDetails } from '../ports';

/** How a job that did not return a result ended. Everything not known to be harmless is an unknown outcome. */
export function outcomeOf(job: Job, error: unknown): ConversationEvent {
  if (isCancellation(error)) return { type: 'jobCancelled', at: 0, key: job.key };
  return { type: 'jobFailed', at: 0, key: job.key, failure: failureOf(error) };
}

function failureOf(error: unknown): JobFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof ApplicationFailure)) {
    return { class: 'unknown', code: 'timeout', reason: 'no answer in time', retryable: true };
  }
  const details = cause.details?.[0] as
    Partial<NotSentDetails & SlackFailureDetails & Pick<FileFailureDetails, 'type'>> | undefined;
  const classes: Record<string, FailureClass> = {
    NotSent: 'not_sent',
    SlackNotPosted: 'not_sent',
    SlackRejected: 'rejected',
    FileNotFetched: 'not_sent',
    FileRefused: 'rejected',
    // The worker could not read what it was asked to do.
    DataKeyError: 'not_sent',
  };
  const failure: JobFailure = {
    class: classes[cause.type ?? ''] ?? 'unknown',
    code: details?.code ?? cause.type ?? 'unknown',
    reason: details?.reason ?? 'no reason given',
    retryable: details?.retryable ?? true,
  };
  if (details?.type !== undefined) failure.type = details.type;
  return details?.retryAfterMs === undefined ? failure : { ...failure, retryAfterMs: details.retryAfterMs };
}
