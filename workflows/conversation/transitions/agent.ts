import type { AgentCommand, AgentMessage, VerdictCode } from '../messages';
import type { Agent } from '../ports';
import { splitText } from '../split';
import type { Card, ConversationState, HeldMessage, PendingTakeover } from '../state';
import { think } from './assistant';
import {
  activate,
  claim,
  endHandoff,
  humanActivity,
  openHandoff,
  pause,
  resume,
  showInThread,
  updateCard,
} from './handoff';
import { onlyAgentsSpeak, outboxHasRoom, purgeOutbox, queueIntent, windowOpen } from './outgoing';
import {
  addEntry,
  changeEntry,
  clipBytes,
  dispose,
  firstTime,
  hasVerdict,
  messagesOf,
  noteDecision,
  postLine,
  postSentence,
  postToSlack,
  quote,
  recordVerdict,
  utf8Length,
} from './record';
import { verdictSentence } from '../verdict';

const WHATSAPP_TEXT = 4096;
/** A transcript entry holds 8 KB: that many characters of three bytes fit. */
const LARGEST_PART_BYTES = 8000;
const LONG_SCRIPT_TEXT = 2600;
const MAX_HELD = 8;
const MAX_HELD_BYTES = 24 * 1024;
const MAX_HELD_TEXT = 16 * 1024;

interface Outcome {
  code: VerdictCode;
  accepted: boolean;
  name?: string;
}

const DONE: Outcome = { code: 'done', accepted: true };
const refused = (code: VerdictCode, name?: string): Outcome =>
  name === undefined ? { code, accepted: false } : { code, accepted: false, name };

/** A click or slash command. Its verdict is recorded exactly once, whatever way it came and however often. */
export function agentCommand(state: ConversationState, command: AgentCommand, signalled: boolean): void {
  if (!firstTime(state, command.updateId)) {
    answerRepeated(state, command.updateId);
    return;
  }
  state.lastEventAt = state.now;
  const outcome = carryOut(state, command);
  if (outcome === undefined) return;
  recordVerdict(state, command.updateId, outcome.code, outcome.accepted, outcome.name);
  if (signalled && !outcome.accepted && command.source !== undefined) {
    const { channel, threadTs } = command.source;
    const text = verdictSentence(outcome.code, outcome.name);
    const post = { kind: 'ephemeral' as const, channel, user: command.agent.id, text };
    postToSlack(state, threadTs === undefined ? post : { ...post, threadTs });
  }
}

/** A repeated click gets the same answer; one whose answer has been forgotten is out of date. */
function answerRepeated(state: ConversationState, updateId: string): void {
  if (state.takeover?.updateIds.includes(updateId) || hasVerdict(state, updateId)) return;
  recordVerdict(state, updateId, 'stale_button', false);
}

/** `undefined`: the verdict follows when the takeover is acknowledged. */
function carryOut(state: ConversationState, command: AgentCommand): Outcome | undefined {
  switch (command.kind) {
    case 'takeOver':
      return takeOver(state, command);
    case 'resume':
      return handBack(state, command);
    case 'keepPaused':
      return keepPaused(state, command);
    case 'resolve':
      return resolve(state, command);
    case 'snooze':
      return snooze(state, command);
    case 'transfer':
      return transfer(state, command);
    case 'sendHeld':
      return sendHeld(state, command);
    case 'keepAsNote':
      return keepAsNote(state, command);
    case 'sendAgain':
      return sendAgain(state, command);
  }
}

function takeOver(state: ConversationState, command: AgentCommand): Outcome | undefined {
  const { agent } = command;
  const handoff = state.handoff;
  if (state.takeover !== undefined) return joinTakeover(state, state.takeover, command);
  const owner = handoff?.status === 'waiting' ? undefined : handoff?.agent;
  // Who has only put it off, or still has a notice in flight, takes over like anybody else.
  if (owner?.id === agent.id && handoff?.status === 'claimed' && onlyAgentsSpeak(state)) {
    humanActivity(state);
    if (command.heldId !== undefined) releaseHeld(state, command.heldId, agent);
    return { code: 'already_yours', accepted: true };
  }
  // While the confirmation is open the assignee has been away for long enough: a colleague may step in.
  if (owner !== undefined && owner.id !== agent.id && state.mode === 'paused')
    return refused('claimed_by_other', owner.name);
  // The card of an earlier handoff does not show what this one is about.
  if (handoff !== undefined && (command.handoff ?? handoff.number) !== handoff.number) return refused('stale_button');
  beginTakeover(state, command.updateId, agent, cardOf(state, command));
  if (command.heldId !== undefined) releaseHeld(state, command.heldId, agent);
  return undefined;
}

/** A second click while a message is still in flight is no acknowledgement either: it waits like the first. */
function joinTakeover(
  state: ConversationState,
  takeover: PendingTakeover,
  { agent, updateId, heldId }: AgentCommand,
): Outcome | undefined {
  if (takeover.agent.id !== agent.id) return refused('being_taken_over', takeover.agent.name);
  state.takeover = { ...takeover, updateIds: [...takeover.updateIds, updateId] };
  if (heldId !== undefined) releaseHeld(state, heldId, agent);
  return undefined;
}

