import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionStatusName,
} from '@temporalio/client';
import {
  type SearchAttributePair,
  type SignalDefinition,
  type TypedSearchAttributes,
  type WorkflowIdReusePolicy,
} from '@temporalio/common';
import {
  CONVERSATION_WORKFLOW,
  TASK_QUEUE,
  conversationQuery,
  customerMessageSignal,
  customerMovedSignal,
  deliveryStatusSignal,
  phoneReplySignal,
  type ConversationInput,
  type ConversationSnapshot,
} from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { Settings } from '../workflows/conversation/settings';
import type { ConversationGateway, ConversationRevision, ConversationRun } from './conversation-gateway';
import { CONVERSATION_METADATA } from './conversation-metadata';
import { createConversationResolver, type ConversationDirectory, type OpenConversation } from './conversation-resolver';
import { phoneNumberIdOf } from './identity';

export interface TemporalGatewayOptions {
  client: Client;
  /** What a conversation that starts now begins with. */
  settings: () => Settings;
  taskQueue?: string;
  /** How long one call to Temporal may take, retries of the connection included, ms. */
  callTimeoutMs?: number;
  now?: () => number;
}

const { BatonMode: MODE, BatonHandoff: HANDOFF, BatonCustomerKeys: CUSTOMER_KEYS } = SEARCH_ATTRIBUTES;

const CALL_TIMEOUT_MS = 5_000;
const LISTED_AT_MOST = 20;

/** The conversations on a Temporal server. Every call throws when the server does not have it within `callTimeoutMs`. */
export function createTemporalGateway(options: TemporalGatewayOptions): ConversationGateway {
  const { now = Date.now } = options;
  const call = createCall(options);
  const resolver = createConversationResolver({ directory: createDirectory(options.client, call), now });
  const deliver = createDelivery(options, call);

  return {
    async customerMessage(phoneNumberId, message) {
      const workflowId = await resolver.resolve(phoneNumberId, message.customer);
      await deliver(phoneNumberId, workflowId, message.customer.keys, customerMessageSignal, message);
    },
    async phoneReply(phoneNumberId, reply) {
      // A number alone is not the name of a conversation: begun under it, one would answer beside the customer's own.
      const { workflowId, open } = await resolver.find(phoneNumberId, reply.customer);
      if (!open && reply.customer.userId === undefined) return 'unresolved';
      await deliver(phoneNumberId, workflowId, reply.customer.keys, phoneReplySignal, reply);
      return 'delivered';
    },
    async customerMoved(phoneNumberId, before, moved) {
      const { customer } = moved;
      const from = await resolver.find(phoneNumberId, before);
      if (!from.open) return before.userId === undefined ? 'unresolved' : 'delivered';
      const { workflowId: to } = await resolver.find(phoneNumberId, customer);
      const parted = to !== from.workflowId;
      const arrival = parted ? { ...moved, from: from.workflowId } : moved;
      await deliver(phoneNumberId, to, customer.keys, customerMovedSignal, arrival);
      const left = options.client.workflow.getHandle(from.workflowId);
      if (parted) await call(() => left.signal(customerMovedSignal, { ...moved, to }));
      resolver.learn(phoneNumberId, customer.keys, to);
      return 'delivered';
    },
    async deliveryStatus(workflowId, status) {
      const handle = options.client.workflow.getHandle(workflowId);
      const sent = await unlessGone(call(() => handle.signal(deliveryStatusSignal, status).then(() => true)));
      return sent ? 'delivered' : 'unresolved';
    },
    snapshot: (workflowId, runId) => snapshot(options.client, call, workflowId, runId),
    revision: (workflowId) => revision(options.client, call, workflowId),
    runs: (workflowId) => call(() => runs(options.client, workflowId)),
    find: (phoneNumberId, customer) => resolver.find(phoneNumberId, customer),
  };
}

type Call = <T>(work: () => Promise<T>) => Promise<T>;

const createCall =
  ({ client, callTimeoutMs = CALL_TIMEOUT_MS, now = Date.now }: TemporalGatewayOptions): Call =>
  (work) =>
    client.withDeadline(now() + callTimeoutMs, work);

function createDelivery({ client, settings, taskQueue = TASK_QUEUE }: TemporalGatewayOptions, call: Call) {
  return async <T>(
    phoneNumberId: string,
    workflowId: string,
    keys: string[],
    signal: SignalDefinition<[T]>,
    payload: T,
  ): Promise<void> => {
    const input: ConversationInput = { phoneNumberId, settings: settings() };
    const start = (workflowIdReusePolicy: WorkflowIdReusePolicy, args: [ConversationInput]) =>
      call(() =>
        client.workflow.signalWithStart(CONVERSATION_WORKFLOW, {
          workflowId,
          taskQueue,
          args,
          signal,
          signalArgs: [payload],
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy,
          ...CONVERSATION_METADATA,
          typedSearchAttributes: startAttributes(keys),
        }),
      );
    await unlessEndedBefore(
      () => start('REJECT_DUPLICATE', [input]),
      () => start('ALLOW_DUPLICATE_FAILED_ONLY', [{ ...input, afterStop: true }]),
      () => start('ALLOW_DUPLICATE', [input]),
    );
  };
}

/**
 * The first way that the server takes. It alone knows, in the moment of starting, whether there was a run before and how it
 * ended: none, one that was stopped or failed, one that completed. One that is open takes the signal on the first way.
 */
async function unlessEndedBefore(first: () => Promise<unknown>, ...others: (() => Promise<unknown>)[]): Promise<void> {
  try {
    await first();
  } catch (error) {
    const [next, ...rest] = others;
    if (next === undefined || !(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await unlessEndedBefore(next, ...rest);
  }
}

const startAttributes = (keys: string[]): SearchAttributePair[] => [
  { key: MODE, value: 'active' },
  { key: HANDOFF, value: 'none' },
  { key: CUSTOMER_KEYS, value: keys },
];

/** It only passes on what arrives: the customer is served somewhere else. */
const hasMoved = (attributes: TypedSearchAttributes): boolean => attributes.get(MODE) === undefined;

const keysOf = (attributes: TypedSearchAttributes): string[] => attributes.get(CUSTOMER_KEYS) ?? [];

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

async function unlessGone<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
