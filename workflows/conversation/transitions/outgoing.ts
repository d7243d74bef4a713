import { replyButton, type ButtonAction } from '../buttons';
import type { OutgoingContent } from '../ports';
import type { ConversationState, OpenQuestions, OutgoingIntent } from '../state';
import type { NoticeKey } from '../words';
import { clockOf, mayReach, SINCE_RULES } from './clock';
import { isKeptWaiting } from './kept-waiting';
import { changeEntry, postLine, quote, utf8Length } from './record';
import { hasStopped } from './wishes';

const MINUTE = 60_000;
const WINDOW = 24 * 60 * MINUTE;
const WINDOW_MARGIN = 5 * MINUTE;
const MAX_OUTBOX_BYTES = 48 * 1024;
const STOPPED = 'the customer has written “stop” meanwhile';

/** Notices that belong to confirming: they may be sent although an agent has the conversation. */
const CONFIRMING_NOTICES: NoticeKey[] = ['ask_resume', 'chose_wait'];
/** Notices to a customer whom nobody has taken over yet. */
const WAITING_NOTICES: NoticeKey[] = [
  'handoff_open',
  'handoff_closed',
  'handoff_keep_open',
  'ask_keep_open',
  'kept_open',
  'distress',
  'already_waiting',
  'nobody_yet',
  'settled_question',
  'still_waiting',
];
/** The answers to "stop" and "start", while nobody has taken over. */
const OPT_OUT_NOTICES: NoticeKey[] = ['opted_out', 'opted_in'];
/** Nobody has asked for them. */
const UNASKED_NOTICES: NoticeKey[] = ['ask_resume', 'assistant_back', 'nobody_yet', 'answer_delayed', 'ask_keep_open'];
/** Notices that need no assistant: they go out while operators have paused it. */
const PEOPLES_NOTICES: NoticeKey[] = [
  ...WAITING_NOTICES,
  ...OPT_OUT_NOTICES,
  'answer_delayed',
  'now_with_agent',
  'chose_wait',
  'settled',
];
/** Notices that a takeover turns into "you are now talking to …". */
const COMING_NOTICES: NoticeKey[] = [
  'handoff_open',
  'handoff_closed',
  'handoff_keep_open',
  'already_waiting',
  'nobody_yet',
  'still_waiting',
];

/** End of the customer service window, ms UTC; 0 before the first customer message. */
export function windowEndsAt(state: ConversationState): number {
  return state.lastCustomerMessageAt === undefined ? 0 : state.lastCustomerMessageAt + WINDOW;
}

/** Whether a free-form message may still be started. */
export function windowOpen(state: ConversationState): boolean {
  return !isAfterWindow(state, state.now);
}

/** Whether so late no free-form message may be started any more, unless the customer writes before. */
export const isAfterWindow = (state: ConversationState, at: number): boolean =>
  at >= windowEndsAt(state) - WINDOW_MARGIN;

/** Whether it is free text, which is bound to the customer service window. */
export const isFreeText = ({ content }: Pick<OutgoingIntent, 'content'>): boolean => content.kind !== 'template';

/** When what is queued is too late for the window; `undefined`: nothing is queued. */
export function windowClosesAt(state: ConversationState): number | undefined {
  const waits = state.outbox.some((intent) => intent.status === 'queued' && isFreeText(intent));
  return state.rules < SINCE_RULES || !waits ? undefined : windowEndsAt(state) - WINDOW_MARGIN;
}

/** Whether the outbox still has room for an agent's text. */
export function outboxHasRoom(state: ConversationState, text: string): boolean {
  return utf8Length(JSON.stringify(state.outbox)) + utf8Length(JSON.stringify(text)) <= MAX_OUTBOX_BYTES;
}

type NewIntent = Pick<OutgoingIntent, 'author' | 'content'> &
  Partial<Pick<OutgoingIntent, 'turn' | 'agent' | 'byTimer' | 'source'>>;

/** Records an outgoing message before anything is called. */
export function queueIntent(state: ConversationState, intent: NewIntent): OutgoingIntent {
  state.counters.intent += 1;
  const queued: OutgoingIntent = {
    ...intent,
    id: intentId(state, intent),
    language: state.language,
    epoch: state.epoch,
    queuedAt: state.now,
    status: 'queued',
    attempt: 1,
    cancelRequested: false,
  };
  state.outbox.push(queued);
  return queued;
}

