/** The public contract of a conversation: its signals, updates and query, and their payloads. */
import type { UpdateDefinition } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CustomerFile, OutgoingFile } from './file';
import type { Agent, CardView, SensitiveWords, Summary } from './ports';
import type { Settings } from './settings';
import type { TemplateMessage } from './template';
import type {
  Author,
  ContentKind,
  Delivery,
  HandoffOutcome,
  HandoffReason,
  HandoffStatus,
  FileProblem,
  Language,
  MediaKind,
  Mode,
} from './words';

/** The workflow's argument. `carried` is the state of the run before, after continue-as-new. */
export interface ConversationInput {
  phoneNumberId: string;
  settings: Settings;
  /** The run before was terminated or cancelled by an operator, or it failed: what it knew is lost. */
  afterStop?: true;
  carried?: unknown;
}

/** Who wrote, as the webhook told it. `keys`: HMACs of every identifier, never the identifiers themselves. */
export interface CustomerProfile {
  waId?: string;
  userId?: string;
  parentUserId?: string;
  name?: string;
  keys: string[];
}

export type CustomerContent =
  | { kind: 'text'; text: string }
  | { kind: 'button'; id: string; title: string }
  | {
      kind: 'media';
      media: MediaKind;
      voice: boolean;
      caption?: string;
      fileName?: string;
      mediaId: string;
      mimeType: string;
      /** Of the content, in base64, as WhatsApp told it. */
      sha256?: string;
    }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  | { kind: 'contacts'; names: string[] }
  | { kind: 'reaction'; emoji?: string; messageId: string }
  | { kind: 'order'; text?: string; items: number }
  | { kind: 'form'; name: string; text: string }
  | { kind: 'edit'; originalMessageId: string; text?: string }
  | { kind: 'revoke'; originalMessageId: string }
  | { kind: 'welcome' }
  | { kind: 'unsupported'; type: string };

/** One customer message. `id`: WhatsApp's id (personal data: it contains the number). `sentAt`: WhatsApp's timestamp, ms UTC. */
export interface CustomerMessage {
  id: string;
  sentAt: number;
  content: CustomerContent;
  customer: CustomerProfile;
  quotedMessageId?: string;
}

/** An agent answered from the WhatsApp app on the business's phone. */
export interface PhoneReply {
  id: string;
  sentAt: number;
  text: string;
  customer: CustomerProfile;
}

/**
 * The customer's number or business-scoped user id changed; `customer` is who he is now. Told to the conversation that he
 * leaves (`to`) and to the one that he goes to (`from`), each with the other's workflow id; to one alone where it is the same.
 */
export interface CustomerMoved {
  id: string;
  sentAt: number;
  customer: CustomerProfile;
  to?: string;
  from?: string;
}

/** Everything that a conversation knows, for the one in which it goes on. `state`: a ConversationState. */
export interface Carried {
  id: string;
  from: string;
  /** WhatsApp's timestamp of the change of number, ms UTC. */
  sentAt: number;
  state: unknown;
}

/** A status webhook that carries one of our intents. `at`: WhatsApp's timestamp, ms UTC. */
export interface DeliveryStatus {
  intentId: string;
  messageId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  at: number;
  /** For `failed`: Graph code and a sentence. */
  error?: { code: string; reason: string };
}

/** A message in the thread of a card, already converted to WhatsApp text. `id` is `<channel>:<ts>`; from the desk page a name of its own. */
export interface AgentMessage {
  id: string;
  channel: string;
  threadTs: string;
  agent: Agent;
  text: string;
  /** Stays inside: it began with `!` or `note:`. */
  note: boolean;
  /** It mentions a Slack user, group or channel. */
  mentions: boolean;
  /** Number of attached files. */
  files: number;
  /** Those that Slack keeps, oldest first. */
  attachments?: OutgoingFile[];
  sensitive?: SensitiveWords;
  /** The same two of his own words alone: what counts where the text begins with a quotation of the customer's. */
  ownWords?: Pick<AgentMessage, 'note' | 'sensitive'>;
  /** Written on the desk page: who reads along in Slack has not seen it. */
  onDesk?: true;
}

