import type { Client } from '@temporalio/client';
import { conversationQuery } from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { CustomerIdentity, SlackResult } from '../workflows/conversation/ports';
import type { Language } from '../workflows/conversation/words';
import { isAgentId } from './agent-id';
import { inParallel } from './in-parallel';
import { OPEN_CONVERSATIONS } from './list-filters';
import { cardOf } from './waiting-list';
import { within } from './within';

/** One that an agent has; `card`: its thread. What it says of itself is absent where it does not in time. */
export interface OwnConversation {
  workflowId: string;
  card: SlackResult;
  customer?: CustomerIdentity;
  issue?: string;
  language?: Language;
}

/** More than anybody has at once. */
const MOST = 25;
const AT_ONCE = 10;
const ANSWER_WITHIN_MS = 500;

/** The conversations that an agent has, or has put off, and that have a thread in Slack. */
export async function listOwn(client: Client, agentId: string): Promise<OwnConversation[]> {
  // It becomes part of a query.
  if (!isAgentId(agentId)) return [];
  const query = `${OPEN_CONVERSATIONS} AND BatonHandoff IN ("claimed", "snoozed") AND BatonAgent = "${agentId}"`;
  const found: OwnConversation[] = [];
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({ query, pageSize: MOST })) {
    if (found.length >= MOST) break;
    const card = cardOf(typedSearchAttributes.get(SEARCH_ATTRIBUTES.BatonSlackThreads));
    if (card !== undefined) found.push({ workflowId, card });
  }
  return inParallel(found, AT_ONCE, (conversation) => describe(client, conversation));
}

async function describe({ workflow }: Client, conversation: OwnConversation): Promise<OwnConversation> {
  try {
    const handle = workflow.getHandle(conversation.workflowId);
    const { customer, issue, language } = await within(ANSWER_WITHIN_MS, handle.query(conversationQuery));
    return { ...conversation, customer, language, ...(issue !== undefined && { issue }) };
  } catch {
    return conversation;
  }
}
