/** The carried state of a conversation: plain JSON, at most 256 KB. All times are ms UTC on the workflow's clock. */
import type { Attempted, Handoff, LoggedHandoff } from './handoff-state';
import type { CustomerProfile, VerdictCode } from './messages';
import type {
  Agent,
  Classification,
  Draft,
  OutgoingContent,
  SlackPost,
  Summary,
  ThreadLine,
  WaitingNews,
} from './ports';
import type { EntryFile, FileToShow, OutgoingFile } from './file';
import type { Arrived, Awaited, Moved } from './moved-state';
import type { Settings } from './settings';
import type { TeamQuestion } from './team-question';
import type { Disposition, HeldMessage, ParkedText, Source, Undo } from './written';
import type { Author, ContentKind, Delivery, HandoffOutcome, HandoffReason, Language, Mode, Sentiment } from './words';

export type { Attempted, Handoff } from './handoff-state';
export type { Arrived, Moved } from './moved-state';
export type { Disposition, HeldMessage, ParkedText, Source, Undo } from './written';

/** Who may speak, or what people owe the customer, became another. */
export interface Change {
  what:
    | 'handed_off'
    | 'reason_added'
    | 'taking_over'
    | 'taken_over'
    | 'transferred'
    | 'given_back'
    | 'snoozed'
    | 'snooze_over'
    | 'fell_back'
    | 'confirming'
    | 'kept'
    | 'resumed'
    | 'resolved'
    | 'moved'
    | 'taken_back';
  /** The mode from here on. */
  mode: Mode;
  reason?: HandoffReason;
  outcome?: HandoffOutcome;
  /** The assistant came back before any agent had written: people still owe an answer. */
  open?: true;
}

export interface TranscriptEntry {
  number: number;
  at: number;
  from: 'customer' | Author | 'note' | 'event';
  name?: string;
  text: string;
  bytes: number;
  /** WhatsApp's id, for customer entries and for what has been sent. */
  messageId?: string;
  /** Customer entries only. */
  sentAt?: number;
  disposition?: Disposition;
  /** Intent of the answer. */
  answeredBy?: string;
  /** Whether the assistant can read it: words, or a caption. */
  readable?: boolean;
  photo?: boolean;
  /** What it is where it is not words: `photo`, `voice note`, `location`, … */
  kind?: ContentKind;
  file?: EntryFile;
  /** The line that it answers or reacts to. */
  quoted?: string;
  /** A button, not typed: nothing more is to be expected. */
  tapped?: true;
  /** Outgoing entries only. */
  intentId?: string;
  delivery?: Delivery;
  /** An agent's. */
  source?: Source;
  /** The post in the thread that shows it, `<channel>:<ts>`. Of a customer's. */
  shownAt?: string;
  /** An agent's reaction: to which message (WhatsApp's id), and which; '': taken off again. */
  reaction?: { to: string; emoji: string };
  /** What was sent, where it was a file. */
  sentFile?: { file: OutgoingFile; caption?: string };
  /** WhatsApp itself has said that it failed. */
  vendorFailed?: true;
  /** It failed or is in doubt, and stands further down once more. */
  sentAgain?: true;
  /** It went out as a template: these words are no free text of anybody. */
  template?: true;
  /** Of an `event`: the sentence is made when it is read. */
  change?: Change;
}

/** One assistant answer to one or more customer messages. */
export interface Turn {
  number: number;
  restart: number;
  /** Transcript numbers of the messages it answers. */
  messages: number[];
  beganAt: number;
  /** End of the quiet time. */
  notBefore: number;
  phase: 'thinking' | 'sending';
  classification: Attempted<Classification>;
  draft: Attempted<Draft>;
  /** Operators have paused the assistant meanwhile. */
  paused?: true;
  /** The team has told what to answer. */
  fromTeam?: true;
  intentId?: string;
}

/** A numbered prompt with buttons. Only the open one of its kind counts. */
export interface OpenQuestion {
  question: number;
  epoch: number;
  askedAt: number;
}

export interface OpenQuestions {
  /** "Shall I connect you?" */
  offer?: OpenQuestion;
  /** [Ask the assistant] on the notice that a person is coming. */
  whileWaiting?: OpenQuestion;
  /** [Hand back to the assistant] [Keep it with us]. */
  agents?: OpenQuestion;
  /** [Keep waiting] [Ask the assistant]. */
  customer?: OpenQuestion;
  /** [Yes, all sorted] [Still need help]. */
  settled?: OpenQuestion;
}

