import type { Topic } from '../../../knowledge/types';
import { featuresOf, stem, type Features, type Vocabulary } from '../text/features';
import { LEXICON } from '../text/lexicon';
import { simplify, wordsOf } from '../text/normalise';
import { createSpeller } from '../text/spelling';

export type PartKind = 'question' | 'title' | 'keyword' | 'body';

/** One searchable piece of a topic. */
export interface Part {
  id: number;
  topic: string;
  kind: PartKind;
  text: string;
  tokens: Map<string, number>;
}

/** How much less than a question each kind of part says about what its topic answers. */
export const KIND_WEIGHT: Record<PartKind, { match: number; cover: number }> = {
  question: { match: 1, cover: 1 },
  title: { match: 1, cover: 1 },
  keyword: { match: 0.7, cover: 0.8 },
  body: { match: 0.3, cover: 0.3 },
};

const PAIR = 0.6;
const MOST_CONCEPTS = 7;

function textsOf(topic: Topic): { kind: PartKind; text: string }[] {
  return [
    { kind: 'title', text: topic.title },
    ...topic.questions.map((text) => ({ kind: 'question' as const, text })),
    ...topic.keywords.map((text) => ({ kind: 'keyword' as const, text })),
    { kind: 'body', text: topic.body },
  ];
}

export const isPair = (token: string): boolean => token.includes('+');

/** What a text says, and which two things it says together: "delivery" with "cost" is not "delivery" with "duration". */
export function tokensOf(features: Features): Map<string, number> {
  const tokens = new Map(features.weights);
  const concepts = [...features.concepts].sort().slice(0, MOST_CONCEPTS);
  concepts.forEach((first, index) => {
    for (const second of concepts.slice(index + 1)) tokens.set(`${first}+${second}`, PAIR);
  });
  return tokens;
}

/** The words of the topics, and spelling help towards them. */
export function vocabularyOf(topics: Topic[]): Vocabulary {
  const words = topics.flatMap((topic) => textsOf(topic).flatMap(({ text }) => wordsOf(simplify(text))));
  const keys = topics.flatMap(({ title, keywords }) => wordsOf(simplify([title, ...keywords].join(' '))));
  return {
    stems: new Set(words.map(stem)),
    keys: new Set(keys.map(stem)),
    speller: createSpeller([...words, ...LEXICON.words]),
  };
}

/** Every title, question, keyword and body as a part of its own. */
export function partsOf(topics: Topic[], vocabulary: Vocabulary): Part[] {
  return topics
    .flatMap((topic) => textsOf(topic).map((part) => ({ ...part, topic: topic.id })))
    .map((part, id) => {
      const features = featuresOf(part.text, vocabulary);
      return { ...part, id, tokens: part.kind === 'body' ? new Map(features.weights) : tokensOf(features) };
    });
}
