import type { AgentCommand } from '../messages';
import type { Agent } from '../ports';
import type { Card, ConversationState, PendingTakeover } from '../state';
import { releaseHeld } from './agent-text';
import { claim, humanActivity, openHandoff, pause, showInThread, updateCard } from './handoff';
import { onlyAgentsSpeak, purgeOutbox, recallAssistant } from './outgoing';
import { dispose, messagesOf, noteDecision, postLine, postSentence, recordChange, recordVerdict } from './record';
import { isOfEarlierConversation, refused, type Outcome } from './refusals';
import { endQuestion } from './team-question';

export function takeOver(state: ConversationState, command: AgentCommand): Outcome | undefined {
  const { agent } = command;
  const handoff = state.handoff;
  if (state.takeover !== undefined) return joinTakeover(state, state.takeover, command);
  const owner = handoff?.status === 'waiting' ? undefined : handoff?.agent;
  const takenFrom = owner === undefined ? undefined : takesFrom(owner, command);
  // Who has only put it off, or still has a notice in flight, takes over like anybody else.
  if (owner?.id === agent.id && handoff?.status === 'claimed' && onlyAgentsSpeak(state)) {
    humanActivity(state, agent);
    if (command.heldId !== undefined) releaseHeld(state, command.heldId, agent);
    return { code: 'already_yours', accepted: true };
  }
  // While the confirmation is open the assignee has been away for long enough: a colleague may step in.
  if (owner !== undefined && owner.id !== agent.id && state.mode === 'paused' && takenFrom === undefined)
    return refused('claimed_by_other', owner.name);
  // The card of an earlier handoff does not show what this one is about.
  if (handoff !== undefined && (command.handoff ?? handoff.number) !== handoff.number) return refused('stale_button');
  beginTakeover(state, command.updateId, agent, cardOf(state, command));
  if (takenFrom !== undefined)
    state.takeover = { updateIds: [command.updateId], agent, began: state.now, from: takenFrom };
  if (command.heldId !== undefined) releaseHeld(state, command.heldId, agent);
  return undefined;
}

/** Only from whoever had it when it was asked for: else a colleague has been faster. */
function takesFrom(owner: Agent, { agent, from }: AgentCommand): PendingTakeover['from'] {
  return from?.agent === owner.id && owner.id !== agent.id ? { agent: owner, reason: from.reason } : undefined;
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
export function beginTakeover(state: ConversationState, updateId: string, agent: Agent, card: Card | undefined): void {
  endQuestion(state, 'with_people');
  showInThread(state, messagesOf(state, 'pending'));
  delete state.turn;
  dispose(state, ['pending'], 'team');
  if (state.handoff === undefined) openHandoff(state, 'agent_initiated', { announce: false, card });
  else pause(state);
  noteDecision(state, 'takeover');
  state.takeover = { updateIds: [updateId], agent, began: state.now };
  recallAssistant(state);
  purgeOutbox(state);
  humanActivity(state, agent);
  if (onlyAgentsSpeak(state)) return;
  recordChange(state, { what: 'taking_over' }, agent);
  updateCard(state);
}

/** Acknowledges the takeover once every outcome of the assistant's and the business's messages is in. */
export function settleTakeover(state: ConversationState): void {
  const takeover = state.takeover;
  if (takeover === undefined || !onlyAgentsSpeak(state)) return;
  delete state.takeover;
  claim(state, takeover.agent);
  recordChange(state, { what: 'taken_over' }, takeover.agent);
  const { agent, from } = takeover;
  if (from === undefined) postSentence(state, 'taken_over', agent);
  else postLine(state, { kind: 'taken_from', agent, from: from.agent, reason: from.reason });
  for (const updateId of takeover.updateIds) recordVerdict(state, updateId, 'done', true);
}

function cardOf(state: ConversationState, command: AgentCommand): Card | undefined {
  if (isOfEarlierConversation(state, command)) return undefined;
  return state.cards.find(({ handoff }) => handoff === command.handoff);
}
