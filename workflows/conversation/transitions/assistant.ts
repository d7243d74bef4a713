import { newMessages } from '../jobs';
import { decide, decideUnreadable, type PolicyDecision } from '../policy';
import { ASSISTANT_PAUSED, type Classification, type Draft, type OutgoingContent, type Summary } from '../ports';
import { quietFor } from '../quiet';
import type { Attempted, ConversationState, OutgoingIntent, TranscriptEntry, Turn } from '../state';
import type { JobFailure } from '../events';
import { boundClassification, boundDraft, boundSummary } from './bounds';
import { firstClassification, isPutOff, putOffUntil } from './burst';
import { openHandoff, updateCard } from './handoff';
import { queueIntent, queueNotice, recallAssistant, windowOpen } from './outgoing';
import { changeEntry, messagesOf, noteDecision, postSentence } from './record';
import { remember } from './remembered';
import { askTeam, currentQuestion, endQuestion, joinQuestion, mayAskTeam, teamAnswer } from './team-question';
import { hasStopped } from './wishes';
import { WISH_RULES } from '../rules';

const MAX_RESTARTS = 3;
const DAY = 24 * 60 * 60_000;

/** Starts a turn over every unanswered message, or restarts the one that has not begun to send. */
export function think(state: ConversationState): void {
  if (state.mode !== 'active' || state.parked || isElsewhere(state)) return;
  if (state.afterStop) {
    peopleFirst(state);
    return;
  }
  const turn = state.turn;
  if (turn === undefined) {
    startTurn(state);
    return;
  }
  const { number, restart, beganAt } = turn;
  // Nothing has been asked of a model yet: the same attempt waits for more.
  if (isPutOff(state, turn)) {
    beginThinking(state, number, restart, beganAt);
    return;
  }
  if (!mayRestart(state, turn)) return;
  if (turn.intentId !== undefined) withdraw(state, turn.intentId);
  beginThinking(state, number, restart + 1, beganAt);
}

/** Whatever the run before had promised, or whoever had it: the assistant does not know, so it does not speak. */
function peopleFirst(state: ConversationState): void {
  if (messagesOf(state, 'pending').length === 0) return;
  openHandoff(state, 'assistant_unavailable', { announce: true });
  postSentence(state, 'conversation_stopped');
}

/** The conversation, or a part of it, is on its way to or from another number of the customer's. */
function isElsewhere({ moved, awaited = [] }: ConversationState): boolean {
  return moved !== undefined || awaited.length > 0;
}

/** Ends the turn without an answer; its messages stay unanswered. What is in flight is asked back. */
export function abandonTurn(state: ConversationState): void {
  const intent = state.outbox.find(({ id }) => id === state.turn?.intentId);
  if (intent?.status === 'queued') withdraw(state, intent.id);
  delete state.turn;
  recallAssistant(state);
}

/** A queued answer that has not begun: neither it nor the offer in it was ever made. */
function withdraw(state: ConversationState, intentId: string): void {
  const entry = state.outbox.find((intent) => intent.id === intentId)?.entry;
  if (entry !== undefined) changeEntry(state, entry, { delivery: 'cancelled' });
  state.outbox = state.outbox.filter((intent) => intent.id !== intentId);
  delete state.questions.offer;
}

/** An offer that is queued and has not begun is not made: the turn is decided once more. */
export function withdrawOffer(state: ConversationState): void {
  delete state.questions.offer;
  const { turn } = state;
  const intent = state.outbox.find(({ id, status }) => id === turn?.intentId && status === 'queued');
  if (turn === undefined || intent === undefined || !mayBeWithdrawn(state, intent)) return;
  withdraw(state, intent.id);
  turn.phase = 'thinking';
  delete turn.intentId;
  if (isUnreadable(turnMessages(state, turn))) cannotRead(state, turn);
  else evaluate(state, turn);
}

const mayBeWithdrawn = ({ rules }: ConversationState, { content }: OutgoingIntent): boolean =>
  content.kind === 'notice' && (content.key === 'offer' || (rules >= WISH_RULES && offersPerson(content)));

const offersPerson = ({ buttons }: Pick<Extract<OutgoingContent, { kind: 'notice' }>, 'buttons'>): boolean =>
  buttons.some(({ id }) => id.startsWith('connect:'));

function mayRestart(state: ConversationState, turn: Turn): boolean {
  if (turn.restart >= MAX_RESTARTS) return false;
  if (turn.phase === 'thinking') return true;
  return state.outbox.some((intent) => intent.id === turn.intentId && intent.status === 'queued');
}

