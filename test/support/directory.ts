import type { Directory, Listed } from '../../src/directory';
import type { Preview, Previews } from '../../src/previews';
import type { Report } from '../../src/report';

export interface FakeDirectory extends Directory {
  /** Every open conversation. */
  rows: Listed[];
  /** Whether Temporal is away. */
  away: boolean;
  previews: Previews;
  report: Report;
  known: Map<string, Preview>;
}

/** An implementation of the port in memory: lists in the order of `rows`. */
export function createFakeDirectory(): FakeDirectory {
  const there = (): Listed[] => {
    if (directory.away) throw new Error('Temporal is away.');
    return directory.rows;
  };
  const handoffIs = (status: string) => there().filter(({ handoff }) => handoff === status);
  const of = (agent: string, rows: Listed[]) => rows.filter(({ agentId }) => agentId === agent);
  const directory: FakeDirectory = {
    rows: [],
    away: false,
    known: new Map(),
    report: emptyReport(),
    previews: async (ids) => new Map([...directory.known].filter(([id]) => ids.includes(id))),
    async list(list, agentId) {
      const rows = {
        queue: () => handoffIs('waiting'),
        mine: () => of(agentId, [...handoffIs('claimed'), ...handoffIs('snoozed')]),
        claimed: () => of(agentId, handoffIs('claimed')),
        snoozed: () => handoffIs('snoozed'),
        all: there,
      }[list]();
      return { rows, more: 0 };
    },
    find: async (workflowId) => there().find((row) => row.workflowId === workflowId),
    async figures() {
      const [waiting, claimed, snoozed] = ['waiting', 'claimed', 'snoozed'].map((status) => handoffIs(status).length);
      return { waiting: waiting!, claimed: claimed!, snoozed: snoozed!, withAssistant: handoffIs('none').length };
    },
    counts: async (agentId) => ({
      queue: handoffIs('waiting').length,
      mine: of(agentId, handoffIs('claimed')).length,
      owed: of(agentId, handoffIs('claimed')).filter(({ owedSince }) => owedSince !== undefined).length,
    }),
  };
  return directory;
}

export const emptyReport = (): Report => ({
  from: 0,
  until: 0,
  conversations: 0,
  byAssistant: 0,
  handoffs: 0,
  reasons: [],
  toHuman: { count: 0, median: undefined, p90: undefined },
  spread: [],
  unanswered: 0,
  agents: [],
  cut: false,
});
