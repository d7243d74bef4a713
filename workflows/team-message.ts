import { ActivityFailure, ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { ConversationActivities, SlackRequest, SlackResult } from './conversation/ports';

const SECOND = 1_000;
const LONGEST_PAUSE = 60 * SECOND;

const { postToSlack } = proxyActivities<Pick<ConversationActivities, 'postToSlack'>>({
  startToCloseTimeout: '15 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Posts, or edits, a message of a workflow of its own, as often as it takes: after the first try it is looked up before it
 * is posted again. `undefined`: Slack will never take it.
 */
export async function postUntilTaken(request: Omit<SlackRequest, 'lookUpFirst'>): Promise<SlackResult | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await postToSlack({ ...request, lookUpFirst: attempt > 1 });
    } catch (error) {
      if (isRejected(error)) return undefined;
      await sleep(Math.min(LONGEST_PAUSE, 2 ** attempt * SECOND));
    }
  }
}

const isRejected = (error: unknown): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === 'SlackRejected';