function startTurn(state: ConversationState): void {
  if (messagesOf(state, 'pending').length === 0) return;
  state.counters.turn += 1;
  beginThinking(state, state.counters.turn, 0, state.now);
}

function beginThinking(state: ConversationState, number: number, restart: number, beganAt: number): void {
  const messages = messagesOf(state, 'pending');
  if (overBudget(state)) {
    openHandoff(state, 'budget_exhausted', { announce: true });
    return;
  }
  const notBefore = putOffUntil(state, messages);
  const classification = firstClassification(state, messages, notBefore);
  const known = state.turn?.number === number && state.turn.restart === restart;
  state.turn = {
    number,
    restart,
    messages: messages.map((entry) => entry.number),
    beganAt,
    notBefore: quietUntil(state, messages),
    phase: 'thinking',
    classification,
    draft: { ...classification, engine: 'configured' },
    ...(teamAnswer(state) !== undefined && { fromTeam: true as const }),
  };
  if (isUnreadable(messages)) cannotRead(state, state.turn);
  else if (!known) countModelCalls(state, 2);
}

const isUnreadable = (messages: TranscriptEntry[]): boolean => messages.every(({ readable }) => readable !== true);

function cannotRead(state: ConversationState, turn: Turn): void {
  const photo = turnMessages(state, turn).some((entry) => entry.photo === true);
  apply(state, turn, decideUnreadable(photo, state.now, state.memory, hasStopped(state)));
}

const turnMessages = ({ transcript }: ConversationState, turn: Turn): TranscriptEntry[] =>
  transcript.filter(({ number }) => turn.messages.includes(number));

/** The quiet time counts from the newest message: one that has waited for its turn already waits no more. */
function quietUntil(state: ConversationState, messages: TranscriptEntry[]): number {
  const quiet = quietFor(messages.map(({ text, at, tapped = false }) => ({ text, at, tapped })));
  const newest = messages.at(-1)?.at ?? state.now;
  return Math.max(state.now, newest + Math.round(quiet * state.settings.quiet));
}

function overBudget(state: ConversationState): boolean {
  const since = state.now - DAY;
  const { memory, settings } = state;
  memory.assistantMessages = memory.assistantMessages.filter((at) => at > since);
  memory.modelCalls = memory.modelCalls.filter((at) => at > since);
  return (
    memory.assistantMessages.length >= settings.dailyAssistantMessages ||
    memory.modelCalls.length >= settings.dailyModelCalls
  );
}

function countModelCalls(state: ConversationState, calls: number): void {
  if (state.settings.engine !== 'openai') return;
  state.memory.modelCalls = [...state.memory.modelCalls, ...Array.from({ length: calls }, () => state.now)];
}

export function classified(state: ConversationState, turn: Turn, given: Classification): void {
  const result = boundClassification(given);
  turn.classification = { status: 'done', result };
  state.settings = result.settings;
  state.language = result.language;
  state.sentiment = result.sentiment;
  state.lastIntent = result.intent;
  if (result.problem) state.memory.problemAt = state.now;
  evaluate(state, turn);
}

export function drafted(state: ConversationState, turn: Turn, result: Draft): void {
  turn.draft = { status: 'done', result: boundDraft(result) };
  evaluate(state, turn);
}

/** A model attempt failed: once more, then the local engine, then people. */
export function attemptFailed<Result>(
  state: ConversationState,
  attempted: Attempted<Result>,
  failure: JobFailure,
): Attempted<Result> {
  const hopeless = attempted.status !== 'wanted' || attempted.engine === 'local' || failure.code === ASSISTANT_PAUSED;
  if (hopeless) return { status: 'failed' };
  if (attempted.attempt === 1 && failure.retryable) {
    countModelCalls(state, 1);
    return { status: 'wanted', attempt: 2, engine: 'configured' };
  }
  return { status: 'wanted', attempt: attempted.attempt + 1, engine: 'local' };
}

/** Looks at the turn again after something came in. */
export function evaluate(state: ConversationState, turn: Turn): void {
  if (turn.phase !== 'thinking') return;
  if (turn.classification.status === 'failed') {
    noteDecision(state, '10 the model failed', 'no classification');
    openHandoff(state, 'assistant_unavailable', { announce: true });
    return;
  }
  if (turn.classification.status !== 'done') return;
  const messages = turnMessages(state, turn);
  const input = {
    now: state.now,
    settings: state.settings,
    memory: state.memory,
    classification: turn.classification.result,
    paused: turn.paused === true || turn.classification.result.assistantPaused === true,
    mayTrigger: newMessages(state, turn).length > 0,
    mayAskTeam: mayAskTeam(state),
    fromTeam: turn.fromTeam === true,
    stopped: hasStopped(state),
    unreadable: {
      any: messages.some((entry) => entry.readable === false),
      photo: messages.some((entry) => entry.photo === true && entry.readable === false),
    },
  };
  const draft =
    turn.draft.status === 'done' ? turn.draft.result : turn.draft.status === 'failed' ? 'failed' : undefined;
  apply(state, turn, decide(draft === undefined ? input : { ...input, draft }));
}

