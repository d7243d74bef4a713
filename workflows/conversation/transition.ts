/** transition(state, event) → state: what happened. Pure: no clock, no I/O, the same input gives the same output. */
import type { ConversationEvent, JobFailure, JobResult, OwnEvent } from './events';
import { jobKeys } from './jobs';
import { ASSISTANT_PAUSED } from './ports';
import { deadlines } from './transitions/deadline';
import type { ConversationState } from './state';
import { agentCommand } from './transitions/agent';
import { fileUploaded, uploadFailed } from './transitions/agent-files';
import { agentMessageChanged } from './transitions/agent-change';
import { agentMessage } from './transitions/agent-message';
import { attemptFailed, classified, drafted, evaluate, summarised } from './transitions/assistant';
import { customerMessage } from './transitions/customer';
import { tick } from './transitions/deadline';
import { fileFailed, fileFetched, showFiles } from './transitions/files';
import { deliveryStatus, sendBegun, sendCancelled, sendDone, sendFailed } from './transitions/delivery';
import { openHandoff, updateCard } from './transitions/handoff';
import { logHandoffs } from './transitions/handoff-log';
import { climb, keepListed } from './transitions/ladder';
import { purgeOutbox } from './transitions/outgoing';
import { customerMoved, passed, passFailed, passOn } from './transitions/moved';
import { merge } from './transitions/merge';
import { settleParked } from './transitions/reopening';
import { phoneReply } from './transitions/phone';
import { copyState, enforceSize, postSentence } from './transitions/record';
import { slackFailed, slackPosted } from './transitions/slack';
import { noticeAnswer } from './transitions/whose-turn';
import { settleTakeover } from './transitions/takeover';

/**
 * The next state. The given one is not changed. Never throws on any event. Time passes first: what was due before the
 * event happens before it.
 */
export function transition(state: ConversationState, event: ConversationEvent): ConversationState {
  const next = copyState(state);
  next.now = Math.max(next.now, event.at);
  tick(next);
  apply(next, event);
  tick(next);
  settleParked(next);
  purgeOutbox(next);
  settleTakeover(next);
  showFiles(next);
  noticeAnswer(next);
  climb(next);
  keepListed(next);
  logHandoffs(state, next);
  enforceSize(next);
  return next;
}

/** When to look again, ms UTC; `undefined`: only when something happens. */
export function nextDeadline(state: ConversationState): { at: number; what: string } | undefined {
  const future = deadlines(state).filter(({ at }) => at > state.now);
  return future.reduce<{ at: number; what: string } | undefined>(
    (soonest, deadline) => (soonest === undefined || deadline.at < soonest.at ? deadline : soonest),
    undefined,
  );
}

function apply(state: ConversationState, event: ConversationEvent): void {
  if (event.type !== 'tick') state.completed = false;
  if (state.moved === undefined || !passOn(state, state.moved, event)) applyHere(state, event);
}

function applyHere(state: ConversationState, event: ConversationEvent): void {
  switch (event.type) {
    case 'customerMessage':
      customerMessage(state, event.message);
      return;
    case 'phoneReply':
      phoneReply(state, event.reply);
      return;
    case 'customerMoved':
      customerMoved(state, event.moved).forEach((waiting) => apply(state, waiting));
      return;
    case 'carried':
      merge(state, event.carried);
      return;
    case 'deliveryStatus':
      deliveryStatus(state, event.status);
      return;
    case 'agentMessage':
      agentMessage(state, event.message);
      return;
    case 'agentMessageChange':
      agentMessageChanged(state, event.change);
      return;
    case 'agentCommand':
      agentCommand(state, event.command, event.signalled);
      return;
    default:
      ownEvent(state, event);
  }
}

