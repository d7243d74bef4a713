import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { SlackResult } from '../workflows/conversation/ports';
import { OPEN_HANDOFF_STATUSES, type OpenHandoffStatus } from '../workflows/conversation/words';
import { isAgentId } from './agent-id';
import { OPEN_CONVERSATIONS } from './list-filters';
import { unlessGone } from './temporal-call';
import { cardOf } from './waiting-list';

export const VIEWS = ['queue', 'mine', 'all'] as const;
export type View = (typeof VIEWS)[number];
/** What else can be listed: what an agent has and has not put off, and what anybody has put off. */
type List = View | 'claimed' | 'snoozed';

/** A conversation as Temporal's visibility knows it: nothing of it names a customer. Times: ms UTC. */
export interface Listed {
  workflowId: string;
  mode: string;
  handoff: string;
  reason?: string;
  agentId?: string;
  owedSince?: number;
  lastCustomerMessageAt?: number;
  /** The newest message of its card in Slack. */
  card?: SlackResult;
}

type Figures = Record<OpenHandoffStatus | 'withAssistant', number>;

export interface Listing {
  rows: Listed[];
  /** Further ones that are not shown. */
  more: number;
}

export interface Directory {
  /** Throws when Temporal does not answer. */
  list(list: List, agentId: string): Promise<Listing>;
  /** The conversation with this id as it is at this moment; `undefined` where it is not open. Throws likewise. */
  find(workflowId: string): Promise<Listed | undefined>;
  /** How many conversations are open, by who has them. Throws likewise. */
  figures(): Promise<Figures>;
  /** `owed`: those of the agent's own in which the customer waits for an answer. Throws likewise. */
  counts(agentId: string): Promise<Record<'queue' | 'mine' | 'owed', number>>;
}

const SHOWN = 50;
const READ_AT_MOST = 500;
const OPEN = `${OPEN_CONVERSATIONS} AND BatonMode IS NOT NULL`;
const WITHIN_MS = 5_000;

const handoffIs = (status: OpenHandoffStatus): string => `${OPEN} AND BatonHandoff = "${status}"`;

function filterOf(list: List, agentId: string): string {
  // It becomes part of a query.
  if (!isAgentId(agentId)) throw new Error('This is no id of an agent.');
  switch (list) {
    case 'queue':
      return handoffIs('waiting');
    case 'mine':
      return `${OPEN} AND BatonAgent = "${agentId}" AND BatonHandoff IN ("claimed", "snoozed")`;
    case 'claimed':
      return `${handoffIs('claimed')} AND BatonAgent = "${agentId}"`;
    case 'snoozed':
      return handoffIs('snoozed');
    case 'all':
      return OPEN;
  }
}

type Order = (row: Listed) => number;
const owedFirst: Order = ({ owedSince, lastCustomerMessageAt }) =>
  owedSince ?? Number.MAX_SAFE_INTEGER - (lastCustomerMessageAt ?? 0);

/** Who has waited longest comes first; in the list of all, who has written last. */
const ORDER: Record<List, Order> = {
  queue: ({ owedSince, lastCustomerMessageAt }) => owedSince ?? lastCustomerMessageAt ?? 0,
  mine: owedFirst,
  claimed: owedFirst,
  snoozed: owedFirst,
  all: ({ lastCustomerMessageAt }) => -(lastCustomerMessageAt ?? 0),
};

/** Open conversations, from Temporal's visibility alone. */
export function createDirectory(client: Client, now: () => number = Date.now): Directory {
  const ask = <T>(work: () => Promise<T>): Promise<T> => client.withDeadline(now() + WITHIN_MS, work);
  const count = async (query: string): Promise<number> => (await client.workflow.count(query)).count;
  return {
    list: (list, agentId) =>
      ask(async () => {
        const found: Listed[] = [];
        // Visibility on SQL cannot sort.
        for await (const one of client.workflow.list({ query: filterOf(list, agentId), pageSize: READ_AT_MOST })) {
          found.push(listed(one));
          if (found.length === READ_AT_MOST) break;
        }
        const order = ORDER[list];
        found.sort((one, other) => order(one) - order(other));
        return { rows: found.slice(0, SHOWN), more: Math.max(0, found.length - SHOWN) };
      }),
    find: (workflowId) =>
      ask(async () => {
        const found = await unlessGone(client.workflow.getHandle(workflowId).describe());
        return found?.status.name === 'RUNNING' ? listed(found) : undefined;
      }),
    figures: () =>
      ask(async () => {
        const [waiting, claimed, snoozed, withAssistant] = await Promise.all([
          ...OPEN_HANDOFF_STATUSES.map((status) => count(handoffIs(status))),
          count(`${OPEN} AND BatonHandoff = "none" AND BatonMode = "active"`),
        ]);
        return { waiting, claimed, snoozed, withAssistant } as Figures;
      }),
    counts: (agentId) =>
      ask(async () => {
        const owing = `${filterOf('claimed', agentId)} AND BatonOwedSince IS NOT NULL`;
        const queries = [filterOf('queue', agentId), filterOf('mine', agentId), owing];
        const [queue = 0, mine = 0, owed = 0] = await Promise.all(queries.map(count));
        return { queue, mine, owed };
      }),
  };
}

type Found = Pick<WorkflowExecutionInfo, 'workflowId' | 'typedSearchAttributes' | 'startTime'>;

function listed({ workflowId, typedSearchAttributes: found, startTime }: Found): Listed {
  const { BatonMode, BatonHandoff, BatonHandoffReason, BatonAgent, BatonOwedSince, BatonLastCustomerMessageAt } =
    SEARCH_ATTRIBUTES;
  const [reason, agentId] = [found.get(BatonHandoffReason), found.get(BatonAgent)];
  const owedSince = found.get(BatonOwedSince)?.getTime();
  const card = cardOf(found.get(SEARCH_ATTRIBUTES.BatonSlackThreads));
  return {
    workflowId,
    mode: found.get(BatonMode) ?? 'active',
    handoff: found.get(BatonHandoff) ?? 'none',
    lastCustomerMessageAt: (found.get(BatonLastCustomerMessageAt) ?? startTime).getTime(),
    ...(reason && { reason }),
    ...(agentId && { agentId }),
    ...(owedSince !== undefined && { owedSince }),
    ...(card && { card }),
  };
}
