import type { Client } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { SlackResult, Waiting, WaitingNews } from '../workflows/conversation/ports';
import { WAITING_LIST_ID, WAITING_LIST_WORKFLOW, waitingListSignal } from '../workflows/waiting-list';
import { OPEN_CONVERSATIONS } from './list-filters';

const WAITING = `${OPEN_CONVERSATIONS} AND BatonHandoff = "waiting" AND BatonMode IS NOT NULL`;
/** More than the list shows: the count is told. */
const MOST = 500;
/** WhatsApp's customer service window, ms. */
const WINDOW = 24 * 60 * 60_000;

/** `C123:1764200000.000100`, the newest last. */
export function cardOf(threads: string[] | undefined): SlackResult | undefined {
  const [channel, ts] = threads?.at(-1)?.split(':') ?? [];
  return channel && ts ? { channel, ts } : undefined;
}

/** Every conversation that waits for people, oldest first. */
export async function listWaiting({ workflow }: Client): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for await (const { workflowId, typedSearchAttributes: attributes, startTime } of workflow.list({ query: WAITING })) {
    if (found.length >= MOST) break;
    const reason = attributes.get(SEARCH_ATTRIBUTES.BatonHandoffReason);
    const card = cardOf(attributes.get(SEARCH_ATTRIBUTES.BatonSlackThreads));
    const since = (attributes.get(SEARCH_ATTRIBUTES.BatonOwedSince) ?? startTime).getTime();
    const wroteAt = attributes.get(SEARCH_ATTRIBUTES.BatonLastCustomerMessageAt)?.getTime();
    const window = wroteAt === undefined ? {} : { windowEndsAt: wroteAt + WINDOW };
    found.push({ workflowId, since, ...(reason && { reason }), ...(card && { card }), ...window });
  }
  return found.sort((one, other) => one.since - other.since);
}

/** Tells the workflow `waiting-list`, and begins it where nobody was waiting. */
export async function tellWaitingList({ workflow }: Client, news: WaitingNews): Promise<void> {
  await workflow.signalWithStart(WAITING_LIST_WORKFLOW, {
    workflowId: WAITING_LIST_ID,
    taskQueue: TASK_QUEUE,
    signal: waitingListSignal,
    signalArgs: [news],
    staticSummary: 'Tells the team who waits for it',
  });
}