function intentId(state: ConversationState, { author, content }: NewIntent): string {
  const unique = `${state.runKey}-${state.counters.intent}`;
  if (author === 'agent') return `h-${unique}`;
  if (author === 'assistant') return `a-${unique}`;
  return content.kind === 'notice' ? `n-${content.key}-${unique}` : `n-${unique}`;
}

export interface NoticeOptions {
  parameters?: Record<string, string>;
  /** The question its buttons belong to, and what they do. */
  question?: keyof OpenQuestions;
  buttons?: ButtonAction[];
  author?: 'assistant' | 'notice';
  turn?: number;
  firstContact?: boolean;
  /** Nothing that the customer has just done asks for it. */
  byTimer?: boolean;
}

/** Queues one of the business's fixed sentences; outside the window, and while parked, nothing is attempted. */
export function queueNotice(
  state: ConversationState,
  key: NoticeKey,
  options: NoticeOptions = {},
): OutgoingIntent | undefined {
  if (!windowOpen(state) || state.parked) return undefined;
  const buttons = options.buttons ?? [];
  const number = buttons.length > 0 ? openQuestion(state, options.question) : 0;
  const content: OutgoingContent = {
    kind: 'notice',
    key,
    parameters: options.parameters ?? {},
    buttons: buttons.map((action) => replyButton(action, state.epoch, number)),
    firstContact: options.firstContact ?? false,
  };
  const intent: NewIntent = { author: options.author ?? 'notice', content };
  if (options.turn !== undefined) intent.turn = options.turn;
  if (options.byTimer === true && clockOf(state) !== undefined) intent.byTimer = true;
  return queueIntent(state, intent);
}

/** Opens a numbered question; it replaces the open one of its kind. */
export function openQuestion(state: ConversationState, kind: keyof OpenQuestions | undefined): number {
  state.counters.question += 1;
  const question = { question: state.counters.question, epoch: state.epoch, askedAt: state.now };
  if (kind !== undefined) state.questions[kind] = question;
  return question.question;
}

/**
 * The guarantee at its core: whether this message may start now. After an acknowledged takeover neither assistant nor
 * notice may, except the notices that belong to confirming and resuming, and the one that says sorry for a wait.
 */
export function maySpeak(state: ConversationState, intent: OutgoingIntent): boolean {
  if (intent.author === 'agent') return isFreeText(intent) || !hasStopped(state);
  if (state.parked || state.moved !== undefined) return false;
  if (intent.byTimer === true && !mayReach(state, intent)) return false;
  const key = intent.content.kind === 'notice' ? intent.content.key : undefined;
  if (state.takeover !== undefined) {
    // One attempt only: the acknowledgement waits for it.
    return (key === 'now_with_agent' || key === 'distress') && intent.attempt === 1;
  }
  if (key !== undefined && UNASKED_NOTICES.includes(key) && state.memory.optedOutAt !== undefined) return false;
  if (key !== undefined && OPT_OUT_NOTICES.includes(key)) return state.mode === 'active' || nobodyHasIt(state);
  if (key !== undefined && CONFIRMING_NOTICES.includes(key)) return state.mode === 'confirming';
  // Emergency numbers go out although the assistant may be back by now; "a person is coming" does not.
  const sameEpoch = intent.epoch === state.epoch || key === 'distress';
  if (key !== undefined && WAITING_NOTICES.includes(key)) return nobodyHasIt(state) && sameEpoch;
  if (key === 'answer_delayed') return isKeptWaiting(state);
  return state.mode === 'active' && intent.epoch === state.epoch;
}

/** "A person is coming" stays true when two conversations of one customer become one that still waits. */
export function renewWaitingNotices(state: ConversationState): void {
  for (const intent of state.outbox) {
    const { content, status } = intent;
    if (status === 'queued' && content.kind === 'notice' && WAITING_NOTICES.includes(content.key)) {
      intent.epoch = state.epoch;
    }
  }
}

/** Asks back what the assistant has in flight: what no worker has yet is then not sent. */
export function recallAssistant(state: ConversationState): void {
  for (const intent of state.outbox) {
    if (intent.status === 'sending' && intent.author === 'assistant') intent.cancelRequested = true;
  }
}

