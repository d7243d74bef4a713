/**
 * A customer's new number is the name of another conversation. The one under the old number gives everything it knows to
 * that one, sends nothing more, and passes on what still arrives; the new one says nothing until it has it, because an agent
 * may have been speaking in the old one.
 */
import { NOT_THERE, type ConversationEvent, type JobFailure, type Passable } from '../events';
import type { AgentCommand, CustomerMoved } from '../messages';
import { emptyMemory, type Arrived, type ConversationState, type Moved } from '../state';
import { queueParts } from './agent-text';
import { abandonTurn, think } from './assistant';
import { openHandoff } from './handoff';
import { deliveryStatus, outcomeUnknown } from './delivery';
import { MAX_LINKED, unitedKeys } from './limits';
import { takeParked } from './parked';
import { endQuestion } from './team-question';
import {
  addEntry,
  firstTime,
  hasVerdict,
  messagesOf,
  noteDecision,
  postSentence,
  recordChange,
  recordVerdict,
} from './record';

const SINCE_RULES = 5;
const UNSEEN_RULES = 12;
const GONE_RULES = 14;
const LINK_RULES = 14;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WAIT_FOR_STATE = 2 * MINUTE;
const LONGEST_PAUSE = 10 * MINUTE;
const MAX_WAITING = 300;

/** The number or user id changed. What is returned had waited to be passed on and is to happen here after all. */
export function customerMoved(state: ConversationState, moved: CustomerMoved): Passable[] {
  const { id, from = '', to = '' } = moved;
  // The record of what was seen goes there first: what is counted here would be a repetition there.
  if (state.rules >= UNSEEN_RULES && isForTheNext(state, moved)) return tellOn(state, moved);
  if (!firstTime(state, from + to === '' ? id : `${id}:${from}:${to}`)) return [];
  state.lastEventAt = state.now;
  if (state.rules < SINCE_RULES) {
    learnKeys(state, moved);
    addEntry(state, { from: 'event', text: 'The customer has a new number or WhatsApp identity.' });
    postSentence(state, 'customer_number_changed');
    return [];
  }
  const outdated = isOutdated(state, moved);
  if (!outdated) state.movedAt = moved.sentAt;
  if (to !== '' && to !== state.workflowId) {
    if (!outdated) leave(state, to, moved.sentAt);
    return [];
  }
  if (isForTheNext(state, moved)) return tellOn(state, moved);
  const waiting = outdated ? [] : arrive(state, moved);
  if (from !== '') awaitFrom(state, from, moved.sentAt);
  else if (!outdated) numberChanged(state);
  return waiting;
}

/** Webhooks overtake each other: an older change is over already, but whom it brings here may still be on the way. */
const isOutdated = ({ movedAt = 0 }: ConversationState, { sentAt }: CustomerMoved): boolean => sentAt < movedAt;

/** It brings somebody here, and he has gone further since. */
const isForTheNext = (state: ConversationState, moved: CustomerMoved): boolean =>
  state.moved !== undefined && isOutdated(state, moved) && [undefined, '', state.workflowId].includes(moved.to);

function tellOn({ moved: gone, now }: ConversationState, moved: CustomerMoved): Passable[] {
  gone?.waiting.push({ type: 'customerMoved', at: now, moved });
  return [];
}

function arrive(state: ConversationState, moved: CustomerMoved): Passable[] {
  firstTime(state, moved.id);
  const waiting = stay(state);
  state.customer = { ...state.customer, ...identifiers(moved) };
  learnKeys(state, moved);
  return waiting;
}

const identifiers = ({ customer: { waId, userId, parentUserId } }: CustomerMoved) => ({
  ...(waId !== undefined && { waId }),
  ...(userId !== undefined && { userId }),
  ...(parentUserId !== undefined && { parentUserId }),
});

function learnKeys(state: ConversationState, { customer }: CustomerMoved): void {
  const keys = unitedKeys(state.customer.keys, customer.keys);
  state.customer = { ...state.customer, keys };
}

/** Tells the record and the team. */
export function numberChanged(state: ConversationState): void {
  recordChange(state, { what: 'moved' });
  postSentence(state, 'customer_number_changed');
}

/**
 * Not among the keys: whoever has the other number one day may be somebody else. Each names the other, so that one which
 * began under it later is told apart.
 */
function link(state: ConversationState, other: string): void {
  if (state.rules < LINK_RULES) return;
  state.linked = [...new Set([...(state.linked ?? []), other])].slice(-MAX_LINKED);
}

function leave(state: ConversationState, to: string, sentAt: number): void {
  noteDecision(state, 'customer has a new number');
  link(state, to);
  if (state.moved !== undefined) {
    state.moved = { ...state.moved, to, waiting: [...state.moved.waiting, { type: 'state', sentAt }] };
    return;
  }
  // Nothing is acknowledged here any more: the taker is sent to where it goes on.
  for (const updateId of state.takeover?.updateIds ?? []) recordVerdict(state, updateId, 'moved', false);
  delete state.takeover;
  endQuestion(state, 'withdrawn');
  abandonTurn(state);
  state.moved = { to, sentAt, waiting: [{ type: 'state', sentAt }], number: 1, attempt: 1 };
}