/** One outgoing WhatsApp message, recorded before the call. */
export interface OutgoingIntent {
  id: string;
  author: Author;
  content: OutgoingContent;
  language: Language;
  epoch: number;
  queuedAt: number;
  status: 'queued' | 'sending';
  attempt: number;
  notBefore?: number;
  cancelRequested: boolean;
  /** The customer has not just asked for it: it begins in open time, by day, or not at all. */
  byTimer?: boolean;
  turn?: number;
  agent?: Agent;
  source?: Source;
  undo?: Undo;
  /** Transcript number, once begun. */
  entry?: number;
  /** What the rules remembered before it began, `at` (ms UTC); of an answer of the assistant alone. */
  before?: Pick<Memory, 'firstContactSent' | 'notAnswerableInARow' | 'greetedAt' | 'thankedAt'> & { at: number };
  /** A vendor's status settled it while the call was in flight. */
  settled?: 'sent' | 'failed';
}

/** Sent with an unknown outcome: a status may still settle it. */
export interface UnknownOutcome {
  intentId: string;
  author: Author;
  text: string;
  agent?: Agent;
  template?: true;
  reaction?: true;
  /** A person is told at this time; absent once told. */
  until?: number;
  told: boolean;
}

/** A Slack post to make. Cards are rendered from the state when the job starts, never earlier. */
export type SlackWish =
  | { kind: 'card'; handoff: number }
  | { kind: 'card_update'; handoff: number }
  | { kind: 'line'; handoff?: number; line: ThreadLine }
  | { kind: 'entry'; handoff: number; entry: number }
  | { kind: 'entries'; handoff: number; entries: number[] }
  | { kind: 'file'; handoff: number; fileId: string; name: string; what: ContentKind }
  | Extract<SlackPost, { kind: 'reaction' }>
  | { kind: 'team_question'; question: string }
  | { kind: 'list'; what: WaitingNews['what'] }
  | Extract<SlackPost, { kind: 'ephemeral' }>;

export interface SlackOutboxItem {
  id: string;
  wish: SlackWish;
  attempt: number;
  notBefore?: number;
  unknown: boolean;
}

/** The Slack message of a handoff, and what it last showed once the handoff is over. */
export interface Card {
  handoff: number;
  channel?: string;
  ts?: string;
  agent?: Agent;
  ended?: { state: 'handed_back' | 'resolved' | 'merged'; by?: Agent; at: number; outcome?: HandoffOutcome };
  view: Pick<
    Handoff,
    'reason' | 'otherReasons' | 'issue' | 'openedAt' | 'sentiment' | 'intent' | 'order' | 'returnedTo'
  > & {
    summary?: Summary;
  };
}

export interface PendingTakeover {
  /** Every click of this agent meanwhile; all are answered by the one acknowledgement. */
  updateIds: string[];
  agent: Agent;
  began: number;
  /** Who had it, and why it is taken from him. */
  from?: { agent: Agent; reason: string };
}

export interface StoredVerdict {
  id: string;
  accepted: boolean;
  code: VerdictCode;
  name?: string;
  told?: true;
}

/** What the rules remember of the assistant's own doing. */
export interface Memory {
  /** Answers given since the boundary. */
  answers: { at: number; questionKey?: string; basis: string; textHash: string }[];
  notAnswerableInARow: number;
  thankedAt?: number;
  greetedAt?: number;
  declinedAt?: number;
  /** Since when nothing may go out that the customer has not asked for. */
  optedOutAt?: number;
  problemAt?: number;
  /** The last order since the boundary that only the card may tell about. */
  order?: { number: string; note: string };
  firstContactSent: boolean;
  assistantMessages: number[];
  modelCalls: number[];
  /** The newest message that was not an agent's: its transcript number, and when it began or, once known, went out. */
  spoke?: { entry: number; at: number };
  /** The last sentence that told a customer who waits no more than that. */
  waitingNotice?: { intentId: string; at: number };
  /** Messages of ours in a row that were answered faster than people can, and the last one that was looked at. */
  instantReplies?: { count: number; entry: number };
  askedCustomerAt: number[];
}

interface Decision {
  at: number;
  rule: string;
  detail: string;
}

