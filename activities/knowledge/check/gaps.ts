import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { createRetriever } from '../../assistant/local/retrieval/retriever';
import type { KnowledgeFile, Topic } from '../types';
import { wrong, type Finding } from './findings';

/** The list of what customers of nearly every shop ask. */
export const NEEDED_FILE = 'needed-topics.yml';

const neededSchema = z.record(
  z.string(),
  z.array(z.string('must be text'), 'must be a list of questions').min(1, 'must have at least one question'),
);

/**
 * Far above what is enough to answer a customer: a topic of its own brings this with most of its questions, a neighbour that
 * shares some words does not.
 */
const SURELY = 0.75;

/** How many of the needed things are answered. */
export interface Coverage {
  needed: number;
  answered: number;
}

function readNeeded(file: KnowledgeFile): { needed: Record<string, string[]>; findings: Finding[] } {
  let raw: unknown;
  try {
    raw = parseYaml(file.content);
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    return { needed: {}, findings: [wrong('broken', file.path, `is not valid YAML (${why}).`)] };
  }
  const parsed = neededSchema.safeParse(raw ?? {});
  if (parsed.success) return { needed: parsed.data, findings: [] };
  const findings = parsed.error.issues.map(({ path, message }) =>
    wrong('broken', file.path, `${path.map(String).join('.')}: ${message}.`),
  );
  return { needed: {}, findings };
}

interface Asked {
  topic: string;
  confidence: number;
}

/** The one in the middle: a lucky or unlucky question says little. */
function middle(asked: Asked[]): Asked {
  const sorted = asked.sort((a, b) => a.confidence - b.confidence);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/**
 * Asks every needed question and finds what no topic surely answers. `topics`: those that are valid today. The list is the
 * business's own: without the file nothing is needed.
 */
export function gapFindings(files: KnowledgeFile[], topics: Topic[]): { findings: Finding[]; coverage: Coverage } {
  const file = files.find(({ path }) => path === NEEDED_FILE);
  const { needed, findings } = file ? readNeeded(file) : { needed: {}, findings: [] };
  const retriever = createRetriever(topics);
  const ask = (question: string): Asked => retriever.search(question).candidates[0] ?? { topic: '', confidence: 0 };
  const all = Object.entries(needed).map(([what, questions]) => ({ what, questions, best: middle(questions.map(ask)) }));
  const open = all.filter(({ best }) => best.confidence < SURELY);
  const gaps = open.map(({ what, questions: [example], best }) => {
    const nearest = best.topic === '' ? '' : ` (nearest: topics/${best.topic}.md)`;
    const remedy = `write a topic, add such a question to the one that answers it${nearest}, or delete “${what}” from the list`;
    return wrong('gap', NEEDED_FILE, `no topic surely answers “${example}” (${what}): ${remedy}.`);
  });
  return {
    findings: [...findings, ...gaps],
    coverage: { needed: all.length, answered: all.length - open.length },
  };
}
