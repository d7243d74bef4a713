import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { ASSISTANT_PAUSE_ID, ASSISTANT_PAUSE_WORKFLOW } from '../workflows/assistant-pause';
import { TASK_QUEUE } from '../workflows/conversation/messages';

/** How old a worker's knowledge of the pause may be, ms: a pause holds everywhere after this long. */
export const PAUSE_KNOWN_WITHIN_MS = 1_000;

const READ_WITHIN_MS = 2_000;
const STATIC_SUMMARY = 'The assistant is paused in every conversation';

/** Since when operators have paused the assistant, or `undefined` while it answers. Needs no worker. */
export async function readAssistantPause({ workflow }: Client): Promise<Date | undefined> {
  try {
    const { status, startTime } = await workflow.getHandle(ASSISTANT_PAUSE_ID).describe();
    return status.name === 'RUNNING' ? startTime : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** Pauses the assistant in every conversation: durable once it returns, and in force `PAUSE_KNOWN_WITHIN_MS` later. */
export async function pauseAssistant({ workflow }: Client): Promise<'paused' | 'paused already'> {
  try {
    await workflow.start(ASSISTANT_PAUSE_WORKFLOW, {
      workflowId: ASSISTANT_PAUSE_ID,
      taskQueue: TASK_QUEUE,
      staticSummary: STATIC_SUMMARY,
    });
    return 'paused';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'paused already';
    throw error;
  }
}

/** Asks the pause to end. It ends as soon as a worker runs; without one nothing is answered anyway. */
export async function resumeAssistant({ workflow }: Client): Promise<void> {
  await workflow.getHandle(ASSISTANT_PAUSE_ID).cancel();
}

/**
 * What a worker asks before every turn and every message of the assistant. An answer is at most `PAUSE_KNOWN_WITHIN_MS`
 * old. Throws where Temporal does not answer: who does not know must not speak.
 */
export const createPauseReader = (client: Client): (() => Promise<boolean>) =>
  remembered(async () => {
    const since = await client.withDeadline(Date.now() + READ_WITHIN_MS, () => readAssistantPause(client));
    return since !== undefined;
  });

/** One answer for all who ask within `PAUSE_KNOWN_WITHIN_MS` of its being asked for; a failure is for those who wait for it. */
export function remembered(read: () => Promise<boolean>, now: () => number = Date.now): () => Promise<boolean> {
  let last: { askedAt: number; answer: Promise<boolean> } | undefined;
  return () => {
    if (last !== undefined && now() - last.askedAt < PAUSE_KNOWN_WITHIN_MS) return last.answer;
    const asked = { askedAt: now(), answer: read() };
    asked.answer.catch(() => {
      if (last === asked) last = undefined;
    });
    last = asked;
    return asked.answer;
  };
}
