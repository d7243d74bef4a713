import type { JobFailure } from '../events';
import { fileWords, kindOf } from '../file';
import type { DeliveryStatus } from '../messages';
import { ASSISTANT_PAUSED, type Agent, type SendResult } from '../ports';
import type { ConversationState, OutgoingIntent, Source, TranscriptEntry, UnknownOutcome } from '../state';
import type { Author, Delivery } from '../words';
import { answerBegun, finishTurn, think, withdrawOffer } from './assistant';
import { openHandoff } from './handoff';
import { isWaitingNotice } from './kept-waiting';
import { noteSpoken } from './machines';
import { react, showArrival } from './arrival';
import { isFreeText, windowOpen } from './outgoing';
import { park } from './parked';
import { addEntry, changeEntry, messagesOf, noteDecision, postLine, quote } from './record';
import { forget } from './remembered';
import { DOUBT_RULES, WAITING_RULES } from '../rules';
import { takeBack } from './undo';

const SECOND = 1000;
const WAIT_FOR_STATUS = 30 * SECOND;
const GIVE_UP_AFTER = 60 * 60 * SECOND;
const LONGEST_BACKOFF = 60 * SECOND;
const PAIR_RATE_LIMIT = '131056';
const MAX_UNKNOWN = 20;
const WITHDRAWN_RULES = 12;

/** WhatsApp says "sent" before it says "failed"; what was delivered has not failed, in whatever order it is told. */
const RANK: Record<Delivery, number> = {
  cancelled: 0,
  sending: 0,
  unconfirmed: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  read: 4,
};

/** The plumbing has scheduled the send in this very step. */
export function sendBegun(state: ConversationState, intentId: string): void {
  const intent = state.outbox.find(({ id }) => id === intentId);
  if (intent === undefined) return;
  const first = intent.entry === undefined;
  intent.status = 'sending';
  delete intent.notBefore;
  delete intent.undo;
  if (intent.entry === undefined) {
    const { content } = intent;
    intent.entry = addEntry(state, {
      from: intent.author,
      text: content.kind === 'notice' ? `[${content.key}]` : wordsOf(content),
      ...(content.kind === 'template' && { template: true as const }),
      ...(content.kind === 'file' && sentFile(content)),
      ...(content.kind === 'reaction' && sentReaction(content)),
      ...('answers' in content && content.answers !== undefined && { quoted: content.answers.text }),
      intentId: intent.id,
      delivery: 'sending',
      ...(intent.agent === undefined ? {} : { name: intent.agent.name }),
      ...(intent.source === undefined ? {} : { source: intent.source }),
    }).number;
  }
  if (intent.author !== 'agent') noteSpoken(state, intent.entry);
  if (state.rules >= WAITING_RULES && isWaitingNotice(intent)) state.memory.waitingNotice = { intentId, at: state.now };
  if (state.turn !== undefined && state.turn.intentId === intentId) answerBegun(state, state.turn, first);
}

function sentFile({ file, caption }: Extract<OutgoingIntent['content'], { kind: 'file' }>): Partial<TranscriptEntry> {
  const kind = kindOf(file);
  const known = { sentFile: { file, ...(caption !== undefined && { caption }) }, ...(kind && { kind }) };
  if (file.uploaded === undefined) return known;
  const { mediaId, media, type, size, name } = file.uploaded;
  return { ...known, file: { mediaId, media, fileName: name, asked: true, content: { type, size } } };
}

const sentReaction = ({ emoji, answers }: Extract<OutgoingIntent['content'], { kind: 'reaction' }>) => ({
  kind: 'reaction' as const,
  reaction: { to: answers.messageId, emoji },
});

export function sendDone(state: ConversationState, intent: OutgoingIntent, result: SendResult): void {
  drop(state, intent);
  if (intent.entry !== undefined) {
    const { kind } = intent.content;
    const text = kind === 'file' || kind === 'reaction' ? {} : { text: result.text };
    changeEntry(state, intent.entry, { ...text, messageId: result.messageId });
    if (intent.author !== 'agent' && state.memory.spoke?.entry === intent.entry) noteSpoken(state, intent.entry);
  }
  if (intent.settled === 'failed') {
    undelivered(state, intent, { code: 'failed', reason: 'WhatsApp could not deliver it' });
  } else {
    advance(state, intent.id, 'sent');
  }
  endOfTurn(state, intent);
}

