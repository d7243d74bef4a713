import MiniSearch from 'minisearch';
import type { Topic } from '../../../knowledge/types';
import { featuresOf, type Features } from '../text/features';
import { createGramIndex } from './grams';
import { isPair, KIND_WEIGHT, partsOf, tokensOf, vocabularyOf, type Part } from './parts';

interface Candidate {
  topic: string;
  /** For ranking: likeness by meaning, by spelling and by BM25 together. */
  score: number;
  /** 0 to 1: how much of what was asked the topic speaks of, and how closely. For the threshold. */
  confidence: number;
  /** How much of what was matched is about something: concepts that name a subject, words of titles and keywords. */
  substance: number;
  /** 0 to 1: how much it is letter for letter one of the topic's questions, or its title. */
  spelling: number;
}

export interface Retrieval {
  features: Features;
  /** Best first. */
  candidates: Candidate[];
}

export interface Retriever {
  search(text: string): Retrieval;
}

const SPELLING = 0.35;
const BM25 = 0.1;
const MOST_CANDIDATES = 16;

interface Evidence {
  closest: number;
  cover: Map<string, number>;
}

/** Among few topics every word would be common: rarity is told as if there were at least so many. */
const FEWEST_TOPICS = 30;

function createRarity(parts: Part[], held: number): (token: string) => number {
  const topics = Math.max(held, FEWEST_TOPICS);
  const holders = new Map<string, Set<string>>();
  for (const { kind, topic, tokens } of parts) {
    if (kind === 'body') continue;
    for (const token of tokens.keys()) {
      const set = holders.get(token) ?? new Set();
      holders.set(token, set.add(topic));
    }
  }
  return (token) => {
    const count = holders.get(token)?.size ?? 0;
    if (count === 0 && isPair(token)) return 0;
    return Math.log(1 + (topics - count + 0.5) / (count + 0.5));
  };
}

const lengthOf = (weights: Iterable<number>): number =>
  Math.sqrt([...weights].reduce((sum, weight) => sum + weight * weight, 0)) || 1;

/** Best value a topic, over its parts. */
function bestByTopic(parts: Part[], values: (index: number) => number): Map<string, number> {
  const best = new Map<string, number>();
  parts.forEach(({ topic }, index) => best.set(topic, Math.max(best.get(topic) ?? 0, values(index))));
  return best;
}

function createBm25(parts: Part[]) {
  const index = new MiniSearch<{ id: number; tokens: string }>({
    fields: ['tokens'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  const searchable = parts.filter(({ kind }) => kind !== 'body');
  index.addAll(searchable.map(({ id, tokens }) => ({ id, tokens: [...tokens.keys()].join(' ') })));
  return (query: Map<string, number>): Map<string, number> => {
    const best = new Map<string, number>();
    const hits = index.search([...query.keys()].join(' '), { boostTerm: (term) => query.get(term) ?? 1 });
    const top = Math.max(1, hits[0]?.score ?? 0);
    for (const hit of hits) {
      const topic = parts[hit.id as number]!.topic;
      best.set(topic, Math.max(best.get(topic) ?? 0, hit.score / top));
    }
    return best;
  };
}

interface Posting {
  part: number;
  weight: number;
}

function postingsOf(parts: Part[]): Map<string, Posting[]> {
  const postings = new Map<string, Posting[]>();
  parts.forEach(({ tokens }, part) => {
    for (const [token, weight] of tokens) {
      const list = postings.get(token);
      if (list) list.push({ part, weight });
      else postings.set(token, [{ part, weight }]);
    }
  });
  return postings;
}

function createMeaning(parts: Part[], rarity: (token: string) => number) {
  const lengths = parts.map(({ tokens }) => lengthOf([...tokens].map(([token, weight]) => weight * rarity(token))));
  const postings = postingsOf(parts);
  return (query: [token: string, weight: number][]): Map<string, Evidence> => {
    const length = lengthOf(query.map(([, weight]) => weight));
    const evidence = new Map<string, Evidence>(parts.map(({ topic }) => [topic, { closest: 0, cover: new Map() }]));
    const likeness = new Map<number, number>();
    for (const [token, weight] of query) {
      for (const { part, weight: other } of postings.get(token) ?? []) {
        const { topic, kind } = parts[part]!;
        const { cover } = evidence.get(topic)!;
        likeness.set(part, (likeness.get(part) ?? 0) + weight * other * rarity(token));
        cover.set(token, Math.max(cover.get(token) ?? 0, KIND_WEIGHT[kind].cover));
      }
    }
    for (const [part, dot] of likeness) {
      const { topic, kind } = parts[part]!;
      const known = evidence.get(topic)!;
      known.closest = Math.max(known.closest, (dot / length / lengths[part]!) * KIND_WEIGHT[kind].match);
    }
    return evidence;
  };
}

/** Concepts that are asked about anything. */
const GENERAL = new Set(
  'when where howto who duration until place add change message day photo someoneelse id placeorder'
    .split(' ')
    .map((name) => `@${name}`),
);

const GENERAL_SHARE = 0.35;

function substanceOf(query: [token: string, weight: number][], { cover }: Evidence, keys: Set<string>): number {
  return query
    .filter(([token]) => !isPair(token) && (token.startsWith('@') || keys.has(token)) && (cover.get(token) ?? 0) > 0.5)
    .reduce((sum, [token, weight]) => sum + weight * (GENERAL.has(token) ? GENERAL_SHARE : 1), 0);
}

function confidenceOf(query: [token: string, weight: number][], { closest, cover }: Evidence): number {
  const singles = query.filter(([token]) => !isPair(token));
  const all = singles.reduce((sum, [, weight]) => sum + weight, 0);
  const covered = singles.reduce((sum, [token, weight]) => sum + weight * (cover.get(token) ?? 0), 0);
  return all === 0 ? 0 : 0.5 * closest + 0.5 * (covered / all);
}

/** Finds the topics that answer a message. Build once, search often; neither knows a clock nor a file. */
export function createRetriever(topics: Topic[]): Retriever {
  const vocabulary = vocabularyOf(topics);
  const parts = partsOf(topics, vocabulary);
  const rarity = createRarity(parts, topics.length);
  const meaning = createMeaning(parts, rarity);
  const bm25 = createBm25(parts);
  const asked = parts.filter(({ kind }) => kind === 'question' || kind === 'title');
  const spelling = createGramIndex(asked.map(({ text }) => text));
  return {
    search(text) {
      const features = featuresOf(text, vocabulary);
      const tokens = tokensOf(features);
      const query = [...tokens].map(([token, weight]): [string, number] => [token, weight * rarity(token)]);
      const likeness = spelling.likeness(text);
      const spelled = bestByTopic(asked, (index) => likeness[index]!);
      const ranked = bm25(tokens);
      const candidates = [...meaning(query)].map(([topic, evidence]) => {
        const confidence = confidenceOf(query, evidence);
        const alike = spelled.get(topic) ?? 0;
        const score = confidence + SPELLING * alike + BM25 * (ranked.get(topic) ?? 0);
        return { topic, score, confidence, substance: substanceOf(query, evidence, vocabulary.keys), spelling: alike };
      });
      candidates.sort((a, b) => b.score - a.score);
      return { features, candidates: candidates.slice(0, MOST_CANDIDATES) };
    },
  };
}
