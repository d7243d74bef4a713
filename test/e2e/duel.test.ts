import { randomUUID } from 'node:crypto';
import { takeOverUpdate, type Verdict } from '../../workflows/conversation/messages';
import type { Agent } from '../../workflows/conversation/ports';
import { createChance, testSeed } from '../support/chance';
import { checkDuel, type TakenOver } from '../support/duel-checker';
import { openJournalFeed, type JournalFeed } from '../support/journal-feed';
import { untilQuiet } from '../support/quiescence';
import { createScene, PIETER, THANDI } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { createRaces, inWaves, PHASES, planRaces, type Raced } from '../support/takeover-race';
import { until } from '../support/until';

const CONVERSATIONS = 200;
const AT_ONCE = 25;
/** One in ten is taken over in Slack. */
const SLACK_EVERY = 10;
const MODEL_MS = { ms: 200, maxMs: 3_000 };
const WHATSAPP_MS = { ms: 50, maxMs: 400 };
const UNLIMITED = { burst: 1_000, perSecond: 500 };

const seed = testSeed();
const chance = createChance(seed);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

let system: System;
let feed: JournalFeed;

beforeAll(async () => {
  say(`duel: TEST_SEED=${seed}`);
  system = await startSystem({ engine: 'openai', seed });
  feed = await openJournalFeed(system.simulator);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: UNLIMITED, updates: UNLIMITED } });
  await system.control.putFault({ vendor: 'llm', kind: 'latency', ...MODEL_MS });
  await system.control.putFault({ vendor: 'whatsapp', kind: 'latency', only: 'message', ...WHATSAPP_MS });
}, 60_000);

afterAll(async () => {
  feed.close();
  await system.stop();
});

async function ended(raced: Raced): Promise<TakenOver> {
  const { transcript } = await untilQuiet(system, raced.workflowId);
  return { ...raced, transcript, phone: await system.control.phone(raced.customer) };
}

describe('never a duel', () => {
  test('when 200 conversations are taken over at random moments, then nothing of the assistant starts after any acknowledgement', async () => {
    const races = createRaces(system, feed);
    const raced = await inWaves(planRaces(chance, CONVERSATIONS, SLACK_EVERY), AT_ONCE, races.run);
    const conversations = await inWaves(raced, AT_ONCE, ended);
    const { counted, violations } = checkDuel(await system.control.journal(), conversations);
    say(`duel: ${JSON.stringify(counted)}`);

    expect(violations).toEqual([]);
    expect(counted).toMatchObject({ conversations: CONVERSATIONS, acknowledged: CONVERSATIONS });
    expect(raced.filter(({ plan }) => plan.by === 'slack')).toHaveLength(CONVERSATIONS / SLACK_EVERY);
    expect(counted.acknowledgedByCard).toBe(CONVERSATIONS / SLACK_EVERY);
    for (const phase of PHASES) {
      expect(raced.filter(({ plan }) => plan.phase === phase)).toHaveLength(CONVERSATIONS / PHASES.length);
    }
    // Without these the races were none.
    expect(counted.inFlight).toBeGreaterThanOrEqual(10);
    expect(counted.silenced).toBeGreaterThanOrEqual(80);
    expect(counted.after.agent).toBe(CONVERSATIONS / SLACK_EVERY);
  }, 300_000);
});

const AGENTS: Agent[] = [
  { id: THANDI, name: 'Thandi' },
  { id: PIETER, name: 'Pieter' },
];
const TELLS_WHO = /^(Thandi|Pieter) (already has|is taking over) this conversation/;

describe('two agents at once', () => {
  async function takeOver(customer: string, agent: Agent, updateId: string = randomUUID()) {
    const handle = system.client.workflow.getHandle(await system.workflowIdOf(customer));
    const command = { updateId, kind: 'takeOver' as const, agent };
    const ask = (): Promise<Verdict> => handle.executeUpdate(takeOverUpdate, { args: [command], updateId });
    return { agent, verdict: await ask(), again: ask };
  }

  async function bothTakeOver(customer: string): Promise<void> {
    const answers = await Promise.all(chance.shuffled(AGENTS).map((agent) => takeOver(customer, agent)));
    const [winner] = answers.filter(({ verdict }) => verdict.accepted);
    const [loser] = answers.filter(({ verdict }) => !verdict.accepted);
    expect(winner?.verdict.code).toBe('done');
    expect(['claimed_by_other', 'being_taken_over']).toContain(loser?.verdict.code);
    expect(loser?.verdict.sentence).toMatch(TELLS_WHO);
    expect(loser?.verdict.sentence).toContain(winner?.agent.name);
    expect((await system.snapshot(customer)).agent).toEqual(winner?.agent);
    for (const { verdict, again } of answers) expect(await again()).toEqual(verdict);
  }

  test('when both updates come together while it thinks, sends or waits for a person, then one has it and the other is told who', async () => {
    const { control } = system;
    const customers = Array.from({ length: 12 }, () => system.newCustomer());
    const moment = async (customer: string, position: number): Promise<void> => {
      const texts = ['How much is delivery to Durban?', 'Can I pay with instant EFT?', 'I want a refund'];
      await control.say(customer, texts[position % texts.length] ?? '');
      const arrived = ({ entry }: { entry: { customer?: string; kind: string; author?: string } }): boolean =>
        entry.customer === customer &&
        (position % texts.length === 0 ? entry.kind === 'read' : entry.author !== undefined);
      await feed.next('the moment', arrived);
      await bothTakeOver(customer);
    };
    await Promise.all(customers.map(moment));
  }, 60_000);

  test('when both click the same card together, then the card says who has it and the other reads it', async () => {
    const { control } = system;
    const scene = createScene(system);
    const customers = Array.from({ length: 4 }, () => system.newCustomer());
    await Promise.all(customers.map((customer) => control.say(customer, 'I want a refund')));
    // Both see the button when they press it, whichever press is carried out first.
    await control.putFault({
      vendor: 'slack',
      kind: 'latency',
      direction: 'fromVendor',
      only: 'block_actions',
      ms: 300,
    });
    const told = async (): Promise<string[]> => (await control.ephemerals()).map(({ text }) => text);
    for (const customer of customers) {
      const before = (await told()).length;
      const card = await scene.card(customer, /Waiting for an agent/);
      await Promise.all(AGENTS.map(({ id }) => control.click(id, card.ts, 'take_over')));
      const [sentence] = (await until(told, (all) => all.length > before)).slice(before);
      const { agent } = await untilQuiet(system, await system.workflowIdOf(customer));
      const loser = AGENTS.find(({ id }) => id !== agent?.id);
      expect([THANDI, PIETER]).toContain(agent?.id);
      expect(sentence).toMatch(TELLS_WHO);
      expect(sentence).toContain(agent?.name);
      expect((await control.ephemerals(loser?.id)).at(-1)?.text).toBe(sentence);
      const [shown, ...others] = await scene.cards(customer);
      expect(others).toEqual([]);
      expect(shown?.text).toContain(`${agent?.name} has it`);
      expect(shown?.replies.filter(({ text }) => text.includes('took over'))).toHaveLength(1);
    }
  }, 60_000);
});
