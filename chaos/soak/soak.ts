import type { Environment } from '../../src/config';
import { PATIENT_TEAM } from '../../test/support/settings';
import type { Liveness } from '../checker/disposition';
import type { Violation } from '../checker/evidence';
import { story } from '../checker/story';
import { keepJournal, moveRegularly } from '../collect';
import { createDirector } from '../faults/director';
import { SLACK_LIMITS } from '../faults/vendor-faults';
import { judgeAtRest } from '../judge';
import { AGENTS } from '../people';
import { createActors, type Played } from '../play/actors';
import { ORDINARY, writeRegular, writeScript } from '../play/script';
import { watchProcesses, type Role } from '../world/processes';
import { openWorld } from '../world/world';
import { sample } from './sampler';
import type { Series } from './verdict';

export interface Soak {
  /** Played and judged. */
  conversations: number;
  seconds: number;
  counted: Record<string, number>;
  liveness: Liveness;
  violations: Violation[];
  /** Of the first violation, line by line; empty without one. */
  story: string;
  series: Series[];
  cpuSeconds: Record<Role, number>;
}

export interface SoakOptions {
  conversations: number;
  seed: number;
  atOnce: number;
}

/** Longer than it takes on two cores. Whoever is not through by then has failed: nothing new is begun. */
const LONGEST_MS = 60 * 60_000;
const PROGRESS_MS = 30_000;
const REGULARS = 6;
/** Beyond every other number, and more steps than there is time for. */
const FIRST_REGULAR = 40_000;
const REGULAR_STEPS = 2_000;

const SETTINGS: Environment = {
  // Quick people, and limits that nobody meets on an ordinary day.
  BATON_QUIET: '0.2',
  BATON_DAILY_ASSISTANT_MESSAGES: '10000',
  BATON_DAILY_MODEL_CALLS: '10000',
  // Histories and what they hand on shall meet their limits often.
  BATON_MAX_EVENTS: '250',
  // Nobody loses a conversation for being slow: that is what the checker goes by.
  ...PATIENT_TEAM,
  LOG_LEVEL: 'warn',
};

/** So many customers have more to say than Slack takes in one channel: what grew would be what waits for Slack. */
const TROUBLES = { processes: 'pauses', vendors: true, without: [SLACK_LIMITS], calmSeconds: 12 } as const;

/** The server keeps 256,000 conversations in memory: with so few it is full early, and what grows beyond it shows. */
const TEMPORAL_SETTINGS = [
  'history.hostLevelCacheMaxSize=500',
  'history.cacheMaxSize=500',
  'history.eventsHostLevelCacheMaxSizeBytes=16777216',
];

/**
 * The room for old objects that docs/deploy.md gives to Node, and a soft limit for the server. With all of this machine's memory they would leave garbage lying for as long as there is room, and no
 * figure would tell garbage from what is held.
 */
const MEMORY = {
  worker: { NODE_OPTIONS: '--max-old-space-size=768' },
  gateway: { NODE_OPTIONS: '--max-old-space-size=256' },
  temporal: { GOMEMLIMIT: '320MiB' },
};

/** Plays so many conversations while vendors fail and processes pause, looks at what grows, and judges all in the end. */
export async function runSoak(options: SoakOptions, say: (line: string) => void): Promise<Soak> {
  const began = Date.now();
  const how = { settings: SETTINGS, only: MEMORY, temporalSettings: TEMPORAL_SETTINGS };
  const world = await openWorld(options.seed, how);
  const processes = watchProcesses(world);
  const played: Played[] = [];
  const journal = keepJournal(world);
  const timers = [setInterval(() => say(`${played.length} conversations played`), PROGRESS_MS), moveRegularly(journal)];
  let isOver = false;
  const over = (): boolean => isOver;
  try {
    const people = createActors(world, over);
    const regulars = createActors(world, over);
    const director = createDirector(world, options.seed, TROUBLES);
    const playing = playAll(options, people, played, began + LONGEST_MS).then(() => {
      isOver = true;
      say('nothing is broken any more: everything has to come to rest');
    });
    // Whoever fails first is heard: the others only fail because the world ends.
    const [series] = await Promise.all([
      sample(world, processes, () => regulars.begun, over),
      playing,
      director.run(over),
      ...Array.from({ length: REGULARS }, (_, position) =>
        regulars.play(writeRegular(FIRST_REGULAR + position, REGULAR_STEPS)),
      ),
    ]);
    const { episodes } = director;
    const calmAt = Date.now();
    const about = () => ({ seed: options.seed, agents: AGENTS, episodes, calmAt });
    // In the end: while others went on, the many questions would have made them wait.
    const { verdict } = await judgeAtRest({ world, journal, clock: people.clock, about }, played, say);
    const { counted, liveness, violations } = verdict;
    const [first] = violations;
    return {
      counted: { ...counted, 'things that were broken': episodes.length },
      ...{ liveness, violations },
      story: first === undefined ? '' : story(verdict.world, first),
      conversations: counted['conversations'] ?? 0,
      series,
      cpuSeconds: processes.cpuSeconds(),
      seconds: Math.round((Date.now() - began) / 1_000),
    };
  } catch (error) {
    // At once: what is under way when the world ends may end this process as well.
    say(`broken off: ${describe(error)}`);
    throw error;
  } finally {
    isOver = true;
    timers.forEach((timer) => clearInterval(timer));
    processes.stop();
    await world.stop();
  }
}

/** What fetch cannot do stands in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.stack, ...(error.cause === undefined ? [] : [`cause: ${describe(error.cause)}`])].join('\n');
}

async function playAll(
  { conversations, seed, atOnce }: SoakOptions,
  { play }: ReturnType<typeof createActors>,
  played: Played[],
  deadline: number,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < conversations && Date.now() < deadline) played.push(await play(writeScript(seed, next++, ORDINARY)));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
