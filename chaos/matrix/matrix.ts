import { openJournalFeed, type JournalFeed } from '../../test/support/journal-feed';
import type { Episode } from '../checker/evidence';
import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import { until } from '../../test/support/until';
import { check, type Verdict } from '../checker/check';
import { collectConversations, collectJournal, untilAllQuiet } from '../collect';
import { AGENTS } from '../people';
import { createClock } from '../play/clock';
import { openWorld, type World } from '../world/world';
import { cellOf, WITHIN_MS, type Cell, type Hit } from './cells';
import { POINTS, type Point, type Subject } from './points';
import { STRIKES, type Strike } from './strikes';
import { createSubjects } from './subjects';

export interface Matrix {
  cells: Cell[];
  verdict: Verdict;
}

const STATUS_MS = 31_000;

/** Strikes at every point, one cell after the other; `say` is told of each. `only`: the part of a point's name. */
export async function runMatrix(seed: number, only: string, say: (line: string) => void): Promise<Matrix> {
  const world = await openWorld(seed);
  const feed = await openJournalFeed(world.system.simulator);
  try {
    const hits: Hit[] = [];
    const episodes: Episode[] = [];
    const teller = createSubjects(world);
    for (const point of POINTS.filter(({ name }) => name.includes(only))) {
      for (const strike of STRIKES) {
        const hit = await strikeAt(world, feed, teller, point, strike);
        hits.push(hit);
        episodes.push({ what: `${strike.name} as ${point.name}`, from: hit.hitAt, until: hit.backAt });
        say(`${strike.name}: ${point.name}`);
      }
    }
    const calmAt = Date.now();
    const clock = createClock(world.system);
    const played = teller.played();
    await untilAllQuiet(world, played);
    const conversations = await collectConversations(world, played, clock);
    const journal = await collectJournal(world);
    const verdict = check({ seed, agents: AGENTS, episodes, calmAt, conversations, journal });
    return { cells: hits.map((hit) => cellOf(hit, verdict)), verdict };
  } finally {
    feed.close();
    await world.stop();
  }
}

async function strikeAt(
  world: World,
  feed: JournalFeed,
  { begin }: ReturnType<typeof createSubjects>,
  point: Point,
  strike: Strike,
): Promise<Hit> {
  const { control } = world.system;
  const { subject, act } = await begin(point.path);
  for (const fault of point.faults) await control.putFault(fault);
  const now = feed.next(point.name, point.isNow(subject), WITHIN_MS);
  await act();
  await now;
  const hitAt = Date.now();
  await strike.hit(world, point);
  const backAt = Date.now();
  await control.clearFaults();
  return { point, strike, subject, hitAt, backAt, movedMs: await settle(world, subject) };
}

/** Nothing is left to do; what waits for a status that will not come is moved to where that is over. */
async function settle(world: World, { customer, workflowId, text }: Subject): Promise<number> {
  const { system } = world;
  const look = () => system.snapshot(customer).catch(() => undefined);
  const snapshot = await until(
    look,
    (seen) => {
      const lines = seen?.transcript ?? [];
      const isRecorded = lines.some((line) => line.text === text);
      const isSent = lines.every(({ delivery }) => delivery !== 'sending') || waitsForStatus(seen);
      return isRecorded && seen?.turn === undefined && isSent;
    },
    WITHIN_MS,
  ).catch(() => undefined);
  const waits = waitsForStatus(snapshot);
  if (waits) await system.advance(customer, STATUS_MS);
  await untilAllQuiet(world, [{ script: { number: 0, steps: [] }, done: 1, customer, workflowId }]);
  return waits ? STATUS_MS : 0;
}

const waitsForStatus = (snapshot: ConversationSnapshot | undefined): boolean =>
  snapshot?.nextDeadline?.what === 'delivery unconfirmed';
