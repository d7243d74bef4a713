import { createScene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const HANDOFFS = 50;
/** Slack's own: so many posts into a channel at once, then one a second. */
const LIMITS = { burst: 20, perSecond: 1 };
const P95 = Math.ceil(HANDOFFS * 0.95) - 1;

let system: System;
beforeAll(async () => {
  system = await startSystem({ engine: 'local' });
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: LIMITS } });
});
afterAll(() => system.stop());

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

test('when fifty customers want a person at once, then every card is there once, before any line of its thread, as fast as Slack allows', async () => {
  const { control } = system;
  const phones = Array.from({ length: HANDOFFS }, () => system.newCustomer());
  const ids = await Promise.all(phones.map((phone) => system.workflowIdOf(phone)));
  const began = Date.now();
  await Promise.all(phones.map((phone) => control.say(phone, 'I want to talk to a person')));
  const cards = async (): Promise<Post[]> => (await posts(ids)).filter(({ ok, card }) => ok && card !== undefined);
  const shown = await until(cards, (all) => all.length >= HANDOFFS, 120_000);
  expect(shown.map(({ card }) => card).sort()).toEqual([...ids].sort());

  const scene = createScene(system);
  for (const phone of phones) expect(await scene.cards(phone)).toHaveLength(1);
  // Others came first nowhere: until the last card is there nothing else has used up what Slack lets through.
  const last = shown.at(-1)!.at;
  const before = (await posts(ids)).filter(({ at, ok }) => ok && at <= last);
  expect(before.filter(({ card }) => card === undefined).length).toBeLessThanOrEqual(LIMITS.burst);

  const afterMs = shown.map(({ at }) => at - began).sort(ascending);
  const soonest = (place: number): number => (Math.max(0, place + 1 - LIMITS.burst) / LIMITS.perSecond) * 1000;
  const decidedAt = new Map(await Promise.all(phones.map(decision)));
  // Behind the moment at which people were wanted, or at which Slack would have taken it, whichever came last.
  const late = shown
    .map(({ at, card }, place) => at - Math.max(decidedAt.get(card) ?? at, began + soonest(place)))
    .sort(ascending);
  const say = { handoffs: HANDOFFS, p95: afterMs[P95], soonestBySlack: soonest(P95), lateP95: late[P95] };
  process.stdout.write(`fifty handoffs: ${JSON.stringify(say)} ms\n`);
}, 180_000);
