import type { Evidence } from './checker/evidence';
import { check, type Verdict } from './checker/check';
import { collectConversations, collectJournal, untilAllQuiet } from './collect';
import { createDirector } from './faults/director';
import { freezeWithAnswers } from './faults/frozen-scene';
import { AGENTS } from './people';
import { createActors, type Played } from './play/actors';
import { writeScript } from './play/script';
import { openWorld } from './world/world';

export interface ChaosOptions {
  seed: number;
  /** How long things are broken. */
  minutes: number;
  /** Begin no more conversations than this. */
  conversations: number;
  /** Conversations that are under way side by side. */
  atOnce: number;
}

export interface ChaosResult {
  evidence: Evidence;
  verdict: Verdict;
}

const MINUTE = 60_000;
const PROGRESS_MS = 10_000;

/** Plays conversations on a product that is being broken, lets it come to rest, and has the outcome checked. */
export async function runChaos(options: ChaosOptions, say: (line: string) => void): Promise<ChaosResult> {
  const world = await openWorld(options.seed);
  try {
    const played: Played[] = [];
    const over = deadline(options);
    const director = createDirector(world, options.seed);
    const actors = createActors(world, over.passed);
    const progress = setInterval(() => say(progressLine(played.length, director.episodes)), PROGRESS_MS);
    try {
      const scene = await freezeWithAnswers(world);
      played.push(...scene.played);
      director.episodes.push(scene.episode);
      over.begin();
      const playing = playAll(options, over, actors, played);
      await scene.wake();
      const breaking = director.run(over.passed);
      await breaking;
      const calmAt = Date.now();
      say('nothing is broken any more: everything has to come to rest');
      await playing;
      await untilAllQuiet(world, played);
      const conversations = await collectConversations(world, played, actors.clock);
      const journal = await collectJournal(world);
      const evidence = {
        seed: options.seed,
        agents: AGENTS,
        episodes: director.episodes,
        calmAt,
        conversations,
        journal,
      };
      return { evidence, verdict: check(evidence) };
    } finally {
      clearInterval(progress);
    }
  } finally {
    await world.stop();
  }
}

interface Deadline {
  passed(): boolean;
  /** From now on the minutes count. */
  begin(): void;
  /** There is nothing left to begin. */
  now(): void;
}

function deadline({ minutes }: ChaosOptions): Deadline {
  let at = Infinity;
  return {
    passed: () => Date.now() >= at,
    begin: () => void (at = Date.now() + minutes * MINUTE),
    now: () => void (at = Date.now()),
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
