/** Everything that can happen to a conversation. `at`: the workflow's clock, ms UTC, the only clock of the mode rules. */
import type {
  AgentCommand,
  AgentMessage,
  AgentMessageChange,
  Carried,
  CustomerMessage,
  CustomerMoved,
  DeliveryStatus,
  PhoneReply,
} from './messages';
import type { FetchedFile, UploadedFile } from './file';
import type { Classification, Draft, SendResult, SlackResult, Summary } from './ports';

/** How a job failed. `not_sent`: certainly nothing happened. `unknown`: it may have. `rejected`: the vendor will never take it. */
export type FailureClass = 'not_sent' | 'unknown' | 'rejected';

/** The code of a failure to pass something on: the server knows no such conversation that is open. */
export const NOT_THERE = 'not_there';

export interface JobFailure {
  class: FailureClass;
  code: string;
  reason: string;
  retryable: boolean;
  retryAfterMs?: number;
  /** Of a file that is refused: what it is. */
  type?: string;
}

export type JobResult =
  | { kind: 'classify'; value: Classification }
  | { kind: 'draft'; value: Draft }
  | { kind: 'summarise'; value: Summary }
  | { kind: 'send'; value: SendResult }
  | { kind: 'slack'; value: SlackResult }
  | { kind: 'file'; value: FetchedFile }
  | { kind: 'upload'; value: UploadedFile }
  | { kind: 'list' }
  | { kind: 'pass' };

export type ConversationEvent =
  | { type: 'customerMessage'; at: number; message: CustomerMessage }
  | { type: 'phoneReply'; at: number; reply: PhoneReply }
  | { type: 'customerMoved'; at: number; moved: CustomerMoved }
  | { type: 'carried'; at: number; carried: Carried }
  | { type: 'deliveryStatus'; at: number; status: DeliveryStatus }
  | { type: 'agentMessage'; at: number; message: AgentMessage }
  | { type: 'agentMessageChange'; at: number; change: AgentMessageChange }
  | { type: 'agentCommand'; at: number; command: AgentCommand; signalled: boolean }
  | { type: 'sendBegun'; at: number; intentId: string }
  | { type: 'jobDone'; at: number; key: string; result: JobResult }
  | { type: 'jobFailed'; at: number; key: string; failure: JobFailure }
  | { type: 'jobCancelled'; at: number; key: string }
  | { type: 'tick'; at: number }
  | { type: 'parked'; at: number };

/** What a conversation that has moved passes on to the one in which it goes on. */
export type Passable = Extract<
  ConversationEvent,
  {
    type:
      | 'customerMessage'
      | 'phoneReply'
      | 'customerMoved'
      | 'carried'
      | 'deliveryStatus'
      | 'agentMessage'
      | 'agentMessageChange'
      | 'agentCommand';
  }
>;

/** What the conversation's own jobs and clock bring. */
export type OwnEvent = Exclude<ConversationEvent, Passable>;
