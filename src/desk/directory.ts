import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { isAgentId } from '../agent-id';
import { OPEN_CONVERSATIONS } from '../list-filters';

export const VIEWS = ['queue', 'mine', 'all'] as const;
export type View = (typeof VIEWS)[number];

/** A conversation as Temporal's visibility knows it: nothing of it names a customer. Times: ms UTC. */
export interface Listed {
  workflowId: string;
  mode: string;
  handoff: string;
  reason?: string;
  agentId?: string;
  owedSince?: number;
  lastCustomerMessageAt?: number;
}

export interface Listing {
  rows: Listed[];
  /** Further ones that are not shown. */
  more: number;
}

export interface Directory {
  /** Throws when Temporal does not answer. */
  list(view: View, agentId: string): Promise<Listing>;
  counts(agentId: string): Promise<Record<'queue' | 'mine', number>>;
}

const SHOWN = 50;
const READ_AT_MOST = 500;
const OPEN = `${OPEN_CONVERSATIONS} AND BatonMode IS NOT NULL`;
const WITHIN_MS = 5_000;

function filterOf(view: View, agentId: string): string {
  // It becomes part of a query.
  if (!isAgentId(agentId)) throw new Error('This is no id of an agent.');
  if (view === 'queue') return `${OPEN} AND BatonHandoff = "waiting"`;
  if (view === 'mine') return `${OPEN} AND BatonAgent = "${agentId}" AND BatonHandoff IN ("claimed", "snoozed")`;
  return OPEN;
}

/** Who has waited longest comes first; in the list of all, who has written last. */
const ORDER: Record<View, (row: Listed) => number> = {
  queue: ({ owedSince, lastCustomerMessageAt }) => owedSince ?? lastCustomerMessageAt ?? 0,
  mine: ({ owedSince, lastCustomerMessageAt }) => owedSince ?? Number.MAX_SAFE_INTEGER - (lastCustomerMessageAt ?? 0),
  all: ({ lastCustomerMessageAt }) => -(lastCustomerMessageAt ?? 0),
};

/** Open conversations, from Temporal's visibility alone. */
export function createDirectory(client: Client, now: () => number = Date.now): Directory {
  const ask = <T>(work: () => Promise<T>): Promise<T> => client.withDeadline(now() + WITHIN_MS, work);
  return {
    list: (view, agentId) =>
      ask(async () => {
        const found: Listed[] = [];
        // Visibility on SQL cannot sort.
        for await (const one of client.workflow.list({ query: filterOf(view, agentId), pageSize: READ_AT_MOST })) {
          found.push(listed(one));
          if (found.length === READ_AT_MOST) break;
        }
        const order = ORDER[view];
        found.sort((one, other) => order(one) - order(other));
        return { rows: found.slice(0, SHOWN), more: Math.max(0, found.length - SHOWN) };
      }),
    counts: (agentId) =>
      ask(async () => {
        const count = async (view: View) => (await client.workflow.count(filterOf(view, agentId))).count;
        const [queue, mine] = await Promise.all([count('queue'), count('mine')]);
        return { queue, mine };
      }),
  };
}

function listed({ workflowId, typedSearchAttributes: found, startTime }: WorkflowExecutionInfo): Listed {
  const { BatonMode, BatonHandoff, BatonHandoffReason, BatonAgent, BatonOwedSince, BatonLastCustomerMessageAt } =
    SEARCH_ATTRIBUTES;
  const [reason, agentId] = [found.get(BatonHandoffReason), found.get(BatonAgent)];
  const owedSince = found.get(BatonOwedSince)?.getTime();
  return {
    workflowId,
    mode: found.get(BatonMode) ?? 'active',
    handoff: found.get(BatonHandoff) ?? 'none',
    lastCustomerMessageAt: (found.get(BatonLastCustomerMessageAt) ?? startTime).getTime(),
    ...(reason && { reason }),
    ...(agentId && { agentId }),
    ...(owedSince !== undefined && { owedSince }),
  };
}
