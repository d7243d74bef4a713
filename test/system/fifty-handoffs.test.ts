import { createScene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const HANDOFFS = 50;
/** Slack's own: so many posts into a channel at once, which it does not say, then one a second. */
const STRICT = { burst: 20, perSecond: 1 };
const LENIENT = { burst: 10 * HANDOFFS, perSecond: 1 };
const P95 = Math.ceil(HANDOFFS * 0.95) - 1;

let system: System;
beforeEach(async () => void (system = await startSystem({ engine: 'local' })));
afterEach(() => system.stop());

const ascending = (one: number, other: number): number => one - other;

interface Post {
  at: number;
  ok: boolean;
  card: string | undefined;
}

/** What was posted into the channel, oldest first; `card`: of which conversation it is the card. */
async function posts(ids: readonly string[]): Promise<Post[]> {
  const entries = await system.control.journal({ vendor: 'slack', direction: 'toVendor', kind: 'chat.postMessage' });
  return entries.map(({ at, body, answer }) => {
    const { thread_ts: thread } = body as { thread_ts?: string };
    const text = JSON.stringify(body);
    const ok = (answer?.body as { ok?: boolean } | undefined)?.ok === true;
    return { at, ok, card: thread === undefined ? ids.find((id) => text.includes(id)) : undefined };
  });
}

/** When it was decided that people are wanted, ms UTC. */
async function decision(phone: string): Promise<[workflowId: string | undefined, at: number]> {
  const { workflowId, transcript } = await system.snapshot(phone);
  const { at } = transcript.find(({ from, mode }) => from === 'event' && mode === 'paused') ?? {};
  expect(at).toBeDefined();
  return [workflowId, at!];
}

/** Every card once they are there, and how long that took. */
async function showFifty({ burst, perSecond }: typeof STRICT) {
  const { control } = system;
  await control.call('PUT', '/control/slack/settings', { limits: { posts: { burst, perSecond } } });
  const phones = Array.from({ length: HANDOFFS }, () => system.newCustomer());
  const ids = await Promise.all(phones.map((phone) => system.workflowIdOf(phone)));
  const began = Date.now();
  await Promise.all(phones.map((phone) => control.say(phone, 'I want to talk to a person')));
  const cards = async (): Promise<Post[]> => (await posts(ids)).filter(({ ok, card }) => ok && card !== undefined);
  const shown = await until(cards, (all) => all.length >= HANDOFFS, 120_000);
  const decidedAt = new Map(await Promise.all(phones.map(decision)));
  // Nothing could be posted before the first handoff: Slack's seconds count from there.
  const first = Math.min(...decidedAt.values());
  const soonest = (place: number): number => first + (Math.max(0, place + 1 - burst) / perSecond) * 1000;
  // Behind the moment at which people were wanted, or at which Slack would have taken it, whichever came last.
  const late = shown
    .map(({ at, card }, place) => at - Math.max(decidedAt.get(card) ?? at, soonest(place)))
    .sort(ascending);
  const told = shown.map(({ at }) => at - began).sort(ascending);
  const lines = (await posts(ids)).filter(
    ({ at, ok, card }) => ok && card === undefined && at <= shown.at(-1)!.at,
  ).length;
  const say = { burst, p95: told[P95], soonestBySlack: soonest(P95) - began, lines, lateP95: late[P95] };
  process.stdout.write(`${HANDOFFS} handoffs: ${JSON.stringify(say)} ms\n`);
  return { phones, ids, shown, lines };
}

test.each([
  ['as fast as Slack allows', STRICT],
  ['at once where Slack takes them all', LENIENT],
])(
  'when fifty customers want a person at once, then every card is there once, before any line of its thread, %s',
  async (_, limits) => {
    const { phones, ids, shown, lines } = await showFifty(limits);
    expect(shown.map(({ card }) => card).sort()).toEqual([...ids].sort());
    const scene = createScene(system);
    for (const phone of phones) expect(await scene.cards(phone)).toHaveLength(1);
    // Others came first nowhere: until the last card is there nothing else has used up what Slack lets through.
    expect(lines).toBeLessThanOrEqual(STRICT.burst);
  },
  180_000,
);
