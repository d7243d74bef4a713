import { openJournalFeed, type JournalFeed } from '../../test/support/journal-feed';
import type { Episode } from '../checker/evidence';
import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import { until } from '../../test/support/until';
import { check, type Verdict } from '../checker/check';
import { collectConversations, keepJournal, untilAllQuiet } from '../collect';
import { AGENTS } from '../people';
import type { Played } from '../play/actors';
import { createClock } from '../play/clock';
import { openWorld, type World } from '../world/world';
import { cellOf, WITHIN_MS, type Cell, type Hit } from './cells';
import { POINTS, STATUS_MS, type Point, type Subject } from './points';
import { STRIKES, type Strike } from './strikes';
import { createSubjects } from './subjects';

export interface Matrix {
  cells: Cell[];
  /** One for each world. */
  verdicts: Verdict[];
}

/** Worlds side by side, each with a server and processes of its own: a cell mostly waits. */
const WORLDS = 4;

interface Wanted {
  point: Point;
  strike: Strike;
}

/** Strikes at every point; `say` is told of each. `only`: the part of a point's name. */
export async function runMatrix(seed: number, only: string, say: (line: string) => void): Promise<Matrix> {
  const points = POINTS.filter(({ name }) => name.includes(only));
  const left = STRIKES.flatMap((strike) => points.map((point): Wanted => ({ point, strike })));
  const worlds = Array.from({ length: Math.min(WORLDS, left.length) }, (_, position) =>
    strikeInWorld(seed + position, left, say),
  );
  const judged = await Promise.all(worlds);
  return { cells: judged.flatMap(({ cells }) => cells), verdicts: judged.map(({ verdict }) => verdict) };
}

/** One cell after the other in a world of its own, for as long as there are some left. */
async function strikeInWorld(
  seed: number,
  left: Wanted[],
  say: (line: string) => void,
): Promise<{ cells: Cell[]; verdict: Verdict }> {
  const world = await openWorld(seed);
  const feed = await openJournalFeed(world.system.simulator);
  try {
    const hits: (Hit | Cell)[] = [];
    const episodes: Episode[] = [];
    const teller = createSubjects(world);
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { point, strike } = next;
      const hit = await strikeAt(world, feed, teller, next, say).catch((error: unknown): Cell => {
        return { point: point.name, strike: strike.name, taken: [], outcome: `did not come to pass: ${String(error)}` };
      });
      await world.system.control.clearFaults();
      hits.push(hit);
      if ('hitAt' in hit)
        episodes.push({ what: `${strike.name} as ${point.name}`, from: hit.hitAt, until: hit.backAt });
      say(`${strike.name}: ${point.name}${'outcome' in hit ? ` ${hit.outcome}` : ''}`);
    }
    const verdict = await judge(world, seed, teller.played(), episodes);
    return { cells: hits.map((hit) => ('outcome' in hit ? hit : cellOf(hit, verdict))), verdict };
  } finally {
    feed.close();
    await world.stop();
  }
}

async function judge(world: World, seed: number, played: Played[], episodes: Episode[]): Promise<Verdict> {
  const calmAt = Date.now();
  await untilAllQuiet(world, played);
  const conversations = await collectConversations(world, played, createClock(world.system));
  const journal = [...(await keepJournal(world).read(true))];
  return check({ seed, agents: AGENTS, episodes, calmAt, conversations, journal });
}

async function strikeAt(
  world: World,
  feed: JournalFeed,
  { begin }: ReturnType<typeof createSubjects>,
  { point, strike }: Wanted,
  say: (line: string) => void,
): Promise<Hit> {
  const { control } = world.system;
  const { subject, act } = await begin(point.path);
  for (const fault of point.faults) await control.putFault(fault);
  const now = feed.next(point.name, point.isNow(subject), WITHIN_MS);
  const acting = act();
  await Promise.race([now, acting.then(() => now)]);
  const hitAt = Date.now();
  await strike.hit(world, point);
  const backAt = Date.now();
  await control.clearFaults();
  return { point, strike, subject, hitAt, backAt, movedMs: await settle(world, subject, say) };
}

/** Nothing is left to do; what waits for a status that will not come is moved to where that is over. */
async function settle(
  world: World,
  { customer, workflowId, text }: Subject,
  say: (line: string) => void,
): Promise<number> {
  const { system } = world;
  const look = () => system.snapshot(customer).catch(() => undefined);
  const snapshot = await until(
    look,
    (seen) => {
      const lines = seen?.transcript ?? [];
      const isRecorded = lines.some((line) => line.text.includes(text));
      const isSent = lines.every(({ delivery }) => delivery !== 'sending') || waitsForStatus(seen);
      return isRecorded && seen?.turn === undefined && isSent;
    },
    WITHIN_MS,
  ).catch(() => undefined);
  const waits = waitsForStatus(snapshot);
  if (waits) await system.advance(customer, STATUS_MS);
  const restless = await untilAllQuiet(world, [{ script: { number: 0, steps: [] }, done: 1, customer, workflowId }]);
  if (Object.keys(restless).length > 0) say(`not at rest: ${JSON.stringify(restless)}`);
  return waits ? STATUS_MS : 0;
}

const waitsForStatus = (snapshot: ConversationSnapshot | undefined): boolean =>
  snapshot?.nextDeadline?.what === 'delivery unconfirmed';
