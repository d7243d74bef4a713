import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { ASSISTANT_PAUSE_ID, ASSISTANT_PAUSE_WORKFLOW } from '../workflows/assistant-pause';
import { TASK_QUEUE } from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import { unlessGone } from './temporal-call';

/** How old a worker's knowledge of the pause may be, ms: a pause holds everywhere after this long. */
export const PAUSE_KNOWN_WITHIN_MS = 1_000;

const READ_WITHIN_MS = 2_000;
/** A worker that has died since is given up after ten seconds. */
const RESUMED_WITHIN_MS = 25_000;
const LOOK_AGAIN_MS = 200;
const STATIC_SUMMARY = 'The assistant is paused in every conversation';

export interface AssistantPause {
  since: Date;
  /** The agent who has paused it; absent: an operator. */
  agentId?: string;
}

/** The pause of the assistant, or `undefined` while it answers. Needs no worker. */
export async function readAssistantPause({ workflow }: Client): Promise<AssistantPause | undefined> {
  const run = await unlessGone(workflow.getHandle(ASSISTANT_PAUSE_ID).describe());
  if (run?.status.name !== 'RUNNING') return undefined;
  const agentId = run.typedSearchAttributes.get(SEARCH_ATTRIBUTES.BatonAgent);
  return { since: run.startTime, ...(agentId && { agentId }) };
}

/**
 * Pauses the assistant in every conversation: durable once it returns, and in force `PAUSE_KNOWN_WITHIN_MS` later.
 * `agentId`: who wants it; absent: an operator.
 */
export async function pauseAssistant({ workflow }: Client, agentId?: string): Promise<'paused' | 'paused already'> {
  try {
    await workflow.start(ASSISTANT_PAUSE_WORKFLOW, {
      workflowId: ASSISTANT_PAUSE_ID,
      taskQueue: TASK_QUEUE,
      staticSummary: STATIC_SUMMARY,
      ...(agentId !== undefined && { typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.BatonAgent, value: agentId }] }),
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

/** Whether a pause that was asked to end has ended: waits for that, 25 s at most. */
export async function hasResumed(client: Client): Promise<boolean> {
  const deadline = Date.now() + RESUMED_WITHIN_MS;
  while (Date.now() < deadline) {
    if ((await readAssistantPause(client)) === undefined) return true;
    await delay(LOOK_AGAIN_MS);
  }
  return false;
}

/**
 * What a worker asks before every turn and every message of the assistant. An answer is at most `PAUSE_KNOWN_WITHIN_MS`
 * old. Throws where Temporal does not answer: who does not know must not speak.
 */
export const createPauseReader = (client: Client): (() => Promise<boolean>) =>
  remembered(async () => {
    const pause = await client.withDeadline(Date.now() + READ_WITHIN_MS, () => readAssistantPause(client));
    return pause !== undefined;
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
