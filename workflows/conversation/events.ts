/** Everything that can happen to a conversation. `at`: the workflow's clock, ms UTC, the only clock of the mode rules. */
import type {
  AgentCommand,
  AgentMessage,
  CustomerMessage,
  CustomerMoved,
  DeliveryStatus,
  PhoneReply,
} from './messages';
import type { Classification, Draft, SendResult, SlackResult, Summary } from './ports';

/** How a job failed. `not_sent`: certainly nothing happened. `unknown`: it may have. `rejected`: the vendor will never take it. */
export type FailureClass = 'not_sent' | 'unknown' | 'rejected';

export interface JobFailure {
  class: FailureClass;
  code: string;
  reason: string;
  retryable: boolean;
  retryAfterMs?: number;
}

export type JobResult =
  | { kind: 'classify'; value: Classification }
  | { kind: 'draft'; value: Draft }
  | { kind: 'summarise'; value: Summary }
  | { kind: 'send'; value: SendResult }
  | { kind: 'slack'; value: SlackResult };

export type ConversationEvent =
  | { type: 'customerMessage'; at: number; message: CustomerMessage }
  | { type: 'phoneReply'; at: number; reply: PhoneReply }
  | { type: 'customerMoved'; at: number; moved: CustomerMoved }
  | { type: 'deliveryStatus'; at: number; status: DeliveryStatus }
  | { type: 'agentMessage'; at: number; message: AgentMessage }
  | { type: 'agentCommand'; at: number; command: AgentCommand; signalled: boolean }
  | { type: 'sendBegun'; at: number; intentId: string }
  | { type: 'jobDone'; at: number; key: string; result: JobResult }
  | { type: 'jobFailed'; at: number; key: string; failure: JobFailure }
  | { type: 'jobCancelled'; at: number; key: string }
  | { type: 'tick'; at: number }
  | { type: 'parked'; at: number };
