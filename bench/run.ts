import { measureAnswer, measureCrowd } from './parts/answer';
import { measureCost } from './parts/cost';
import { measureEvents } from './parts/events';
import { measureFlood } from './parts/flood';
import { measureGrowth, measureHistory } from './parts/growth';
import type { Bare, Lifelike, Progress, Scale } from './parts/part';
import { measureDuels, measureModel, measureTakeover } from './parts/takeover';
import { measureLoad, measureThroughput } from './parts/throughput';
import type { Options, PartName } from './options';
import type { Figures } from './report/results';
import { openConversations, type Contender } from './world/contender';
import { startFloor } from './world/floor';
import { startProduct } from './world/product';
import { startRedis } from './world/redis';
import { startSeed } from './world/seed';
import { openWorld, type World } from './world/world';

type Measures<Stage> = {
  [Name in PartName]?: (stage: Stage, scale: Scale, progress: Progress) => Promise<Figures[Name]>;
};

const BARE: Measures<Bare> = {
  answer: measureAnswer,
  crowd: measureCrowd,
  throughput: measureThroughput,
  events: (bare, _scale, progress) => measureEvents(bare, progress),
  load: measureLoad,
  growth: measureGrowth,
  history: measureHistory,
};

const LIFELIKE: Measures<Lifelike> = {
  cost: measureCost,
  takeover: measureTakeover,
  duels: measureDuels,
  model: measureModel,
  flood: measureFlood,
};

export interface Run {
  figures: Partial<Figures>;
  seedStore: 'redis' | 'memory';
}

/** Starts everything, measures the wanted parts one after the other, and ends everything. `keep` gets every part at once. */
export async function runParts(options: Options, progress: Progress, keep: (run: Run) => void): Promise<Run> {
  progress('starting a Temporal server and the fake vendors');
  const world = await openWorld(options.profileDir);
  try {
    const redisUrl = await startRedis(world);
    const run: Run = { figures: {}, seedStore: redisUrl === undefined ? 'memory' : 'redis' };
    const measured = (figures: Partial<Figures>): void => {
      Object.assign(run.figures, figures);
      keep(run);
    };
    await measureStage(options, BARE, () => startBare(world, redisUrl), progress, measured);
    await measureStage(options, LIFELIKE, () => startLifelike(world, redisUrl), progress, measured);
    return run;
  } finally {
    await world.stop();
  }
}

async function measureStage<Stage extends Bare | Lifelike>(
  { parts, ...scale }: Options,
  measures: Measures<Stage>,
  start: () => Promise<Stage>,
  progress: Progress,
  measured: (figures: Partial<Figures>) => void,
): Promise<void> {
  const wanted = parts.filter((name) => measures[name] !== undefined);
  if (wanted.length === 0) return;
  const stage = await start();
  const contenders = Object.values<Contender>({ ...stage });
  await warmUp(contenders, scale.quick ? 20 : 150, progress);
  for (const name of wanted) {
    measured({ [name]: await measures[name]?.(stage, scale, (what) => progress(`${name}: ${what}`)) });
  }
  await Promise.all(contenders.map((contender) => contender.stop()));
}

// Whoever measures a program that has just begun measures its compiler.
async function warmUp(contenders: Contender[], conversations: number, progress: Progress): Promise<void> {
  for (const contender of contenders) {
    progress(`warming up: ${contender.name}`);
    await openConversations(contender, conversations);
  }
}

async function startBare(world: World, redisUrl: string | undefined): Promise<Bare> {
  const [baton, floor, seed] = await Promise.all([
    startProduct(world, 'local'),
    startFloor(world),
    startSeed(world, redisUrl),
  ]);
  return { baton, floor, seed };
}

async function startLifelike(world: World, redisUrl: string | undefined): Promise<Lifelike> {
  const [baton, seed] = await Promise.all([startProduct(world, 'openai'), startSeed(world, redisUrl)]);
  return { baton, seed };
}
