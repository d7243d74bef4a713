import type { AgentCommand, AgentMessage } from '../messages';
import type { ConversationState, TranscriptEntry } from '../state';
import type { Agent } from '../ports';
import { isUndelivered } from '../entry';
import type { HeldBecause } from '../words';
import { filesOf, notedWords, queueAgentFiles, tellNotSent } from './agent-files';
import { hold, noRoomFor, note, queueAgentText, releaseHeld, sourceOf, takeHeld } from './agent-text';
import { claim, humanActivity } from './handoff';
import { windowOpen } from './outgoing';
import { takeParked } from './parked';
import { changeEntry, clipBytes, firstTime, postLine, recordChange } from './record';
import { DONE, ownerRefusal, refused, type Outcome } from './refusals';
import { beginTakeover } from './takeover';
import { judgedByOwnWords, quotingAgain } from './quoted';
import { questionIn } from './team-question';
import { teamReply } from './team-reply';
import { DOUBT_RULES, WINDOW_RULES } from '../rules';

/** As much of it as a thread shows. */
const DESK_TEXT = 4096;

/** An agent wrote in the thread of a card, or on the desk page. */
export function agentMessage(state: ConversationState, written: AgentMessage): void {
  if (!firstTime(state, written.id)) return;
  const message = judgedByOwnWords(state, written);
  state.lastEventAt = state.now;
  const question = questionIn(state, message);
  if (question !== undefined) {
    teamReply(state, question, message);
    return;
  }
  const files = filesOf(state, message);
  if (message.files > files.length) postLine(state, { kind: 'file_refused', agent: message.agent });
  if (message.text.trim() === '' && files.length === 0) return;
  if (message.onDesk === true) showDeskMessage(state, message);
  if (message.note) note(state, message.agent, notedWords(message.text, files), sourceOf(state, message));
  else forCustomer(state, message);
}

function forCustomer(state: ConversationState, message: AgentMessage): void {
  const owner = state.handoff?.status === 'waiting' ? undefined : (state.takeover?.agent ?? state.handoff?.agent);
  const taking = state.takeover?.agent;
  if (taking?.id === message.agent.id || (state.mode !== 'active' && owner?.id === message.agent.id)) {
    sendOrHold(state, message);
  } else if (state.mode === 'active') {
    unasked(state, message);
  } else if (owner === undefined && taking === undefined) {
    holdBack(state, message, 'nobody_claimed');
  } else {
    note(state, message.agent, notedWords(message.text, filesOf(state, message)), sourceOf(state, message));
    const other = taking ?? owner;
    if (other !== undefined) postLine(state, { kind: 'kept_as_note', agent: message.agent, owner: other });
  }
}

/** Words wait for a second look; files stay where they are, and whoever attached them reads it. */
function holdBack(state: ConversationState, message: AgentMessage, why: HeldBecause): void {
  const refusal = why === 'nobody_claimed' || why === 'assistant_active' ? why : 'held';
  if (message.text.trim() !== '') hold(state, message, why);
  tellNotSent(state, message.agent, filesOf(state, message), refusal);
}

/** Whoever reads along in Slack sees what is written on the desk page, before anything that comes of it. */
function showDeskMessage(state: ConversationState, message: AgentMessage): void {
  const { agent, note: inside } = message;
  const text = clipBytes(notedWords(message.text, filesOf(state, message)), DESK_TEXT);
  postLine(state, { kind: 'desk_message', agent, text, note: inside });
}

function sendOrHold(state: ConversationState, message: AgentMessage): void {
  if (message.mentions || message.sensitive !== undefined) {
    holdBack(state, message, message.mentions ? 'mention' : 'sensitive');
    return;
  }
  humanActivity(state, message.agent);
  if (state.handoff?.status === 'snoozed') {
    recordChange(state, { what: 'snooze_over' });
    claim(state, message.agent);
  }
  queueWritten(state, message);
}

