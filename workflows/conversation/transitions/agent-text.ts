/** What becomes of an agent's words: sent, held, or kept inside. */
import type { AgentMessage, VerdictCode } from '../messages';
import type { Agent } from '../ports';
import type { HeldBecause } from '../words';
import { speakerRoom } from '../speaker';
import { splitText } from '../split';
import type { ConversationState, HeldMessage, OutgoingIntent, Source } from '../state';
import { humanActivity } from './handoff';
import { outboxHasRoom, queueIntent, windowOpen } from './outgoing';
import { park, parkedHasRoom } from './parked';
import { addEntry, clipBytes, dispose, postLine, postSentence, quote, utf8Length } from './record';
import { answering } from './quoted';
import { setAgentWrote, undoOf } from './undo';
import { ASKING_RULES, THREAD_RULES, WISH_RULES } from '../rules';

const WHATSAPP_TEXT = 4096;
/** A transcript entry holds 8 KB: that many characters of three bytes fit. */
const LARGEST_PART_BYTES = 8000;
const LONG_SCRIPT_TEXT = 2600;
const MAX_HELD = 8;
const MAX_HELD_BYTES = 24 * 1024;
const MAX_HELD_TEXT = 16 * 1024;

/** Where the agent wrote it; its id says when. `undefined` under earlier rules: nothing is shown there. */
export function sourceOf(
  { rules }: ConversationState,
  { id, channel, threadTs, agent }: Pick<AgentMessage, 'id' | 'channel' | 'threadTs' | 'agent'>,
): Source | undefined {
  // What is written on the desk page stands in no thread.
  if (rules < THREAD_RULES || threadTs === '') return undefined;
  return { channel, ts: id.slice(id.indexOf(':') + 1), threadTs, agent: agent.id };
}

/**
 * Queues an agent's words; outside the window nothing is attempted, and they are parked. `holdMs`: so long they wait, in
 * which they can still be changed.
 */
export function queueAgentText(
  state: ConversationState,
  agent: Agent,
  text: string,
  source?: Source,
  holdMs?: number,
): void {
  if (!windowOpen(state)) {
    if (park(state, agent, text, { source })) return;
    postSentence(state, 'window_closed', agent);
    return;
  }
  if (!outboxHasRoom(state, text)) {
    postSentence(state, 'outbox_full', agent);
    return;
  }
  const undo = undoOf(state);
  const [first] = queueParts(state, agent, text, source, holdMs);
  if (first?.source !== undefined) first.undo = undo;
  setAgentWrote(state, true);
  dispose(state, ['team', 'cause'], 'by_agent');
}

/** Why words that wait for their agent's click cannot go now; they stay where they are. */
export function noRoomFor(state: ConversationState, text: string): VerdictCode | undefined {
  if (!outboxHasRoom(state, text)) return 'outbox_full';
  const isFull = state.rules >= WISH_RULES && !windowOpen(state) && !parkedHasRoom(state, text);
  return isFull ? 'parked_full' : undefined;
}

/** One message of ours for each part that WhatsApp takes. */
export function queueParts(
  state: ConversationState,
  agent: Agent,
  text: string,
  source?: Source,
  holdMs = 0,
): OutgoingIntent[] {
  const { text: words, answers } = answering(state, text);
  return splitText(words, WHATSAPP_TEXT - speakerRoom(state))
    .flatMap(fitTranscript)
    .map((part, place) => {
      const answered = place === 0 && answers !== undefined ? { answers } : {};
      const content = { kind: 'text' as const, text: part, firstContact: false, ...answered };
      const intent = queueIntent(state, { author: 'agent', agent, content, ...(source && { source }) });
      if (holdMs > 0) intent.notBefore = state.now + holdMs;
      return intent;
    });
}

function fitTranscript(part: string): string[] {
  return utf8Length(part) > LARGEST_PART_BYTES ? splitText(part, LONG_SCRIPT_TEXT) : [part];
}

/** `source`: where it was written; what becomes of it there, becomes of the note. */
export function note(state: ConversationState, agent: Agent, text: string, source?: Source): void {
  const known = state.rules >= ASKING_RULES && source !== undefined ? { source } : {};
  addEntry(state, { from: 'note', name: agent.name, text, ...known });
  if (state.handoff !== undefined && state.mode !== 'active') humanActivity(state, agent);
}

export function hold(
  state: ConversationState,
  { id, channel, threadTs, agent, text, sensitive }: AgentMessage,
  why: HeldBecause,
  source?: Source,
): void {
  const message: HeldMessage = { id, channel, threadTs, agent, text: clipBytes(text, MAX_HELD_TEXT) };
  if (source !== undefined) message.source = source;
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
  queueAgentText(state, agent, held.text, held.source ?? sourceOf(state, held));
}

export function takeHeld(state: ConversationState, id: string): HeldMessage | undefined {
  const held = state.held.find((message) => message.id === id);
  state.held = state.held.filter((message) => message !== held);
  return held;
}
