import { isGrpcServiceError } from '@temporalio/client';
import { conversationQuery, type ConversationSnapshot } from '../../workflows/conversation/messages';
import { until } from './until';
import type { System } from './system';

/** Deadlines of what is tried again: not quiet before that. */
export const WORK_LEFT = [
  'send again',
  'send what an agent wrote',
  'show what the customer wrote',
  'post to Slack again',
  'think',
];

/** Waits until a conversation does nothing and has nothing left to do at once, and returns what it then says of itself. */
export async function untilQuiet(
  { client }: Pick<System, 'client'>,
  workflowId: string,
  limitMs = 80_000,
): Promise<ConversationSnapshot> {
  const handle = client.workflow.getHandle(workflowId);
  const look = async () => {
    const { raw } = await handle.describe();
    const running = (raw.pendingActivities ?? []).map(({ activityType, state }) => `${activityType?.name} ${state}`);
    if (raw.pendingWorkflowTask) running.push('workflow task');
    const snapshot = await handle.query(conversationQuery).catch(notBegun);
    const { turn, nextDeadline, handoff, reason } = snapshot ?? {};
    return { running, turn, nextDeadline, handoff, reason, snapshot: () => snapshot };
  };
  const quiet = await until(
    look,
    ({ running, turn, nextDeadline, snapshot }) =>
      snapshot() !== undefined &&
      running.length === 0 &&
      turn === undefined &&
      !WORK_LEFT.includes(nextDeadline?.what ?? ''),
    limitMs,
  );
  return quiet.snapshot()!;
}

const FAILED_PRECONDITION = 9;

// The server lets a run that follows a very short one begin a moment later, and nobody can ask it anything before.
function notBegun(error: unknown): undefined {
  const cause = (error as { cause?: unknown }).cause;
  if (isGrpcServiceError(cause) && Number(cause.code) === FAILED_PRECONDITION) return undefined;
  throw error;
}