/** The assistant stops at once; the acknowledgement follows when nothing of it can still go out. */
function beginTakeover(state: ConversationState, updateId: string, agent: Agent, card: Card | undefined): void {
  showInThread(state, messagesOf(state, 'pending'));
  delete state.turn;
  dispose(state, ['pending'], 'team');
  if (state.handoff === undefined) openHandoff(state, 'agent_initiated', { announce: false, card });
  else pause(state);
  noteDecision(state, 'takeover');
  state.takeover = { updateIds: [updateId], agent, began: state.now };
  for (const intent of state.outbox) {
    if (intent.status === 'sending' && intent.author === 'assistant') intent.cancelRequested = true;
  }
  purgeOutbox(state);
  humanActivity(state);
  if (!onlyAgentsSpeak(state)) updateCard(state);
}

/** Acknowledges the takeover once every outcome of the assistant's and the business's messages is in. */
export function settleTakeover(state: ConversationState): void {
  const takeover = state.takeover;
  if (takeover === undefined || !onlyAgentsSpeak(state)) return;
  delete state.takeover;
  claim(state, takeover.agent);
  postSentence(state, 'taken_over', takeover.agent);
  for (const updateId of takeover.updateIds) recordVerdict(state, updateId, 'done', true);
}

function cardOf(state: ConversationState, command: AgentCommand): Card | undefined {
  if (isOfEarlierConversation(state, command)) return undefined;
  return state.cards.find(({ handoff }) => handoff === command.handoff);
}

function ownerRefusal(state: ConversationState, agent: Agent): Outcome | undefined {
  // Nobody has it before the acknowledgement, not even the taker: anything else would undo it half way.
  if (state.takeover !== undefined) return refused('being_taken_over', state.takeover.agent.name);
  const owner = state.handoff?.agent;
  return owner === undefined || owner.id === agent.id ? undefined : refused('not_assignee', owner.name);
}

/** An agent's stale button: its question is closed, or who may speak has changed since. */
function isStale(state: ConversationState, command: AgentCommand): boolean {
  const { question, epoch } = command;
  if (isOfAnotherHandoff(state, command)) return true;
  if (question !== undefined && state.questions.agents?.question !== question) return true;
  return epoch !== undefined && epoch !== state.epoch;
}

function isOfAnotherHandoff(state: ConversationState, command: AgentCommand): boolean {
  if (isOfEarlierConversation(state, command)) return true;
  return command.handoff !== undefined && command.handoff !== state.handoff?.number;
}

/** A new conversation numbers from 1 again, but its epochs are all later than those of the one before. */
function isOfEarlierConversation(state: ConversationState, { epoch }: AgentCommand): boolean {
  return epoch !== undefined && epoch < Math.floor(state.startedAt / 1000);
}

