import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { CONVERSATION_WORKFLOW } from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import { afterOpenTime } from '../workflows/conversation/opening';
import type { OpeningHours } from '../workflows/conversation/settings';
import { HANDOFF_REASONS, type HandoffReason } from '../workflows/conversation/words';
import { dayAfter, instantOf, localDay } from '../activities/knowledge/business-clock';

export const REPORT_DAYS = [1, 7, 30] as const;
export type ReportDays = (typeof REPORT_DAYS)[number];

/** Open time until a person answered, in ms. */
interface WaitingTimes {
  count: number;
  /** `undefined`: there was none. */
  median: number | undefined;
  p90: number | undefined;
}

/** Figures about the conversations in which the customer wrote in a time. Nothing in them names a customer. */
export interface Report {
  /** ms UTC. */
  from: number;
  until: number;
  /** In which the customer wrote. */
  conversations: number;
  /** … and that no person had or was wanted for in that time, as far as their handoffs tell. */
  byAssistant: number;
  /** Most frequent first. */
  reasons: { reason: HandoffReason; count: number }[];
  handoffs: number;
  /** Of the handoffs for which somebody waited. */
  toHuman: WaitingTimes;
  /** How many of them took that long, the quickest first. `below`: ms; the last has none. */
  spread: { below: number | undefined; count: number }[];
  /** For which somebody waited, and that no person has answered. */
  unanswered: number;
  /** Who answered most comes first. */
  agents: { agentId: string; handoffs: number; toHuman: WaitingTimes }[];
  /** More conversations than are read: the figures are about the newest of them. */
  cut: boolean;
}

export type ReadReport = (days: ReportDays) => Promise<Report>;

export interface ReportOptions {
  client: Pick<Client, 'workflow' | 'withDeadline'>;
  /** Of the business: its days are meant. */
  timeZone: string;
  /** The business's clock as far back as handoffs are looked at; `undefined`: people work round the clock. */
  clock?: () => OpeningHours | undefined;
  now?: () => number;
  readAtMost?: number;
}

/** Runs of conversations that are read for one report, a page at a time. */
const READ_AT_MOST = 10_000;
const PAGE = 1_000;
const WITHIN_MS = 20_000;
const MINUTE = 60_000;
const SPREAD = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE);

interface Handoff {
  openedAt: number;
  reason: HandoffReason;
  afterMs?: number;
  agentId?: string;
}

interface Counted {
  handoffs: Map<string, Handoff>;
  withPeople: boolean;
}

/** Reads reports from Temporal's visibility alone. Throws when Temporal does not answer. */
export function createReport({
  client,
  timeZone,
  clock = () => undefined,
  now = Date.now,
  readAtMost = READ_AT_MOST,
}: ReportOptions): ReadReport {
  return (days) =>
    client.withDeadline(now() + WITHIN_MS, async () => {
      const until = now();
      const from = beginningOf(days, until, timeZone);
      const query = `WorkflowType = "${CONVERSATION_WORKFLOW}" AND BatonRules >= 12 AND BatonLastCustomerMessageAt >= "${new Date(from).toISOString()}"`;
      const found = new Map<string, Counted>();
      const period = { from, clock: clock() };
      let read = 0;
      for await (const run of client.workflow.list({ query, pageSize: PAGE })) {
        if (read === readAtMost) return { ...figures([...found.values()], from, until), cut: true };
        read += 1;
        count(found, run, period);
      }
      return { ...figures([...found.values()], from, until), cut: false };
    });
}

/** The beginning of the first of so many days, the last of which is today, ms UTC. */
function beginningOf(days: ReportDays, now: number, timeZone: string): number {
  return instantOf(timeZone, dayAfter(localDay(timeZone, now), 1 - days), 0);
}

interface Period {
  from: number;
  clock: OpeningHours | undefined;
}

