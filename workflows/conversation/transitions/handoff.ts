import type { Agent, Sentence } from '../ports';
import type { Card, ConversationState, Handoff, TranscriptEntry } from '../state';
import type { HandoffOutcome, HandoffReason } from '../words';
import { closedUntil } from './clock';
import { noticePause } from './kept-waiting';
import { MAX_CARDS } from './limits';
import { endHold, isAfterWindow, nobodyHasIt, queueNotice, type NoticeOptions } from './outgoing';
import {
  changeEntry,
  clipBytes,
  dispose,
  messagesOf,
  noteDecision,
  postLine,
  postSentence,
  postToSlack,
  recordChange,
  showBurst,
  showEntry,
} from './record';
import { resolvedBefore } from './returned';
import { endQuestion } from './team-question';
import { WAITING_RULES, WINDOW_RULES } from '../rules';

const ASK_THE_ASSISTANT: NoticeOptions = { buttons: ['assistant'], question: 'whileWaiting' };
const ASK_OR_KEEP_OPEN: NoticeOptions = { ...ASK_THE_ASSISTANT, buttons: ['assistant', 'keep'] };
const ISSUE_BYTES = 160;

export interface HandoffOptions {
  /** Whether the customer reads that a person is coming. */
  announce: boolean;
  /** One line on what it is about, from the classification. */
  issue?: string | undefined;
  /** Continue on this card instead of posting a new one. */
  card?: Card | undefined;
}

/** Gives the conversation to people. While a handoff is open, the same conversation never gets a second one. */
export function openHandoff(state: ConversationState, reason: HandoffReason, options: HandoffOptions): void {
  endQuestion(state, 'with_people');
  const causes = messagesOf(state, 'pending');
  endTurn(state, 'cause');
  const open = state.handoff;
  const wasActive = state.mode === 'active';
  if (open === undefined) {
    createHandoff(state, reason, options);
  } else {
    addReason(state, open, reason, options.issue ?? tellingWords(causes)?.text);
    showInThread(state, causes);
  }
  pause(state);
  if (reason !== 'agent_initiated')
    recordChange(state, { what: open === undefined || wasActive ? 'handed_off' : 'reason_added', reason });
  if (options.announce) announceHandoff(state, reason, open !== undefined);
}

/** Messages that are people's now go into the thread of the open handoff; a new card shows them itself. */
export function showInThread(state: ConversationState, messages: TranscriptEntry[]): void {
  const { handoff } = state;
  if (handoff === undefined) return;
  for (const { number } of messages) showEntry(state, handoff, number);
}

/** A customer's message that the assistant will never answer by itself. */
export function belongsToTeam(state: ConversationState, entry: TranscriptEntry, disposition: 'team' | 'cause'): void {
  changeEntry(state, entry.number, { disposition });
  showInThread(state, [entry]);
}

/** From now on the agents speak. */
export function pause(state: ConversationState): void {
  delete state.questions.offer;
  if (state.mode !== 'active') return;
  state.mode = 'paused';
  state.modeSince = state.now;
  state.epoch += 1;
}

/** Ends the turn; its messages, and those waiting for the next one, get this disposition. */
function endTurn(state: ConversationState, disposition: 'team' | 'cause'): void {
  delete state.turn;
  dispose(state, ['pending'], disposition);
}

