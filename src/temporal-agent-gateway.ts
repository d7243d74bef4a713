import { setTimeout as delay } from 'node:timers/promises';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateStage,
  type Client,
  type WorkflowUpdateHandle,
} from '@temporalio/client';
import {
  AGENT_UPDATES,
  agentCommandSignal,
  agentMessageChangeSignal,
  agentMessageSignal,
  conversationQuery,
  CONVERSATION_WORKFLOW,
  TASK_QUEUE,
  type AgentCommand,
  type ConversationInput,
  type Verdict,
} from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { Settings } from '../workflows/conversation/settings';
import { isAgentId } from './agent-id';
import { hasResumed, pauseAssistant, readAssistantPause, resumeAssistant } from './assistant-pause';
import { tellClosing } from './closing';
import type { FoundConversation } from './conversation-gateway';
import { CONVERSATION_METADATA } from './conversation-metadata';
import { phoneNumberIdOf, workflowKeyOf } from './identity';
import { listUnclaimed } from './model-outage';
import { listOwn } from './own-conversations';
import { NotTakenError, type AcceptedCommand, type AgentGateway, type NotTakenReason } from './agent-gateway';
import { OPEN_CONVERSATIONS } from './list-filters';

export interface TemporalAgentGatewayOptions {
  client: Client;
  /** The conversation with the customer who has this number (digits, no plus). */
  find(digits: string): Promise<FoundConversation>;
  transcriptLink(workflowId: string): string;
  /** What a conversation that starts now begins with. */
  settings: () => Settings;
  taskQueue?: string;
  now?: () => number;
}

const { BatonMode: MODE, BatonHandoff: HANDOFF, BatonCustomerKeys: CUSTOMER_KEYS } = SEARCH_ATTRIBUTES;

/** gRPC status codes that say that nothing was looked at. */
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

/** Longest that a verdict takes: a message in flight, and a worker that comes back. */
const VERDICT_WITHIN_MS = 60_000;
const REMEMBERED_THREADS = 5_000;
const MOST_UNCLAIMED = 2_000;
const MOST_CLAIMED = 200;

/** Conversations on a Temporal server, as Slack's listeners and the desk page reach them. */
export function createTemporalAgentGateway(options: TemporalAgentGatewayOptions): AgentGateway {
  const { client, now = Date.now } = options;
  const { workflow } = client;
  const attempt = createAttempt(options);
  return {
    async command(workflowId, command, deadline) {
      const update = await attempt(deadline, () => startUpdate(options, workflowId, command));
      return acceptedCommand(update, (work) => attempt(now() + VERDICT_WITHIN_MS, work));
    },
    signalCommand: (workflowId, command, deadline) =>
      attempt(deadline, () => workflow.getHandle(workflowId).signal(agentCommandSignal, command)),
    agentMessage: (workflowId, message, deadline) =>
      attempt(deadline, () => workflow.getHandle(workflowId).signal(agentMessageSignal, message)),
    agentMessageChange: (workflowId, change, deadline) =>
      attempt(deadline, () => workflow.getHandle(workflowId).signal(agentMessageChangeSignal, change)),
    findByThread: createThreadSearch(client, attempt),
    async findByNumber(digits, deadline) {
      const { workflowId, open } = await attempt(deadline, () => options.find(digits));
      return open ? workflowId : undefined;
    },
    conversationsOf: (agentId, deadline) => attempt(deadline, () => listClaimed(client, agentId)),
    ownConversations: (agentId, deadline) => attempt(deadline, () => listOwn(client, agentId)),
    async customer(workflowId, deadline) {
      const { customer } = await attempt(deadline, () => workflow.getHandle(workflowId).query(conversationQuery));
      return customer;
    },
    unclaimed: (deadline) => attempt(deadline, () => listUnclaimed(client, MOST_UNCLAIMED)),
    closingClick: (click, deadline) => attempt(deadline, () => tellClosing(client, click)),
    assistantPause: (deadline) => attempt(deadline, () => readAssistantPause(client)),
    pauseAssistant: (agentId, deadline) => attempt(deadline, () => pauseAssistant(client, agentId)),
    async resumeAssistant(deadline) {
      await attempt(deadline, () => resumeAssistant(client));
      return hasResumed(client);
    },
    transcriptLink: options.transcriptLink,
  };
}

async function listClaimed({ workflow }: Client, agentId: string): Promise<string[]> {
  // It becomes part of a query.
  if (!isAgentId(agentId)) return [];
  const query = `${OPEN_CONVERSATIONS} AND BatonHandoff = "claimed" AND BatonAgent = "${agentId}"`;
  const ids: string[] = [];
  for await (const { workflowId } of workflow.list({ query })) {
    if (ids.length >= MOST_CLAIMED) break;
    ids.push(workflowId);
  }
  return ids;
}

