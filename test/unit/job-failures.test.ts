import { ActivityFailure, ApplicationFailure, CancelledFailure, RetryState } from '@temporalio/common';
import type { Job } from '../../workflows/conversation/jobs';
import { outcomeOf } from '../../workflows/conversation/plumbing/failures';
import { DataKeyError } from '../../src/payload-codec';

const job = { key: 'send:a-1:1' } as Job;

test('when a worker has no key for what it was asked to send, then nothing was sent and it is tried again', () => {
  // What the SDK makes of an error of the codec.
  const cause = ApplicationFailure.fromError(new DataKeyError('The data key 1a2b3c4d is missing.'), {
    message: 'Failed to parse activity args',
  });
  const failure = new ActivityFailure(
    'failed',
    'sendWhatsAppMessage',
    '1',
    RetryState.MAXIMUM_ATTEMPTS_REACHED,
    '',
    cause,
  );
  expect(outcomeOf(job, failure)).toMatchObject({
    type: 'jobFailed',
    key: job.key,
    failure: { class: 'not_sent', code: 'DataKeyError', retryable: true },
  });
});

describe('what could not be passed on to another conversation', () => {
  const passing = { kind: 'pass', key: 'pass:1.1:1' } as Job;
  const refusal = (type: string) => ApplicationFailure.create({ message: 'Unable to signal external workflow', type });

  test.each([
    ['the server knows no such conversation', passing, refusal('ExternalWorkflowExecutionNotFound'), 'not_there'],
    ['the server knows no such namespace', passing, refusal('NamespaceNotFound'), 'NamespaceNotFound'],
    ['that one takes no more signals', passing, refusal('SignalCountLimitExceeded'), 'SignalCountLimitExceeded'],
    ['the server does not say why', passing, refusal('Unspecified'), 'Unspecified'],
    ['it takes too long', passing, new Error('slow'), 'timeout'],
    ['it was no passing on', job, refusal('ExternalWorkflowExecutionNotFound'), 'ExternalWorkflowExecutionNotFound'],
  ])('when %s, then the rules know', (_why, what, error, code) => {
    expect(outcomeOf(what, error)).toMatchObject({ type: 'jobFailed', key: what.key, failure: { code } });
  });

  test('when the worker lets go of it, then nobody takes that for an answer', () => {
    expect(outcomeOf(passing, new CancelledFailure('shutdown'))).toMatchObject({ type: 'jobCancelled' });
  });
});
