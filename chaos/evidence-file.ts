import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '../src/simulator/journal';
import { root } from '../test/support/run';
import { stringsIn } from './checker/bodies';
import type { Evidence } from './checker/evidence';
import { MARK } from './checker/others';

/** Where a run leaves what it has seen. */
export const evidenceFolder = (seed: number): string => join(root, '.baton', `chaos-${seed}`);

const RECORD = 'record.json';
const JOURNAL = 'journal.jsonl';

/** Writes what the checker reads, so that it can be read again. */
export function writeEvidence(folder: string, { journal, ...record }: Evidence): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, RECORD), `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(join(folder, JOURNAL), journal.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}

/** Throws where the folder holds no evidence. */
export function readEvidence(folder: string): Evidence {
  const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as Omit<Evidence, 'journal'>;
  const lines = readFileSync(join(folder, JOURNAL), 'utf8').split('\n');
  const journal = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry);
  return { ...record, journal };
}

/** Of a prompt, which holds all knowledge of the business every time, only what could be a customer's. */
export function withoutKnowledge(entry: JournalEntry): JournalEntry {
  if (entry.vendor !== 'llm') return entry;
  const marks = [...stringsIn(entry.body).join(' ').matchAll(MARK)].map(([whole]) => whole);
  return { ...entry, body: { marks: [...new Set(marks)] }, answer: entry.answer && { ...entry.answer, body: null } };
}