type Attempt = <T>(deadline: number, work: () => Promise<T>) => Promise<T>;

// A deadline of gRPC does not cover the pauses between its own tries, nor those of connecting.
const createAttempt =
  ({ client, now = Date.now }: TemporalAgentGatewayOptions): Attempt =>
  async (deadline, work) => {
    const abort = new AbortController();
    const timer = new AbortController();
    const inTime = client.withDeadline(deadline, () => client.withAbortSignal(abort.signal, work));
    const tooLate = delay(Math.max(0, deadline - now()), undefined, { signal: timer.signal }).then(() => {
      throw new Error('Temporal did not answer in time.');
    });
    try {
      return await Promise.race([inTime, tooLate]);
    } catch (error) {
      abort.abort();
      inTime.catch(() => undefined);
      throw new NotTakenError(reasonOf(error), error);
    } finally {
      tooLate.catch(() => undefined);
      timer.abort();
    }
  };

function reasonOf(error: unknown): NotTakenReason {
  if (error instanceof WorkflowNotFoundError) return 'closed';
  if (error instanceof WorkflowUpdateFailedError) return 'rejected';
  const cause = isGrpcServiceError(error) ? error : (error as { cause?: unknown }).cause;
  const code = isGrpcServiceError(cause) ? Number(cause.code) : undefined;
  return code === FAILED_PRECONDITION || code === UNAVAILABLE ? 'again' : 'unclear';
}

async function startUpdate(
  options: TemporalAgentGatewayOptions,
  workflowId: string,
  command: AgentCommand,
): Promise<WorkflowUpdateHandle<Verdict>> {
  const update = AGENT_UPDATES[command.kind];
  const request = {
    updateId: command.updateId,
    args: [command] as [AgentCommand],
    waitForStage: WorkflowUpdateStage.ACCEPTED,
  } as const;
  try {
    return await options.client.workflow.getHandle(workflowId).startUpdate(update, request);
  } catch (error) {
    const phoneNumberId = phoneNumberIdOf(workflowId);
    if (!(error instanceof WorkflowNotFoundError) || command.kind !== 'takeOver' || phoneNumberId === undefined) {
      throw error;
    }
    const startWorkflowOperation = startOperation(options, workflowId, phoneNumberId);
    return options.client.workflow.startUpdateWithStart(update, { ...request, startWorkflowOperation });
  }
}

function startOperation(
  { settings, taskQueue = TASK_QUEUE }: TemporalAgentGatewayOptions,
  workflowId: string,
  phoneNumberId: string,
): WithStartWorkflowOperation<(input: ConversationInput) => Promise<void>> {
  const start = new WithStartWorkflowOperation<(input: ConversationInput) => Promise<void>>(CONVERSATION_WORKFLOW, {
    workflowId,
    taskQueue,
    args: [{ phoneNumberId, settings: settings() }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    ...CONVERSATION_METADATA,
    typedSearchAttributes: [
      { key: MODE, value: 'active' },
      { key: HANDOFF, value: 'none' },
      { key: CUSTOMER_KEYS, value: [workflowKeyOf(workflowId)] },
    ],
  });
  // Nobody waits for the handle: the update tells whether the start went through.
  start.workflowHandle().catch(() => undefined);
  return start;
}

function acceptedCommand(
  update: WorkflowUpdateHandle<Verdict>,
  attempt: <T>(work: () => Promise<T>) => Promise<T>,
): AcceptedCommand {
  return { verdict: () => attempt(() => update.result()) };
}

function createThreadSearch(client: Client, attempt: Attempt): AgentGateway['findByThread'] {
  const known = new Map<string, string>();
  return async (channel, threadTs, deadline) => {
    const thread = `${channel}:${threadTs}`;
    const remembered = known.get(thread);
    if (remembered !== undefined) return remembered;
    // Both become part of a query.
    if (!/^[A-Z0-9]+:\d+\.\d+$/.test(thread)) return undefined;
    const found = await attempt(deadline, () => newestWith(client, thread));
    if (found === undefined) return undefined;
    known.set(thread, found);
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED_THREADS) break;
      known.delete(oldest);
    }
    return found;
  };
}

// All runs of a conversation have the same workflow id, so any of them will do.
async function newestWith({ workflow }: Client, thread: string): Promise<string | undefined> {
  const query = `BatonSlackThreads = "${thread}" AND WorkflowType = "${CONVERSATION_WORKFLOW}"`;
  for await (const { workflowId } of workflow.list({ query, pageSize: 1 })) return workflowId;
  return undefined;
}
