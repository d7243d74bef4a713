/** An agent who is away keeps what is the customer's turn; what is owed an answer goes back to the others. */
import type { AgentCommand } from '../messages';
import type { ConversationState } from '../state';
import { inOpenTime } from './clock';
import { fallBack } from './handoff';
import { tellList } from './ladder';
import { noteDecision, owedSince, postSentence } from './record';
import { DONE, refused, type Outcome } from './refusals';
import { WINDOW_RULES } from '../rules';

const BACK_AFTER = 5 * 60_000;

/** `/baton away` and `/baton back`, told to each conversation that the agent has. */
export function setAway(state: ConversationState, { agent, kind, until }: AgentCommand): Outcome {
  const { handoff } = state;
  const hers = handoff?.status === 'claimed' && handoff.agent?.id === agent.id && state.takeover === undefined;
  if (!hers || state.rules < WINDOW_RULES) return refused('no_handoff');
  if (kind === 'back') {
    if (handoff.away === undefined) return DONE;
    delete handoff.away;
    noteDecision(state, 'agent is back');
  } else {
    handoff.away = { since: state.now, ...(until !== undefined && { until }) };
    noteDecision(state, 'agent is away');
  }
  postSentence(state, kind === 'back' ? 'back' : 'away', agent);
  return DONE;
}

/** When what she owes goes back, ms UTC; `undefined`: she owes nothing, or is here again before. */
export function giveBackAt(state: ConversationState): number | undefined {
  const { handoff, takeover, parked } = state;
  if (handoff?.away === undefined || handoff.status !== 'claimed' || takeover !== undefined || parked) return undefined;
  const owed = owedSince(state);
  if (owed === undefined) return undefined;
  const { since, until = Infinity } = handoff.away;
  const at = inOpenTime(state, Math.max(since, owed), BACK_AFTER);
  return at < until ? at : undefined;
}

export function giveBack(state: ConversationState): void {
  const agent = state.handoff?.agent;
  if (agent === undefined) return;
  fallBack(state, agent, 'away_fell_back');
  tellList(state, 'waiting');
}
