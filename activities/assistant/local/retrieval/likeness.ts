import { simplify } from '../text/normalise';
import { createGramIndex } from './grams';
import { createRetriever } from './retriever';

/** By what two questions say of each other and how they are spelled, together. */
const ALIKE = 0.75;
const SPELLING = 0.5;

/** Likeness of each text to each other one; not the same both ways. */
function meaningOf(texts: string[]): (one: number, other: number) => number {
  const retriever = createRetriever(
    texts.map((text, id) => ({
      id: String(id),
      title: text,
      language: 'en',
      questions: [text],
      keywords: [],
      body: '',
    })),
  );
  const found = texts.map((text) => {
    const { candidates } = retriever.search(text);
    return new Map(candidates.map(({ topic, confidence }) => [Number(topic), confidence]));
  });
  return (one, other) => found[one]!.get(other) ?? 0;
}

function createAlike(texts: string[]): (one: number, other: number) => boolean {
  const meaning = meaningOf(texts);
  const index = createGramIndex(texts);
  const spelling = texts.map((text) => index.likeness(text));
  return (one, other) =>
    Math.min(meaning(one, other), meaning(other, one)) + SPELLING * spelling[one]![other]! >= ALIKE;
}

/** Puts texts that ask the same thing together. Returns groups of their positions, lowest first. */
export function groupAlike(texts: string[]): number[][] {
  const positions = new Map<string, number[]>();
  texts.forEach((text, at) => {
    const words = simplify(text) || text;
    positions.set(words, [...(positions.get(words) ?? []), at]);
  });
  const distinct = [...positions.values()];
  const alike = createAlike(distinct.map(([first]) => texts[first!]!));
  const groupOf: number[] = [];
  const groups: number[][] = [];
  distinct.forEach((all, one) => {
    const other = groupOf.findIndex((_, earlier) => alike(one, earlier));
    groupOf[one] = other < 0 ? groups.push([]) - 1 : groupOf[other]!;
    groups[groupOf[one]]!.push(...all);
  });
  return groups.map((group) => group.sort((a, b) => a - b));
}
