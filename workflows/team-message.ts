import { ActivityFailure, ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { ConversationActivities, SlackRequest, SlackResult } from './conversation/ports';

const SECOND = 1_000;
const LONGEST_PAUSE = 60 * SECOND;

const { postToSlack } = proxyActivities<Pick<ConversationActivities, 'postToSlack'>>({
  startToCloseTimeout: '15 seconds',
  retry: { maximumAttempts: 1 },
});

interface PostOptions {
  /** A workflow before this one may have posted it. */
  lookUpFirst?: boolean;
  /** Afterwards it is worth nothing any more, ms UTC. */
  giveUpAt?: number;
}

/**
 * Posts, or edits, a message of a workflow of its own, as often as it takes: after the first try it is looked up before it
 * is posted again. `undefined`: Slack will never take it, or has not in time.
 */
export async function postUntilTaken(
  request: Omit<SlackRequest, 'lookUpFirst'>,
  { lookUpFirst = false, giveUpAt = Infinity }: PostOptions = {},
): Promise<SlackResult | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await postToSlack({ ...request, lookUpFirst: lookUpFirst || attempt > 1 });
    } catch (error) {
      if (isRejected(error) || Date.now() >= giveUpAt) return undefined;
      await sleep(Math.min(LONGEST_PAUSE, 2 ** attempt * SECOND));
    }
  }
}

const isRejected = (error: unknown): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === 'SlackRejected';
