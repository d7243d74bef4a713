/** What the conversation needs from outside: the activities, as the workflow sees them. */
import type { FetchedFile, FetchFileRequest, OutgoingFile, UploadedFile, UploadFileRequest } from './file';
import type { SaidLine } from './said-line';
import type { Sentence } from './sentence';
import type { Settings } from './settings';
import type { TeamQuestion } from './team-question';
import type { TemplateMessage } from './template';
import type {
  Author,
  ButtonKey,
  HandoffOutcome,
  HandoffReason,
  FileProblem,
  FileRefusal,
  HandoffStatus,
  HeldBecause,
  Intent,
  Language,
  ContentKind,
  Mode,
  NoticeKey,
  Reaction,
  Sentiment,
  Social,
} from './words';

export type { Sentence } from './sentence';

/** One line of the conversation as prompts, summaries and cards get it. `at`: ms UTC. */
export interface PromptEntry {
  from: 'customer' | Author;
  /** Name of the agent who wrote it. */
  name?: string;
  text: string;
  at: number;
}

/** The customer as vendors address them. Never log any of it. */
export interface CustomerIdentity {
  waId?: string;
  userId?: string;
  name?: string;
}

export interface AssistantRequest {
  /** `configured`: the engine of the configuration; `local`: the fallback after the model failed. */
  engine: 'configured' | 'local';
  /** The unanswered customer messages this turn is about, oldest first. */
  messages: string[];
  /** What was said before them, oldest first; at most 20 entries and 16 KB. */
  transcript: PromptEntry[];
  /** Language of the conversation so far. */
  language: Language;
  /** Time limit of the model call, ms. */
  timeoutMs: number;
}

export type ClassifyRequest = AssistantRequest;

export interface Classification {
  engine: 'openai' | 'local';
  language: Language;
  /** Explicit wish for a person. */
  wantsHuman: boolean;
  sentiment: Sentiment;
  intent: Intent;
  /** The customer wants it done, not explained. Only looked at for always-human intents. */
  wantsAction: boolean;
  social?: Social;
  /** What is asked, by meaning: a topic of the knowledge or `order:<number>`; absent when there is no question. */
  questionKey?: string;
  /** The customer tells of something that went wrong (a photo right after it goes to a person). */
  problem: boolean;
  /** One line for the card: what it is about. Absent: the customer's own last words are shown. */
  issue?: string;
  /** Operators have paused the assistant: whatever this is goes to people. */
  assistantPaused?: true;
  /** The settings in force at the edge, renewed with every turn. */
  settings: Settings;
}

export interface DraftRequest extends AssistantRequest {
  /** The draft is returned no earlier than this (ms UTC): the customer may still be typing. */
  notBefore: number;
  /** What an agent has said about it when he was asked: the fact to answer with. */
  teamAnswer?: string;
  customer: CustomerIdentity;
  phoneNumberId: string;
  /** WhatsApp id of the last customer message: it gets "read" and "typing", best effort. */
  lastMessageId: string;
}

export interface Draft {
  engine: 'openai' | 'local';
  /** False: the knowledge does not answer; `text` is then not sent. */
  answerable: boolean;
  text: string;
  /** What the answer rests on (topics, order and its state): equal for equal answers whatever the wording. */
  basis: string;
  /** What speaks against sending: a promise only people may make, or a fact nothing given contains. */
  violations: string[];
  order?: {
    number: string;
    outcome: 'found' | 'not_found' | 'unavailable';
    /** For the card alone: what the orders API knows, e.g. that the order belongs to another number. */
    cardNote?: string;
  };
}

export interface SummariseRequest {
  engine: 'configured' | 'local';
  transcript: PromptEntry[];
  reason: HandoffReason;
  /** Of the customer; English where an earlier release did not say. */
  language?: Language;
  timeoutMs: number;
}

/** What the agent reads instead of scrolling. Each part one or two short sentences, in English. */
export interface Summary {
  engine: 'openai' | 'local';
  askedFor: string;
  told: string;
  tried: string;
  wants: string;
  /** What an agent might answer first, in the customer's language. Only an agent sends it. */
  suggestedReply?: string;
}

export interface ReplyButton {
  /** `<action>:<epoch>:<question>`, see `buttons.ts`. */
  id: string;
  title: ButtonKey;
}

/** Who is named before a message: an agent, as the customer is to know him, or the assistant. */
export type Speaker = 'assistant' | { agent: string };

/** The customer's message that one of ours answers. */
export interface Answered {
  messageId: string;
  text: string;
}

export type OutgoingContent =
  | { kind: 'text'; text: string; firstContact: boolean; answers?: Answered }
  | { kind: 'template'; template: TemplateMessage; firstContact: false }
  | { kind: 'file'; file: OutgoingFile; caption?: string; firstContact: false; answers?: Answered }
  /** On the customer's own message; '': taken off it again. */
  | { kind: 'reaction'; emoji: string; answers: Answered; firstContact: false }
  | {
      kind: 'notice';
      key: NoticeKey;
      parameters: Record<string, string>;
      buttons: ReplyButton[];
      /** Its own words introduce the assistant. */
      firstContact: boolean;
    };