function createHandoff(state: ConversationState, reason: HandoffReason, { issue, card }: HandoffOptions): void {
  state.counters.handoff += 1;
  delete state.afterStop;
  const before = ownInitiative(reason) ? undefined : resolvedBefore(state, reason);
  const handoff: Handoff = {
    number: state.counters.handoff,
    status: 'waiting',
    ...(before === undefined ? { reason, otherReasons: [] } : { reason: 'returned', otherReasons: [reason] }),
    ...(before?.agent && { returnedTo: before.agent }),
    openedAt: state.now,
    changedAt: state.now,
    sentiment: state.sentiment,
    ...(state.lastIntent !== undefined && { intent: state.lastIntent }),
    agentWrote: false,
    summary: state.transcript.some((entry) => entry.from === 'customer')
      ? { status: 'wanted', attempt: 1, engine: 'configured' }
      : { status: 'none' },
  };
  const causes = messagesOf(state, 'cause');
  const cause = causes.at(-1);
  if (cause !== undefined) handoff.causedBy = cause.number;
  // Without a line from the assistant the customer's own words tell what it is about.
  const words =
    tellingWords(causes) ?? tellingWords(state.transcript.filter(({ from }) => from === 'customer')) ?? cause;
  handoff.issue = clipBytes(issue ?? words?.text ?? '', ISSUE_BYTES);
  if (state.memory.order !== undefined) handoff.order = state.memory.order;
  state.handoff = handoff;
  noteDecision(state, `handoff ${reason}`);
  useCard(state, handoff, card);
}

/** The newest words of a customer's own: neither a button's title nor "[photo]". */
function tellingWords(messages: TranscriptEntry[]): TranscriptEntry | undefined {
  return messages.findLast(({ readable, tapped }) => readable === true && tapped !== true);
}

function useCard(state: ConversationState, handoff: Handoff, reused: Card | undefined): void {
  const card = reused === undefined ? undefined : state.cards.find(({ handoff: number }) => number === reused.handoff);
  if (card === undefined) {
    state.cards.push({ handoff: handoff.number, view: viewOf(handoff) });
    if (state.cards.length > MAX_CARDS) state.cards.shift();
    postToSlack(state, { kind: 'card', handoff: handoff.number });
    return;
  }
  for (const item of state.slackOutbox) {
    if ('handoff' in item.wish && item.wish.handoff === card.handoff) {
      item.wish = { ...item.wish, handoff: handoff.number };
    }
  }
  card.handoff = handoff.number;
  card.view = viewOf(handoff);
  delete card.ended;
  postToSlack(state, { kind: 'card_update', handoff: handoff.number });
}

function addReason(state: ConversationState, handoff: Handoff, reason: HandoffReason, issue = ''): void {
  noteDecision(state, `handoff ${reason}`, 'one is open already');
  if (reason !== handoff.reason && !handoff.otherReasons.includes(reason)) {
    handoff.otherReasons = [...handoff.otherReasons, reason];
  }
  handoff.sentiment = state.sentiment;
  if (state.lastIntent !== undefined) handoff.intent = state.lastIntent;
  if (state.memory.order !== undefined) handoff.order = state.memory.order;
  postLine(state, { kind: 'reason_added', reason, issue });
  updateCard(state);
}

function announceHandoff(state: ConversationState, reason: HandoffReason, already: boolean): void {
  if (reason === 'self_harm') {
    queueNotice(state, 'distress');
    return;
  }
  if (already) {
    // The assistant had it meanwhile: whoever asks for people again hears that they know.
    remindWaiting(state, 0);
    return;
  }
  if (reason === 'assistant_paused') {
    remindWaiting(state, 0);
    return;
  }
  const opens = closedUntil(state);
  if (opens === undefined) queueNotice(state, 'handoff_open', ASK_THE_ASSISTANT);
  else {
    const parameters = { opens: String(opens), asked: String(state.now) };
    // Before people are back WhatsApp would have closed the chat.
    if (state.rules >= WINDOW_RULES && isAfterWindow(state, opens))
      queueNotice(state, 'handoff_keep_open', { ...ASK_OR_KEEP_OPEN, parameters });
    else queueNotice(state, 'handoff_closed', { ...ASK_THE_ASSISTANT, parameters });
  }
  if (state.handoff) state.handoff.lastWaitingNoticeAt = state.now;
}

/** "You are in the queue", with a fresh [Ask the assistant] unless it is paused; at most once in 30 minutes. */
export function remindWaiting(state: ConversationState, pause = noticePause(state)): void {
  const handoff = state.handoff;
  // A machine would answer this too.
  if (handoff === undefined || !nobodyHasIt(state) || handoff.reason === 'automated_sender') return;
  const last = handoff.lastWaitingNoticeAt;
  if (last !== undefined && state.now - last < pause) return;
  handoff.lastWaitingNoticeAt = state.now;
  queueNotice(state, 'already_waiting', wayBack(handoff));
}

