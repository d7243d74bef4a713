import { WorkflowNotFoundError, type Client, type WorkflowExecutionInfo } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';

/** One run of a conversation as Temporal keeps it. */
export interface RecordedRun {
  workflowId: string;
  runId: string;
  /** ms UTC. */
  startedAt: number;
  endedAt?: number;
  /** Its state went on into the next run. */
  continued: boolean;
  running: boolean;
  keys: string[];
  /** `<channel>:<ts>` of every card that it knows. */
  slackThreads: string[];
}

const { BatonCustomerKeys: KEYS, BatonSlackThreads: THREADS } = SEARCH_ATTRIBUTES;
/** Of our own making, so that it can stand in a query as it is. */
const SAFE = /^[\w-]{1,100}$/;

/**
 * Every run that Temporal keeps of a customer, oldest first: of the conversations given, of those that know one of the
 * keys (HMACs), and of those that share a further key with one of them, because a customer changes his number.
 */
export async function runsOfCustomer(
  client: Client,
  known: { workflowIds: string[]; keys: string[] },
): Promise<RecordedRun[]> {
  const runs = new Map<string, RecordedRun>();
  const askedFor = new Set<string>();
  const lookUp = async (attribute: string, value: string): Promise<void> => {
    const query = `${attribute} = "${value}"`;
    if (!SAFE.test(value) || askedFor.has(query)) return;
    askedFor.add(query);
    for await (const info of client.workflow.list({ query })) {
      const run = toRun(info);
      runs.set(run.runId, run);
      for (const key of run.keys) await lookUp(KEYS.name, key);
      await lookUp('WorkflowId', run.workflowId);
    }
  };
  for (const key of known.keys) await lookUp(KEYS.name, key);
  for (const workflowId of known.workflowIds) await lookUp('WorkflowId', workflowId);
  return [...runs.values()].sort((one, other) => one.startedAt - other.startedAt);
}

function toRun({
  workflowId,
  runId,
  startTime,
  closeTime,
  status,
  typedSearchAttributes,
}: WorkflowExecutionInfo): RecordedRun {
  return {
    workflowId,
    runId,
    startedAt: startTime.getTime(),
    ...(closeTime && { endedAt: closeTime.getTime() }),
    continued: status.name === 'CONTINUED_AS_NEW',
    running: status.name === 'RUNNING',
    keys: typedSearchAttributes.get(KEYS) ?? [],
    slackThreads: typedSearchAttributes.get(THREADS) ?? [],
  };
}

const GONE_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 200;

/**
 * Deletes these runs with their histories and waits until Temporal knows none of them any more. Runs that are open are
 * terminated. Returns those that are still there after 30 s.
 */
export async function deleteRuns(client: Client, runs: RecordedRun[]): Promise<RecordedRun[]> {
  for (const { workflowId, runId, running } of runs) {
    if (running) await unlessGone(client.workflow.getHandle(workflowId, runId).terminate('erased'));
  }
  const { namespace } = client.options;
  const { workflowService } = client;
  for (const { workflowId, runId } of runs) {
    await unlessGone(workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId, runId } }));
  }
  const deadline = Date.now() + GONE_WITHIN_MS;
  let left = runs;
  while (left.length > 0 && Date.now() < deadline) {
    const there = await Promise.all(left.map((run) => isThere(client, run)));
    left = left.filter((_run, index) => there[index]);
    if (left.length > 0) await delay(LOOK_AGAIN_MS);
  }
  return left;
}

/** The server deletes in its own time, the index apart from the history. */
async function isThere(client: Client, { workflowId, runId }: RecordedRun): Promise<boolean> {
  const described = await unlessGone(client.workflow.getHandle(workflowId, runId).describe());
  if (described) return true;
  return (await client.workflow.count(`WorkflowId = "${workflowId}" AND RunId = "${runId}"`)).count > 0;
}

const NOT_FOUND = 5;

async function unlessGone<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (error as { code?: unknown }).code === NOT_FOUND) return undefined;
    throw error;
  }
}
