import { ActivityFailure, ApplicationFailure, RetryState } from '@temporalio/common';
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
