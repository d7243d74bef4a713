import type { Client } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/conversation/messages';
import { modelAwaySignal, modelBackSignal, MODEL_OUTAGE_ID, MODEL_OUTAGE_WORKFLOW } from '../workflows/model-outage';
import type { Logger } from './logger';
import { OPEN_CONVERSATIONS } from './list-filters';
import { unlessGone } from './temporal-call';

/** Conversations that people got because the model was away, and that nobody has taken. */
const UNCLAIMED = `${OPEN_CONVERSATIONS} AND BatonHandoff = "waiting" AND BatonHandoffReason = "assistant_unavailable"`;

export const countUnclaimed = async ({ workflow }: Client): Promise<number> => (await workflow.count(UNCLAIMED)).count;

/** Their workflow ids, at most `most` of them. */
export async function listUnclaimed({ workflow }: Client, most: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of workflow.list({ query: UNCLAIMED })) {
    if (ids.length >= most) break;
    ids.push(workflowId);
  }
  return ids;
}

async function tell({ workflow }: Client, away: boolean): Promise<void> {
  if (away) {
    await workflow.signalWithStart(MODEL_OUTAGE_WORKFLOW, {
      workflowId: MODEL_OUTAGE_ID,
      taskQueue: TASK_QUEUE,
      signal: modelAwaySignal,
      staticSummary: 'The model is away: tells the team',
    });
    return;
  }
  await unlessGone(workflow.getHandle(MODEL_OUTAGE_ID).signal(modelBackSignal));
}

/**
 * Tells the workflow `model-outage` what this worker sees, one thing after the other. What cannot be told now is told with
 * the next try of the model. Begins with "back": a worker that has just started takes the model to be there.
 */
export function createOutageReporter(
  client: Client,
  logger: Logger,
): (circuit: 'closed' | 'open' | 'half_open') => void {
  let told = Promise.resolve();
  const report = (away: boolean): void => {
    told = told
      .then(() => tell(client, away))
      .catch((error: unknown) => logger.warn({ kind: 'model', error }, 'An outage of the model could not be told.'));
  };
  report(false);
  return (circuit) => {
    if (circuit !== 'half_open') report(circuit === 'open');
  };
}
