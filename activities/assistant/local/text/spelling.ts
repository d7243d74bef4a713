import { REAL_WORDS } from '../data/real-words';

const VOWELS = /[aeiouy]/g;
const MOST_REMEMBERED = 5_000;

/** Letters that must change, be added, be left out or swap places with a neighbour; gives up above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** "dlvry" is "delivery" with letters left out: same first and last letter, the others in order, at most three missing. */
function isShortened(short: string, full: string): boolean {
  const missing = full.length - short.length;
  if (missing < 1 || missing > 3 || short[0] !== full[0] || short.at(-1) !== full.at(-1)) return false;
  let at = 0;
  for (const letter of full) if (letter === short[at]) at += 1;
  return at === short.length && full.replace(VOWELS, '').length - short.replace(VOWELS, '').length <= 0;
}

export interface Speller {
  /** The known word that was probably meant, or nothing. */
  correct(word: string): string | undefined;
}

/**
 * Spelling help towards `known` words of six letters or more (five where only vowels or a doubled letter differ): one slip, or
 * vowels left out. Real words of English stay.
 */
export function createSpeller(known: Iterable<string>): Speller {
  const words = [...new Set(known)].filter((word) => word.length >= 5 && /^[a-z]+$/.test(word)).sort();
  const byLetter = new Map<string, string[]>();
  for (const word of words) byLetter.set(word[0]!, [...(byLetter.get(word[0]!) ?? []), word]);
  const cache = new Map<string, string | undefined>();
  const bare = (word: string) => word.replace(VOWELS, '').replace(/(.)\1/g, '$1');
  const search = (word: string): string | undefined => {
    const candidates = byLetter.get(word[0]!) ?? [];
    const slip = candidates.find(
      (candidate) =>
        (candidate.length >= 6 || bare(candidate) === bare(word)) &&
        word.length >= 5 &&
        distance(word, candidate, 1) === 1,
    );
    return slip ?? candidates.find((candidate) => isShortened(word, candidate));
  };
  return {
    correct(word) {
      if (word.length < 4 || !/^[a-z]+$/.test(word) || REAL_WORDS.has(word)) return undefined;
      if (!cache.has(word)) {
        if (cache.size > MOST_REMEMBERED) cache.clear();
        cache.set(word, search(word));
      }
      return cache.get(word);
    },
  };
}