/** Certainly not sent: retried by the workflow while that makes sense. Unknown: never resent by itself. */
export function sendFailed(state: ConversationState, intent: OutgoingIntent, failure: JobFailure): void {
  if (intent.settled !== undefined) {
    sendSettled(state, intent, intent.settled);
    return;
  }
  if (failure.class === 'unknown') {
    drop(state, intent);
    awaitStatus(state, intent);
    endOfTurn(state, intent);
    return;
  }
  if (intent.cancelRequested) {
    sendCancelled(state, intent);
    return;
  }
  if (failure.code === ASSISTANT_PAUSED) {
    withheld(state, intent);
    return;
  }
  if (failure.retryable && state.now - intent.queuedAt < GIVE_UP_AFTER) {
    intent.status = 'queued';
    intent.notBefore = state.now + backoff(intent, failure);
    intent.attempt += 1;
    unanswer(state, intent);
    // "Stop" may have come while it was on its way.
    if (state.memory.optedOutAt !== undefined && state.rules >= WITHDRAWN_RULES) withdrawOffer(state);
    // Where its turn has ended meanwhile, what it would have answered begins a new one.
    if (state.turn === undefined) think(state);
    return;
  }
  drop(state, intent);
  undelivered(state, intent, failure);
  endOfTurn(state, intent);
}

/** Operators have paused the assistant: what it would have said was not said, and who waits for it gets people. */
function withheld(state: ConversationState, intent: OutgoingIntent): void {
  const issue = state.turn?.classification.status === 'done' ? state.turn.classification.result.issue : undefined;
  drop(state, intent);
  if (intent.entry !== undefined) changeEntry(state, intent.entry, { delivery: 'cancelled' });
  if (intent.content.firstContact) state.memory.firstContactSent = false;
  unanswer(state, intent);
  noteDecision(state, '0 the assistant is paused', 'not sent');
  if (messagesOf(state, 'pending').length > 0) openHandoff(state, 'assistant_paused', { announce: true, issue });
  endOfTurn(state, intent);
}

/** Revoked by the server before a worker had it: certainly not sent. */
export function sendCancelled(state: ConversationState, intent: OutgoingIntent): void {
  if (intent.settled !== undefined) {
    sendSettled(state, intent, intent.settled);
    return;
  }
  drop(state, intent);
  if (intent.entry !== undefined) changeEntry(state, intent.entry, { delivery: 'cancelled' });
  unanswer(state, intent);
  endOfTurn(state, intent);
  // The assistant may be back by now, and its turn is long over.
  if (state.turn === undefined) think(state);
}

function sendSettled(state: ConversationState, intent: OutgoingIntent, settled: 'sent' | 'failed'): void {
  drop(state, intent);
  if (settled === 'sent') advance(state, intent.id, 'sent');
  else undelivered(state, intent, { code: 'failed', reason: 'WhatsApp could not deliver it' });
  endOfTurn(state, intent);
}

function drop(state: ConversationState, intent: OutgoingIntent): void {
  state.outbox = state.outbox.filter(({ id }) => id !== intent.id);
}

function backoff(intent: OutgoingIntent, failure: JobFailure): number {
  const base = failure.code === PAIR_RATE_LIMIT ? 4 : 2;
  const wait = Math.min(LONGEST_BACKOFF, base ** (intent.attempt - 1) * SECOND);
  return Math.max(wait, failure.retryAfterMs ?? 0);
}

/** The messages it would have answered are unanswered again, and whatever comes of them is decided as if it had never been tried. */
function unanswer(state: ConversationState, intent: Pick<OutgoingIntent, 'id' | 'before'>): void {
  const disposition = state.mode === 'active' ? 'pending' : 'team';
  for (const entry of answeredBy(state, intent.id)) {
    if (entry.disposition === 'answered') changeEntry(state, entry.number, { disposition });
  }
  if (state.memory.waitingNotice?.intentId === intent.id) delete state.memory.waitingNotice;
  forget(state, intent);
}

/** It had gone out after all, before it was tried again. */
function answerStands(state: ConversationState, intentId: string): void {
  for (const entry of answeredBy(state, intentId)) {
    if (entry.disposition === 'pending' || entry.disposition === 'team') {
      changeEntry(state, entry.number, { disposition: 'answered' });
    }
  }
}

function answeredBy(state: ConversationState, intentId: string): TranscriptEntry[] {
  return state.transcript.filter((entry) => entry.answeredBy === intentId);
}

