import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../../src/config';
import { check } from '../checker/check';
import type { Liveness } from '../checker/disposition';
import type { Episode, Violation } from '../checker/evidence';
import { story } from '../checker/story';
import { keepJournal, untilAllQuiet } from '../collect';
import { judge, judgeQuiet, type ChaosResult, type Parts } from '../early';
import { createDirector } from '../faults/director';
import { AGENTS } from '../people';
import { createActors, type Played } from '../play/actors';
import type { Clock } from '../play/clock';
import { ORDINARY, writeRegular, writeScript, type Script } from '../play/script';
import { watchProcesses, type Role } from '../world/processes';
import { openWorld, type World } from '../world/world';
import { sample } from './sampler';
import type { Series } from './verdict';

export interface Soak {
  /** Played and judged. */
  conversations: number;
  /** Played, and nobody could ask them afterwards. */
  unknown: number;
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
const JUDGE_AGAIN_MS = 30_000;
/** Before so much has been written that the simulated vendors are busy telling it. */
const MOVE_JOURNAL_MS = 5_000;
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
  LOG_LEVEL: 'warn',
};

/** The server keeps 256,000 conversations in memory: with so few it is full early, and what grows beyond it shows. */
const TEMPORAL_SETTINGS = [
  'history.hostLevelCacheMaxSize=500',
  'history.cacheMaxSize=500',
  'history.eventsHostLevelCacheMaxSizeBytes=16777216',
];

/** Plays so many conversations while vendors fail and processes pause, judges each, and looks at what grows. */
export async function runSoak(options: SoakOptions, say: (line: string) => void): Promise<Soak> {
  const began = Date.now();
  const world = await openWorld(options.seed, { settings: SETTINGS, temporalSettings: TEMPORAL_SETTINGS });
  const processes = watchProcesses(world);
  let isOver = false;
  const over = (): boolean => isOver;
  try {
    const people = createActors(world, over);
    const regulars = createActors(world, over);
    const director = createDirector(world, options.seed, { processes: 'pauses', vendors: true, calmSeconds: 12 });
    const judging = createJudging(world, people.clock, director.episodes, options.seed);
    const playing = playAll(options, people, judging, began + LONGEST_MS).then(() => {
      isOver = true;
      say('nothing is broken any more: everything has to come to rest');
    });
    // Whoever fails first is heard: the others only fail because the world ends.
    const [series] = await Promise.all([
      sample(world, processes, () => regulars.begun, over),
      playing,
      director.run(over),
      judging.whileOthersGoOn(over, say),
      ...Array.from({ length: REGULARS }, (_, position) =>
        regulars.play(writeRegular(FIRST_REGULAR + position, REGULAR_STEPS)),
      ),
    ]);
    await judging.theRest(say);
    return {
      ...judging.outcome(),
      series,
      cpuSeconds: processes.cpuSeconds(),
      seconds: Math.round((Date.now() - began) / 1_000),
    };
  } catch (error) {
    // At once: what is under way when the world ends may end this process as well.
    say(`broken off: ${error instanceof Error ? error.stack : String(error)}`);
    throw error;
  } finally {
    isOver = true;
    processes.stop();
    await world.stop();
  }
}

async function playAll(
  { conversations, seed, atOnce }: SoakOptions,
  { play }: ReturnType<typeof createActors>,
  { begins, ended }: Judging,
  deadline: number,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < conversations && Date.now() < deadline) {
      const script = writeScript(seed, next++, ORDINARY);
      begins(script);
      ended(await play(script));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

type Judging = ReturnType<typeof createJudging>;

/** Judges whoever has come to rest and then lets go of them, so that a run may be as long as it likes. */
function createJudging(world: World, clock: Clock, episodes: Episode[], seed: number) {
  const journal = keepJournal(world);
  /** Who has not been judged, and since when: what was written before nobody needs any more. */
  const open = new Map<number, number>();
  const ended = new Map<string, Played>();
  const counted: Record<string, number> = {};
  const violations: Violation[] = [];
  let firstStory = '';
  let liveness: Liveness = { messages: 0, inTime: 0, slowestMs: 0 };
  let calmAt = Infinity;
  const parts: Parts = { world, clock, journal, about: () => ({ seed, agents: AGENTS, episodes, calmAt }) };

  function keep({ evidence, verdict }: ChaosResult): void {
    for (const { workflowId } of evidence.conversations) {
      open.delete(ended.get(workflowId)?.script.number ?? -1);
      ended.delete(workflowId);
    }
    for (const [what, count] of Object.entries(verdict.counted)) counted[what] = (counted[what] ?? 0) + count;
    violations.push(...verdict.violations);
    const [first] = verdict.violations;
    if (first !== undefined && firstStory === '') firstStory = story(verdict.world, first);
    journal.forget(Math.min(...open.values()));
  }

  return {
    begins: ({ number }: Script): void => void open.set(number, Date.now()),
    ended: (one: Played): void => void ended.set(one.workflowId, one),
    async whileOthersGoOn(over: () => boolean, say: (line: string) => void): Promise<void> {
      const moving = setInterval(() => void journal.read().catch(() => undefined), MOVE_JOURNAL_MS);
      while (!over()) {
        // What has just ended may have a status on its way: it is judged in the next round.
        const before = [...ended.values()];
        await delay(JUDGE_AGAIN_MS);
        await judgeQuiet(parts, before).then(
          (result) => keep(withoutDoubts(result)),
          (error: unknown) => say(`nobody could be asked: ${String(error)}`),
        );
        say(`${counted['conversations'] ?? 0} conversations judged, ${violations.length} violations`);
      }
      clearInterval(moving);
    },
    async theRest(say: (line: string) => void): Promise<void> {
      calmAt = Date.now();
      const rest = [...ended.values()];
      const restless = await untilAllQuiet(world, rest);
      if (Object.keys(restless).length > 0) say(`not at rest: ${JSON.stringify(restless)}`);
      const result = await judge(parts, rest);
      liveness = result.verdict.liveness;
      keep(result);
    },
    outcome: () => ({
      ...{ counted: { ...counted, 'things that were broken': episodes.length }, liveness, violations },
      story: firstStory,
      conversations: counted['conversations'] ?? 0,
      /** Nobody could ask them. */
      unknown: ended.size,
    }),
  };
}

/** Whoever seems to be wronged while others go on is judged again in the end, when nothing is on its way any more. */
function withoutDoubts({ evidence, verdict }: ChaosResult): ChaosResult {
  const doubtful = new Set(verdict.violations.map(({ workflowId }) => workflowId));
  if (doubtful.size === 0) return { evidence, verdict };
  const conversations = evidence.conversations.filter(({ workflowId }) => !doubtful.has(workflowId));
  const clear = { ...evidence, conversations };
  const again = check(clear);
  return {
    evidence: clear,
    verdict: { ...again, violations: again.violations.filter(({ invariant }) => invariant !== 'liveness') },
  };
}
