import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { SearchAttributePair, SignalDefinition, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  CONVERSATION_WORKFLOW,
  type ConversationInput,
  type CustomerProfile,
} from '../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { Settings } from '../workflows/conversation/settings';
import { CONVERSATION_METADATA } from './conversation-metadata';
import type { FindStopped } from './stopped-run';
import { unlessGone, type Call } from './temporal-call';

/** Throws where the conversation may not have it. */
export type Deliver = <T>(to: Recipient, signal: SignalDefinition<[T]>, payload: T) => Promise<void>;

interface DeliveryOptions {
  client: Client;
  /** What a conversation that starts now begins with. */
  settings: () => Settings;
  taskQueue: string;
  call: Call;
  findStopped: FindStopped;
}

interface Recipient {
  phoneNumberId: string;
  workflowId: string;
  customer: CustomerProfile;
  /** It is known already that a run begun now follows one that was stopped. */
  afterStop?: boolean;
}

/**
 * Signals the conversation, and begins it where it is not open. Only then the runs before it matter: the server says, in the
 * moment of starting, how the last one under this workflow id ended; those under another id of the customer's are looked up.
 */
export function createDelivery({ client, settings, taskQueue, call, findStopped }: DeliveryOptions): Deliver {
  return async (to, signal, payload) => {
    const { phoneNumberId, workflowId, customer } = to;
    const open = client.workflow.getHandle(workflowId);
    if (await unlessGone(call(() => open.signal(signal, payload).then(() => true)))) return;
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
          typedSearchAttributes: startAttributes(customer.keys),
        }),
      );
    if (to.afterStop || (await findStopped(phoneNumberId, customer)) !== undefined) {
      await start('ALLOW_DUPLICATE', [{ ...input, afterStop: true }]);
      return;
    }
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

const { BatonMode: MODE, BatonHandoff: HANDOFF, BatonCustomerKeys: CUSTOMER_KEYS } = SEARCH_ATTRIBUTES;

const startAttributes = (keys: string[]): SearchAttributePair[] => [
  { key: MODE, value: 'active' },
  { key: HANDOFF, value: 'none' },
  { key: CUSTOMER_KEYS, value: keys },
];