/** [Ask the assistant], where operators have not paused it. */
export const wayBack = ({ reason, otherReasons }: Handoff): NoticeOptions =>
  [reason, ...otherReasons].includes('assistant_paused') ? {} : ASK_THE_ASSISTANT;

/** The agent who had it has not answered, or is away: it waits for whoever comes first. */
export function fallBack(state: ConversationState, agent: Agent, told: Sentence = 'fell_back'): void {
  const { handoff } = state;
  if (handoff === undefined) return;
  recordChange(state, { what: 'fell_back' }, agent);
  postSentence(state, told, agent);
  handoff.status = 'waiting';
  handoff.fellBack = true;
  delete handoff.agent;
  delete handoff.away;
  updateCard(state);
}

/** Whoever had it gives it to the group: it waits for whoever comes first. The customer is told nothing new. */
export function giveBack(state: ConversationState, handoff: Handoff, agent: Agent): void {
  humanActivity(state, agent);
  recordChange(state, { what: 'given_back' }, agent);
  handoff.status = 'waiting';
  handoff.fellBack = true;
  delete handoff.agent;
  notSnoozed(state, handoff);
  postLine(state, { kind: 'given_back', agent });
  updateCard(state);
}

/** Shows the newest state on the card. */
export function updateCard(state: ConversationState): void {
  const handoff = state.handoff;
  if (handoff === undefined) return;
  const shownAs = `${state.mode === 'active'}:${handoff.status}:${handoff.agent?.id ?? ''}`;
  // "Thandi has it since": a summary or a question that comes onto the card changes nothing about that.
  if (shownAs !== handoff.shownAs) handoff.changedAt = state.now;
  handoff.shownAs = shownAs;
  const card = state.cards.find(({ handoff: number }) => number === handoff.number);
  if (card !== undefined) {
    card.view = viewOf(handoff);
    if (handoff.agent !== undefined) card.agent = handoff.agent;
  }
  postToSlack(state, { kind: 'card_update', handoff: handoff.number });
}

/** Anything an agent does: it closes the open confirmation and starts the inactivity clock again. */
export function humanActivity(state: ConversationState, agent: Agent | undefined): void {
  if (state.handoff) {
    state.handoff.lastHumanActivityAt = state.now;
    delete state.handoff.kept;
    delete state.handoff.away;
  }
  delete state.questions.agents;
  delete state.questions.customer;
  delete state.questions.whileWaiting;
  delete state.questions.settled;
  if (state.mode === 'confirming') {
    state.mode = 'paused';
    state.modeSince = state.now;
    // Of a takeover its own entry tells.
    if (state.takeover === undefined) recordChange(state, { what: 'kept' }, agent);
  }
}

/** However a snooze ends, those who wait are waited for from then on. */
export function notSnoozed(state: ConversationState, handoff: Handoff): void {
  if (handoff.snoozedUntil !== undefined) handoff.backSince = state.now;
  delete handoff.snoozedUntil;
}

/** The agent who has it now. */
export function claim(state: ConversationState, agent: Agent): void {
  const handoff = state.handoff;
  if (handoff === undefined) return;
  handoff.status = 'claimed';
  handoff.agent = agent;
  notSnoozed(state, handoff);
  // Whoever takes it after everything else may lose it again.
  if (handoff.ladder?.climbed === 3) handoff.ladder = { ...handoff.ladder, climbed: 2 };
  humanActivity(state, agent);
  updateCard(state);
}

/** The assistant may speak again; triggers look only at what comes after this. */
export function activate(state: ConversationState): void {
  if (state.mode !== 'active') {
    state.mode = 'active';
    state.modeSince = state.now;
    state.epoch += 1;
  }
  endHold(state);
  state.parked = false;
  state.questions = {};
  state.boundary = state.counters.entry;
  state.memory.answers = [];
  state.memory.notAnswerableInARow = 0;
  delete state.memory.problemAt;
  delete state.memory.order;
}