export interface ConversationState {
  version: 1;
  /** Names the rule set of this run. */
  rules: number;
  workflowId: string;
  /** Part of every intent id: it never repeats under one workflow id. */
  runKey: string;
  phoneNumberId: string;
  settings: Settings;
  customer: CustomerProfile;
  language: Language;
  sentiment: Sentiment;
  startedAt: number;
  now: number;
  lastEventAt: number;
  mode: Mode;
  modeSince: number;
  epoch: number;
  handoff?: Handoff;
  cards: Card[];
  takeover?: PendingTakeover;
  counters: { entry: number; turn: number; intent: number; post: number; question: number; handoff: number };
  transcript: TranscriptEntry[];
  /** Triggers look only at what came after this entry. */
  boundary: number;
  turn?: Turn;
  turns: number;
  questions: OpenQuestions;
  outbox: OutgoingIntent[];
  unknown: UnknownOutcome[];
  slackOutbox: SlackOutboxItem[];
  /** Last 20, `<channel>:<ts>`. */
  slackThreads: string[];
  /** Customer's messages that wait to be shown in the thread together. */
  burst?: { handoff: number; entries: number[]; until: number };
  /** The first is being fetched. */
  files?: FileToShow[];
  held: HeldMessage[];
  /** Hashes of WhatsApp ids, Slack ids and update ids, oldest first. */
  seen: string[];
  verdicts: StoredVerdict[];
  memory: Memory;
  /** End of the window is this plus 24 hours. */
  lastCustomerMessageAt?: number;
  /** WhatsApp's timestamp of the newest change of number. */
  movedAt?: number;
  moved?: Moved;
  /** Until they are here nobody but agents speaks. */
  awaited?: Awaited[];
  /** The last 20. */
  arrived?: Arrived[];
  /** Workflow ids of the conversations that he has come from and gone to, the last ten: for whoever exports or erases, no rule. */
  linked?: string[];
  parkedTexts?: ParkedText[];
  /** The last ten; at most one is not over. */
  teamQuestions?: TeamQuestion[];
  /** The newest template, while the customer has not answered it. */
  reopening?: { intentId: string; at: number };
  decisions: Decision[];
  /** The last 20, oldest first. */
  handoffLog?: LoggedHandoff[];
  lastIntent?: string;
  /** It follows a run that was stopped, and no person has looked at it yet. */
  afterStop?: true;
  parked: boolean;
  completed: boolean;
}

export interface StateSeed {
  workflowId: string;
  runId: string;
  phoneNumberId: string;
  settings: Settings;
  rules: number;
  now: number;
  afterStop?: true;
}

/** The state of a conversation that has just begun. `now`: ms UTC; the epoch begins at it in seconds. */
export function initialState(seed: StateSeed): ConversationState {
  return {
    version: 1,
    rules: seed.rules,
    workflowId: seed.workflowId,
    runKey: runKey(seed.runId),
    phoneNumberId: seed.phoneNumberId,
    settings: seed.settings,
    customer: { keys: [] },
    language: 'en',
    sentiment: 'neutral',
    startedAt: seed.now,
    now: seed.now,
    lastEventAt: seed.now,
    mode: 'active',
    modeSince: seed.now,
    epoch: Math.floor(seed.now / 1000),
    cards: [],
    counters: { entry: 0, turn: 0, intent: 0, post: 0, question: 0, handoff: 0 },
    transcript: [],
    boundary: 0,
    turns: 0,
    questions: {},
    outbox: [],
    unknown: [],
    slackOutbox: [],
    slackThreads: [],
    held: [],
    seen: [],
    verdicts: [],
    memory: emptyMemory(),
    decisions: [],
    parked: false,
    completed: false,
    ...(seed.afterStop && { afterStop: true }),
  };
}

/** That of a conversation without a past. */
export function emptyMemory(): Memory {
  return {
    answers: [],
    notAnswerableInARow: 0,
    firstContactSent: false,
    assistantMessages: [],
    modelCalls: [],
    askedCustomerAt: [],
  };
}

/**
 * The state a new run continues with. The run's own key and the newest rule set replace the old ones; every deadline is
 * absolute and stays.
 */
export function carryOver(carried: ConversationState, runId: string, rules: number): ConversationState {
  return { ...carried, rules, runKey: runKey(runId) };
}

function runKey(runId: string): string {
  return runId.replace(/-/g, '').slice(0, 8);
}