export interface SendRequest {
  workflowId: string;
  /** Starts with `a-`, `h-` or `n-`; travels as `biz_opaque_callback_data` = `<workflowId>/<intentId>`. */
  intentId: string;
  phoneNumberId: string;
  customer: CustomerIdentity;
  content: OutgoingContent;
  language: Language;
  /** End of the customer service window (ms UTC); checked again immediately before the write. */
  windowEndsAt: number;
  speaker?: Speaker;
  /** Said for the assistant: fails with the code ASSISTANT_PAUSED while operators have paused it. */
  forAssistant: boolean;
}

export interface SendResult {
  /** The WhatsApp message id. */
  messageId: string;
  /** What the customer reads, as rendered; without the name before it, which the record has beside it. */
  text: string;
  buttons: string[];
}

/** Code of the failure of a `draft`, and of a send `forAssistant`, while operators have paused the assistant. */
export const ASSISTANT_PAUSED = 'assistant_paused';

/** `details[0]` of the ApplicationFailure of type `NotSent`. Any other failure of a send means an unknown outcome. */
export interface NotSentDetails {
  /** Graph error code, or `window_closed`, `connection`, `deadline`. */
  code: string;
  /** One sentence for the agent. */
  reason: string;
  retryable: boolean;
  /** The vendor's own waiting time, ms. */
  retryAfterMs?: number;
}

export interface Agent {
  /** Slack user id. */
  id: string;
  name: string;
}

export type CardState =
  'waiting' | 'taking_over' | 'claimed' | 'snoozed' | 'with_assistant' | 'handed_back' | 'resolved' | 'merged';

/** Everything a card shows. `at` and `…Since`: ms UTC. */
export interface CardView {
  state: CardState;
  handoff: number;
  epoch: number;
  mode: Mode;
  status: HandoffStatus;
  reason: HandoffReason;
  /** Further reasons while the handoff was open, oldest first. */
  otherReasons: HandoffReason[];
  issue: string;
  customer: CustomerIdentity;
  agent?: Agent;
  /** Who resolved the same matter less than three days ago. */
  returnedTo?: Agent;
  /** Who ended it, for `handed_back` and `resolved`; absent: the customer. */
  endedBy?: Agent;
  outcome?: HandoffOutcome;
  /** The card of the handoff before. */
  earlier?: SlackResult;
  waitingSince: number;
  /** Nobody works now: when they do again. */
  opensAt?: number;
  /** Since when it is with the agent, snoozed, with the assistant, or ended. */
  changedAt: number;
  snoozedUntil?: number;
  windowEndsAt: number;
  language: Language;
  sentiment: Sentiment;
  intent?: string;
  order?: { number: string; note: string };
  lastMessages: PromptEntry[];
  /** Without its suggested reply once an agent has answered. */
  summary?: Summary;
}

/** `asked`: it asks the customer for a card or ID number. `contained`: one was in it and has been taken out. */
export type SensitiveWords = 'asked' | 'contained';

/** A line in the thread of a card (or, without a thread, in the channel). */
export type ThreadLine =
  | ({ kind: 'customer_message'; name?: string } & SaidLine)
  | { kind: 'customer_messages'; name?: string; messages: SaidLine[] }
  | { kind: 'agent_phone_message'; text: string; at: number }
  | { kind: 'confirm_resume'; epoch: number; question: number; agent?: Agent; inactiveMinutes: number }
  | { kind: 'whose_turn'; epoch: number; question: number; handoff: number; agent: Agent; since: number }
  | { kind: 'customer_keeps_waiting'; agent?: Agent }
  | { kind: 'held'; heldId: string; agent: Agent; text: string; why: HeldBecause; sensitive?: SensitiveWords }
  | { kind: 'kept_as_note'; agent: Agent; owner: Agent }
  | { kind: 'file_refused'; agent: Agent; name?: string; why?: FileRefusal; type?: string }
  | { kind: 'file_problem'; what: ContentKind; problem: FileProblem; type?: string; name?: string }
  | { kind: 'not_delivered'; intentId: string; agent?: Agent; reason: string; text: string; again: boolean }
  | { kind: 'unconfirmed'; intentId: string; agent?: Agent; author: Author; text: string; again: boolean }
  | { kind: 'confirmed_after_all'; text: string }
  | { kind: 'customer_waits'; agent: Agent; since: number; everybody: boolean }
  | { kind: 'window_ends'; agent: Agent; endsAt: number; opensAt?: number }
  | { kind: 'parked'; parkedId: string; agent: Agent; text: string; handoff: number; asked: boolean }
  | { kind: 'template_sent'; agent: Agent; text: string; parked: number }
  | { kind: 'taken_from'; agent: Agent; from: Agent; reason: string }
  | { kind: 'given_back'; agent: Agent }
  | { kind: 'desk_message'; agent: Agent; text: string; note: boolean }
  | { kind: 'reason_added'; reason: HandoffReason; issue: string }
  | { kind: 'sentence'; sentence: Sentence; agent?: Agent; minutes?: number; outcome?: HandoffOutcome };

