import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from './checker/evidence';
import { keepJournal, moveRegularly } from './collect';
import { evidenceFolder } from './evidence-file';
import { judgeEarly } from './early';
import { createDirector, type Troubles } from './faults/director';
import { freezeWithAnswers, takeWhatIsOnTheRoad, type Scene } from './faults/scenes';
import { judgeAtRest, type ChaosResult } from './judge';
import { AGENTS } from './people';
import { createActors, type Played } from './play/actors';
import { writeRareScripts, writeScript } from './play/script';
import { watchProcesses, type Role } from './world/processes';
import { openWorld, type World } from './world/world';

export interface ChaosOptions {
  seed: number;
  /** How long things are broken. */
  minutes: number;
  /** Begin no more conversations than this. */
  conversations: number;
  /** Conversations that are under way side by side. */
  atOnce: number;
  /** Nothing else is broken: the Temporal server is killed so often, however long that takes. */
  serverKills?: number;
  /** Invariants: the run ends once one of them is violated. */
  until?: readonly string[];
}

export interface ChaosRun extends ChaosResult {
  /** Workflow ids in the order in which the conversations began. */
  begun: string[];
  /** Processor time of everything, seconds. */
  cpuSeconds: Record<Role, number>;
  /** From the first process to the verdict. */
  seconds: number;
}

const MINUTE = 60_000;
const PROGRESS_MS = 10_000;
/** So long people may go on with what they are doing when what was to be found is found. */
const LAST_STEP_MS = 60_000;
const EVERYTHING: Troubles = { processes: 'all', vendors: true };
const SERVER_ALONE: Troubles = { processes: 'server', vendors: false };

/** Plays conversations on a product that is being broken, lets it come to rest, and has the outcome checked. */
export async function runChaos(options: ChaosOptions, say: (line: string) => void): Promise<ChaosRun> {
  const began = Date.now();
  const world = await openWorld(options.seed);
  const processes = watchProcesses(world);
  try {
    const run = await playAndJudge(world, options, say);
    if (run.verdict.violations.length > 0) keepOutputs(world, options.seed);
    return { ...run, cpuSeconds: processes.cpuSeconds(), seconds: Math.round((Date.now() - began) / 1_000) };
  } finally {
    processes.stop();
    await world.stop();
  }
}

/** What the processes wrote, beside what the checker has read: a stopped world takes it along. */
function keepOutputs({ system }: World, seed: number): void {
  cpSync(system.outputs.folder, join(evidenceFolder(seed), 'output'), { recursive: true });
}

async function playAndJudge(
  world: World,
  options: ChaosOptions,
  say: (line: string) => void,
): Promise<ChaosResult & Pick<ChaosRun, 'begun'>> {
  const { seed, serverKills, until } = options;
  const played: Played[] = [];
  const director = createDirector(world, seed, serverKills === undefined ? EVERYTHING : SERVER_ALONE);
  const over = deadline(options, () => director.episodes.filter(({ until: end }) => end < Infinity).length);
  const actors = createActors(world, over.passed);
  const journal = keepJournal(world);
  let calmAt = Infinity;
  const about = () => ({ seed, agents: AGENTS, episodes: director.episodes, calmAt });
  const timers = [setInterval(() => say(progressLine(played.length, director.episodes)), PROGRESS_MS)];
  try {
    const rare = { played, begun: actors.begun, episodes: director.episodes };
    const frozen = serverKills === undefined ? await playRareScenes(world, actors, rare) : undefined;
    over.begin();
    timers.push(moveRegularly(journal));
    const playing = playAll(options, over, actors, played);
    const parts = { world, clock: actors.clock, journal, about };
    const early = until === undefined ? undefined : judgeEarly(parts, until, played, over.passed);
    void early?.then((found) => found && over.now());
    await frozen?.wake();
    await director.run(over.passed);
    over.now();
    calmAt = Date.now();
    const found = await early;
    if (found !== undefined) {
      await Promise.race([playing.catch(() => undefined), delay(LAST_STEP_MS)]);
      return { ...found, begun: actors.begun };
    }
    say('nothing is broken any more: everything has to come to rest');
    await playing;
    return { ...(await judgeAtRest(parts, played, say)), begun: actors.begun };
  } finally {
    timers.forEach((timer) => clearInterval(timer));
  }
}

interface Begun {
  played: Played[];
  begun: string[];
  episodes: Evidence['episodes'];
}

/** The moments that chance would hit too seldom come first. The last of them goes on: a worker is still to wake up. */
async function playRareScenes(
  world: World,
  actors: ReturnType<typeof createActors>,
  { played, begun, episodes }: Begun,
): Promise<{ wake(): Promise<void> }> {
  const add = (scene: Scene): void => {
    played.push(...scene.played);
    begun.push(...scene.played.map(({ workflowId }) => workflowId));
    episodes.push(scene.episode);
  };
  const stories = Promise.all(writeRareScripts().map((script) => actors.play(script)));
  add(await takeWhatIsOnTheRoad(world));
  played.push(...(await stories));
  const frozen = await freezeWithAnswers(world);
  add(frozen);
  return frozen;
}

interface Deadline {
  passed(): boolean;
  /** From now on the minutes count. */
  begin(): void;
  /** There is nothing left to begin. */
  now(): void;
}

function deadline({ minutes, serverKills }: ChaosOptions, broken: () => number): Deadline {
  let at = Infinity;
  return {
    passed: () => Date.now() >= at || (serverKills !== undefined && broken() >= serverKills),
    begin: () => void (at = serverKills === undefined ? Date.now() + minutes * MINUTE : Infinity),
    now: () => void (at = Math.min(at, Date.now())),
  };
}

/** As many side by side as wanted: how many there are in the end is up to the machine. */
async function playAll(
  { seed, conversations, atOnce }: ChaosOptions,
  over: Deadline,
  actors: ReturnType<typeof createActors>,
  played: Played[],
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < conversations && !over.passed()) played.push(await actors.play(writeScript(seed, next++)));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  over.now();
}

function progressLine(conversations: number, episodes: Evidence['episodes']): string {
  const now = episodes.filter(({ until }) => until === Infinity).map(({ what }) => what);
  return `${conversations} conversations played; ${now.length === 0 ? 'nothing is broken' : now.join(', ')}`;
}
