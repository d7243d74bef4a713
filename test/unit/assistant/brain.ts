import { join } from 'node:path';
import { createLocalBrain } from '../../../activities/assistant/local';
import type { BrainLine, BrainRequest } from '../../../activities/assistant/local/types';
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

/** The topic that answers, `order:<number>`, or `none`. */
export function answerTo(...request: Parameters<typeof asked>): string {
  const answer = brain.answer(asked(...request));
  if (answer.kind === 'topics') return answer.topics.join(' ');
  return answer.kind === 'order' ? `order:${answer.number}` : 'none';
}

export const classified = (...request: Parameters<typeof asked>) => brain.classify(asked(...request));