function endOfTurn(state: ConversationState, intent: OutgoingIntent): void {
  if (state.turn !== undefined && state.turn.intentId === intent.id) finishTurn(state);
}

/** Nobody can say whether it was sent: a status may tell, else people decide. */
export function outcomeUnknown(state: ConversationState, intent: OutgoingIntent): void {
  drop(state, intent);
  awaitStatus(state, intent);
}

function awaitStatus(state: ConversationState, intent: OutgoingIntent): void {
  const { content } = intent;
  const text = quote(wordsOf(content));
  const outcome: UnknownOutcome = {
    intentId: intent.id,
    author: intent.author,
    text,
    until: state.now + WAIT_FOR_STATUS,
    told: false,
    ...(content.kind === 'template' && { template: true as const }),
    ...(content.kind === 'reaction' && { reaction: true as const }),
  };
  if (intent.agent !== undefined) outcome.agent = intent.agent;
  const all = [...state.unknown, outcome];
  state.unknown = state.rules >= DOUBT_RULES ? withoutTheOldestTold(all) : all.slice(-MAX_UNKNOWN);
}

/** Who has not been told yet will be, within 30 s: what is untold is never forgotten. */
function withoutTheOldestTold(outcomes: UnknownOutcome[]): UnknownOutcome[] {
  const told = outcomes.filter((outcome) => outcome.told);
  const forgotten = new Set(told.slice(0, Math.max(0, outcomes.length - MAX_UNKNOWN)));
  return outcomes.filter((outcome) => !forgotten.has(outcome));
}

/** What waited until the customer service window closed is not attempted: people are told of what was meant. */
export function expireQueued(state: ConversationState): void {
  if (windowOpen(state)) return;
  const late = state.outbox.filter((one) => one.status === 'queued' && isFreeText(one));
  for (const { undo } of late.toReversed()) if (undo !== undefined) takeBack(state, undo);
  for (const intent of late) {
    drop(state, intent);
    if (intent.author === 'agent' || intent.turn !== undefined) {
      undelivered(state, intent, { code: 'window_closed', reason: "WhatsApp's 24-hour window had closed" });
    } else if (intent.entry !== undefined) changeEntry(state, intent.entry, { delivery: 'cancelled' });
    endOfTurn(state, intent);
  }
}

/** No status came: a person is told. An agent may send it again; nothing is resent by itself. */
export function tellUnconfirmed(state: ConversationState): void {
  for (const outcome of state.unknown) {
    if (outcome.until === undefined || outcome.until > state.now) continue;
    delete outcome.until;
    outcome.told = true;
    setDelivery(state, outcome.intentId, 'unconfirmed');
    noteDecision(state, 'delivery unconfirmed', outcome.author);
    if (outcome.author !== 'agent' && state.mode === 'active') {
      openHandoff(state, 'delivery_unconfirmed', { announce: false });
    }
    const { intentId, author, text, agent, template, reaction } = outcome;
    const again = author === 'agent' && template !== true && reaction !== true;
    const line = { kind: 'unconfirmed' as const, intentId, author, text, again };
    postLine(state, agent === undefined ? line : { ...line, agent });
  }
}

/** A vendor's status settles an intent for good, whatever the activity reports before or after. */
export function deliveryStatus(state: ConversationState, status: DeliveryStatus): void {
  const unknown = state.unknown.find(({ intentId }) => intentId === status.intentId);
  state.unknown = state.unknown.filter((outcome) => outcome !== unknown);
  const entry = state.transcript.find(({ intentId }) => intentId === status.intentId);
  if (entry?.delivery === undefined || !saysMore(entry, status.status)) return;
  const intent = state.outbox.find(({ id }) => id === status.intentId);
  if (status.status === 'failed') vendorFailed(state, entry, intent, status);
  else vendorSent(state, entry, intent, status.status, unknown);
}

/** Our own report that a message failed gives way to any status; the vendor's only to a stronger one. */
function saysMore({ delivery = 'sending', vendorFailed }: TranscriptEntry, status: DeliveryStatus['status']): boolean {
  if (delivery === 'failed' && !vendorFailed) return true;
  return RANK[status] > Math.max(RANK[delivery], vendorFailed ? RANK.failed : 0);
}

