import { simplify, wordsOf } from '../text/normalise';

const SIZES = [3, 4, 5];

type Vector = Map<string, number>;

function count(text: string): Vector {
  const counts: Vector = new Map();
  for (const word of wordsOf(simplify(text))) {
    const padded = `_${word}_`;
    for (const size of SIZES) {
      for (let start = 0; start + size <= padded.length; start += 1) {
        const gram = padded.slice(start, start + size);
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
  }
  return counts;
}

export interface GramIndex {
  /** Likeness of spelling to each of the texts, 0 to 1, in their order. */
  likeness(text: string): number[];
}

/** Compares texts by their pieces of 3 to 5 letters (TF-IDF, cosine): forgiving with spelling and endings. */
export function createGramIndex(texts: string[]): GramIndex {
  const counts = texts.map(count);
  const holders = new Map<string, number>();
  for (const grams of counts) for (const gram of grams.keys()) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  const weigh = (grams: Vector): Vector => {
    const weights = [...grams].map(([gram, times]) => {
      const rarity = Math.log((texts.length + 1) / ((holders.get(gram) ?? 0) + 0.5));
      return [gram, (1 + Math.log(times)) * rarity] as const;
    });
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(weights.map(([gram, weight]) => [gram, weight / length]));
  };
  const postings = new Map<string, [text: number, weight: number][]>();
  counts.forEach((grams, index) => {
    for (const [gram, weight] of weigh(grams)) {
      const list = postings.get(gram);
      if (list) list.push([index, weight]);
      else postings.set(gram, [[index, weight]]);
    }
  });
  return {
    likeness(text) {
      const result = new Array<number>(texts.length).fill(0);
      for (const [gram, weight] of weigh(count(text))) {
        for (const [index, other] of postings.get(gram) ?? []) result[index]! += weight * other;
      }
      return result;
    },
  };
}