/** What the plumbing tells of what the conversation itself does. */
function ownEvent(state: ConversationState, event: OwnEvent): void {
  switch (event.type) {
    case 'sendBegun':
      sendBegun(state, event.intentId);
      return;
    case 'jobDone':
      jobDone(state, event.key, event.result);
      return;
    case 'jobFailed':
      jobFailed(state, event.key, event.failure);
      return;
    case 'jobCancelled':
      jobCancelled(state, event.key);
      return;
    case 'tick':
      return;
    case 'parked':
      park(state);
      return;
  }
}

/** Outcomes are matched by key, and the key names the attempt: a late one matches nothing and is dropped. */
function jobDone(state: ConversationState, key: string, result: JobResult): void {
  const { turn, handoff } = state;
  switch (result.kind) {
    case 'classify':
      if (turn && jobKeys.classify(turn) === key) classified(state, turn, result.value);
      return;
    case 'draft':
      if (turn && jobKeys.draft(turn) === key) drafted(state, turn, result.value);
      return;
    case 'summarise':
      if (handoff && jobKeys.summarise(handoff) === key) summarised(state, result.value);
      return;
    case 'send': {
      const intent = state.outbox.find((candidate) => jobKeys.send(candidate) === key);
      if (intent) sendDone(state, intent, result.value);
      return;
    }
    case 'file':
      fileFetched(state, key, result.value);
      return;
    case 'upload':
      fileUploaded(state, key, result.value);
      return;
    case 'list':
      state.slackOutbox = state.slackOutbox.filter((item) => jobKeys.slack(item) !== key);
      return;
    case 'pass':
      if (state.moved && jobKeys.pass(state.moved) === key) passed(state, state.moved);
      return;
    case 'slack': {
      const item = state.slackOutbox.find((candidate) => jobKeys.slack(candidate) === key);
      if (item) slackPosted(state, item, result.value);
      return;
    }
  }
}

function jobFailed(state: ConversationState, key: string, failure: JobFailure): void {
  const { turn, handoff } = state;
  if (turn && jobKeys.classify(turn) === key) {
    turn.classification = attemptFailed(state, turn.classification, failure);
    evaluate(state, turn);
    return;
  }
  if (turn && jobKeys.draft(turn) === key) {
    if (failure.code === ASSISTANT_PAUSED) turn.paused = true;
    turn.draft = attemptFailed(state, turn.draft, failure);
    evaluate(state, turn);
    return;
  }
  if (handoff && jobKeys.summarise(handoff) === key && handoff.summary.status === 'wanted') {
    handoff.summary = attemptFailed(state, handoff.summary, failure);
    if (handoff.summary.status === 'failed') postSentence(state, 'summary_failed');
    return;
  }
  const intent = state.outbox.find((candidate) => jobKeys.send(candidate) === key);
  if (intent) sendFailed(state, intent, failure);
  const item = state.slackOutbox.find((candidate) => jobKeys.slack(candidate) === key);
  if (item) slackFailed(state, item, failure);
  fileFailed(state, key, failure);
  uploadFailed(state, key, failure);
  if (state.moved && jobKeys.pass(state.moved) === key) {
    passFailed(state, state.moved, failure).forEach((waiting) => apply(state, waiting));
  }
}

/**
 * Only a cancellation that was asked for tells that a send never began. Any other job that was cancelled while it was
 * still wanted (the drain before continue-as-new, a worker that stops) counts as failed with an unknown outcome.
 */
function jobCancelled(state: ConversationState, key: string): void {
  const intent = state.outbox.find((candidate) => jobKeys.send(candidate) === key);
  if (intent?.cancelRequested === true) {
    sendCancelled(state, intent);
    return;
  }
  jobFailed(state, key, { class: 'unknown', code: 'cancelled', reason: 'cancelled', retryable: true });
}

/** The plumbing counted too many steps at one moment: people take the conversation and an operator is told. */
function park(state: ConversationState): void {
  openHandoff(state, 'assistant_unavailable', { announce: false });
  state.parked = true;
  postSentence(state, 'parked');
  updateCard(state);
}
