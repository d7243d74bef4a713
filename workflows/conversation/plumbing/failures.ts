import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { NOT_THERE, type ConversationEvent, type FailureClass, type JobFailure } from '../events';
import type { Job } from '../jobs';
import type { FileFailureDetails } from '../file';
import type { NotSentDetails, SlackFailureDetails } from '../ports';

/** The SDK's name for the server's answer to a signal; a server that is slow or away gives none. */
const NO_SUCH_WORKFLOW = 'ExternalWorkflowExecutionNotFound';

/** How a job that did not return a result ended. Everything not known to be harmless is an unknown outcome. */
export function outcomeOf(job: Job, error: unknown): ConversationEvent {
  if (isCancellation(error)) return { type: 'jobCancelled', at: 0, key: job.key };
  return { type: 'jobFailed', at: 0, key: job.key, failure: isNotThere(job, error) ? NOBODY : failureOf(error) };
}

const NOBODY: JobFailure = { class: 'not_sent', code: NOT_THERE, reason: 'no such conversation', retryable: false };

const isNotThere = ({ kind }: Job, error: unknown): boolean =>
  kind === 'pass' && error instanceof ApplicationFailure && error.type === NO_SUCH_WORKFLOW;

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
