import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { localDay } from '../activities/knowledge/business-clock';
import {
  CLOSING_ID,
  CLOSING_WORKFLOW,
  closingClickSignal,
  type ClosingActivities,
  type ClosingClick,
} from '../workflows/closing';
import {
  AGENT_UPDATES,
  conversationQuery,
  TASK_QUEUE,
  type ConversationSnapshot,
} from '../workflows/conversation/messages';
import { nextClosing, nextOpening } from '../workflows/conversation/opening';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { Agent, ClaimedConversation, ClosingMessage, SlackResult } from '../workflows/conversation/ports';
import type { Matter } from '../activities/slack/closing';
import { isSlackUser } from '../activities/slack/user';
import type { OpeningHours } from '../workflows/conversation/settings';
import { inParallel } from './in-parallel';
import { OPEN_CONVERSATIONS } from './list-filters';
import type { Logger } from './logger';
import { readUntil } from './until';
import { cardOf } from './waiting-list';
import { within } from './within';

const CLAIMED = `${OPEN_CONVERSATIONS} AND BatonHandoff = "claimed" AND BatonMode IS NOT NULL`;
/** More than a team has; the rest is on its cards. */
const MOST = 500;
const AT_ONCE = 10;
const ANSWER_WITHIN_MS = 3_000;
const CLOSED = 'This conversation is closed. Nothing has changed.';

interface ClosingOptions {
  client: Client;
  /** Of this moment. */
  clock: () => OpeningHours | undefined;
  timeZone: () => string;
}

/** What the workflow `closing` needs from outside. */
export function createClosing({ client, clock, timeZone }: ClosingOptions): ClosingActivities {
  return {
    async nextClosing(after) {
      const at = nextClosing(clock(), after);
      return at === undefined ? {} : { at };
    },
    async listClaimed({ closesAt, now }) {
      return { agents: await listClaimed(client), until: comesBack(clock(), timeZone(), { closesAt, now }) };
    },
    async carryOut({ workflowId, command }) {
      const options = { updateId: command.updateId, args: [command] as [typeof command] };
      try {
        return await client.workflow.getHandle(workflowId).executeUpdate(AGENT_UPDATES[command.kind], options);
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return { accepted: false, sentence: CLOSED };
        throw error;
      }
    },
  };
}

/** Tomorrow at 08:00, or when people are back where that is on a later day. */
export function comesBack(
  clock: OpeningHours | undefined,
  timeZone: string,
  { closesAt, now }: { closesAt: number; now: number },
): ClosingMessage['until'] {
  const tomorrow = readUntil('tomorrow 08:00', now, timeZone) ?? now;
  const opens = nextOpening(clock, closesAt) ?? tomorrow;
  if (localDay(timeZone, opens) <= localDay(timeZone, tomorrow)) return { at: tomorrow, words: 'Tomorrow 08:00' };
  const words = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit' });
  return { at: opens, words: words.format(opens).replace(',', '') };
}

/** What a conversation says of itself; `undefined` where it does not in time. */
const snapshotOf = ({ workflow }: Client, workflowId: string): Promise<ConversationSnapshot | undefined> =>
  within(ANSWER_WITHIN_MS, workflow.getHandle(workflowId).query(conversationQuery)).catch(() => undefined);

/** Who the customer of a conversation is, and what it is about; `undefined` where it cannot say. */
export async function matterOf(client: Client, workflowId: string): Promise<Matter | undefined> {
  const snapshot = await snapshotOf(client, workflowId);
  return snapshot && { customer: snapshot.customer, ...(snapshot.issue !== undefined && { issue: snapshot.issue }) };
}

interface Found {
  agent: Agent;
  conversation: ClaimedConversation;
}

async function listClaimed(client: Client): Promise<{ agent: Agent; conversations: ClaimedConversation[] }[]> {
  const places = new Map<string, SlackResult | undefined>();
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({ query: CLAIMED })) {
    if (places.size >= MOST) break;
    places.set(workflowId, cardOf(typedSearchAttributes.get(SEARCH_ATTRIBUTES.BatonSlackThreads)));
  }
  const found = await inParallel([...places], AT_ONCE, ([workflowId, card]) => look(client, workflowId, card));
  return byAgent(found.flat());
}

// What is published may be a moment old; what a conversation says of itself is not. One that cannot say is left out: its
// card tells.
async function look(client: Client, workflowId: string, card: SlackResult | undefined): Promise<Found[]> {
  const snapshot = await snapshotOf(client, workflowId);
  // Whom Slack does not know gets no direct message there: the desk page tells.
  return snapshot?.agent === undefined || !isSlackUser(snapshot.agent.id) || snapshot.handoff !== 'claimed'
    ? []
    : [{ agent: snapshot.agent, conversation: conversationOf(snapshot, card) }];
}

function conversationOf(
  { workflowId, handoffNumber, reason, owedSince }: ConversationSnapshot,
  card: SlackResult | undefined,
): ClaimedConversation {
  return {
    workflowId,
    ...(handoffNumber !== undefined && { handoff: handoffNumber }),
    ...(reason !== undefined && { reason }),
    ...(owedSince !== undefined && { owedSince }),
    ...(card !== undefined && { card }),
  };
}

/** Who is owed an answer for the longest first, then those who are owed none. */
function byAgent(found: Found[]): { agent: Agent; conversations: ClaimedConversation[] }[] {
  const agents = new Map<string, { agent: Agent; conversations: ClaimedConversation[] }>();
  const since = ({ conversation: { owedSince = Number.MAX_SAFE_INTEGER } }: Found): number => owedSince;
  const id = ({ conversation: { workflowId } }: Found): string => workflowId;
  found.sort((one, other) => since(one) - since(other) || id(one).localeCompare(id(other)));
  for (const { agent, conversation } of found) {
    const known = agents.get(agent.id) ?? { agent, conversations: [] };
    known.conversations.push(conversation);
    agents.set(agent.id, known);
  }
  return [...agents.values()];
}

const START = {
  workflowId: CLOSING_ID,
  taskQueue: TASK_QUEUE,
  staticSummary: 'Tells agents what they still have before the business closes',
};

/** Begins the workflow `closing` where it does not run. What fails is tried by the next worker that starts. */
export async function startClosing({ workflow }: Client, logger: Logger): Promise<void> {
  try {
    await workflow.start(CLOSING_WORKFLOW, { ...START, args: [], workflowIdConflictPolicy: 'USE_EXISTING' });
  } catch (error) {
    logger.warn({ kind: 'closing', error }, 'Agents may not be told before closing: the workflow did not start.');
  }
}

/** What an agent has pressed, to the workflow `closing`; durable once it returns. */
export async function tellClosing({ workflow }: Client, click: ClosingClick): Promise<void> {
  await workflow.signalWithStart(CLOSING_WORKFLOW, { ...START, signal: closingClickSignal, signalArgs: [click] });
}
