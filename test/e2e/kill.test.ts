import { clickUntilRecorded, NOT_RECORDED, RECORDED } from '../support/click-recorded';
import { checkDuel, repeated } from '../support/duel-checker';
import { openJournalFeed, type JournalFeed } from '../support/journal-feed';
import { untilQuiet } from '../support/quiescence';
import { createScene, PIETER, THANDI, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { modelIsDone } from '../support/takeover-race';

const SECOND = 1_000;
/** Wall time that an outcome may take after a kill. */
const WITHIN_MS = 90 * SECOND;
const UNLIMITED = { burst: 1_000, perSecond: 500 };

type End = 'one answer' | 'one handoff' | 'delivery unconfirmed';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

let system: System;
let scene: Scene;
let feed: JournalFeed;

beforeAll(async () => {
  system = await startSystem({ engine: 'openai' });
  scene = createScene(system);
  feed = await openJournalFeed(system.simulator);
  await system.control.call('PUT', '/control/slack/settings', { limits: { posts: UNLIMITED, updates: UNLIMITED } });
}, 60_000);

afterAll(async () => {
  feed.close();
  await system.stop();
});

afterEach(() => system.control.clearFaults());

interface Asked {
  customer: string;
  text: string;
}

/** So many customers write, each with words of his own. */
async function ask(count: number, words: (name: string) => string): Promise<Asked[]> {
  const asked = Array.from({ length: count }, () => {
    const customer = system.newCustomer();
    return { customer, text: words(`Q${customer.slice(-5)}x`) };
  });
  await Promise.all(asked.map(({ customer, text }) => system.control.say(customer, text)));
  return asked;
}

const modelHas = (text: string) =>
  feed.next(`the model with "${text}"`, (written) => written.entry.vendor === 'llm' && written.text.includes(text));

const modelIsDoneWith = (text: string) => feed.next(`the model's answers to "${text}"`, modelIsDone(text));

const arrives = (to: string) =>
  feed.next('an answer at WhatsApp', ({ entry }) => entry.customer === to && entry.author === 'assistant');

/** What became of a question whose worker was killed. Fails where it is not exactly one of the three. */
async function endOf({ customer }: Asked, killedAt: number): Promise<End> {
  const left = (): number => killedAt + WITHIN_MS - Date.now();
  const workflowId = await system.workflowIdOf(customer);
  const first = await untilQuiet(system, workflowId, left());
  if (first.nextDeadline?.what === 'delivery unconfirmed') await system.advance(customer, 30 * SECOND);
  const { handoff, reason } = await untilQuiet(system, workflowId, left());
  const accepted = (await scene.sends(customer, 'assistant')).filter(({ answer }) => answer?.status === 200);
  expect(repeated(accepted.map(({ intent = '' }) => intent))).toEqual([]);
  const [card, ...others] = await scene.cards(customer);
  expect(others).toEqual([]);
  if (card === undefined) {
    expect({ handoff, answers: accepted.length }).toEqual({ handoff: 'none', answers: 1 });
    return 'one answer';
  }
  expect(handoff).toBe('waiting');
  const unconfirmed = card.replies.filter(({ text }) => text.includes("whether the assistant's answer went out"));
  if (reason !== 'delivery_unconfirmed') {
    expect({ answers: accepted.length, unconfirmed }).toEqual({ answers: 0, unconfirmed: [] });
    return 'one handoff';
  }
  expect(unconfirmed).toHaveLength(1);
  expect(accepted.length).toBeLessThanOrEqual(1);
  return 'delivery unconfirmed';
}

async function kill(): Promise<number> {
  await system.signal('worker', 'SIGKILL');
  return Date.now();
}

describe('a worker that is killed', () => {
  test('when it dies while answers are sent, thought about and held back for quiet, then each question ends in exactly one way', async () => {
    const { control } = system;
    await control.putFault({ vendor: 'slack', kind: 'latency', only: 'chat.postMessage', ms: 5_000 });
    await control.putFault({ vendor: 'whatsapp', kind: 'latency', only: 'message', ms: 4_000, maxMs: 6_000 });
    await control.putFault({ vendor: 'whatsapp', kind: 'resetBefore', only: 'message', count: 3 });
    const handedOff = await ask(2, (name) => `${name} here, I want a refund`);
    const sending = await ask(5, (name) => `${name} here. What are your trading hours?`);
    await Promise.all(sending.map(({ customer }) => arrives(customer)));
    await control.putFault({ vendor: 'llm', kind: 'latency', ms: 6_000 });
    const thinking = await ask(3, (name) => `${name} here. How much is delivery to Durban?`);
    await Promise.all(thinking.map(({ text }) => modelHas(text)));
    await control.clearFaults({ vendor: 'llm' });
    const quiet = await ask(3, (name) => `Delivery fee, ${name}`);
    await Promise.all(quiet.map(({ text }) => modelIsDoneWith(text)));

    const killedAt = await kill();
    await control.clearFaults({ vendor: 'slack' });
    await system.startWorker();
    const ends = async (asked: Asked[]) => (await Promise.all(asked.map((one) => endOf(one, killedAt)))).sort();
    const [sent, thought, waited, handed] = await Promise.all([sending, thinking, quiet, handedOff].map(ends));
    say(`kill: sending ${JSON.stringify(sent)}`);
    expect(thought).toEqual(thinking.map(() => 'one answer'));
    expect(waited).toEqual(quiet.map(() => 'one answer'));
    expect(handed).toEqual(handedOff.map(() => 'one handoff'));
    // Three requests were read and not taken, and two of them at most were notices of a handoff.
    expect(sent).toContain('delivery unconfirmed');
    expect(sent).toContain('one answer');
  }, 120_000);

  test('when agents click while it is dead, then every click takes effect once; what WhatsApp took and nobody confirmed is told', async () => {
    const { control } = system;
    const [one, two] = (await ask(2, (name) => `${name} here, I want a refund`)).map(({ customer }) => customer);
    if (one === undefined || two === undefined) throw new Error('Two customers have asked.');
    await Promise.all([one, two].map((customer) => scene.card(customer, /Waiting for an agent/)));
    await Promise.all([one, two].map(async (customer) => untilQuiet(system, await system.workflowIdOf(customer))));
    await control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', only: 'message' });
    await control.putFault({ vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' });
    const sending = await ask(3, (name) => `${name} here. Can I pay with instant EFT?`);
    await feed.next('an answer that was taken', ({ entry }) => {
      return entry.author === 'assistant' && entry.answer?.error === 'reset after acceptance';
    });

    const killedAt = await kill();
    const askedAt = Date.now();
    const clicks = async (agent: string, customers: string[]): Promise<void> => {
      for (const customer of customers) await clickUntilRecorded({ system, scene }, customer, agent);
    };
    await control.say(one, 'Is anybody coming to help me?');
    await Promise.all([clicks(THANDI, [two, one, one]), clicks(PIETER, [two])]);
    await control.clearFaults({ kind: 'resetAfter' });
    await system.startWorker();

    await Promise.all([
      scene.card(one, /Thandi has it/),
      scene.card(two, /(Thandi|Pieter) has it/),
      scene.line(one, /Is anybody coming/),
    ]);
    const ends = await Promise.all(sending.map((asked) => endOf(asked, killedAt)));
    await oneTakeoverEach([one, two], askedAt);
    say(`kill: taken and unconfirmed ${JSON.stringify(ends)}`);
    expect(ends).toContain('delivery unconfirmed');
  }, 120_000);
});

/** Each has one card, one owner, one line that says so; whoever came second was told who has it. */
async function oneTakeoverEach(customers: string[], askedAt: number): Promise<void> {
  const conversations = await Promise.all(
    customers.map(async (customer) => {
      const workflowId = await system.workflowIdOf(customer);
      const { transcript, agent } = await untilQuiet(system, workflowId);
      const [card, ...others] = await scene.cards(customer);
      expect(others).toEqual([]);
      expect(card?.replies.filter(({ text }) => text.includes('took over'))).toHaveLength(1);
      const phone = await system.control.phone(customer);
      return { customer, workflowId, askedAt, transcript, phone, cardName: agent?.name ?? 'nobody' };
    }),
  );
  expect(checkDuel(await system.control.journal(), conversations).violations).toEqual([]);
  const owner = conversations[1]?.cardName;
  const told = await system.control.ephemerals();
  const refused = told.filter(({ text }) => text !== RECORDED && text !== NOT_RECORDED);
  expect(refused.map(({ text, user }) => [user, text])).toEqual([
    [owner === 'Thandi' ? PIETER : THANDI, expect.stringMatching(new RegExp(`^${owner} `))],
  ]);
}

describe('a gateway that is killed', () => {
  test('when it dies between the receipt of webhooks and its 200, then WhatsApp tries again and every message counts once', async () => {
    const { control } = system;
    await control.putFault({
      vendor: 'whatsapp',
      kind: 'resetAfter',
      direction: 'fromVendor',
      only: 'message',
      count: 3,
    });
    const webhooks = () => control.journal({ vendor: 'whatsapp', direction: 'fromVendor', kind: 'message' });
    const since = (await webhooks()).length;
    const asked = await ask(12, (name) => `${name} here. Are you open on public holidays?`);
    const isOurs = (customer: string | undefined): boolean => asked.some((one) => one.customer === customer);
    await feed.next('the first webhook with its answer', ({ entry }) => {
      return (
        entry.direction === 'fromVendor' && entry.kind === 'message' && entry.answer !== null && isOurs(entry.customer)
      );
    });
    await system.signal('gateway', 'SIGKILL');
    await system.startGateway();
    await Promise.all(asked.map(({ customer }) => arrives(customer)));

    for (const { customer, text } of asked) {
      const { transcript } = await untilQuiet(system, await system.workflowIdOf(customer));
      expect(transcript.filter(({ from }) => from === 'customer').map((line) => line.text)).toEqual([text]);
      expect(await scene.sends(customer, 'assistant')).toHaveLength(1);
    }
    const deliveries = (await webhooks()).slice(since).filter(({ customer }) => isOurs(customer));
    const died = deliveries.filter(({ answer }) => answer?.status === undefined).length;
    say(`kill: ${deliveries.length} deliveries of ${asked.length} messages, ${died} died with the gateway`);
    expect(deliveries.length).toBeGreaterThan(asked.length);
  }, 60_000);
});
