/** Two conversations of one customer become one: whoever was stricter about who may speak decides. */
import type { Carried } from '../messages';
import type {
  Arrived,
  Card,
  ConversationState,
  Disposition,
  Handoff,
  Memory,
  OpenQuestions,
  SlackOutboxItem,
  TranscriptEntry,
  Undo,
} from '../state';
import { boundHeld } from './agent-text';
import { think } from './assistant';
import { askFilesAnew } from './files';
import { showInThread, updateCard } from './handoff';
import { MAX_ANSWERS, MAX_CARDS, MAX_DECISIONS, MAX_SEEN, MAX_THREADS, MAX_VERDICTS, unitedKeys } from './limits';
import { hasArrived, numberChanged } from './moved';
import { recallAssistant, renewWaitingNotices } from './outgoing';
import { uniteParked } from './parked';
import { endSnoozeForCustomer } from './snooze';
import { endQuestion, uniteQuestions } from './team-question';
import { copyState, dispose, firstTime, messagesOf, noteDecision, postToSlack, showBurst } from './record';

const MAX_ARRIVED = 20;
const OWED: ReadonlySet<Disposition> = new Set(['pending', 'team', 'cause']);

/** Takes in everything that the conversation under the earlier number knows. */
export function merge(state: ConversationState, { id, from, sentAt, state: given }: Carried): void {
  if (!firstTime(state, id)) return;
  const other = copyState(given as ConversationState);
  for (const one of [state, other]) {
    showBurst(one);
    askFilesAnew(one);
    endQuestion(one, 'withdrawn');
  }
  state.lastEventAt = state.now;
  takeArrivals(state, other, { from, sentAt });
  if (isEmpty(other)) {
    think(state);
    return;
  }
  noteDecision(state, 'merged with the conversation under the earlier number');
  const wasStricter = strictestSince(state, other);
  const hasWritten = writesToSnoozed(state, other) || writesToSnoozed(other, state);
  const shift = state.counters.handoff;
  const carried = { ...other, cards: other.cards.map((card) => ({ ...card, handoff: card.handoff + shift })) };
  if (other.handoff !== undefined) carried.handoff = { ...other.handoff, number: other.handoff.number + shift };
  takeTranscript(state, carried, shift);
  takeIdentity(state, other);
  takeCounters(state, other);
  takeHandoffs(state, carried);
  takeMode(state, wasStricter);
  takeRest(state, other);
  settleOpenMessages(state);
  if (hasWritten) endSnoozeForCustomer(state);
}

/** Whether the customer has written in the one what an agent, who has put off the other, has not seen. */
function writesToSnoozed({ transcript, handoff }: ConversationState, snoozed: ConversationState): boolean {
  if (snoozed.handoff?.status !== 'snoozed' || handoff?.status === 'snoozed') return false;
  const known = new Set(snoozed.transcript.map(({ messageId }) => messageId));
  return transcript.some(({ messageId, disposition = 'ignored' }) => OWED.has(disposition) && !known.has(messageId));
}

/** Whom the other one waited for is waited for here, unless he has come here directly or this is he. */
function takeArrivals(state: ConversationState, other: ConversationState, arrival: Arrived): void {
  state.arrived = [...(other.arrived ?? []), ...(state.arrived ?? []), arrival].slice(-MAX_ARRIVED);
  state.awaited = [...(state.awaited ?? []), ...(other.awaited ?? [])].filter((one) => !hasArrived(state, one));
  if (state.awaited.length === 0) delete state.awaited;
}

const isEmpty = ({ transcript, handoff, outbox, slackOutbox }: ConversationState): boolean =>
  transcript.every(({ from }) => from === 'event') && handoff === undefined && outbox.length + slackOutbox.length === 0;

/** Since when people have had the later one of the two; `undefined`: the assistant has both. */
function strictestSince(...states: ConversationState[]): number | undefined {
  const since = states.flatMap(({ mode, modeSince, handoff }) => {
    if (mode === 'active') return [];
    // The question that was open is asked anew, at once.
    return [mode === 'confirming' ? (handoff?.lastHumanActivityAt ?? handoff?.openedAt ?? modeSince) : modeSince];
  });
  return since.length === 0 ? undefined : Math.max(...since);
}