/** Whether this is said for the assistant, so that it may not go out while operators have paused it. */
export function isForAssistant({ author, turn, content }: OutgoingIntent): boolean {
  if (author !== 'notice') return author === 'assistant';
  return turn !== undefined || content.kind !== 'notice' || !PEOPLES_NOTICES.includes(content.key);
}

/** Whether the customer waits for people and none has had it or spoken yet, not even from the phone app. */
export function nobodyHasIt({ handoff }: ConversationState): boolean {
  return handoff?.status === 'waiting' && !handoff.agentWrote && handoff.fellBack !== true;
}

/** Whoever gives a conversation away has done with it: what he wrote goes out now. */
export function endHold(state: ConversationState): void {
  for (const intent of state.outbox.filter(isHeld)) {
    delete intent.notBefore;
    delete intent.undo;
  }
}

/** Whether an agent can still change it where he wrote it. */
export const isHeld = ({ source, status, entry }: OutgoingIntent): boolean =>
  source !== undefined && status === 'queued' && entry === undefined;

/** Drops what may no longer be sent. What is in flight stays until its outcome is in. */
export function purgeOutbox(state: ConversationState): void {
  if (state.takeover !== undefined && !answeredFromPhone(state)) announceTakeover(state, state.takeover.agent.name);
  state.outbox = state.outbox.filter((intent) => {
    if (intent.status === 'sending' || maySpeak(state, intent)) return true;
    if (intent.entry !== undefined) changeEntry(state, intent.entry, { delivery: 'cancelled' });
    if (intent.byTimer === true) neverAsked(state, intent);
    if (intent.content.kind === 'template') tellTemplateStopped(state, intent, intent.content);
    return false;
  });
}

/** The customer has said "stop" before it went out: whoever has sent it reads that it did not. */
function tellTemplateStopped(
  state: ConversationState,
  { id: intentId, agent }: OutgoingIntent,
  { template }: Extract<OutgoingContent, { kind: 'template' }>,
): void {
  if (state.reopening?.intentId === intentId) delete state.reopening;
  const told = { kind: 'not_delivered', intentId, reason: STOPPED, text: quote(template.text), again: false } as const;
  postLine(state, agent === undefined ? told : { ...told, agent });
}

/** What closing time has kept from the customer was not asked: it is when people work again. */
function neverAsked(state: ConversationState, { content, queuedAt }: OutgoingIntent): void {
  if (content.kind !== 'notice' || content.key !== 'ask_resume' || state.mode !== 'confirming') return;
  delete state.questions.customer;
  state.memory.askedCustomerAt = state.memory.askedCustomerAt.filter((at) => at !== queuedAt);
}

/** A person has spoken already: nobody has to be announced. */
function answeredFromPhone({ handoff }: ConversationState): boolean {
  return handoff !== undefined && [handoff.reason, ...handoff.otherReasons].includes('answered_from_phone');
}

/** A queued "a person is coming" becomes "you are now talking to {name}". */
function announceTakeover(state: ConversationState, name: string): void {
  const index = state.outbox.findIndex(
    ({ status, content }) => status === 'queued' && content.kind === 'notice' && COMING_NOTICES.includes(content.key),
  );
  const intent = state.outbox[index];
  if (intent === undefined) return;
  const content: OutgoingContent = {
    kind: 'notice',
    key: 'now_with_agent',
    parameters: { name },
    buttons: [],
    firstContact: false,
  };
  state.counters.intent += 1;
  const replaced: OutgoingIntent = {
    ...intent,
    content,
    id: intentId(state, { author: 'notice', content }),
    attempt: 1,
  };
  delete replaced.notBefore;
  // Where it was tried before, what becomes of it is told by its new name.
  if (intent.entry !== undefined) changeEntry(state, intent.entry, { intentId: replaced.id, text: `[${content.key}]` });
  state.outbox[index] = replaced;
}

/** Whether nothing but agents' messages is queued or in flight: a takeover may be acknowledged. */
export function onlyAgentsSpeak(state: ConversationState): boolean {
  // That people are late is not said where one of them does something.
  const isDropped = ({ status, content }: OutgoingIntent): boolean =>
    status === 'queued' && content.kind === 'notice' && content.key === 'answer_delayed';
  return state.outbox.every((intent) => intent.author === 'agent' || isDropped(intent));
}
