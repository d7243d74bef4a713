import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AnswerFigures } from '../parts/answer';
import type { Comparison } from '../parts/compare';
import type { CostFigures } from '../parts/cost';
import type { EventFigures } from '../parts/events';
import type { FloodFigures } from '../parts/flood';
import type { GrowthPoint, HistoryPoint } from '../parts/growth';
import type { DuelFigures, ModelFigures } from '../parts/takeover';
import type { LoadPoint, ThroughputFigures } from '../parts/throughput';
import type { Spread } from '../../test/support/figures/statistics';

/** Everything that one run has measured. */
export interface Figures {
  answer: AnswerFigures;
  crowd: Comparison;
  throughput: ThroughputFigures;
  events: EventFigures;
  load: LoadPoint[];
  growth: GrowthPoint[];
  history: HistoryPoint[];
  cost: CostFigures;
  takeover: Spread;
  duels: DuelFigures;
  model: ModelFigures;
  /** The first runs lack it. */
  flood?: FloodFigures;
}

export interface Machine {
  cores: number;
  processor: string;
  memoryGb: number;
  system: string;
  node: string;
  /** Load averages of one minute, before and after. */
  load: [number, number];
}

/** One run, as it is kept in `bench/results/latest.json`. */
export interface Results {
  /** UTC. */
  measuredAt: string;
  minutes: number;
  quick: boolean;
  machine: Machine;
  /** Where the seed design kept its flag. */
  seedStore: 'redis' | 'memory';
  figures: Partial<Figures>;
}

const n = z.number();
const spread = z.strictObject({ n, p50: n, p95: n, p99: n, max: n });
const comparison = z.strictObject({ baton: spread, floor: spread, seed: spread, ratio: n });
const both = z.strictObject({ ack: spread, answer: spread });
const each = z.strictObject({ baton: n, floor: n, seed: n });
const counts = z.strictObject({ events: n, actions: n });
const call = z.strictObject({ calls: n, promptTokens: n, sharedTokens: n, completionTokens: n });

const figures: z.ZodType<Figures> = z.strictObject({
  answer: z.strictObject({ ack: comparison, firstAck: comparison, answer: comparison }),
  crowd: comparison,
  throughput: z.strictObject({ perSecond: each, ratio: n, cpuMs: each.exactOptional() }),
  events: z.strictObject({ baton: counts, floor: counts }),
  load: z.array(z.strictObject({ perSecond: n, baton: both, floor: both })),
  growth: z.array(z.strictObject({ open: n, ack: spread, answer: spread, perSecond: n, workerMb: n.exactOptional() })),
  history: z.array(z.strictObject({ events: n, warm: spread, cold: spread })),
  cost: z.strictObject({
    questions: n,
    agentMessages: n,
    ...counts.shape,
    model: z.strictObject({ classification: call, draft: call, summary: call }),
  }),
  takeover: spread,
  duels: z.strictObject({ takeovers: n, baton: n, seed: n, seedLateMs: spread.exactOptional() }),
  model: z.strictObject({ modelMs: n, baton: both, seed: both }),
  flood: z.strictObject({ quiet: spread, flooded: spread, ratio: n, modelCalls: n }).exactOptional(),
});

const completeResults = z.strictObject({
  measuredAt: z.iso.datetime(),
  minutes: n,
  quick: z.literal(false),
  machine: z.strictObject({
    cores: n,
    processor: z.string(),
    memoryGb: n,
    system: z.string(),
    node: z.string(),
    load: z.tuple([n, n]),
  }),
  seedStore: z.enum(['redis', 'memory']),
  figures,
});

export type CompleteResults = Omit<Results, 'figures'> & { figures: Figures };

const FOLDER = join(__dirname, '..', 'results');

/** A whole run: what the documentation is written from. */
export const LATEST = join(FOLDER, 'latest.json');
/** Parts of one, or a quick one. */
export const PARTIAL = join(FOLDER, 'partial.json');

/** The last whole run. Throws where there is none or where it does not fit this version. */
export function readLatest(): CompleteResults {
  return completeResults.parse(JSON.parse(readFileSync(LATEST, 'utf8')));
}
