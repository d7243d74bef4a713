import { setTimeout as delay } from 'node:timers/promises';
import { HOME_ROWS, renderHome, type HomeList, type HomeRow } from '../activities/slack/home';
import type { Agent } from '../workflows/conversation/ports';
import type { AgentGateway } from './agent-gateway';
import type { Directory, Listed, Listing } from './directory';
import type { Preview, Previews } from './previews';
import type { ReadReport } from './report';
import type { HomeBlocks } from './slack/home';
import { within } from './within';

interface HomeDeps {
  directory: Pick<Directory, 'list' | 'figures'>;
  previews: Previews;
  gateway: Pick<AgentGateway, 'assistantPause' | 'transcriptLink'>;
  report: ReadReport;
  now: () => number;
}

const READ_WITHIN_MS = 5_000;
/** Without a worker no conversation says who its customer is: the lists are there all the same. */
const NAMED_WITHIN_MS = 3_000;
const SEEN_WITHIN_MS = 3_000;
const LOOK_AGAIN_MS = 150;

type NameOf = (id: string) => Promise<Agent>;
type Lists = Record<'mine' | 'waiting' | 'snoozed', Listing>;

/** What agents see in Slack's Home tab, from Temporal's visibility. Throws when Temporal does not answer. */
export function createHome(deps: HomeDeps): HomeBlocks {
  const { directory, gateway, report, now } = deps;
  return async ({ agentId, nameOf, said, taken }) => {
    const mine = await listOwn(directory, agentId, taken, now);
    const [waiting, snoozed, figures, pause, today] = await Promise.all([
      directory.list('queue', agentId),
      directory.list('snoozed', agentId),
      directory.figures(),
      gateway.assistantPause(now() + READ_WITHIN_MS),
      report(1).then(({ toHuman, ...rest }) => ({ ...rest, answered: toHuman.count, medianMs: toHuman.median })),
    ]);
    const own = new Set(mine.rows.map(({ workflowId }) => workflowId));
    const others = { ...waiting, rows: waiting.rows.filter(({ workflowId }) => !own.has(workflowId)) };
    const lists = await withWords(deps, { mine, waiting: others, snoozed }, nameOf);
    const by = await nameIn(pause?.agentId, nameOf);
    const paused = pause && { since: pause.since.getTime(), by };
    return renderHome({ now: now(), said, figures, today, pause: paused, ...lists });
  };
}

/** As much of the lists as is shown, with what only the conversations themselves know. */
async function withWords(
  { previews, gateway }: HomeDeps,
  lists: Lists,
  nameOf: NameOf,
): Promise<Record<keyof Lists, HomeList>> {
  const mine = shownOf(lists.mine, HOME_ROWS.mine);
  const waiting = shownOf(lists.waiting, HOME_ROWS.waiting);
  const snoozed = shownOf(lists.snoozed, HOME_ROWS.snoozed);
  const ids = [mine, waiting, snoozed].flatMap(({ rows }) => rows.map(({ workflowId }) => workflowId));
  const seen = await within(NAMED_WITHIN_MS, previews(ids)).catch(() => new Map<string, Preview>());
  const toRow = (one: Listed): HomeRow => ({
    ...one,
    name: seen.get(one.workflowId)?.name,
    handoff: seen.get(one.workflowId)?.handoff,
    transcriptLink: gateway.transcriptLink(one.workflowId),
  });
  const toList = ({ rows, more }: Listing): HomeList => ({ rows: rows.map(toRow), more });
  const putOff = async (one: Listed) => ({ ...toRow(one), agent: await nameIn(one.agentId, nameOf) });
  return {
    mine: toList(mine),
    waiting: toList(waiting),
    snoozed: { rows: await Promise.all(snoozed.rows.map(putOff)), more: snoozed.more },
  };
}

// Visibility follows a little later: what was taken over just now is to be seen as such.
async function listOwn(
  directory: HomeDeps['directory'],
  agentId: string,
  taken: string | undefined,
  now: () => number,
): Promise<Listing> {
  const until = now() + SEEN_WITHIN_MS;
  for (;;) {
    const found = await directory.list('claimed', agentId);
    const isThere = taken === undefined || found.rows.some(({ workflowId }) => workflowId === taken);
    if (isThere || now() >= until) return found;
    await delay(LOOK_AGAIN_MS);
  }
}

const shownOf = ({ rows, more }: Listing, most: number): Listing => ({
  rows: rows.slice(0, most),
  more: more + Math.max(0, rows.length - most),
});

const nameIn = async (id: string | undefined, nameOf: NameOf): Promise<string | undefined> =>
  id === undefined ? undefined : (await nameOf(id)).name;
