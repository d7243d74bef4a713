import type { JournalEntry } from '../../src/simulator/journal';
import { createChance, type Chance } from '../../test/support/chance';
import { checkDuel, type Counted, type TakenOver, type Violation } from '../../test/support/duel-checker';
import { openJournalFeed, type JournalFeed } from '../../test/support/journal-feed';
import { untilQuiet } from '../../test/support/quiescence';
import { PATIENT_TEAM } from '../../test/support/settings';
import { createRaces, inWaves, planRaces, type Plan, type Raced } from '../../test/support/takeover-race';
import { keepJournal } from '../collect';
import { openWorld, type World } from '../world/world';
import { addCounts, isDuel, speaksLate } from './counts';

export interface Races {
  seconds: number;
  counted: Counted;
  violations: Violation[];
  /** Races that did not come to their end, and why. */
  broken: string[];
}

/** So many at a time are judged together and let go of: neither the vendors' journal nor this process holds them all. */
const COHORT = 500;
/** One in ten is taken over in Slack. */
const SLACK_EVERY = 10;
/** Longer ago than any race is. */
const KEPT_ENTRIES = 8_000;
const QUIET_AT_ONCE = 16;
const MODEL_MS = { ms: 100, maxMs: 1_500 };
const WHATSAPP_MS = { ms: 50, maxMs: 400 };

/** So many conversations are taken over at random moments, `atOnce` side by side; `say` is told after each cohort. */
export async function runRaces(
  { races, seed, atOnce }: { races: number; seed: number; atOnce: number },
  say: (line: string) => void,
): Promise<Races> {
  const began = Date.now();
  // Thousands whom nobody answers any more would climb the ladder while others race, and that has tests of its own.
  const world = await openWorld(seed, { settings: { ...PATIENT_TEAM, LOG_LEVEL: 'warn' } });
  const { control, simulator } = world.system;
  // Everybody here looks at one journal, and that is long.
  world.desk.close();
  const feed = await openJournalFeed(simulator, KEPT_ENTRIES);
  try {
    await control.putFault({ vendor: 'llm', kind: 'latency', ...MODEL_MS });
    await control.putFault({ vendor: 'whatsapp', kind: 'latency', only: 'message', ...WHATSAPP_MS });
    const track = createTrack(world, feed, createChance(seed));
    while (track.done() < races) {
      await track.cohort(Math.min(COHORT, races - track.done()), atOnce);
      const { violations, broken, counted } = track.outcome();
      const duels = violations.filter(isDuel).length;
      say(`${track.done()} races, ${counted.acknowledged} takeovers, ${duels} duels, ${broken.length} broken off`);
    }
    return { ...track.outcome(), seconds: Math.round((Date.now() - began) / 1_000) };
  } finally {
    feed.close();
    await world.stop();
  }
}

function createTrack(world: World, feed: JournalFeed, chance: Chance) {
  const { system } = world;
  const races = createRaces(system, feed);
  const journal = keepJournal(world);
  /** When each of those who were judged before was taken over. */
  const taken = new Map<string, number>();
  const outcome: Omit<Races, 'seconds'> = { counted: checkDuel([], []).counted, violations: [], broken: [] };
  let done = 0;
  /** Judged, and left open for one more cohort: nobody may speak late either. */
  let listenedTo: Raced[] = [];

  // Thousands that half an hour later ask whether the assistant may come back would keep the worker from those who race.
  const end = ({ workflowId }: Raced): Promise<unknown> =>
    system.client.workflow.getHandle(workflowId).terminate('judged');

  const run = (plan: Plan): Promise<Raced | undefined> =>
    races.run(plan).catch((error: unknown) => {
      outcome.broken.push(`${plan.phase}: ${String(error)}`);
      return undefined;
    });

  const ended = async (raced: Raced): Promise<TakenOver> => {
    const { transcript } = await untilQuiet(system, raced.workflowId);
    return { ...raced, transcript, phone: await system.control.phone(raced.customer) };
  };

  async function judge(raced: Raced[]): Promise<void> {
    const conversations = await inWaves(raced, QUIET_AT_ONCE, ended);
    const written: readonly JournalEntry[] = await journal.read(true);
    journal.forget();
    const { counted, violations } = checkDuel(written, conversations);
    outcome.counted = addCounts(outcome.counted, counted);
    outcome.violations.push(...violations, ...speaksLate(written, taken));
    for (const { customer, acknowledgedAt } of conversations)
      if (acknowledgedAt !== undefined) taken.set(customer, acknowledgedAt);
    await inWaves(listenedTo, QUIET_AT_ONCE, end);
    listenedTo = raced;
  }

  return {
    done: () => done,
    outcome: () => outcome,
    async cohort(count: number, atOnce: number): Promise<void> {
      const raced = await inWaves(planRaces(chance, count, SLACK_EVERY, done), atOnce, run);
      done += count;
      await judge(raced.filter((one) => one !== undefined));
    },
  };
}