export type SlackPost =
  | { kind: 'card'; card: CardView }
  | { kind: 'card_update'; channel: string; ts: string; card: CardView }
  | { kind: 'thread'; channel: string; ts: string; line: ThreadLine }
  | { kind: 'channel'; line: ThreadLine; customer: CustomerIdentity }
  /** A customer's file that `fetchFile` has brought to Slack; without a place it stands in the channel. */
  | { kind: 'file'; fileId: string; name: string; place?: SlackResult }
  | { kind: 'outage'; outage: ModelOutage; place?: SlackResult }
  | { kind: 'waiting_list'; list: WaitingList; second: boolean; place?: SlackResult }
  | { kind: 'team_question'; question: TeamQuestion; epoch: number }
  | { kind: 'reaction'; channel: string; ts: string; name: Reaction; gone?: true }
  | { kind: 'ephemeral'; channel: string; threadTs?: string; user: string; text: string }
  /** A direct message. Without `message`: it is of an earlier day. */
  | { kind: 'closing'; user: string; message?: ClosingMessage; place?: SlackResult };

/** What an agent may do with what she has before the business closes: end it, put it off, give it to the group. */
export type ClosingChoice = 'resolve' | 'later' | 'queue';

/** A conversation that an agent has. Who it is, and what about, is looked up where it is shown: it is kept in one place. */
export interface ClaimedConversation {
  workflowId: string;
  handoff?: number;
  reason?: HandoffReason;
  /** Since when the customer is owed an answer, ms UTC. */
  owedSince?: number;
  card?: SlackResult;
}

/** `refused`: the sentence says why. */
export interface ClosingEntry extends ClaimedConversation {
  state: 'open' | ClosingChoice | 'refused';
  sentence?: string;
}

/** What one agent still has before closing. `until`: what is put off comes back then, ms UTC, and that in words. */
export interface ClosingMessage {
  closesAt: number;
  agent: Agent;
  until: { at: number; words: string };
  entries: ClosingEntry[];
}

/**
 * What a conversation tells the list of those who wait. `window`: WhatsApp's window ends before people are back. `over`:
 * nobody has to come any more.
 */
export interface WaitingNews {
  workflowId: string;
  what: 'waiting' | 'nobody' | 'escalate' | 'opening' | 'window' | 'over';
}

/** A conversation that people have been asked for and that nobody has taken. `since`: ms UTC. */
export interface Waiting {
  workflowId: string;
  since: number;
  reason?: string;
  card?: SlackResult;
  /** Until then WhatsApp takes free text. */
  windowEndsAt?: number;
  /** It does no more. */
  windowOver?: boolean;
}

/** All of them, oldest first. `moved`: a newer list stands further down. */
export interface WaitingList {
  kind: 'waiting' | 'opening' | 'nobody' | 'window' | 'escalated' | 'moved';
  waiting: Waiting[];
}

/** What the team is told about an outage of the model. `since`: ms UTC. */
export interface ModelOutage {
  state: 'away' | 'back' | 'over';
  /** Conversations that people got because of it and that nobody has taken. */
  waiting: number;
  since: number;
}

export interface SlackRequest {
  workflowId: string;
  /** Travels in the message's `metadata`, so that a post of unknown outcome can be looked up. */
  postId: string;
  /** True after an unknown outcome: look for `postId` before posting again. */
  lookUpFirst: boolean;
  post: SlackPost;
}

export interface SlackResult {
  channel: string;
  ts: string;
}

/** `details[0]` of the ApplicationFailure of type `SlackRejected` (dropped) or `SlackNotPosted` (retried). */
export interface SlackFailureDetails {
  code: string;
  retryAfterMs?: number;
}

/** The activities. `classify`, `draft` and `summarise` run on a task queue of their own. */
export interface ConversationActivities {
  classify(request: ClassifyRequest): Promise<Classification>;
  draft(request: DraftRequest): Promise<Draft>;
  summarise(request: SummariseRequest): Promise<Summary>;
  sendWhatsAppMessage(request: SendRequest): Promise<SendResult>;
  postToSlack(request: SlackRequest): Promise<SlackResult>;
  /** Brings a customer's file from WhatsApp to Slack, where nobody sees it yet. Has a task queue of its own. */
  fetchFile(request: FetchFileRequest): Promise<FetchedFile>;
  /** Brings an agent's file from Slack to WhatsApp, where nobody sees it yet. On the same queue. */
  uploadFile(request: UploadFileRequest): Promise<UploadedFile>;
  /** Conversations that people got because the model was away, and that nobody has taken. */
  countUnclaimed(): Promise<number>;
  /** Tells the list of those who wait; it is begun where there is none. */
  tellWaitingList(news: WaitingNews): Promise<void>;
  /** Every conversation that waits for people, oldest first. */
  listWaiting(): Promise<Waiting[]>;
}
