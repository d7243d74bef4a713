import { FILLERS, GOODS } from '../local/data/fillers';
import { isOfALanguage } from '../local/language';
import { LEXICON } from '../local/text/lexicon';
import { simplify, wordsOf } from '../local/text/normalise';

/** Fewer words than that say nothing of the language they are in. */
const FEWEST_WORDS = 3;
/** Of the words of a sentence of ours at least so many are known, in every language that is spoken here. */
const LEAST_KNOWN = 0.25;
/** And of a long one, in which the small words repeat. */
const LEAST_KNOWN_OF_MANY = 0.4;
const MANY_WORDS = 8;
/** Links, and names of files; they are read as facts. */
const HOST = /\S+(?:[@/]|\.\p{L})\S*/gu;

/** Small words of the languages that are written most and that nobody here is answered in; none of them is a word of ours. */
const ELSEWHERE = new Set(
  `votre vos vous nous que rien peut cette aux etes est sont une avec pour dans usted esta para por una los las ihr ihre ihnen wir ist und wird nicht
  eine uw wij niet il tuo vostro stato della seu sua voce foi nao uma yako yetu kwako`.split(/\s+/),
);

/** Capitals or digits inside of a word, as no word of a language has them; letters one by one; digits for letters. */
const CODES = [
  /(?<![\p{L}\p{N}+/=_-])(?=[\w+/=-]*[A-Za-z])(?=[\w+/=-]*(?:[a-z][A-Z]|\d|=))[\w+/=-]{16,}/gu,
  /\b(?:\p{L}[ ._-]+){5,}\p{L}\b/gu,
  /\b[A-Za-z]{1,}\d+[A-Za-z]{2,}\b|\b[A-Za-z]{2,}\d+[A-Za-z]+\b/g,
];

const familiar = (word: string, own: Set<string>): boolean =>
  own.has(word) || FILLERS.has(word) || GOODS.has(word) || LEXICON.words.has(word) || isOfALanguage(word);

function isStrange(sentence: string, own: Set<string>): boolean {
  const words = wordsOf(simplify(sentence.replace(HOST, ' '))).filter((word) => /^[a-z]+$/.test(word));
  if (words.length < FEWEST_WORDS) return false;
  const known = words.filter((word) => familiar(word, own)).length;
  const elsewhere = new Set(words.filter((word) => ELSEWHERE.has(word) && !own.has(word)));
  const least = words.length < MANY_WORDS ? LEAST_KNOWN : LEAST_KNOWN_OF_MANY;
  return known / words.length < least || elsewhere.size > 1;
}

/** The first of these sentences that is in a language nobody is answered in here, or turned round. */
export function strangeIn(sentences: string[], own: string): string | undefined {
  const known = new Set(wordsOf(simplify(own)));
  return sentences.find((sentence) => isStrange(sentence, known));
}

/** What a reader has to decode, and nothing given contains. */
export function codeIn(draft: string, own: string): string | undefined {
  const text = draft.replace(HOST, ' ');
  return CODES.flatMap((pattern) => text.match(pattern) ?? []).find((code) => !own.includes(code));
}
