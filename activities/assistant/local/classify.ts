import type { Intent, Sentiment } from '../../../workflows/conversation/words';
import type { BrainClassification, BrainRequest } from './types';
import type { Understanding } from './understand';

const ISSUE_LENGTH = 140;

/** What is told by somebody for whom something went wrong; who cancels an order may be in the best of moods. */
const GONE_WRONG: ReadonlySet<Intent> = new Set<Intent>([
  'self_harm',
  'threat',
  'safety',
  'fraud',
  'payment_dispute',
  'legal',
  'complaint',
]);

function intentOf({ intents, social, orders, outOfScope }: Understanding): Intent {
  if (intents[0] !== undefined) return intents[0];
  if (social !== undefined) return 'social';
  if (orders.length > 0) return 'order_status';
  return outOfScope ? 'out_of_scope' : 'question';
}

function sentimentOf({ angry, negative, intents, social }: Understanding): Sentiment {
  if (angry) return 'angry';
  if (negative || intents.some((intent) => GONE_WRONG.has(intent))) return 'negative';
  return social === 'thanks' ? 'positive' : 'neutral';
}

function questionKeyOf({ orders, topics, choice }: Understanding): string | undefined {
  if (orders.length > 0) return `order:${orders[0]}`;
  return topics[0] ?? choice?.topic;
}

function issueOf({ mentionedOrder }: Understanding, messages: string[]): string | undefined {
  const words = messages.join(' ').replace(/\s+/g, ' ').trim();
  if (mentionedOrder === undefined || words === '') return undefined;
  const quoted = words.length > ISSUE_LENGTH ? `${words.slice(0, ISSUE_LENGTH).trimEnd()}…` : words;
  return words.includes(mentionedOrder) ? quoted : `Order ${mentionedOrder}: ${quoted}`;
}

/** Words an understanding the way the rules of a conversation want it. */
export function toClassification(understanding: Understanding, { messages }: BrainRequest): BrainClassification {
  const { language, wantsPerson, intents, social } = understanding;
  const intent = intentOf(understanding);
  const questionKey = intent === 'social' || intent === 'out_of_scope' ? undefined : questionKeyOf(understanding);
  const issue = issueOf(understanding, messages);
  return {
    language,
    wantsHuman: wantsPerson,
    sentiment: sentimentOf(understanding),
    intent,
    wantsAction: intents.length > 0,
    ...(intent === 'social' && social !== undefined ? { social } : {}),
    ...(questionKey === undefined ? {} : { questionKey }),
    problem: understanding.problem || intents.includes('complaint') || intents.includes('safety'),
    ...(issue === undefined ? {} : { issue }),
  };
}
