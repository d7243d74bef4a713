/** The reply that a card suggests, as an agent has changed and sent it. */
import type { AgentCommand } from '../messages';
import type { ConversationState } from '../state';
import { queueAgentText } from './agent-text';
import { humanActivity } from './handoff';
import { onlyAgentsSpeak, outboxHasRoom, windowOpen } from './outgoing';
import { DONE, isStale, ownerRefusal, refused, type Outcome } from './refusals';
import { beginTakeover } from './takeover';

/** Goes out once. Whoever sends it where nobody has the conversation takes it over by that, and is answered when he has. */
export function reply(state: ConversationState, command: AgentCommand): Outcome | undefined {
  const { agent, text = '', updateId } = command;
  const { handoff } = state;
  if (handoff === undefined || state.mode === 'active') return refused('no_handoff');
  if (isStale(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, agent);
  if (refusal !== undefined) return refusal;
  if (handoff.agentWrote) return refused('already_answered');
  if (text.trim() === '') return refused('not_found');
  if (!windowOpen(state)) return refused('window_closed');
  if (!outboxHasRoom(state, text)) return refused('outbox_full');
  if (handoff.status === 'claimed' && onlyAgentsSpeak(state)) {
    humanActivity(state, agent);
    queueAgentText(state, agent, text);
    return DONE;
  }
  beginTakeover(state, updateId, agent, undefined);
  queueAgentText(state, agent, text);
  return undefined;
}