/** One record in the order of time, numbered anew; whatever names an entry follows. */
function takeTranscript(state: ConversationState, other: ConversationState, shift: number): void {
  const known = new Set(state.transcript.flatMap(({ messageId, intentId }) => [messageId, intentId]));
  known.delete(undefined);
  const added = other.transcript.filter(({ messageId, intentId }) => !known.has(messageId) && !known.has(intentId));
  const all = [
    ...added.map((entry) => ({ entry, mine: false })),
    ...state.transcript.map((entry) => ({ entry, mine: true })),
  ].sort((one, two) => one.entry.at - two.entry.at);
  const base = Math.max(state.counters.entry, other.counters.entry);
  const mine = new Map<number, number>();
  const theirs = new Map<number, number>();
  all.forEach(({ entry, mine: own }, index) => (own ? mine : theirs).set(entry.number, base + 1 + index));
  state.boundary = boundaryOf(all, [state.boundary, other.boundary], base);
  state.transcript = all.map(({ entry }, index) => ({ ...entry, number: base + 1 + index }));
  state.counters.entry = base + all.length;
  renumber(state, mine, 0);
  renumber(other, theirs, shift);
  takeOutbox(state, other, known);
}

type Numbers = ReadonlyMap<number, number>;

/** What had been dealt with stays so; what is still unanswered may fetch people. */
function boundaryOf(all: { entry: TranscriptEntry; mine: boolean }[], [mine, theirs]: [number, number], base: number) {
  const isPast = ({ entry, mine: own }: (typeof all)[number]): boolean => entry.number <= (own ? mine : theirs);
  const last = all.findLastIndex(isPast);
  const fresh = all.findIndex((one) => one.entry.disposition === 'pending' && !isPast(one));
  return base + (fresh < 0 ? last + 1 : Math.min(last + 1, fresh));
}

function renumber(state: ConversationState, numbers: Numbers, shift: number): void {
  state.outbox = state.outbox.map(({ entry, undo, ...intent }) => {
    const number = entry === undefined ? undefined : numbers.get(entry);
    const known = number === undefined ? intent : { ...intent, entry: number };
    return undo === undefined ? known : { ...known, undo: renumberUndo(undo, numbers, shift) };
  });
  state.slackOutbox = state.slackOutbox.map((item) => renumberPost(item, numbers, shift));
  if (state.handoff?.causedBy === undefined) return;
  const causedBy = numbers.get(state.handoff.causedBy);
  state.handoff = { ...state.handoff };
  if (causedBy === undefined) delete state.handoff.causedBy;
  else state.handoff.causedBy = causedBy;
}

function renumberUndo({ answered, handoff, ...undo }: Undo, numbers: Numbers, shift: number): Undo {
  const known = answered.flatMap(({ number, ...one }) => {
    const renumbered = numbers.get(number);
    return renumbered === undefined ? [] : [{ ...one, number: renumbered }];
  });
  return { ...undo, handoff: handoff + shift, answered: known };
}

function renumberPost({ wish, ...item }: SlackOutboxItem, numbers: Numbers, shift: number): SlackOutboxItem {
  if (wish.kind === 'ephemeral' || wish.kind === 'reaction' || wish.kind === 'list' || wish.kind === 'team_question')
    return { ...item, wish };
  if (wish.handoff === undefined) return { ...item, wish };
  const handoff = wish.handoff + shift;
  if (wish.kind === 'entries')
    return { ...item, wish: { ...wish, handoff, entries: wish.entries.map((entry) => numbers.get(entry) ?? 0) } };
  if (wish.kind !== 'entry') return { ...item, wish: { ...wish, handoff } };
  return { ...item, wish: { ...wish, handoff, entry: numbers.get(wish.entry) ?? 0 } };
}