function vendorSent(
  state: ConversationState,
  entry: TranscriptEntry,
  intent: OutgoingIntent | undefined,
  status: Exclude<DeliveryStatus['status'], 'failed'>,
  unknown: UnknownOutcome | undefined,
): void {
  changeEntry(state, entry.number, { delivery: status });
  if (entry.source !== undefined) showArrival(state, entry.source, status, entry);
  if (intent?.status === 'sending') intent.settled = 'sent';
  if (intent?.status === 'queued') {
    drop(state, intent);
    answerStands(state, intent.id);
    endOfTurn(state, intent);
  }
  const text = unknown?.told ? unknown.text : quote(entry.text);
  if (unknown?.told || entry.delivery === 'failed') postLine(state, { kind: 'confirmed_after_all', text });
}

function vendorFailed(
  state: ConversationState,
  entry: TranscriptEntry,
  intent: OutgoingIntent | undefined,
  { error = { code: 'failed', reason: 'WhatsApp could not deliver it' } }: DeliveryStatus,
): void {
  changeEntry(state, entry.number, { vendorFailed: true });
  if (entry.delivery === 'failed') return;
  if (intent?.status === 'sending') {
    intent.settled = 'failed';
    return;
  }
  if (intent !== undefined) drop(state, intent);
  if (entry.from === 'customer' || entry.from === 'note' || entry.from === 'event' || entry.intentId === undefined)
    return;
  const { intentId: id, from: author, text, template } = entry;
  if (entry.sentAgain) {
    setDelivery(state, id, 'failed');
    return;
  }
  undelivered(state, { id, author, text, ...(template && { template }) }, error);
  if (intent !== undefined) endOfTurn(state, intent);
}

interface Undelivered {
  id: string;
  author: Author;
  agent?: Agent;
  source?: Source;
  text?: string;
  template?: true;
  content?: OutgoingIntent['content'];
  before?: NonNullable<OutgoingIntent['before']>;
}

function undelivered(state: ConversationState, intent: Undelivered, failure: { code: string; reason: string }): void {
  setDelivery(state, intent.id, 'failed');
  noteDecision(state, 'not delivered', failure.code);
  unanswer(state, intent);
  if (intent.author !== 'agent' && state.mode === 'active') {
    openHandoff(state, 'delivery_unconfirmed', { announce: false });
  }
  const { content, author } = intent;
  const whole = intent.text ?? (content === undefined ? '' : wordsOf(content));
  const template = intent.template ?? content?.kind === 'template';
  if (state.reopening?.intentId === intent.id) delete state.reopening;
  const agent = intent.agent ?? state.handoff?.agent;
  const source = intent.source ?? entryOf(state, intent.id)?.source;
  const closed = failure.code === 'window_closed' || failure.code === '131047';
  const file = content?.kind === 'file' ? content : entryOf(state, intent.id)?.sentFile;
  const words = file === undefined ? whole : (file.caption ?? '');
  const isReaction = content?.kind === 'reaction' || entryOf(state, intent.id)?.reaction !== undefined;
  const mayPark = closed && author === 'agent' && !template && !isReaction && agent !== undefined && words !== '';
  if (mayPark && park(state, agent, words, { source }) && file === undefined) return;
  if (source !== undefined) react(state, source, 'x');
  const again = author === 'agent' && !closed && !template && !isReaction;
  const line = {
    kind: 'not_delivered' as const,
    intentId: intent.id,
    reason: failure.reason,
    text: quote(whole),
    again,
  };
  postLine(state, intent.agent === undefined ? line : { ...line, agent: intent.agent });
}

const entryOf = ({ transcript }: ConversationState, id: string): TranscriptEntry | undefined =>
  transcript.find(({ intentId }) => intentId === id);

/** What the customer reads of it, or the notice's name. */
function wordsOf(content: OutgoingIntent['content']): string {
  if (content.kind === 'notice') return content.key;
  if (content.kind === 'file') return fileWords(content);
  if (content.kind === 'reaction')
    return content.emoji === '' ? '[reaction taken back]' : `[reaction: ${content.emoji}]`;
  return content.kind === 'text' ? content.text : content.template.text;
}

function setDelivery(state: ConversationState, intentId: string, delivery: Delivery): void {
  const entry = state.transcript.find((candidate) => candidate.intentId === intentId);
  if (entry !== undefined) changeEntry(state, entry.number, { delivery });
}

/** Delivery never goes backwards: "sent" after "read" changes nothing. */
function advance(state: ConversationState, intentId: string, delivery: 'sent'): void {
  const entry = state.transcript.find((candidate) => candidate.intentId === intentId);
  if (entry?.delivery === undefined || RANK[delivery] <= RANK[entry.delivery]) return;
  changeEntry(state, entry.number, { delivery });
}
