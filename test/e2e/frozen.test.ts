import { randomUUID } from 'node:crypto';
import { resumeUpdate, takeOverUpdate, type AgentCommand, type Verdict } from '../../workflows/conversation/messages';
import { clickUntilRecorded } from '../support/click-recorded';
import { checkDuel, type TakenOver } from '../support/duel-checker';
import { createFreezer } from '../support/frozen-worker';
import { untilQuiet } from '../support/quiescence';
import { createScene, THANDI, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const SECOND = 1_000;
const FROZEN_MS = 20 * SECOND;
const CUSTOMERS = 10;
const UNLIMITED = { burst: 1_000, perSecond: 500 };
const CARD_NAME = 'Thandi';
const PIETER = { id: 'U_PIETER', name: 'Pieter Botha' };

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

let system: System;
let scene: Scene;
let freezer: ReturnType<typeof createFreezer>;

beforeAll(async () => {
  system = await startSystem({ engine: 'local' });
  scene = createScene(system);
  freezer = createFreezer(system);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: UNLIMITED, updates: UNLIMITED } });
}, 60_000);

afterAll(() => system.stop());

const newCustomers = (): string[] => Array.from({ length: CUSTOMERS }, () => system.newCustomer());

async function update(customer: string, kind: 'takeOver' | 'resume'): Promise<Verdict> {
  const handle = system.client.workflow.getHandle(await system.workflowIdOf(customer));
  const command: AgentCommand = { updateId: randomUUID(), kind, agent: PIETER };
  const definition = kind === 'takeOver' ? takeOverUpdate : resumeUpdate;
  return handle.executeUpdate(definition, { args: [command], updateId: command.updateId });
}

/** A conversation that the assistant has, and whose card still offers [Take over]. */
async function handedBack(customer: string): Promise<void> {
  await scene.answerTo(customer, 'Do you sell gift vouchers?');
  expect(await update(customer, 'takeOver')).toMatchObject({ code: 'done' });
  expect(await update(customer, 'resume')).toMatchObject({ code: 'done' });
  await scene.card(customer, /Handed back to the assistant/);
}

async function taken(customer: string, change: Partial<TakenOver>): Promise<TakenOver> {
  const workflowId = await system.workflowIdOf(customer);
  const { transcript } = await untilQuiet(system, workflowId);
  return { customer, workflowId, askedAt: 0, transcript, phone: await system.control.phone(customer), ...change };
}

async function answersSince(customer: string, since: number): Promise<number> {
  const sends = await scene.sends(customer, 'assistant');
  return sends.filter(({ at, answer }) => at >= since && answer?.status === 200).length;
}

/** Nobody took over: the answer is there, or people were told that nobody knows whether it is. */
async function endsWell(customer: string, since: number): Promise<'answered' | 'delivery unconfirmed'> {
  const waits = await until(
    // After a few tasks that nobody has finished the server refuses to ask until one is.
    () => system.snapshot(customer).catch(() => undefined),
    (now) => now !== undefined && (now.turn === undefined || now.nextDeadline?.what === 'delivery unconfirmed'),
    60 * SECOND,
  );
  if (waits?.nextDeadline?.what === 'delivery unconfirmed') await system.advance(customer, 30 * SECOND);
  const { handoff, reason } = await untilQuiet(system, await system.workflowIdOf(customer));
  if (handoff === 'none') {
    expect(await answersSince(customer, since)).toBe(1);
    return 'answered';
  }
  expect({ handoff, reason }).toEqual({ handoff: 'waiting', reason: 'delivery_unconfirmed' });
  expect(await answersSince(customer, since)).toBeLessThanOrEqual(1);
  return 'delivery unconfirmed';
}

const tally = (words: string[]): Record<string, number> =>
  Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((other) => other === word).length]));

describe('a worker that stands still', () => {
  test('when it is frozen between scheduling and writing and an agent clicks meanwhile, then the click takes effect once and nothing of the assistant follows', async () => {
    const customers = newCustomers();
    await Promise.all(customers.map(handedBack));
    const frozen = await freezer.freeze(customers, 2);
    const half = Math.min(4, Math.ceil(frozen.caught.length / 2));
    const clicked = frozen.caught.slice(0, half);
    const left = customers.filter((customer) => !clicked.includes(customer));
    say(`frozen: ${frozen.caught.length} answers in the worker's hands, ${half} taken over`);

    const askedAt = Date.now();
    for (const customer of clicked) await clickUntilRecorded({ system, scene }, customer, THANDI);
    await freezer.wakeAfter(frozen, FROZEN_MS);

    const change = { askedAt, cardName: CARD_NAME };
    await Promise.all(clicked.map((customer) => scene.card(customer, /Thandi has it/)));
    const conversations = await Promise.all(clicked.map((customer) => taken(customer, change)));
    const { counted, violations } = checkDuel(await system.control.journal(), conversations);
    expect(violations).toEqual([]);
    expect(counted.acknowledgedByCard).toBe(half);
    for (const customer of clicked) {
      expect(await answersSince(customer, frozen.since)).toBe(0);
      const [card, ...others] = await scene.cards(customer);
      expect(others).toEqual([]);
      expect(card?.replies.filter(({ text }) => /Thandi Mokoena took over/.test(text))).toHaveLength(1);
    }
    const ends = await Promise.all(left.map((customer) => endsWell(customer, frozen.since)));
    say(`frozen: without a takeover ${JSON.stringify(tally(ends))}`);
    expect(ends).toContain('delivery unconfirmed');
  }, 120_000);

  test('when another worker acknowledges a takeover meanwhile, then the one that wakes up writes nothing', async () => {
    const customers = newCustomers();
    const frozen = await freezer.freeze(customers, 1);
    await system.startWorker('other worker');
    const askedAt = Date.now();
    const acknowledged = await Promise.all(
      frozen.caught.map(async (customer) => ({
        customer,
        verdict: await update(customer, 'takeOver'),
        at: Date.now(),
      })),
    );
    expect(acknowledged.map(({ verdict }) => verdict.code)).toEqual(frozen.caught.map(() => 'done'));
    const wokenAt = await freezer.wakeAfter(frozen, FROZEN_MS);
    for (const { at } of acknowledged) expect(at).toBeLessThanOrEqual(wokenAt);

    // Once it answers somebody else it has got over what it had in its hands.
    await system.end('other worker');
    await scene.answerTo(system.newCustomer(), 'Do you sell gift vouchers?');
    const conversations = await Promise.all(
      acknowledged.map(({ customer, at }) => taken(customer, { askedAt, acknowledgedAt: at })),
    );
    const { violations } = checkDuel(await system.control.journal(), conversations);
    expect(violations).toEqual([]);
    for (const customer of frozen.caught) expect(await answersSince(customer, frozen.since)).toBe(0);
  }, 120_000);
});
