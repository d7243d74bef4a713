import type { Client, WorkflowExecutionStatusName } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import {
  TASK_QUEUE,
  conversationQuery,
  customerMessageSignal,
  customerMovedSignal,
  deliveryStatusSignal,
  phoneReplySignal,
  type ConversationSnapshot,
  type CustomerMoved,
  type CustomerProfile,
} from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { Settings } from '../workflows/conversation/settings';
import { createDelivery, type Deliver } from './conversation-delivery';
import type { Arrival, ConversationGateway, ConversationRevision, ConversationRun } from './conversation-gateway';
import {
  createConversationResolver,
  type ConversationDirectory,
  type ConversationResolver,
  type OpenConversation,
} from './conversation-resolver';
import { keysOf } from './customer-keys';
import { phoneNumberIdOf } from './identity';
import { createFindStopped, type FindStopped } from './stopped-run';
import { createCall, unlessGone, type Call } from './temporal-call';

export interface TemporalGatewayOptions {
  client: Client;
  /** What a conversation that starts now begins with. */
  settings: () => Settings;
  taskQueue?: string;
  /** How long one call to Temporal may take, retries of the connection included, ms. */
  callTimeoutMs?: number;
  now?: () => number;
}

const { BatonMode: MODE, BatonCustomerKeys: CUSTOMER_KEYS } = SEARCH_ATTRIBUTES;

const CALL_TIMEOUT_MS = 5_000;
const LISTED_AT_MOST = 20;

/** The conversations on a Temporal server. Every call throws when the server does not have it within `callTimeoutMs`. */
export function createTemporalGateway(options: TemporalGatewayOptions): ConversationGateway {
  const { client, settings, taskQueue = TASK_QUEUE, callTimeoutMs = CALL_TIMEOUT_MS, now = Date.now } = options;
  const call = createCall({ client, callTimeoutMs, now });
  const resolver = createConversationResolver({ directory: createDirectory(client, call), now });
  const findStopped = createFindStopped(client, call);
  const deliver = createDelivery({ client, settings, taskQueue, call, findStopped });

  return {
    async customerMessage(phoneNumberId, message) {
      const workflowId = await resolver.resolve(phoneNumberId, message.customer);
      await deliver({ phoneNumberId, workflowId, customer: message.customer }, customerMessageSignal, message);
    },
    async phoneReply(phoneNumberId, reply) {
      // A number alone is not the name of a conversation: begun under it, one would answer beside the customer's own.
      const { customer } = reply;
      const { workflowId, open } = await resolver.find(phoneNumberId, customer);
      if (!open && customer.userId === undefined) return 'unresolved';
      await deliver({ phoneNumberId, workflowId, customer }, phoneReplySignal, reply);
      return 'delivered';
    },
    customerMoved: createMove({ client, call, resolver, findStopped, deliver }),
    async deliveryStatus(workflowId, status) {
      const handle = client.workflow.getHandle(workflowId);
      const sent = await unlessGone(call(() => handle.signal(deliveryStatusSignal, status).then(() => true)));
      return sent ? 'delivered' : 'unresolved';
    },
    snapshot: (workflowId, runId) => snapshot(client, call, workflowId, runId),
    revision: (workflowId) => revision(client, call, workflowId),
    runs: (workflowId) => call(() => runs(client, workflowId)),
    find: (phoneNumberId, customer) => resolver.find(phoneNumberId, customer),
  };
}

interface MoveDependencies {
  client: Client;
  call: Call;
  resolver: ConversationResolver;
  findStopped: FindStopped;
  deliver: Deliver;
}

function createMove({ client, call, resolver, findStopped, deliver }: MoveDependencies) {
  /** The conversation that a customer leaves: the open one, or one that was stopped, whose promises nobody knows. */
  const leftBehind = async (phoneNumberId: string, before: CustomerProfile) => {
    const { workflowId, open } = await resolver.find(phoneNumberId, before);
    return { from: open ? workflowId : await findStopped(phoneNumberId, before), open };
  };
  return async (phoneNumberId: string, before: CustomerProfile, moved: CustomerMoved): Promise<Arrival> => {
    const { customer } = moved;
    const { from, open } = await leftBehind(phoneNumberId, before);
    if (from === undefined) return before.userId === undefined ? 'unresolved' : 'delivered';
    const { workflowId: to } = await resolver.find(phoneNumberId, customer);
    const parted = to !== from;
    // What was stopped hands nothing on: the other one waits for it in vain, and then people have a look.
    const arrival = parted ? { ...moved, from } : moved;
    await deliver({ phoneNumberId, workflowId: to, customer, afterStop: !open }, customerMovedSignal, arrival);
    const left = client.workflow.getHandle(from);
    if (parted && open) await call(() => left.signal(customerMovedSignal, { ...moved, to }));
    resolver.learn(phoneNumberId, customer.keys, to);
    return 'delivered';
  };
}

/** It only passes on what arrives: the customer is served somewhere else. */
const hasMoved = (attributes: TypedSearchAttributes): boolean => attributes.get(MODE) === undefined;

function createDirectory({ workflow }: Client, call: Call): ConversationDirectory {
  return {
    async open(workflowId) {
      const description = await unlessGone(call(() => workflow.getHandle(workflowId).describe()));
      if (description?.status.name !== 'RUNNING' || hasMoved(description.typedSearchAttributes)) return undefined;
      return { workflowId, keys: keysOf(description.typedSearchAttributes) };
    },
    openWithKeys: (keys) =>
      call(async () => {
        const oneOf = keys.map((key) => `"${key}"`).join(', ');
        const query = `ExecutionStatus = "Running" AND ${MODE.name} IS NOT NULL AND ${CUSTOMER_KEYS.name} IN (${oneOf})`;
        const found: OpenConversation[] = [];
        for await (const { workflowId, typedSearchAttributes } of workflow.list({ query, pageSize: LISTED_AT_MOST })) {
          found.push({ workflowId, keys: keysOf(typedSearchAttributes) });
          if (found.length === LISTED_AT_MOST) break;
        }
        return found;
      }),
  };
}

async function snapshot(
  client: Client,
  call: Call,
  workflowId: string,
  runId: string | undefined,
): Promise<ConversationSnapshot | undefined> {
  // The server finds a run only under the workflow id that it belongs to.
  const handle = client.workflow.getHandle(workflowId, runId);
  return unlessGone(call(() => handle.query(conversationQuery)));
}

async function revision(client: Client, call: Call, workflowId: string): Promise<ConversationRevision | undefined> {
  const found = await unlessGone(call(() => client.workflow.getHandle(workflowId).describe()));
  return found && { runId: found.runId, events: found.historyLength };
}

const ENDS: Partial<Record<WorkflowExecutionStatusName, ConversationRun['end']>> = {
  CONTINUED_AS_NEW: 'continued',
  COMPLETED: 'completed',
};

async function runs({ workflow }: Client, workflowId: string): Promise<ConversationRun[]> {
  // The id becomes part of a query, so it has to be one of ours.
  if (phoneNumberIdOf(workflowId) === undefined) return [];
  const found: ConversationRun[] = [];
  const query = `WorkflowId = "${workflowId}"`;
  for await (const { runId, startTime, closeTime, status } of workflow.list({ query, pageSize: LISTED_AT_MOST })) {
    const ended = closeTime && { endedAt: closeTime.getTime(), end: ENDS[status.name] ?? 'stopped' };
    found.push({ runId, startedAt: startTime.getTime(), ...ended });
    if (found.length === LISTED_AT_MOST) break;
  }
  return found.sort((one, other) => other.startedAt - one.startedAt);
}