/** What is in flight stays in front; of the other conversation's messages only agents' still go out. */
function takeOutbox(state: ConversationState, other: ConversationState, known: ReadonlySet<string | undefined>): void {
  const inFlight = state.outbox.filter(({ status }) => status === 'sending');
  const queued = state.outbox.filter(({ status }) => status === 'queued');
  const isNew = (id: string): boolean => !known.has(id) && !state.outbox.some((one) => one.id === id);
  const theirs = other.outbox.filter(({ id, author }) => author === 'agent' && isNew(id));
  state.outbox = [...inFlight, ...theirs, ...queued];
  const [head, ...rest] = state.slackOutbox;
  // Whether one was posted is looked up first: a copy of it may have been at work somewhere else.
  const posts = other.slackOutbox
    .filter(({ id }) => !state.slackOutbox.some((one) => one.id === id))
    .map((item) => ({ ...item, unknown: true, attempt: item.attempt + 1 }));
  state.slackOutbox = head === undefined ? posts : [head, ...posts, ...rest];
  takeUnknown(state, other);
}

/** What the other one knows about a message stands. */
function takeUnknown(state: ConversationState, other: ConversationState): void {
  const known = new Set([
    ...other.transcript.map(({ intentId }) => intentId),
    ...other.outbox.map(({ id }) => id),
    ...other.unknown.map(({ intentId }) => intentId),
  ]);
  state.unknown = [...other.unknown, ...state.unknown.filter(({ intentId }) => !known.has(intentId))];
}

function takeIdentity(state: ConversationState, other: ConversationState): void {
  const { customer } = state;
  // Without a new user id the old one would say that the new number is somebody else's.
  const keys = customer.userId === undefined ? customer.keys : unitedKeys(other.customer.keys, customer.keys);
  state.customer = { ...customer, keys };
  if (customer.name === undefined && other.customer.name !== undefined) state.customer.name = other.customer.name;
  if (!state.transcript.some(({ from, at }) => from === 'customer' && at >= state.startedAt)) {
    state.language = other.language;
    state.sentiment = other.sentiment;
  }
}

function takeCounters(state: ConversationState, other: ConversationState): void {
  for (const name of ['turn', 'question', 'handoff', 'post', 'intent'] as const) {
    state.counters[name] += other.counters[name];
  }
  state.turns += other.turns;
  state.epoch = Math.max(state.epoch, other.epoch) + 1;
}

/** One handoff at most: an agent's goes before one that waits, then the older; the other's card says so. */
function takeHandoffs(state: ConversationState, other: ConversationState): void {
  const open = [other.handoff, state.handoff].filter((handoff) => handoff !== undefined).sort(byPrecedence);
  const [main, second] = open;
  state.cards = [...other.cards, ...state.cards];
  while (state.cards.length > MAX_CARDS) dropCard(state, main?.number);
  if (main === undefined) return;
  state.handoff = second === undefined ? { ...main } : joined(main, second);
  if (second === undefined) return;
  if (isOneCard(state, main, second)) {
    state.cards = state.cards.filter(({ handoff }) => handoff !== second.number);
    return;
  }
  state.cards = state.cards.map((card): Card => {
    return card.handoff === second.number ? { ...card, ended: { state: 'merged', at: state.now } } : card;
  });
  postToSlack(state, { kind: 'card_update', handoff: second.number });
}

/** Copies of one handoff, after a customer has come back. */
function isOneCard({ cards }: ConversationState, main: Handoff, second: Handoff): boolean {
  const [one, other] = [main, second].map(({ number }) => cards.find(({ handoff }) => handoff === number)?.ts);
  return one !== undefined && one === other;
}

const PRECEDENCE: Record<Handoff['status'], number> = { claimed: 0, snoozed: 1, waiting: 2 };

const byPrecedence = (one: Handoff, two: Handoff): number =>
  PRECEDENCE[one.status] - PRECEDENCE[two.status] || one.openedAt - two.openedAt;

function dropCard(state: ConversationState, kept: number | undefined): void {
  state.cards.splice(
    state.cards.findIndex(({ handoff }) => handoff !== kept),
    1,
  );
}

