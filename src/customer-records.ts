import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import { keysOf, linksOf } from './customer-keys';
import { belongingTo, type KnownCustomer, type RecordedRun } from './customer-runs';
import { phoneNumberIdOf, workflowIdOfKey } from './identity';
import { unlessGone } from './temporal-call';

const { BatonMode: MODE, BatonCustomerKeys: KEYS, BatonSlackThreads: THREADS } = SEARCH_ATTRIBUTES;
/** Of our own making, so that it can stand in a query as it is. */
const SAFE = /^[\w-]{1,100}$/;

/**
 * Every run that Temporal keeps of a customer, oldest first: of the conversations given, of those that know one of the
 * keys, and of what belongs to one of them, because a customer changes his number. The list of runs lags a second or two
 * behind, so each conversation that could bear one of these names is asked for directly as well.
 */
export const runsOfCustomer = async (client: Client, known: KnownCustomer): Promise<RecordedRun[]> =>
  (await lookUp(client, known)).own;

/** `own`: his. `met`: these, and those of others who have had one of his numbers. */
async function lookUp(
  client: Client,
  known: KnownCustomer,
  mayBeHis: (run: RecordedRun) => boolean = () => true,
): Promise<{ own: RecordedRun[]; met: RecordedRun[] }> {
  const runs = new Map<string, RecordedRun>();
  const names = namesOf(known);
  let own: RecordedRun[] = [];
  for (const name of names) {
    for (const run of (await runsNamed(client, name)).filter(mayBeHis)) runs.set(run.runId, run);
    own = belongingTo(known, [...runs.values()]);
    for (const { workflowId, keys, links } of own) {
      // Added while they are gone through: the loop comes to them.
      namesOf({ workflowIds: [workflowId, ...links], keys }).forEach((further) => names.add(further));
      keys.forEach((key) => idsOf(key, [...known.workflowIds, workflowId]).forEach((id) => names.add(id)));
    }
  }
  return { own: own.sort((one, other) => one.startedAt - other.startedAt), met: [...runs.values()] };
}

/** Keys and workflow ids alike: they cannot be taken for one another. */
const namesOf = ({ workflowIds, keys }: KnownCustomer): Set<string> =>
  new Set([...workflowIds, ...keys, ...keys.flatMap((key) => idsOf(key, workflowIds))]);

/** What a conversation would be called that began under this key, at the business numbers of these. */
const idsOf = (key: string, workflowIds: string[]): string[] =>
  workflowIds
    .map(phoneNumberIdOf)
    .filter((phoneNumberId) => phoneNumberId !== undefined)
    .map((phoneNumberId) => workflowIdOfKey(phoneNumberId, key));

async function runsNamed(client: Client, name: string): Promise<RecordedRun[]> {
  if (!SAFE.test(name)) return [];
  const isWorkflowId = phoneNumberIdOf(name) !== undefined;
  const runs: RecordedRun[] = [];
  const query = `${isWorkflowId ? `WorkflowId = "${name}" OR ` : ''}${KEYS.name} = "${name}"`;
  for await (const run of client.workflow.list({ query })) runs.push(toRun(run));
  const newest = isWorkflowId ? await unlessGone(client.workflow.getHandle(name).describe()) : undefined;
  return newest ? [...runs, toRun(newest)] : runs;
}

type Described = Pick<
  WorkflowExecutionInfo,
  'workflowId' | 'runId' | 'startTime' | 'closeTime' | 'status' | 'typedSearchAttributes'
>;

function toRun({ workflowId, runId, startTime, closeTime, status, typedSearchAttributes }: Described): RecordedRun {
  return {
    workflowId,
    runId,
    startedAt: startTime.getTime(),
    ...(closeTime && { endedAt: closeTime.getTime() }),
    continued: status.name === 'CONTINUED_AS_NEW',
    running: status.name === 'RUNNING',
    movedOn: typedSearchAttributes.get(MODE) === undefined,
    keys: keysOf(typedSearchAttributes),
    links: linksOf(typedSearchAttributes),
    slackThreads: typedSearchAttributes.get(THREADS) ?? [],
  };
}

/** A customer may write while he is being erased, which begins a new run. */
const ROUNDS = 3;
const GONE_WITHIN_MS = 30_000;
/** The longest that `eraseCustomer` takes, its looks of at most ten seconds between the rounds included. */
export const ERASED_WITHIN_MS = ROUNDS * (GONE_WITHIN_MS + 10_000) + 10_000;

interface Erasure {
  erased: RecordedRun[];
  /** How many of them had not begun, or were not to be found yet, when the first were deleted. */
  later: number;
  /** Those that are still there. */
  left: RecordedRun[];
}

/** Deletes everything that is kept of a customer, and looks again under every name that it has met until there is nothing. */
export async function eraseCustomer(client: Client, known: KnownCustomer): Promise<Erasure> {
  const { own: first, met } = await lookUp(client, known);
  const isHis = ({ runId }: RecordedRun): boolean => first.some((run) => run.runId === runId);
  const others = new Set(met.filter((run) => !isHis(run)).map(({ workflowId }) => workflowId));
  const names = { workflowIds: [...known.workflowIds], keys: [...known.keys] };
  const deleted = new Map<string, RecordedRun>();
  let found = first;
  for (let round = 1; round <= ROUNDS && found.length > 0; round += 1) {
    // Also of those that are slow to go: what has led to them may be gone before they are.
    names.workflowIds.push(...found.map(({ workflowId }) => workflowId));
    names.keys.push(...found.flatMap(({ keys }) => keys));
    found.forEach((run) => deleted.set(run.runId, run));
    await deleteRuns(client, found);
    // What told the two apart is deleted by now.
    found = (await lookUp(client, names, (run) => isHis(run) || !others.has(run.workflowId))).own;
  }
  // What took its time may be gone by the next look, which is when it counts.
  found.forEach(({ runId }) => deleted.delete(runId));
  const erased = [...deleted.values()];
  const later = erased.filter(({ runId }) => first.every((run) => run.runId !== runId)).length;
  return { erased, later, left: found };
}

const LOOK_AGAIN_MS = 200;

/**
 * Deletes these runs with their histories and waits until Temporal knows none of them any more. Runs that are open are
 * terminated. Those that are slow to go are waited for at most 30 s.
 */
async function deleteRuns(client: Client, runs: RecordedRun[]): Promise<void> {
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
}

/** The server deletes in its own time, the index apart from the history. */
async function isThere(client: Client, { workflowId, runId }: RecordedRun): Promise<boolean> {
  const described = await unlessGone(client.workflow.getHandle(workflowId, runId).describe());
  if (described) return true;
  return (await client.workflow.count(`WorkflowId = "${workflowId}" AND RunId = "${runId}"`)).count > 0;
}
