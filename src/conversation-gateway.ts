import type {
  ConversationSnapshot,
  CustomerMessage,
  CustomerMoved,
  CustomerProfile,
  DeliveryStatus,
  PhoneReply,
} from '../workflows/conversation/messages';

export interface ConversationRun {
  runId: string;
  /** ms UTC. */
  startedAt: number;
  /** ms UTC; absent while the run is open. */
  endedAt?: number;
  /** Absent while the run is open. `continued`: its state went on into the next run; `stopped`: not by itself. */
  end?: 'continued' | 'completed' | 'stopped';
}

/** What changes when anything happens to a conversation. */
export interface ConversationRevision {
  runId: string;
  /** Events in the run's history. */
  events: number;
}

/** It as one word, for a page to say what it has. */
export const revisionOf = ({ runId, events }: ConversationRevision): string => `${runId}.${events}`;

export interface FoundConversation {
  workflowId: string;
  open: boolean;
}

/** `unresolved`: there is no open conversation that it could belong to, or none that can be found yet. */
export type Arrival = 'delivered' | 'unresolved';

/**
 * The way from the HTTP edge to conversations. What returns without throwing is durable: the conversation gets it even if
 * no worker is alive. Everything else throws, and may be delivered again: a conversation drops what it has seen.
 */
export interface ConversationGateway {
  customerMessage(phoneNumberId: string, message: CustomerMessage): Promise<void>;
  /** A customer who is named by his number alone is found by it, and no conversation is begun for him. */
  phoneReply(phoneNumberId: string, reply: PhoneReply): Promise<Arrival>;
  /**
   * `before` is the customer as he was, `moved.customer` as he is. The conversation that he goes to is begun where it is not
   * open, and hears of it first: it says nothing until it has what the one that he leaves knows.
   */
  customerMoved(phoneNumberId: string, before: CustomerProfile, moved: CustomerMoved): Promise<Arrival>;
  deliveryStatus(workflowId: string, status: DeliveryStatus): Promise<Arrival>;
  /**
   * What the conversation looks like now, or looked like at the end of the run that is named; `undefined` where there is
   * none. Needs a living worker.
   */
  snapshot(workflowId: string, runId?: string): Promise<ConversationSnapshot | undefined>;
  /** How far its newest run is, or `undefined` where none is kept. Costs neither a worker's time nor a billed action. */
  revision(workflowId: string): Promise<ConversationRevision | undefined>;
  /** The runs under this workflow id that Temporal still keeps, newest first, at most 20. */
  runs(workflowId: string): Promise<ConversationRun[]>;
  /** The conversation of a customer of whom any one identifier is known. */
  find(phoneNumberId: string, customer: CustomerProfile): Promise<FoundConversation>;
}