/** Ends the handoff; people owe nothing any more. */
export function endHandoff(
  state: ConversationState,
  how: 'handed_back' | 'resolved',
  by?: Agent,
  outcome?: HandoffOutcome,
): void {
  const handoff = state.handoff;
  if (handoff === undefined) return;
  showBurst(state);
  const card = state.cards.find(({ handoff: number }) => number === handoff.number);
  if (card !== undefined) {
    card.view = viewOf(handoff);
    card.ended = { state: how, at: state.now, ...(by && { by }), ...(outcome && { outcome }) };
    if (handoff.agent !== undefined) card.agent = handoff.agent;
  }
  postToSlack(state, { kind: 'card_update', handoff: handoff.number });
  if (handoff.listed === true) postToSlack(state, { kind: 'list', what: 'over' });
  delete state.handoff;
}

/**
 * A confirmed resume. Before any agent has written the handoff stays open: people still owe the customer an answer.
 * Messages that came in meanwhile and that nobody answered go to the assistant, except those that caused the handoff.
 * `whole`: people never owed anything but the answer that the assistant could not give, so it gives that, too.
 */
export function resume(state: ConversationState, by: 'agent' | 'customer', agent?: Agent, whole = false): void {
  const handoff = state.handoff;
  const settled = whole || handoff === undefined || handoff.agentWrote || ownInitiative(handoff.reason);
  const [first] = messagesOf(state, 'cause', 'team');
  activate(state);
  // What a model has not read yet may still fetch people.
  if (whole && first !== undefined) state.boundary = first.number - 1;
  recordChange(state, settled ? { what: 'resumed' } : { what: 'resumed', open: true }, agent);
  noteDecision(state, 'resume confirmed', `by the ${by}`);
  if (by === 'customer') postSentence(state, 'customer_asked_assistant');
  if (settled) {
    if (by === 'agent') postSentence(state, 'handed_back', agent);
    endHandoff(state, 'handed_back', agent);
  } else {
    if (by === 'agent') postSentence(state, 'handed_back_request_open', agent);
    handoff.status = 'waiting';
    delete handoff.agent;
    notSnoozed(state, handoff);
    updateCard(state);
  }
  dispose(state, whole ? ['team', 'cause'] : ['team'], 'pending');
  if (settled) dispose(state, ['cause'], 'by_agent');
  if (messagesOf(state, 'pending').length === 0) sayAssistantHelps(state, by);
}

/** There is nothing to answer: one sentence says that the assistant does from now on, and that people have not forgotten. */
function sayAssistantHelps(state: ConversationState, by: 'agent' | 'customer'): void {
  if (by === 'customer' && state.rules < WAITING_RULES) return;
  const open = by === 'customer' && state.handoff !== undefined;
  queueNotice(state, open ? 'assistant_meanwhile' : 'assistant_back');
}

/** Whether people have it for nothing but that the model was away, and nobody has taken it. */
export function cameByOutage({ handoff, parked }: ConversationState): boolean {
  if (handoff?.status !== 'waiting' || handoff.agentWrote || parked) return false;
  return [handoff.reason, ...handoff.otherReasons].every((reason) => reason === 'assistant_unavailable');
}

/** People have taken the conversation unasked. */
export function ownInitiative(reason: HandoffReason): boolean {
  return reason === 'agent_initiated' || reason === 'answered_from_phone';
}

function viewOf(handoff: Handoff): Card['view'] {
  const { reason, otherReasons, openedAt, sentiment, intent, issue, order, summary, returnedTo } = handoff;
  const view: Card['view'] = { reason, otherReasons, openedAt, sentiment };
  if (returnedTo !== undefined) view.returnedTo = returnedTo;
  if (issue !== undefined) view.issue = issue;
  if (intent !== undefined) view.intent = intent;
  if (order !== undefined) view.order = order;
  if (summary.status === 'done') {
    const { suggestedReply: _suggestedReply, ...told } = summary.result;
    view.summary = told;
  }
  return view;
}
