import { join } from 'node:path';
import { createLocalBrain } from '../../../activities/assistant/local';
import type { BrainLine, BrainRequest, OrderFacts } from '../../../activities/assistant/local/types';
import type { Language } from '../../../workflows/conversation/words';
import { loadKnowledge } from '../../../activities/knowledge/load';

/** In November 2026, when the sample's dated promotion runs. */
export const NOVEMBER = Date.parse('2026-11-18T08:00:00Z');

export const knowledge = loadKnowledge(join(__dirname, '../../../knowledge'));
export const brain = createLocalBrain(knowledge);

export const asked = (
  message: string | string[],
  transcript: BrainLine[] = [],
  more: Partial<BrainRequest> = {},
): BrainRequest => ({
  messages: [message].flat(),
  transcript,
  language: 'en',
  now: NOVEMBER,
  ...more,
});

/** What answers: `order:<number>` and topics, in the order in which they are told, or `none`. */
export function answerTo(...request: Parameters<typeof asked>): string {
  const answer = brain.answer(asked(...request));
  if (answer.kind === 'none') return 'none';
  return [...answer.orders.map((number) => `order:${number}`), ...answer.topics].join(' ');
}

/** An answer about topics alone, as the customer reads it. */
export function wordsTo(...request: Parameters<typeof asked>): string {
  const answer = brain.answer(asked(...request));
  const { language } = brain.classify(asked(...request));
  return answer.kind === 'none' ? '' : brain.word({ ...answer, orders: [], missing: [] }, language).text;
}

/** An order alone, as the customer reads it. */
export const toldOf = (order: OrderFacts, language: Language) =>
  brain.word({ orders: [order], missing: [], topics: [], more: false }, language);

export const classified = (...request: Parameters<typeof asked>) => brain.classify(asked(...request));