// All runs of a conversation are one; a later one knows what the earlier ones did.
function count(
  found: Map<string, Counted>,
  { workflowId, typedSearchAttributes }: WorkflowExecutionInfo,
  period: Period,
) {
  const get = typedSearchAttributes.get.bind(typedSearchAttributes);
  const known = found.get(workflowId) ?? { handoffs: new Map<string, Handoff>(), withPeople: false };
  for (const line of get(SEARCH_ATTRIBUTES.BatonHandoffLog) ?? []) {
    const handoff = readLine(line);
    if (handoff === undefined) continue;
    if (handoff.openedAt < period.from) {
      known.withPeople ||= answeredIn(period, handoff);
      continue;
    }
    const key = `${handoff.openedAt} ${handoff.reason}`;
    if (known.handoffs.get(key)?.agentId === undefined) known.handoffs.set(key, handoff);
  }
  // The customer wrote in this time, so what was with people when its run ended was so after that.
  known.withPeople ||= (get(SEARCH_ATTRIBUTES.BatonHandoff) ?? 'none') !== 'none';
  // What goes on under another number is counted there.
  if (get(SEARCH_ATTRIBUTES.BatonMode) !== undefined || known.handoffs.size > 0) found.set(workflowId, known);
}

/** Whether a person's first answer to an older handoff came in this time: reckoned as early as it can have come. */
function answeredIn({ from, clock }: Period, { openedAt, afterMs }: Handoff): boolean {
  if (afterMs === undefined) return false;
  // Answered in closed time, it was answered after no open time at all.
  const isKnown = clock !== undefined && openedAt >= clock.from && afterMs > 0;
  return (isKnown ? afterOpenTime(clock, openedAt, afterMs) : openedAt + afterMs) >= from;
}

/** `2026-11-27T10:22:31Z refund_request 312 U_THANDI`, as `view.ts` writes it. */
function readLine(line: string): Handoff | undefined {
  const [at = '', reason, seconds = '-', agent = '-'] = line.split(' ');
  const openedAt = Date.parse(at);
  const known = HANDOFF_REASONS.find((one) => one === reason);
  if (Number.isNaN(openedAt) || known === undefined) return undefined;
  return {
    openedAt,
    reason: known,
    ...(/^\d+$/.test(seconds) && { afterMs: Number(seconds) * 1_000 }),
    ...(agent !== '-' && { agentId: agent }),
  };
}

function figures(all: Counted[], from: number, until: number): Omit<Report, 'cut'> {
  const handoffs = all.flatMap((one) => [...one.handoffs.values()]);
  const waited = handoffs.filter(({ reason }) => reason !== 'agent_initiated' && reason !== 'answered_from_phone');
  const times = timesOf(waited);
  return {
    from,
    until,
    conversations: all.length,
    byAssistant: all.filter((one) => one.handoffs.size === 0 && !one.withPeople).length,
    handoffs: handoffs.length,
    reasons: ranked(handoffs.map(({ reason }) => reason)).map(([reason, number]) => ({ reason, count: number })),
    toHuman: statistics(times),
    spread: [...SPREAD, undefined].map((below, place) => ({
      below,
      count: times.filter((time) => time < (below ?? Infinity) && time >= (SPREAD[place - 1] ?? 0)).length,
    })),
    unanswered: waited.length - times.length,
    agents: byAgent(handoffs),
  };
}

const timesOf = (handoffs: Handoff[]): number[] =>
  handoffs.flatMap(({ afterMs }) => (afterMs === undefined ? [] : [afterMs])).sort((one, other) => one - other);

function byAgent(handoffs: Handoff[]): Report['agents'] {
  const ids = handoffs.flatMap(({ agentId }) => (agentId === undefined ? [] : [agentId]));
  return ranked(ids).map(([agentId, number]) => {
    const own = handoffs.filter((one) => one.agentId === agentId);
    return { agentId, handoffs: number, toHuman: statistics(timesOf(own)) };
  });
}

function ranked<Word extends string>(words: Word[]): [Word, number][] {
  const counts = new Map<Word, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1));
}

/** By nearest rank. `sorted`: ascending. */
function statistics(sorted: number[]): WaitingTimes {
  const rank = (share: number): number | undefined => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { count: sorted.length, median: rank(0.5), p90: rank(0.9) };
}