/** What is written in a thread waits a moment, in which it can still be edited or deleted there. */
function queueWritten(state: ConversationState, message: AgentMessage): void {
  const source = sourceOf(state, message);
  const holdMs = source === undefined ? 0 : state.settings.holdMs;
  const { agent, text } = message;
  const files = filesOf(state, message);
  if (files.length === 0 || !windowOpen(state)) {
    if (text.trim() !== '') queueAgentText(state, agent, text, source, holdMs);
    tellNotSent(state, agent, files, 'window_closed');
  } else queueAgentFiles(state, agent, { text, files, source, holdMs });
}

/** While the assistant has the conversation only its last assignee takes over by writing. */
function unasked(state: ConversationState, message: AgentMessage): void {
  const card = state.cards.find(({ channel, ts }) => channel === message.channel && ts === message.threadTs);
  const newest = state.cards.at(-1);
  const doubtful = message.mentions || message.sensitive !== undefined;
  if (doubtful || card === undefined || card !== newest || card.agent?.id !== message.agent.id) {
    // Also where it is doubtful: the assistant has the conversation, so sending it means taking over.
    holdBack(state, message, 'assistant_active');
    return;
  }
  beginTakeover(state, message.id, message.agent, card);
  queueWritten(state, message);
}

/** Under earlier rules nothing was kept for later. */
const mayQueue = (state: ConversationState): boolean => windowOpen(state) || state.rules >= WINDOW_RULES;

export function sendHeld(state: ConversationState, command: AgentCommand): Outcome {
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  if (state.handoff?.agent?.id !== command.agent.id || state.mode === 'active') return refused('stale_button');
  const held = state.held.find(({ id }) => id === command.heldId);
  if (held === undefined) return refused('not_found');
  if (!mayQueue(state)) return refused('window_closed');
  const full = noRoomFor(state, held.text);
  if (full !== undefined) return refused(full);
  releaseHeld(state, held.id, command.agent);
  return DONE;
}

export function keepAsNote(state: ConversationState, command: AgentCommand): Outcome {
  const id = command.heldId ?? '';
  const held = takeHeld(state, id) ?? takeParked(state, id)[0];
  if (held === undefined) return refused('not_found');
  note(state, held.agent, held.text, 'threadTs' in held ? (held.source ?? sourceOf(state, held)) : held.source);
  return DONE;
}

export function sendAgain(state: ConversationState, command: AgentCommand): Outcome {
  const entry = state.transcript.find(({ intentId }) => intentId !== undefined && intentId === command.intentId);
  if (entry === undefined || entry.from !== 'agent') return refused('not_found');
  if (!isUndelivered(entry)) return refused('already_sent');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  if (state.mode === 'active' || entry.template === true || entry.reaction !== undefined)
    return refused('stale_button');
  if (!mayQueue(state) || (entry.sentFile !== undefined && !windowOpen(state))) return refused('window_closed');
  const full = noRoomFor(state, entry.text);
  if (full !== undefined) return refused(full);
  markSentAgain(state, entry);
  humanActivity(state, command.agent);
  sendEntryAgain(state, command.agent, entry);
  return DONE;
}

/** It may have arrived, and a status may still say so: what became of it is not forgotten. */
function markSentAgain(state: ConversationState, { number, intentId }: TranscriptEntry): void {
  if (state.rules >= DOUBT_RULES) {
    changeEntry(state, number, { sentAgain: true });
    return;
  }
  state.unknown = state.unknown.filter((outcome) => outcome.intentId !== intentId);
  changeEntry(state, number, { delivery: 'cancelled' });
}

function sendEntryAgain(state: ConversationState, agent: Agent, entry: TranscriptEntry): void {
  const { text, quoted, source, sentFile } = entry;
  if (sentFile === undefined) queueAgentText(state, agent, quotingAgain(state, text, quoted), source);
  else {
    const caption = quotingAgain(state, sentFile.caption ?? '', quoted);
    queueAgentFiles(state, agent, { text: caption, files: [sentFile.file], source });
  }
}
