import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import { passOn } from './pass-on';
import type { ConversationEvent, JobResult } from '../events';
import { outcomeOf } from './failures';
import type { Job } from '../jobs';
import { ASSISTANT_TASK_QUEUE, FILES_TASK_QUEUE } from '../messages';
import type { ConversationActivities } from '../ports';

/** One attempt each: retries are decided by the rules, never by a retry policy. */
const once = { maximumAttempts: 1 };

const assistant = proxyActivities<Pick<ConversationActivities, 'classify' | 'draft' | 'summarise'>>({
  taskQueue: ASSISTANT_TASK_QUEUE,
  startToCloseTimeout: '1 minute',
  // A cancelled answer is worthless: the workflow does not wait for it.
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: once,
});

const vendors = proxyActivities<
  Pick<ConversationActivities, 'sendWhatsAppMessage' | 'postToSlack' | 'tellWaitingList'>
>({
  startToCloseTimeout: '15 seconds',
  // A send not yet started is revoked by the server; a started one reports what really happened.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: once,
});

const files = proxyActivities<Pick<ConversationActivities, 'fetchFile' | 'uploadFile'>>({
  taskQueue: FILES_TASK_QUEUE,
  startToCloseTimeout: '5 minutes',
  // While bytes come in it says so: a worker that has died is noticed long before the time is up.
  heartbeatTimeout: '30 seconds',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: once,
});

/** Runs one job to its one event. Never rejects. */
export async function runJob(job: Job): Promise<ConversationEvent> {
  try {
    return { type: 'jobDone', at: 0, key: job.key, result: await execute(job) };
  } catch (error) {
    return outcomeOf(job, error);
  }
}

async function execute(job: Job): Promise<JobResult> {
  const options = {
    summary: job.summary,
    startToCloseTimeout: job.startToCloseMs,
    ...(job.scheduleToCloseMs !== undefined && { scheduleToCloseTimeout: job.scheduleToCloseMs }),
  };
  switch (job.kind) {
    case 'classify':
      return { kind: 'classify', value: await assistant.classify.executeWithOptions(options, [job.request]) };
    case 'draft':
      return { kind: 'draft', value: await assistant.draft.executeWithOptions(options, [job.request]) };
    case 'summarise':
      return { kind: 'summarise', value: await assistant.summarise.executeWithOptions(options, [job.request]) };
    case 'send':
      return { kind: 'send', value: await vendors.sendWhatsAppMessage.executeWithOptions(options, [job.request]) };
    case 'file':
      return { kind: 'file', value: await files.fetchFile.executeWithOptions(options, [job.request]) };
    case 'upload':
      return { kind: 'upload', value: await files.uploadFile.executeWithOptions(options, [job.request]) };
    case 'list':
      await vendors.tellWaitingList.executeWithOptions(options, [job.news]);
      return { kind: 'list' };
    case 'pass':
      await passOn(job.to, job.event);
      return { kind: 'pass' };
    case 'slack':
      return { kind: 'slack', value: await vendors.postToSlack.executeWithOptions(options, [job.request]) };
  }
}
