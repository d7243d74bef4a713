import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { createReport } from '../../src/report';
import type { OpeningHours } from '../../workflows/conversation/settings';
import { officeHours, southAfrican } from '../support/opening';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
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

interface Asked {
  days?: 1 | 7 | 30;
  readAtMost?: number;
  now?: number;
  clock?: OpeningHours | undefined;
}

const read = (runs: Run[], { days = 7, now = NOW, clock, ...limit }: Asked = {}) => {
  const { client, asked } = visibility(runs);
  const report = createReport({
    client,
    timeZone: 'Africa/Johannesburg',
    now: () => now,
    clock: () => clock,
    ...limit,
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

  it('when a handoff is older but people have it, or had it when a run of this time ended, then the assistant was not alone', async () => {
    const log = ['2026-11-20T08:00:00Z complaint 60 U_THANDI'];
    const runs: Run[] = [
      { id: 'still', log, handoff: 'claimed' },
      { id: 'renewed', log, handoff: 'claimed', status: 'CONTINUED_AS_NEW' },
      { id: 'renewed', log },
      { id: 'over', log },
    ];
    expect(await read(runs, { days: 1 }).figures).toMatchObject({
      conversations: 3,
      byAssistant: 1,
      handoffs: 0,
      agents: [],
    });
  });

  // It is Monday; people work from Saturday 09:00 to 13:00, and again from Monday 08:00.
  it.each([
    ['on Saturday in closed time, answered on Monday', '2026-11-28 15:00', '300 U_THANDI', 0],
    ['on Saturday an hour before closing, answered on Monday', '2026-11-28 12:00', '7200 U_THANDI', 0],
    ['and answered on Saturday', '2026-11-28 12:00', '1800 U_THANDI', 1],
    ['and answered in closed time', '2026-11-28 15:00', '0 U_THANDI', 1],
    ['and over without an answer', '2026-11-28 15:00', '- -', 1],
    ['before the hours that are known', '2026-09-01 12:00', '1200000 U_THANDI', 1],
  ])('when an older handoff was opened %s, then Monday counts so', async (_when, opened, answer, byAssistant) => {
    const now = southAfrican('2026-11-30 10:00');
    const clock = officeHours(now - 40 * DAY);
    const log = [`${new Date(southAfrican(opened)).toISOString().slice(0, 19)}Z refund_request ${answer}`];
    const { figures } = read([{ id: 'refund', log }], { days: 1, now, clock });
    expect(await figures).toMatchObject({ conversations: 1, byAssistant, handoffs: 0, toHuman: { count: 0 } });
  });

  it('when people work round the clock, then an older handoff was answered that much later', async () => {
    const log = (seconds: number) => [`2026-11-26T21:50:00Z complaint ${seconds} U_THANDI`];
    const runs = [
      { id: 'before-midnight', log: log(599) },
      { id: 'after-midnight', log: log(600) },
    ];
    expect(await read(runs, { days: 1 }).figures).toMatchObject({ conversations: 2, byAssistant: 1 });
  });

  it.each([
    [1, '2026-11-26T22:00:00.000Z'],
    [7, '2026-11-20T22:00:00.000Z'],
    [30, '2026-10-28T22:00:00.000Z'],
  ] as const)('when it is about %i days, then they begin at midnight of the business', async (days, from) => {
    const { asked, figures } = read([], { days });
    expect((await figures).from).toBe(Date.parse(from));
    expect(asked).toEqual([
      `WorkflowType = "conversationWorkflow" AND BatonRules >= 12 AND BatonLastCustomerMessageAt >= "${from}"`,
    ]);
  });

  it('when there are more than are read, then it says so', async () => {
    const runs = Array.from({ length: 5 }, (_, number) => ({ id: `c-${number}` }));
    expect(await read(runs, { readAtMost: 4 }).figures).toMatchObject({ conversations: 4, cut: true });
    expect(await read(runs, { readAtMost: 5 }).figures).toMatchObject({ conversations: 5, cut: false });
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