function handBack(state: ConversationState, command: AgentCommand): Outcome {
  if (state.mode === 'active' || isStale(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  resume(state, 'agent', command.agent);
  think(state);
  return DONE;
}

function keepPaused(state: ConversationState, command: AgentCommand): Outcome {
  if (state.mode !== 'confirming' || isStale(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  humanActivity(state);
  noteDecision(state, 'kept by people');
  postSentence(state, 'kept', command.agent);
  updateCard(state);
  return DONE;
}

function resolve(state: ConversationState, command: AgentCommand): Outcome {
  if (state.handoff === undefined) return refused('no_handoff');
  if (isOfAnotherHandoff(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  noteDecision(state, 'resolved');
  postSentence(state, 'resolved', command.agent);
  endHandoff(state, 'resolved', command.agent);
  activate(state);
  dispose(state, ['team', 'cause'], 'by_agent');
  return DONE;
}

function snooze(state: ConversationState, command: AgentCommand): Outcome {
  const handoff = state.handoff;
  if (handoff === undefined || state.mode === 'active') return refused('no_handoff');
  if (isStale(state, command)) return refused('stale_button');
  if (command.until === undefined || command.until <= state.now) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  humanActivity(state);
  handoff.agent = command.agent;
  handoff.status = 'snoozed';
  handoff.snoozedUntil = command.until;
  postSentence(state, 'snoozed', command.agent);
  updateCard(state);
  return DONE;
}

function transfer(state: ConversationState, command: AgentCommand): Outcome {
  if (state.handoff === undefined || state.mode === 'active') return refused('no_handoff');
  if (isStale(state, command)) return refused('stale_button');
  if (command.to === undefined) return refused('not_found');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  claim(state, command.to);
  postSentence(state, 'transferred', command.to);
  return DONE;
}

function sendHeld(state: ConversationState, command: AgentCommand): Outcome {
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  if (state.handoff?.agent?.id !== command.agent.id || state.mode === 'active') return refused('stale_button');
  const held = state.held.find(({ id }) => id === command.heldId);
  if (held === undefined) return refused('not_found');
  if (!windowOpen(state)) return refused('window_closed');
  if (!outboxHasRoom(state, held.text)) return refused('outbox_full');
  releaseHeld(state, held.id, command.agent);
  return DONE;
}

function keepAsNote(state: ConversationState, command: AgentCommand): Outcome {
  const held = takeHeld(state, command.heldId ?? '');
  if (held === undefined) return refused('not_found');
  note(state, held.agent, held.text);
  return DONE;
}

function releaseHeld(state: ConversationState, id: string, agent: Agent): void {
  const held = takeHeld(state, id);
  if (held === undefined) return;
  humanActivity(state);
  queueAgentText(state, agent, held.text);
}

function takeHeld(state: ConversationState, id: string): HeldMessage | undefined {
  const held = state.held.find((message) => message.id === id);
  state.held = state.held.filter((message) => message !== held);
  return held;
}

function sendAgain(state: ConversationState, command: AgentCommand): Outcome {
  const entry = state.transcript.find(({ intentId }) => intentId !== undefined && intentId === command.intentId);
  if (entry === undefined || entry.from !== 'agent') return refused('not_found');
  if (entry.delivery !== 'failed' && entry.delivery !== 'unconfirmed') return refused('already_sent');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  if (state.mode === 'active') return refused('stale_button');
  if (!windowOpen(state)) return refused('window_closed');
  if (!outboxHasRoom(state, entry.text)) return refused('outbox_full');
  state.unknown = state.unknown.filter(({ intentId }) => intentId !== command.intentId);
  changeEntry(state, entry.number, { delivery: 'cancelled' });
  humanActivity(state);
  queueAgentText(state, command.agent, entry.text);
  return DONE;
}

/** An agent wrote in the thread of a card. */
export function agentMessage(state: ConversationState, message: AgentMessage): void {
  if (!firstTime(state, message.id)) return;
  state.lastEventAt = state.now;
  if (message.files > 0) postLine(state, { kind: 'file_refused', agent: message.agent });
  if (message.text.trim() === '') return;
  if (message.note) {
    note(state, message.agent, message.text);
    return;
  }
  const owner = state.handoff?.status === 'waiting' ? undefined : (state.takeover?.agent ?? state.handoff?.agent);
  const taking = state.takeover?.agent;
  if (taking?.id === message.agent.id || (state.mode !== 'active' && owner?.id === message.agent.id)) {
    sendOrHold(state, message);
  } else if (state.mode === 'active') {
    unasked(state, message);
  } else if (owner === undefined && taking === undefined) {
    hold(state, message, 'nobody_claimed');
  } else {
    note(state, message.agent, message.text);
    const other = taking ?? owner;
    if (other !== undefined) postLine(state, { kind: 'kept_as_note', agent: message.agent, owner: other });
  }
}

function sendOrHold(state: ConversationState, message: AgentMessage): void {
  if (message.mentions) {
    hold(state, message, 'mention');
    return;
  }
  humanActivity(state);
  if (state.handoff?.status === 'snoozed') claim(state, message.agent);
  queueAgentText(state, message.agent, message.text);
}

/** While the assistant has the conversation only its last assignee takes over by writing. */
function unasked(state: ConversationState, message: AgentMessage): void {
  const card = state.cards.find(({ channel, ts }) => channel === message.channel && ts === message.threadTs);
  const newest = state.cards.at(-1);
  if (message.mentions || card === undefined || card !== newest || card.agent?.id !== message.agent.id) {
    // Also where it mentions somebody: the assistant has the conversation, so sending it means taking over.
    hold(state, message, 'assistant_active');
    return;
  }
  beginTakeover(state, message.id, message.agent, card);
  queueAgentText(state, message.agent, message.text);
}

function hold(
  state: ConversationState,
  { id, channel, threadTs, agent, text }: AgentMessage,
  why: 'mention' | 'assistant_active' | 'nobody_claimed',
): void {
  const message = { id, channel, threadTs, agent, text: clipBytes(text, MAX_HELD_TEXT) };
  state.held = [...state.held, message].slice(-MAX_HELD);
  while (utf8Length(JSON.stringify(state.held)) > MAX_HELD_BYTES && state.held.length > 1) state.held.shift();
  postLine(state, { kind: 'held', heldId: id, agent, text: quote(text), why });
}

function note(state: ConversationState, agent: Agent, text: string): void {
  addEntry(state, { from: 'note', name: agent.name, text });
  if (state.handoff !== undefined && state.mode !== 'active') humanActivity(state);
}

/** Queues an agent's words; outside the window nothing is attempted and the agent is told. */
function queueAgentText(state: ConversationState, agent: Agent, text: string): void {
  if (!windowOpen(state)) {
    postSentence(state, 'window_closed', agent);
    return;
  }
  if (!outboxHasRoom(state, text)) {
    postSentence(state, 'outbox_full', agent);
    return;
  }
  for (const part of splitText(text, WHATSAPP_TEXT).flatMap(fitTranscript)) {
    queueIntent(state, { author: 'agent', agent, content: { kind: 'text', text: part, firstContact: false } });
  }
  if (state.handoff) state.handoff.agentWrote = true;
  dispose(state, ['team', 'cause'], 'by_agent');
}

function fitTranscript(part: string): string[] {
  return utf8Length(part) > LARGEST_PART_BYTES ? splitText(part, LONG_SCRIPT_TEXT) : [part];
}
