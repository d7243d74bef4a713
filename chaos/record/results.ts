import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counted } from '../../test/support/duel-checker';
import type { Cell } from '../matrix/cells';
import type { Series } from '../soak/verdict';
import type { Role } from '../world/processes';

interface Recorded {
  /** When it began, UTC. */
  at: string;
  /** On which commit; the first records lack it. */
  commit?: string;
  seed: number;
  /** From the first process to the verdict. */
  seconds: number;
  violations: number;
}

interface Judged extends Recorded {
  counted: Record<string, number>;
  /** Messages, and how many of them were answered or with people within 60 s of calm. */
  messages: number;
  inTime: number;
  /** The same of those that were open at calm or came later; the first records lack it. */
  openAtCalm?: number;
  openInTime?: number;
  cpuSeconds: Record<Role, number>;
}

export interface RunRecord extends Judged {
  kind: 'run';
  minutes: number;
  atOnce: number;
}

export interface ServerKillsRecord extends Judged {
  kind: 'server-kills';
  kills: number;
}

interface RacesRecord extends Recorded {
  kind: 'races';
  races: number;
  duels: number;
  broken: number;
  counted: Counted;
}

interface MatrixRecord extends Recorded {
  kind: 'matrix';
  cells: Cell[];
}

export interface SoakRecord extends Judged {
  kind: 'soak';
  conversations: number;
  series: Series[];
}

interface PlantedRecord {
  kind: 'planted';
  at: string;
  commit?: string;
  bugs: {
    name: string;
    plants: string;
    /** Invariants, of which one has to be named. */
    expected: string;
    /** What was violated, and in the how manyeth conversation first. */
    found: Record<string, number>;
    seconds: number;
    /** They can be looked for one at a time. */
    commit?: string;
  }[];
}

export type ChaosRecord = RunRecord | ServerKillsRecord | RacesRecord | MatrixRecord | SoakRecord | PlantedRecord;

const FOLDER = join(__dirname, '..', 'results');

/** Two runs with different seeds stand side by side; of everything else the last. */
const nameOf = (record: ChaosRecord): string =>
  record.kind === 'run' ? `run-${record.seed}.json` : `${record.kind}.json`;

/** Keeps what a run has found out. Returns the file. */
export function keepRecord(record: ChaosRecord): string {
  const file = join(FOLDER, nameOf(record));
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, `${JSON.stringify(record, null, 1)}\n`);
  return file;
}

/** Everything that was kept. */
export function readRecords(): ChaosRecord[] {
  if (!existsSync(FOLDER)) return [];
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as ChaosRecord);
}
