import type { AgentCommand, AgentMessage } from '../messages';
import type { ConversationState } from '../state';
import { hold, note, queueAgentText, releaseHeld, sourceOf, takeHeld } from './agent-text';
import { WINDOW_RULES } from './clock';
import { claim, humanActivity } from './handoff';
import { outboxHasRoom, windowOpen } from './outgoing';
import { takeParked } from './parked';
import { changeEntry, clipBytes, firstTime, postLine, recordChange } from './record';
import { DONE, ownerRefusal, refused, type Outcome } from './refusals';
import { beginTakeover } from './takeover';
import { questionIn } from './team-question';
import { teamReply } from './team-reply';

/** As much of it as a thread shows. */
const DESK_TEXT = 4096;

/** An agent wrote in the thread of a card, or on the desk page. */
export function agentMessage(state: ConversationState, message: AgentMessage): void {
  if (!firstTime(state, message.id)) return;
  state.lastEventAt = state.now;
  const question = questionIn(state, message);
  if (question !== undefined) {
    teamReply(state, question, message);
    return;
  }
  if (message.files > 0) postLine(state, { kind: 'file_refused', agent: message.agent });
  if (message.text.trim() === '') return;
  if (message.onDesk === true) showDeskMessage(state, message);
  if (message.note) {
    note(state, message.agent, message.text, sourceOf(state, message));
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
    note(state, message.agent, message.text, sourceOf(state, message));
    const other = taking ?? owner;
    if (other !== undefined) postLine(state, { kind: 'kept_as_note', agent: message.agent, owner: other });
  }
}

/** Whoever reads along in Slack sees what is written on the desk page, before anything that comes of it. */
function showDeskMessage(state: ConversationState, { agent, text, note: inside }: AgentMessage): void {
  postLine(state, { kind: 'desk_message', agent, text: clipBytes(text, DESK_TEXT), note: inside });
}

function sendOrHold(state: ConversationState, message: AgentMessage): void {
  if (message.mentions || message.sensitive !== undefined) {
    hold(state, message, message.mentions ? 'mention' : 'sensitive');
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
  queueAgentText(state, message.agent, message.text, source, holdMs);
}

/** While the assistant has the conversation only its last assignee takes over by writing. */
function unasked(state: ConversationState, message: AgentMessage): void {
  const card = state.cards.find(({ channel, ts }) => channel === message.channel && ts === message.threadTs);
  const newest = state.cards.at(-1);
  const doubtful = message.mentions || message.sensitive !== undefined;
  if (doubtful || card === undefined || card !== newest || card.agent?.id !== message.agent.id) {
    // Also where it is doubtful: the assistant has the conversation, so sending it means taking over.
    hold(state, message, 'assistant_active');
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
  if (!outboxHasRoom(state, held.text)) return refused('outbox_full');
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
  if (entry.delivery !== 'failed' && entry.delivery !== 'unconfirmed') return refused('already_sent');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  if (state.mode === 'active' || entry.template === true) return refused('stale_button');
  if (!mayQueue(state)) return refused('window_closed');
  if (!outboxHasRoom(state, entry.text)) return refused('outbox_full');
  state.unknown = state.unknown.filter(({ intentId }) => intentId !== command.intentId);
  changeEntry(state, entry.number, { delivery: 'cancelled' });
  humanActivity(state, command.agent);
  queueAgentText(state, command.agent, entry.text, entry.source);
  return DONE;
}
