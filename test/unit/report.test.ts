import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { createReport } from '../../src/report';

const MINUTE = 60_000;
/** 14:00 in South Africa. */
const NOW = Date.UTC(2026, 10, 27, 12);

interface Run {
  id: string;
  log?: string[];
  handoff?: string;
  status?: string;
  moved?: true;
}

/** Visibility in memory; it remembers what it was asked. */
function visibility(runs: Run[]) {
  const asked: string[] = [];
  async function* list({ query }: { query?: string } = {}) {
    asked.push(query ?? '');
    for (const { id, log, handoff = 'none', status = 'RUNNING', moved } of runs) {
      const pairs = [
        { key: SEARCH_ATTRIBUTES.BatonHandoff, value: handoff },
        ...(moved ? [] : [{ key: SEARCH_ATTRIBUTES.BatonMode, value: 'active' }]),
        ...(log ? [{ key: SEARCH_ATTRIBUTES.BatonHandoffLog, value: log }] : []),
      ];
      const typedSearchAttributes = new TypedSearchAttributes(pairs);
      yield { workflowId: id, status: { name: status }, typedSearchAttributes } as unknown as WorkflowExecutionInfo;
    }
  }
  const client = { workflow: { list }, withDeadline: (_at: number, work: () => unknown) => work() };
  return { asked, client: client as unknown as Pick<Client, 'workflow' | 'withDeadline'> };
}

const read = (runs: Run[], days: 1 | 7 | 30 = 7, readAtMost?: number) => {
  const { client, asked } = visibility(runs);
  const report = createReport({
    client,
    timeZone: 'Africa/Johannesburg',
    now: () => NOW,
    ...(readAtMost !== undefined && { readAtMost }),
  });
  return { asked, figures: report(days) };
};

/** A handoff of today, `afterMinutes` of open time before a person answered. */
const line = (minute: number, reason: string, afterMinutes?: number, agent = 'U_THANDI') =>
  `2026-11-27T08:${String(minute).padStart(2, '0')}:00Z ${reason} ${afterMinutes === undefined ? '- -' : `${afterMinutes * 60} ${agent}`}`;

describe('a report', () => {
  it('when conversations went either way, then it counts who was needed, why, how long it took, and by whom', async () => {
    const runs = [
      ...Array.from({ length: 6 }, (_, number) => ({ id: `alone-${number}` })),
      { id: 'refund', log: [line(1, 'refund_request', 2), line(2, 'refund_request', 4)] },
      { id: 'complaint', log: [line(3, 'complaint', 10, 'U_PIETER')] },
      { id: 'open', log: [line(4, 'human_requested')], handoff: 'waiting' },
      { id: 'unasked', log: ['2026-11-27T08:05:00Z agent_initiated - U_PIETER'] },
    ];
    expect(await read(runs).figures).toMatchObject({
      conversations: 10,
      byAssistant: 6,
      handoffs: 5,
      reasons: [
        { reason: 'refund_request', count: 2 },
        { reason: 'agent_initiated', count: 1 },
        { reason: 'complaint', count: 1 },
        { reason: 'human_requested', count: 1 },
      ],
      toHuman: { count: 3, median: 4 * MINUTE, p90: 10 * MINUTE },
      unanswered: 1,
      agents: [
        { agentId: 'U_PIETER', handoffs: 2, toHuman: { count: 1, median: 10 * MINUTE } },
        { agentId: 'U_THANDI', handoffs: 2, toHuman: { count: 2, median: 2 * MINUTE, p90: 4 * MINUTE } },
      ],
      cut: false,
    });
  });

  it('when a conversation has continued or moved, then it counts once, with what its newest run knows', async () => {
    const runs: Run[] = [
      { id: 'long', log: [line(1, 'complaint')], status: 'CONTINUED_AS_NEW', handoff: 'waiting' },
      { id: 'long', log: [line(1, 'complaint', 30), line(9, 'returned', 1)] },
      { id: 'moved', moved: true },
    ];
    const { conversations, handoffs, unanswered, toHuman } = await read(runs).figures;
    expect({ conversations, handoffs, unanswered, count: toHuman.count }).toEqual({
      conversations: 1,
      handoffs: 2,
      unanswered: 0,
      count: 2,
    });
  });

  it('when a handoff is older but people still have it, then the assistant was not alone; when it is over, it does not count', async () => {
    const before = '2026-11-20T08:00:00Z complaint 60 U_THANDI';
    const runs = [
      { id: 'still', log: [before], handoff: 'claimed' },
      { id: 'over', log: [before] },
    ];
    expect(await read(runs, 1).figures).toMatchObject({ conversations: 2, byAssistant: 1, handoffs: 0, agents: [] });
  });

  it.each([
    [1, '2026-11-26T22:00:00.000Z'],
    [7, '2026-11-20T22:00:00.000Z'],
    [30, '2026-10-28T22:00:00.000Z'],
  ] as const)('when it is about %i days, then they begin at midnight of the business', async (days, from) => {
    const { asked, figures } = read([], days);
    expect((await figures).from).toBe(Date.parse(from));
    expect(asked).toEqual([
      `WorkflowType = "conversationWorkflow" AND BatonRules >= 12 AND BatonLastCustomerMessageAt >= "${from}"`,
    ]);
  });

  it('when there are more than are read, then it says so', async () => {
    const runs = Array.from({ length: 5 }, (_, number) => ({ id: `c-${number}` }));
    expect(await read(runs, 7, 4).figures).toMatchObject({ conversations: 4, cut: true });
    expect(await read(runs, 7, 5).figures).toMatchObject({ conversations: 5, cut: false });
  });

  it('when a line is none of ours, then it counts for nothing', async () => {
    const log = ['', 'yesterday complaint 1 U', '2026-11-27T08:00:00Z no_reason 1 U', '2026-11-27T08:00:00Z'];
    expect(await read([{ id: 'odd', log }]).figures).toMatchObject({ conversations: 1, handoffs: 0 });
  });

  it('when times are spread, then each falls into one step', async () => {
    const log = [0, 1, 4, 5, 14, 59, 60, 239, 240, 1_000].map((minutes, number) => line(number, 'legal', minutes));
    const { spread } = await read([{ id: 'busy', log }]).figures;
    expect(spread).toEqual([
      { below: MINUTE, count: 1 },
      { below: 5 * MINUTE, count: 2 },
      { below: 15 * MINUTE, count: 2 },
      { below: 60 * MINUTE, count: 1 },
      { below: 240 * MINUTE, count: 2 },
      { below: undefined, count: 2 },
    ]);
  });
});