function apply(state: ConversationState, turn: Turn, decision: PolicyDecision): void {
  if (decision.action === 'wait') return;
  const classification = turn.classification.status === 'done' ? turn.classification.result : undefined;
  noteDecision(state, decision.rule, classification?.intent ?? '');
  rememberOrder(state, turn);
  if (decision.action === 'handoff') {
    openHandoff(state, decision.reason, { announce: true, issue: classification?.issue });
    return;
  }
  const question = currentQuestion(state);
  if (decision.action === 'ask_team' && question !== undefined) {
    joinQuestion(state, question, turn.messages);
    finishTurn(state);
    return;
  }
  if (decision.action === 'silence') {
    for (const number of turn.messages) changeEntry(state, number, { disposition: 'ignored' });
    finishTurn(state);
    return;
  }
  const intent = queueAnswer(state, turn, decision);
  if (intent === undefined) {
    // The window has closed meanwhile: nothing free-form may go out, so people take it.
    openHandoff(state, 'delivery_unconfirmed', { announce: false, issue: classification?.issue });
    return;
  }
  turn.phase = 'sending';
  turn.intentId = intent.id;
}

/** What only the card may tell of an order: a handoff may come now, or when the customer accepts the offer of one. */
function rememberOrder(state: ConversationState, turn: Turn): void {
  const order = turn.draft.status === 'done' ? turn.draft.result.order : undefined;
  if (order === undefined) return;
  if (order.cardNote === undefined) delete state.memory.order;
  else state.memory.order = { number: order.number, note: order.cardNote };
}

function queueAnswer(
  state: ConversationState,
  turn: Turn,
  decision: Exclude<PolicyDecision, { action: 'wait' | 'handoff' | 'silence' }>,
) {
  const firstContact = !state.memory.firstContactSent;
  if (decision.action === 'send') {
    if (turn.draft.status !== 'done' || !windowOpen(state)) return undefined;
    const content = { kind: 'text' as const, text: turn.draft.result.text, firstContact };
    return queueIntent(state, { author: 'assistant', content, turn: turn.number });
  }
  if (decision.action === 'ask_team') return queueNotice(state, 'asking_team', { turn: turn.number, firstContact });
  if (decision.action === 'offer') {
    const buttons = ['connect' as const, 'decline' as const];
    const offer = {
      author: 'assistant' as const,
      buttons,
      question: 'offer' as const,
      turn: turn.number,
      firstContact,
    };
    return queueNotice(state, 'offer', offer);
  }
  const buttons = { none: [], connect: ['connect' as const], connect_or_type: ['connect' as const, 'type' as const] }[
    decision.buttons
  ];
  const options = { parameters: decision.parameters, buttons, turn: turn.number, firstContact };
  return queueNotice(state, decision.key, buttons.length > 0 ? { ...options, question: 'offer' } : options);
}

/** What the rules remember once an answer has begun to go out. */
export function answerBegun(state: ConversationState, turn: Turn, first: boolean): void {
  const intent = state.outbox.find(({ id }) => id === turn.intentId);
  if (intent === undefined) return;
  for (const number of turn.messages) changeEntry(state, number, { disposition: 'answered', answeredBy: intent.id });
  remember(state, turn, intent, first);
  // What has been opened or ended stays so when it is tried again.
  if (!first) return;
  const { content } = intent;
  const opensOffer = content.kind === 'notice' && offersPerson(content);
  if (!opensOffer) delete state.questions.offer;
  if (content.kind === 'notice' && content.key === 'asking_team') askTeam(state, turn.messages);
}

/** The turn is over; what came in meanwhile starts the next one. */
export function finishTurn(state: ConversationState): void {
  if (state.turn?.fromTeam === true && state.turn.phase === 'sending') endQuestion(state, 'answered');
  delete state.turn;
  state.turns += 1;
  think(state);
}

export function summarised(state: ConversationState, result: Summary): void {
  if (state.handoff === undefined) return;
  state.handoff.summary = { status: 'done', result: boundSummary(result) };
  updateCard(state);
}
