import type { Language } from '../../../workflows/conversation/words';
import { LANGUAGE_PROFILES } from './data/languages';
import { simplify, wordsOf } from './text/normalise';

const LANGUAGES: Language[] = ['en', 'af', 'zu', 'xh', 'st'];

/** A word counts 3, a piece of one 1, both shared out among the languages that have them. */
const WORD = 3;
const SHORTEST_WORD_WITH_PARTS = 4;
/** The winner must have this share of all evidence, or the message is mixed. */
const CLEAR_SHARE = 0.5;
const CLEAR_LEAD = 1.25;

type Scores = Record<Language, number>;

const noScores = (): Scores => ({ en: 0, af: 0, zu: 0, xh: 0, st: 0 });

const listOf = (text: string): string[] => text.trim().split(/\s+/);

function shares(lists: Record<Language, string[]>): Map<string, Scores> {
  const table = new Map<string, Scores>();
  for (const language of LANGUAGES) {
    for (const entry of new Set(lists[language])) {
      const scores = table.get(entry) ?? noScores();
      scores[language] = 1;
      table.set(entry, scores);
    }
  }
  for (const scores of table.values()) {
    const owners = LANGUAGES.filter((language) => scores[language] > 0).length;
    for (const language of LANGUAGES) scores[language] /= owners;
  }
  return table;
}

const of = (pick: 'words' | 'parts') =>
  Object.fromEntries(LANGUAGES.map((language) => [language, listOf(LANGUAGE_PROFILES[language][pick])])) as Record<
    Language,
    string[]
  >;

const WORD_SHARES = shares(of('words'));
const PART_SHARES = [...shares(of('parts'))].map(([part, scores]) => ({ pattern: new RegExp(part), scores }));

function add(total: Scores, scores: Scores, weight: number): void {
  for (const language of LANGUAGES) total[language] += scores[language] * weight;
}

function scoresOf(words: string[]): Scores {
  const total = noScores();
  for (const word of words) {
    const known = WORD_SHARES.get(word);
    if (known) add(total, known, WORD);
    else if (word.length >= SHORTEST_WORD_WITH_PARTS) {
      for (const { pattern, scores } of PART_SHARES) if (pattern.test(word)) add(total, scores, 1);
    }
  }
  return total;
}

/** Whether one of the five languages has this word, or has words like it. `word`: small letters without accents. */
export const isOfALanguage = (word: string): boolean =>
  WORD_SHARES.has(word) ||
  (word.length >= SHORTEST_WORD_WITH_PARTS && PART_SHARES.some(({ pattern }) => pattern.test(word)));

/** The language of a text, or nothing where it is mixed or gives nothing away. */
export function guessLanguage(text: string): Language | undefined {
  const words = wordsOf(simplify(text)).filter((word) => /^[a-z]+$/.test(word));
  const scores = scoresOf(words);
  const ranked = [...LANGUAGES].sort((a, b) => scores[b] - scores[a]);
  const [first, second] = [scores[ranked[0]!], scores[ranked[1]!]];
  const all = LANGUAGES.reduce((sum, language) => sum + scores[language], 0);
  if (first === 0) return undefined;
  // isiZulu and isiXhosa share most of their words: between these two a small lead decides.
  const sisters = ranked.slice(0, 2).every((language) => language === 'zu' || language === 'xh');
  if (sisters) return (first + second) / all >= CLEAR_SHARE && first > second ? ranked[0] : undefined;
  return first / all >= CLEAR_SHARE && first >= second * CLEAR_LEAD ? ranked[0] : undefined;
}

/**
 * The language to answer in: that of the last message of three words or more; where it is mixed, and where all are
 * shorter, the conversation's so far.
 */
export function languageOf(messages: string[], previous: Language): Language {
  const long = messages.filter(
    (message) => wordsOf(simplify(message)).filter((word) => /[a-z]/.test(word)).length >= 3,
  );
  const last = long.at(-1);
  return (last === undefined ? undefined : guessLanguage(last)) ?? previous;
}
