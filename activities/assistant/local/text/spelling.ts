const VOWELS = /[aeiouy]/g;

/** Letters that must change, be added, be left out or swap places with a neighbour; gives up above `limit`. */
export function distance(a: string, b: string, limit: number): number {
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

const skeleton = (word: string): string => word[0]! + word.slice(1).replace(VOWELS, '').replace(/(.)\1/g, '$1');

export interface Speller {
  /** The known word that was probably meant, or nothing. */
  correct(word: string): string | undefined;
}

/** Spelling help towards `known` words of five letters or more: one slip, or vowels left out. */
export function createSpeller(known: Iterable<string>): Speller {
  const words = [...new Set(known)].filter((word) => word.length >= 5 && /^[a-z]+$/.test(word)).sort();
  const bySkeleton = new Map<string, string>();
  for (const word of words) {
    const key = skeleton(word);
    if (key.length >= 4 && !bySkeleton.has(key)) bySkeleton.set(key, word);
  }
  const cache = new Map<string, string | undefined>();
  const search = (word: string): string | undefined => {
    const near = words.find((candidate) => candidate[0] === word[0] && distance(word, candidate, 1) === 1);
    return near ?? bySkeleton.get(skeleton(word));
  };
  return {
    correct(word) {
      if (word.length < 4 || !/^[a-z]+$/.test(word)) return undefined;
      if (!cache.has(word)) {
        if (cache.size > 5_000) cache.clear();
        cache.set(word, search(word));
      }
      return cache.get(word);
    },
  };
}
