/** What becomes of an agent's words: sent, held, or kept inside. */
import type { AgentMessage } from '../messages';
import type { Agent, HeldBecause } from '../ports';
import { splitText } from '../split';
import type { ConversationState, HeldMessage } from '../state';
import { humanActivity, updateCard } from './handoff';
import { outboxHasRoom, queueIntent, windowOpen } from './outgoing';
import { park } from './parked';
import { addEntry, clipBytes, dispose, postLine, postSentence, quote, utf8Length } from './record';

const WHATSAPP_TEXT = 4096;
/** A transcript entry holds 8 KB: that many characters of three bytes fit. */
const LARGEST_PART_BYTES = 8000;
const LONG_SCRIPT_TEXT = 2600;
const MAX_HELD = 8;
const MAX_HELD_BYTES = 24 * 1024;
const MAX_HELD_TEXT = 16 * 1024;

/** Queues an agent's words; outside the window nothing is attempted, and they are parked. */
export function queueAgentText(state: ConversationState, agent: Agent, text: string): void {
  if (!windowOpen(state)) {
    if (park(state, agent, text)) return;
    postSentence(state, 'window_closed', agent);
    return;
  }
  if (!outboxHasRoom(state, text)) {
    postSentence(state, 'outbox_full', agent);
    return;
  }
  queueParts(state, agent, text);
  noteFirstAnswer(state);
  dispose(state, ['team', 'cause'], 'by_agent');
}

/** As many messages as WhatsApp's limits make of it. */
export function queueParts(state: ConversationState, agent: Agent, text: string): void {
  for (const part of splitText(text, WHATSAPP_TEXT).flatMap(fitTranscript)) {
    queueIntent(state, { author: 'agent', agent, content: { kind: 'text', text: part, firstContact: false } });
  }
}

/** What the card has suggested is not to be said a second time. */
function noteFirstAnswer(state: ConversationState): void {
  const { handoff } = state;
  if (handoff === undefined) return;
  const suggests = handoff.summary.status === 'done' && handoff.summary.result.suggestedReply !== undefined;
  const first = !handoff.agentWrote;
  handoff.agentWrote = true;
  if (first && suggests) updateCard(state);
}

function fitTranscript(part: string): string[] {
  return utf8Length(part) > LARGEST_PART_BYTES ? splitText(part, LONG_SCRIPT_TEXT) : [part];
}

export function note(state: ConversationState, agent: Agent, text: string): void {
  addEntry(state, { from: 'note', name: agent.name, text });
  if (state.handoff !== undefined && state.mode !== 'active') humanActivity(state, agent);
}

export function hold(
  state: ConversationState,
  { id, channel, threadTs, agent, text, sensitive }: AgentMessage,
  why: HeldBecause,
): void {
  const message = { id, channel, threadTs, agent, text: clipBytes(text, MAX_HELD_TEXT) };
  state.held = boundHeld([...state.held, message]);
  const line = { kind: 'held' as const, heldId: id, agent, text: quote(text), why };
  postLine(state, sensitive === undefined ? line : { ...line, sensitive });
}

/** As many of the newest as a conversation has room for. */
export function boundHeld(held: HeldMessage[]): HeldMessage[] {
  const kept = held.slice(-MAX_HELD);
  while (utf8Length(JSON.stringify(kept)) > MAX_HELD_BYTES && kept.length > 1) kept.shift();
  return kept;
}

export function releaseHeld(state: ConversationState, id: string, agent: Agent): void {
  const held = takeHeld(state, id);
  if (held === undefined) return;
  humanActivity(state, agent);
  queueAgentText(state, agent, held.text);
}

export function takeHeld(state: ConversationState, id: string): HeldMessage | undefined {
  const held = state.held.find((message) => message.id === id);
  state.held = state.held.filter((message) => message !== held);
  return held;
}
