import { FILLERS } from '../local/data/fillers';
import { LOAN_PREFIX, phraseAt, stem } from '../local/text/features';
import { LEXICON } from '../local/text/lexicon';
import { simplify, wordsOf } from '../local/text/normalise';

/** A word or a phrase that says something: what it may mean, in any of the five languages. */
export type Meaning = string[];

const piecesOf = (word: string): string[] =>
  LEXICON.pieces.flatMap(({ piece, concept }) => (word.includes(piece) ? [`@${concept}`] : []));

function meaningOf(word: string): Meaning {
  const [, figure] = /^(?:r|zar)?(\d+)$/.exec(word) ?? [];
  if (figure !== undefined) return [figure];
  if (FILLERS.has(word) || word.length < 3) return [];
  const borrowed = phraseAt([word.replace(LOAN_PREFIX, '')], 0)?.concepts.map((concept) => `@${concept}`) ?? [];
  const concepts = [...borrowed, ...(word.length >= 5 ? piecesOf(word) : [])];
  return concepts.length > 0 ? concepts : [stem(word)];
}

/** What a text speaks of, each thing once. */
export function meaningsOf(text: string): Meaning[] {
  const words = wordsOf(simplify(text.replace(/(?<=\d)[ \u00a0](?=\d{3}\b)/g, '')).replaceAll('#', ' '));
  const meanings = new Map<string, Meaning>();
  for (let index = 0; index < words.length;) {
    const phrase = phraseAt(words, index);
    const meaning = phrase ? phrase.concepts.map((concept) => `@${concept}`) : meaningOf(words[index]!);
    if (meaning.length > 0) meanings.set(meaning.join(' '), meaning);
    index += phrase?.words.length ?? 1;
  }
  return [...meanings.values()];
}
