import { FILLERS, GOODS } from '../data/fillers';
import { guessLanguage } from '../language';
import { LEXICON, type Phrase } from './lexicon';
import { expand, simplify, wordsOf } from './normalise';
import type { Speller } from './spelling';

/** A message as the retrieval sees it. */
export interface Features {
  /** `@concept` and plain word stems, each with how much it says (0–1). */
  weights: Map<string, number>;
  concepts: Set<string>;
  /** Words that neither the lexicon nor the knowledge nor everyday speech explains. */
  unknown: string[];
  goods: number;
}

const WORD_OF_CONCEPT = 0.3;
/** Who asks when it closes asks when it is open. */
const RELATED: Record<string, string> = { close: 'open' };
const RELATED_SHARE = 0.7;
const GOODS_WEIGHT = 0.2;
const CORRECTED = 0.8;
/** How much a word that nobody knows speaks against a topic: less where the lexicon knows less of the language. */
const UNKNOWN_WORD: Record<string, number> = { af: 0.7, zu: 0.45, xh: 0.45, st: 0.45 };
/** A word of the knowledge that the lexicon does not know and no topic has in its title or keywords. */
const PASSING_WORD = 0.6;
const LONG_WORD = 5;

/** Prefixes that isiZulu, isiXhosa and Sesotho put before borrowed words: i-warranty, ama-special, nge-eft. */
export const LOAN_PREFIX =
  /^(?:izi|ama|nge|nga|kwi|kwa|ngo|aba|isi|uku|nama|ii|ku|ka|ko|yi|li|we|ye|le|ne|se|di|e|i|u)(?=[a-z]{3,}$)/;

/** "eMgungundlovu", "outside Bronkhorstspruit": a name with a capital where a place is named. */
const PLACE = /\b(?:e-?|(?:to|in|outside|near|around|from|na|naby|buite|tot in)\s+)([A-Z][a-z]{3,})/g;

/** Takes the names of places out. */
function withoutPlaces(text: string): { text: string; places: boolean } {
  let places = false;
  const rest = text.replace(PLACE, (whole, name: string) => {
    if (FILLERS.has(name.toLowerCase()) || LEXICON.words.has(name.toLowerCase())) return whole;
    places = true;
    return ' ';
  });
  return { text: rest, places };
}

/** Plural and verb endings off, so that "returns" meets "return". */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  const bare = word.replace(/(?:ing|ed|es|s)$/, '');
  return bare.length >= 3 && !word.endsWith('ss')
    ? bare.replace(/(.)\1$/, '$1').replace(/e$/, '')
    : word.replace(/e$/, '');
}

export interface Vocabulary {
  /** Stems that occur in the business's own topics; `keys` in a title or among the keywords. */
  stems: Set<string>;
  keys: Set<string>;
  speller: Speller;
}

export function phraseAt(words: string[], start: number): Phrase | undefined {
  return LEXICON.phrases
    .get(words[start]!)
    ?.find((phrase) => phrase.words.every((word, offset) => words[start + offset] === word));
}

const isKnown = (word: string, vocabulary: Vocabulary): boolean =>
  LEXICON.words.has(word) || FILLERS.has(word) || GOODS.has(word) || vocabulary.stems.has(stem(word));

const piecesOf = (word: string): string[] =>
  word.length < LONG_WORD
    ? []
    : LEXICON.pieces.filter(({ piece }) => word.includes(piece)).map(({ concept }) => concept);

function repair(word: string, vocabulary: Vocabulary): string {
  if (/\d/.test(word) || isKnown(word, vocabulary) || piecesOf(word).length > 0) return word;
  const borrowed = word.replace(LOAN_PREFIX, '');
  if (borrowed !== word && isKnown(borrowed, vocabulary) && !FILLERS.has(borrowed)) return borrowed;
  return vocabulary.speller.correct(word) ?? word;
}

function createCollector(vocabulary: Vocabulary, unknownWeight: number) {
  const features: Features = { weights: new Map(), concepts: new Set(), unknown: [], goods: 0 };
  const put = (feature: string, weight: number) =>
    features.weights.set(feature, Math.max(weight, features.weights.get(feature) ?? 0));
  const concept = (name: string, weight = 1) => {
    features.concepts.add(name);
    put(`@${name}`, weight);
    const related = RELATED[name];
    if (related !== undefined) {
      features.concepts.add(related);
      put(`@${related}`, weight * RELATED_SHARE);
    }
  };
  const word = (raw: string) => {
    if (GOODS.has(raw)) {
      features.goods += 1;
      put(stem(raw), GOODS_WEIGHT);
      return;
    }
    const pieces = FILLERS.has(raw) ? [] : piecesOf(raw);
    for (const piece of pieces) concept(piece);
    if (pieces.length > 0 || FILLERS.has(raw) || raw.length < 3 || /^\d+$/.test(raw)) return;
    const known = vocabulary.stems.has(stem(raw));
    const weight = vocabulary.keys.has(stem(raw)) ? 1 : PASSING_WORD;
    put(stem(raw), known ? weight : unknownWeight);
    if (!known) features.unknown.push(raw);
  };
  return { features, put, concept, word };
}

/** Reads a message: abbreviations written out, slips corrected, phrases of five languages turned into concepts. */
export function featuresOf(text: string, vocabulary: Vocabulary): Features {
  const named = withoutPlaces(text);
  const simplified = simplify(named.text).replaceAll('#', ' ');
  const language = guessLanguage(text) ?? 'en';
  const written = language === 'af' ? simplified : expand(simplified);
  const raw = wordsOf(written);
  const words = raw.map((word) => repair(word, vocabulary));
  const { features, put, concept, word } = createCollector(vocabulary, UNKNOWN_WORD[language] ?? 1);
  for (let index = 0; index < words.length;) {
    const phrase = phraseAt(words, index);
    const weight = phrase?.words.some((_, offset) => words[index + offset] !== raw[index + offset]) ? CORRECTED : 1;
    for (const name of phrase?.concepts ?? []) concept(name, weight);
    if (phrase) for (const part of phrase.words) if (!FILLERS.has(part)) put(stem(part), WORD_OF_CONCEPT);
    if (!phrase) word(words[index]!);
    index += phrase?.words.length ?? 1;
  }
  return features;
}
