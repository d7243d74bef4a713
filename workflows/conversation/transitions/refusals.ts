/** Why an agent's click is refused. */
import type { AgentCommand, VerdictCode } from '../messages';
import type { Agent } from '../ports';
import type { ConversationState } from '../state';

export interface Outcome {
  code: VerdictCode;
  accepted: boolean;
  name?: string;
}

export const DONE: Outcome = { code: 'done', accepted: true };

export const refused = (code: VerdictCode, name?: string): Outcome =>
  name === undefined ? { code, accepted: false } : { code, accepted: false, name };

export function ownerRefusal(state: ConversationState, agent: Agent): Outcome | undefined {
  // Nobody has it before the acknowledgement, not even the taker: anything else would undo it half way.
  if (state.takeover !== undefined) return refused('being_taken_over', state.takeover.agent.name);
  const owner = state.handoff?.agent;
  return owner === undefined || owner.id === agent.id ? undefined : refused('not_assignee', owner.name);
}

/** An agent's stale button: its question is closed, or who may speak has changed since. */
export function isStale(state: ConversationState, command: AgentCommand): boolean {
  const { question, epoch } = command;
  if (isOfAnotherHandoff(state, command)) return true;
  if (question !== undefined && state.questions.agents?.question !== question) return true;
  return epoch !== undefined && epoch !== state.epoch;
}

export function isOfAnotherHandoff(state: ConversationState, command: AgentCommand): boolean {
  if (isOfEarlierConversation(state, command)) return true;
  return command.handoff !== undefined && command.handoff !== state.handoff?.number;
}

/** A new conversation numbers from 1 again, but its epochs are all later than those of the one before. */
export function isOfEarlierConversation(state: ConversationState, { epoch }: AgentCommand): boolean {
  return epoch !== undefined && epoch < Math.floor(state.startedAt / 1000);
}
