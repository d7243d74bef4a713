import type { Topic } from '../types';
import { fileOf, wrong, type Finding } from './findings';

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

function byText(topics: Topic[], textsOf: (topic: Topic) => string[]): [shown: string, holders: Topic[]][] {
  const found = new Map<string, { shown: string; holders: Topic[] }>();
  for (const topic of topics) {
    for (const text of textsOf(topic)) {
      const known = found.get(plain(text));
      if (known) known.holders.push(topic);
      else found.set(plain(text), { shown: text, holders: [topic] });
    }
  }
  return [...found.values()].filter(({ holders }) => holders.length > 1).map(({ shown, holders }) => [shown, holders]);
}

/** The same question, title or answer twice: nobody can say which topic would answer. */
export function duplicateFindings(topics: Topic[]): Finding[] {
  const other = ([first, second]: Topic[]) => (first === second ? 'the same file' : fileOf(second!));
  const questions = byText(topics, ({ questions: all }) => all).map(([shown, holders]) =>
    wrong('duplicate', fileOf(holders[0]!), `has the question “${shown}” which ${other(holders)} has too: keep one.`),
  );
  const titles = byText(topics, ({ title }) => [title]).map(([shown, holders]) =>
    wrong('duplicate', fileOf(holders[0]!), `has the title “${shown}” which ${other(holders)} has too: rename one.`),
  );
  const bodies = byText(topics, ({ body }) => [body]).map(([, holders]) =>
    wrong('duplicate', fileOf(holders[0]!), `has the same answer as ${other(holders)}: make one topic of both.`),
  );
  return [...questions, ...titles, ...bodies];
}