function joined(main: Handoff, second: Handoff): Handoff {
  const reasons = [...main.otherReasons, second.reason, ...second.otherReasons];
  const handoff: Handoff = {
    ...main,
    otherReasons: [...new Set(reasons)].filter((reason) => reason !== main.reason),
    openedAt: Math.min(main.openedAt, second.openedAt),
    agentWrote: main.agentWrote || second.agentWrote,
  };
  const active = latest(main.lastHumanActivityAt, second.lastHumanActivityAt);
  if (active !== undefined) handoff.lastHumanActivityAt = active;
  const order = main.order ?? second.order;
  if (order !== undefined) handoff.order = order;
  return handoff;
}

/** A new epoch: what was asked before is out of date on both sides. */
function takeMode(state: ConversationState, since: number | undefined): void {
  state.questions = {} satisfies OpenQuestions;
  if (since !== undefined) {
    if (state.mode === 'active') recallAssistant(state);
    state.mode = 'paused';
    state.modeSince = since;
  }
  renewWaitingNotices(state);
  numberChanged(state);
  updateCard(state);
}

function takeRest(state: ConversationState, other: ConversationState): void {
  state.slackThreads = [...new Set([...other.slackThreads, ...state.slackThreads])].slice(-MAX_THREADS);
  state.held = boundHeld([...other.held, ...state.held]);
  state.seen = [...new Set([...other.seen, ...state.seen])].slice(-MAX_SEEN);
  state.verdicts = [...other.verdicts, ...state.verdicts].slice(-MAX_VERDICTS);
  state.decisions = [...other.decisions, ...state.decisions].sort((one, two) => one.at - two.at).slice(-MAX_DECISIONS);
  state.memory = remembered(state.memory, other.memory);
  uniteParked(state, other.parkedTexts);
  uniteQuestions(state, other.teamQuestions);
  const reopening = state.reopening ?? other.reopening;
  if (reopening !== undefined) state.reopening = reopening;
  state.parked ||= other.parked;
  const wrote = latest(state.lastCustomerMessageAt, other.lastCustomerMessageAt);
  if (wrote !== undefined) state.lastCustomerMessageAt = wrote;
  const intent = state.lastIntent ?? other.lastIntent;
  if (intent !== undefined) state.lastIntent = intent;
}

function remembered(mine: Memory, theirs: Memory): Memory {
  const memory: Memory = {
    answers: [...theirs.answers, ...mine.answers].sort((one, two) => one.at - two.at).slice(-MAX_ANSWERS),
    notAnswerableInARow: Math.max(mine.notAnswerableInARow, theirs.notAnswerableInARow),
    firstContactSent: mine.firstContactSent || theirs.firstContactSent,
    assistantMessages: [...theirs.assistantMessages, ...mine.assistantMessages],
    modelCalls: [...theirs.modelCalls, ...mine.modelCalls],
    askedCustomerAt: [...theirs.askedCustomerAt, ...mine.askedCustomerAt].sort((one, two) => one - two),
  };
  for (const name of ['thankedAt', 'greetedAt', 'declinedAt', 'problemAt', 'optedOutAt'] as const) {
    const at = latest(mine[name], theirs[name]);
    if (at !== undefined) memory[name] = at;
  }
  const told = [mine.waitingNotice, theirs.waitingNotice].filter((one) => one !== undefined);
  if (told.length > 0) memory.waitingNotice = told.reduce((one, other) => (other.at > one.at ? other : one));
  const order = mine.order ?? theirs.order;
  if (order !== undefined) memory.order = order;
  return memory;
}

/** What nobody has answered is the assistant's, or the team's. */
function settleOpenMessages(state: ConversationState): void {
  if (state.mode === 'active') {
    think(state);
    return;
  }
  delete state.turn;
  showInThread(state, messagesOf(state, 'pending'));
  dispose(state, ['pending'], 'team');
}

const latest = (one: number | undefined, two: number | undefined): number | undefined =>
  one === undefined || two === undefined ? (one ?? two) : Math.max(one, two);