/** An agent edited what he had written, or deleted it: `edited` is then absent. `id` names this one change. */
export interface AgentMessageChange {
  id: string;
  /** `id` of the message. */
  messageId: string;
  channel: string;
  threadTs: string;
  agent: Agent;
  edited?: Pick<AgentMessage, 'text' | 'note' | 'mentions' | 'sensitive' | 'ownWords' | 'attachments'>;
}

export type AgentCommandKind =
  | 'takeOver'
  | 'resume'
  | 'keepPaused'
  | 'resolve'
  | 'snooze'
  | 'transfer'
  | 'reply'
  | 'sendHeld'
  | 'keepAsNote'
  | 'sendAgain'
  | 'sendTemplate'
  | 'away'
  | 'back'
  | 'react'
  | 'pause';

/** A click or slash command of an agent, or an operator's `pause`. The same shape travels as an update and, when that fails, as a signal. */
export interface AgentCommand {
  /** Explicit update id from the Slack action; the dedupe key of both ways. */
  updateId: string;
  kind: AgentCommandKind;
  agent: Agent;
  /** Where the agent clicked: refusals of a signalled command go there. */
  source?: { channel: string; threadTs?: string };
  /** From the button's value. */
  epoch?: number;
  question?: number;
  handoff?: number;
  heldId?: string;
  intentId?: string;
  /** `resume` of all that came while the model was away: only where nobody has it, and then as if people had never had it. */
  onlyUnclaimed?: true;
  /** `snooze`, `away`: ms UTC; `snooze` also so many ms by the conversation's own clock. */
  until?: number;
  forMs?: number;
  /** `transfer`: to this agent, or to whoever of the group comes first. */
  to?: Agent;
  /** `sendTemplate`. */
  template?: TemplateMessage;
  toGroup?: true;
  /** `takeOver` of what a colleague has: who had it when it was asked for (Slack user id), and why. */
  from?: { agent: string; reason: string };
  /** `resolve`: what came of it. */
  outcome?: HandoffOutcome;
  /** `reply`: what the customer is to read. */
  text?: string;
  /** `react`: to the customer's message that this post shows. `gone`: it was taken off again. */
  reaction?: { emoji: string; gone?: true; channel: string; ts: string };
}

/** The honest answer to a click. `sentence` is for the clicker. */
export interface Verdict {
  accepted: boolean;
  code: VerdictCode;
  sentence: string;
}

export type VerdictCode =
  | 'done'
  | 'already_yours'
  | 'with_people'
  | 'claimed_by_other'
  | 'being_taken_over'
  | 'not_assignee'
  | 'moved'
  | 'stale_button'
  | 'no_handoff'
  | 'not_found'
  | 'already_sent'
  | 'already_answered'
  | 'window_closed'
  | 'window_open'
  | 'template_sent'
  | 'opted_out'
  | 'unclaimed'
  | 'outbox_full'
  | 'parked_full';

/** One line of the transcript as pages show it. */
export interface TranscriptLine {
  number: number;
  at: number;
  from: 'customer' | Author | 'note' | 'event';
  name?: string;
  /** Of an `event`: a sentence. */
  text: string;
  delivery?: Delivery;
  /** Of the customer's: what it is where it is not words. */
  kind?: ContentKind;
  /** Of the customer's: a button, not typed. */
  tapped?: true;
  /** The line that it answers or reacts to, where that is still held. */
  quoted?: string;
  /** Its file. `type` and `size`: what its bytes are, once somebody has looked at them; `problem`: why nobody is shown it. */
  file?: CustomerFile & { type?: string; size?: number; problem?: FileProblem };
  /** Of an `event`: the mode from here on. */
  mode?: Mode;
  /** Of an agent's that may be sent again. */
  intentId?: string;
  /** It failed or is in doubt, and was sent again: that is a line of its own. */
  sentAgain?: true;
}

/** A handoff that is over, as its card still tells. Times: ms UTC. */
export interface PastHandoff {
  number: number;
  reason: HandoffReason;
  openedAt: number;
  endedAt: number;
  how: 'handed_back' | 'resolved';
  /** The agent who ended it; absent: the customer said that it is settled. */
  by?: Agent;
  outcome?: HandoffOutcome;
  summary?: Summary;
}

/** What the card of the open handoff tells besides; times: ms UTC. `opensAt`: nobody works now, and they do again then. */
export type HandoffFacts = Pick<
  CardView,
  'waitingSince' | 'otherReasons' | 'sentiment' | 'intent' | 'order' | 'returnedTo' | 'opensAt' | 'snoozedUntil'