/** The customer is back, or was here all along. */
function stay(state: ConversationState): Passable[] {
  if (state.moved === undefined) return [];
  const { waiting } = state.moved;
  delete state.moved;
  // Where the state was on its way, the other one may have sent by now what is queued here.
  if (waiting[0]?.type === 'state') leaveToTheOther(state);
  return waiting.filter((event) => event.type !== 'state');
}

function leaveToTheOther(state: ConversationState): void {
  for (const { agent, text, source } of takeParked(state)) queueParts(state, agent, text, source);
  for (const intent of state.outbox.filter(({ status }) => status === 'queued')) outcomeUnknown(state, intent);
  for (const item of state.slackOutbox) item.unknown = true;
}

function awaitFrom(state: ConversationState, from: string, sentAt: number): void {
  link(state, from);
  if (hasArrived(state, { from, sentAt })) return;
  noteDecision(state, 'waits for the conversation under the earlier number');
  const others = (state.awaited ?? []).filter((one) => one.from !== from);
  state.awaited = [...others, { from, sentAt, until: state.now + WAIT_FOR_STATE }];
  endQuestion(state, 'withdrawn');
  abandonTurn(state);
}

/** Whether nothing more is to come from there: it has come because of this change or a later one, or it is this one. */
export function hasArrived({ workflowId, arrived = [] }: ConversationState, { from, sentAt }: Arrived): boolean {
  return from === workflowId || arrived.some((one) => one.from === from && one.sentAt >= sentAt);
}

/** Whether a conversation that has moved leaves this to the one in which it goes on. */
export function passOn(state: ConversationState, moved: Moved, event: ConversationEvent): boolean {
  switch (event.type) {
    case 'deliveryStatus':
      // It may be the outcome of what is still in flight here.
      deliveryStatus(state, event.status);
      wait(moved, event);
      return true;
    case 'customerMessage':
    case 'phoneReply':
    case 'agentMessage':
    case 'agentMessageChange':
    case 'carried':
      wait(moved, event);
      return true;
    case 'agentCommand':
      if (event.signalled && !hasVerdict(state, event.command.updateId)) wait(moved, event);
      else answerMoved(state, event.command);
      return true;
    default:
      return false;
  }
}

function wait(moved: Moved, event: Passable): void {
  moved.waiting.push(event);
  const oldest = moved.waiting.findIndex(({ type }, index) => index > 0 && type === 'deliveryStatus');
  if (moved.waiting.length > MAX_WAITING && oldest > 0) moved.waiting.splice(oldest, 1);
}

function answerMoved(state: ConversationState, { updateId }: AgentCommand): void {
  if (firstTime(state, updateId) || !hasVerdict(state, updateId)) recordVerdict(state, updateId, 'moved', false);
}

/** It has arrived: the next one may go. */
export function passed(state: ConversationState, moved: Moved): void {
  const [first] = moved.waiting.splice(0, 1);
  moved.number += 1;
  moved.attempt = 1;
  delete moved.notBefore;
  if (first?.type === 'state') empty(state);
}

/**
 * It is passed on again later; what is passed on twice counts once. Where there is nobody to pass it on to, what is returned
 * had waited for that and is to happen here.
 */
export function passFailed(state: ConversationState, moved: Moved, { code }: JobFailure): Passable[] {
  if (code === NOT_THERE && state.rules >= GONE_RULES) return takeBack(state);
  moved.notBefore = state.now + Math.min(LONGEST_PAUSE, 2 ** Math.min(moved.attempt, 10) * SECOND);
  moved.attempt += 1;
  return [];
}

/** What was promised where it went on is lost, as with one that was stopped: people have a look before anything is answered. */
function takeBack(state: ConversationState): Passable[] {
  const waiting = stay(state);
  noteDecision(state, 'the conversation under the new number is gone');
  recordChange(state, { what: 'taken_back' });
  if (state.handoff === undefined) state.afterStop = true;
  else {
    openHandoff(state, 'assistant_unavailable', { announce: false });
    postSentence(state, 'conversation_stopped');
  }
  think(state);
  return waiting;
}

/** What another conversation has now is not to be found here a second time. */
function empty(state: ConversationState): void {
  if (state.mode !== 'active') state.epoch += 1;
  state.mode = 'active';
  state.modeSince = state.now;
  state.parked = false;
  delete state.handoff;
  delete state.lastCustomerMessageAt;
  delete state.awaited;
  delete state.parkedTexts;
  delete state.reopening;
  delete state.burst;
  Object.assign(state, {
    cards: [],
    transcript: [],
    outbox: [],
    unknown: [],
    slackOutbox: [],
    slackThreads: [],
    held: [],
  });
  state.questions = {};
  state.memory = emptyMemory();
  recordChange(state, { what: 'moved' });
}

/** When the last conversation that was to come here counts as missing. */
export function missingAt({ awaited = [] }: ConversationState): number | undefined {
  return awaited.length === 0 ? undefined : Math.max(...awaited.map(({ until }) => until));
}

/** Whoever spoke in it may still be speaking: people have a look. */
export function giveUpWaiting(state: ConversationState): void {
  delete state.awaited;
  noteDecision(state, 'the conversation under the earlier number did not come');
  if (state.mode === 'active') {
    openHandoff(state, 'assistant_unavailable', { announce: messagesOf(state, 'pending').length > 0 });
  }
  postSentence(state, 'conversation_missing');
  think(state);
}
