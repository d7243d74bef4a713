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

export interface FoundConversation {
  workflowId: string;
  open: boolean;
}

/**
 * The way from the HTTP edge to conversations. What returns without throwing is durable: the conversation gets it even if
 * no worker is alive. Everything else throws, and may be delivered again: a conversation drops what it has seen.
 */
export interface ConversationGateway {
  customerMessage(phoneNumberId: string, message: CustomerMessage): Promise<void>;
  phoneReply(phoneNumberId: string, reply: PhoneReply): Promise<void>;
  /** `before` is the customer as the conversation knows him, `moved` carries the keys from before and after. */
  customerMoved(phoneNumberId: string, before: CustomerProfile, moved: CustomerMoved): Promise<void>;
  /** `gone`: there is no open conversation that could want to know. */
  deliveryStatus(workflowId: string, status: DeliveryStatus): Promise<'delivered' | 'gone'>;
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