>;

/** The answer of `conversationQuery`. Times: ms UTC. */
export interface ConversationSnapshot {
  workflowId: string;
  mode: Mode;
  modeSince: number;
  epoch: number;
  whoMaySpeak: 'assistant' | 'agents';
  handoff: HandoffStatus;
  handoffNumber?: number;
  reason?: HandoffReason;
  /** What it is about, in a line. */
  issue?: string;
  facts?: HandoffFacts;
  agent?: Agent;
  owedSince?: number;
  /** An agent has answered everything, so that the customer is to write next. */
  theirTurn?: true;
  summary?: Summary;
  turn?: { number: number; phase: 'thinking' | 'sending'; messages: number };
  nextDeadline?: { at: number; what: string };
  lastDecision?: { rule: string; at: number; detail: string };
  recentDecisions: { rule: string; at: number; detail: string }[];
  /** The customer has another number: the conversation goes on under this workflow id. */
  movedTo?: string;
  engine: 'openai' | 'local';
  language: Language;
  customer: { name?: string; waId?: string; userId?: string };
  windowEndsAt?: number;
  /** What agents have written after WhatsApp's 24 hours: it follows the customer's next message. Absent: nothing waits. */
  parked?: { id: string; name: string; at: number; text: string }[];
  /** What agents have written and nobody sends before one of them has looked at it again. Absent: nothing waits. */
  held?: { id: string; name: string; text: string }[];
  /** Number of the first line that is still held; earlier ones have left the record. */
  recordBegins: number;
  transcript: TranscriptLine[];
  /** Oldest first, the last few. */
  pastHandoffs: PastHandoff[];
  /** The workflow's clock when the query was answered. */
  now: number;
}

export const customerMessageSignal = defineSignal<[CustomerMessage]>('customerMessage');
export const phoneReplySignal = defineSignal<[PhoneReply]>('phoneReply');
export const customerMovedSignal = defineSignal<[CustomerMoved]>('customerMoved');
/** From the conversation under the customer's earlier number. */
export const carriedSignal = defineSignal<[Carried]>('carried');
export const deliveryStatusSignal = defineSignal<[DeliveryStatus]>('deliveryStatus');
export const agentMessageChangeSignal = defineSignal<[AgentMessageChange]>('agentMessageChange');
export const agentMessageSignal = defineSignal<[AgentMessage]>('agentMessage');
/** The fallback of every update below, under the same id. */
export const agentCommandSignal = defineSignal<[AgentCommand]>('agentCommand');

export const takeOverUpdate = defineUpdate<Verdict, [AgentCommand]>('takeOver');
export const resumeUpdate = defineUpdate<Verdict, [AgentCommand]>('resume');
export const resolveUpdate = defineUpdate<Verdict, [AgentCommand]>('resolve');
/** From an operator's command line: this conversation goes to people. */
export const pauseUpdate = defineUpdate<Verdict, [AgentCommand]>('pause');

/** Every command of an agent and the update that carries it: the workflow handles these, the gateway sends them. */
export const AGENT_UPDATES: Record<AgentCommandKind, UpdateDefinition<Verdict, [AgentCommand]>> = {
  takeOver: takeOverUpdate,
  resume: resumeUpdate,
  keepPaused: defineUpdate('keepPaused'),
  resolve: resolveUpdate,
  snooze: defineUpdate('snooze'),
  transfer: defineUpdate('transfer'),
  reply: defineUpdate('reply'),
  sendHeld: defineUpdate('sendHeld'),
  keepAsNote: defineUpdate('keepAsNote'),
  sendAgain: defineUpdate('sendAgain'),
  sendTemplate: defineUpdate('sendTemplate'),
  react: defineUpdate('react'),
  away: defineUpdate('away'),
  back: defineUpdate('back'),
  pause: pauseUpdate,
};

export const conversationQuery = defineQuery<ConversationSnapshot>('conversation');

/** Task queues: sends never wait behind model calls. */
export const TASK_QUEUE = 'baton';
export const ASSISTANT_TASK_QUEUE = 'baton-assistant';
/** … nor behind files. */
export const FILES_TASK_QUEUE = 'baton-files';
/** The registered name of the workflow. */
export const CONVERSATION_WORKFLOW = 'conversationWorkflow';
