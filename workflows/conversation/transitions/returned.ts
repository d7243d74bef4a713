/** A customer who is back with what an agent has resolved: it was not settled, and she knows it best. */
import type { Agent } from '../ports';
import type { Card, ConversationState } from '../state';
import { ALWAYS_HUMAN_INTENTS, type HandoffReason } from '../words';
import { WINDOW_RULES } from '../rules';

const WITHIN = 72 * 60 * 60_000;

/** What it is about, as far as that is known by name: what only people may do, or an order. */
function mattersOf(reasons: string[], order: { number: string } | undefined): string[] {
  const intents = reasons.filter((reason) => (ALWAYS_HUMAN_INTENTS as readonly string[]).includes(reason));
  return order === undefined ? intents : [...intents, `order ${order.number}`];
}

const matterOfCard = ({ view }: Card): string[] => mattersOf([view.reason, ...view.otherReasons], view.order);

/** Who had the same matter before; `undefined`: it is not one that was resolved within the last 72 hours. */
export function resolvedBefore(state: ConversationState, reason: HandoffReason): { agent?: Agent } | undefined {
  if (state.rules < WINDOW_RULES) return undefined;
  const now = mattersOf([reason, state.lastIntent ?? ''], state.memory.order);
  const card = state.cards.findLast(
    ({ ended, ...one }) =>
      ended?.state === 'resolved' &&
      state.now - ended.at <= WITHIN &&
      matterOfCard(one).some((matter) => now.includes(matter)),
  );
  if (card === undefined) return undefined;
  const agent = card.ended?.by ?? card.agent;
  return agent === undefined ? {} : { agent };
}
