import type { Retrieval } from './retriever';

/** What the retrieval comes down to. */
export interface Choice {
  /** The topic that answers; absent when none does surely enough. */
  topic?: string;
  confidence: number;
  /** The message asks where an order is. */
  tracking: boolean;
  concepts: number;
  goods: number;
  unknown: number;
}

/** Below this the knowledge does not answer. */
const THRESHOLD = 0.42;
/** What was matched must be about something: not only "when", "how" and passing words. */
const SUBSTANCE = 1.2;

/** Who asks word for word what the business has written down is answered, whatever it is about. */
const WORD_FOR_WORD = 0.95;

/** Decides whether the best topic answers. */
export function choose({ features, candidates }: Retrieval): Choice {
  const best = candidates[0];
  const found = {
    confidence: best?.confidence ?? 0,
    tracking: features.concepts.has('track'),
    concepts: features.concepts.size,
    goods: features.goods,
    unknown: features.unknown.length,
  };
  if (best === undefined || best.confidence < THRESHOLD) return found;
  if (best.substance < SUBSTANCE && best.spelling < WORD_FOR_WORD) return found;
  return { ...found, topic: best.topic };
}
