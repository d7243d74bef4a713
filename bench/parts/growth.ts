import { residentMb } from '../../test/support/figures/processes';
import { rounded, spread, type Spread } from '../../test/support/figures/statistics';
import { countHistory } from '../measure/history';
import { inParallel } from '../../src/in-parallel';
import { ask, askAndSettle, openConversations, type Customer } from '../world/contender';
import type { Product } from '../world/product';
import { nothingRefused, type Bare, type Progress, type Scale } from './part';
import { workOff } from './throughput';

/** With so many conversations open, of which the worker keeps at most 1,000 in memory. */
export interface GrowthPoint {
  open: number;
  ack: Spread;
  answer: Spread;
  perSecond: number;
  /** Of the worker, MB. */
  workerMb?: number;
}

const SAMPLES = 40;
const PILE = 150;

/** Opens more and more conversations and asks in some of them, taken evenly from all. */
export async function measureGrowth({ baton }: Bare, scale: Scale, progress: Progress): Promise<GrowthPoint[]> {
  const sizes = (scale.quick ? [1, 100, 400] : [1, 100, 1_000, 5_000]).filter((size) => size <= scale.open);
  // A worker that has seen nothing yet: what it holds then are these conversations.
  await baton.restartWorker();
  const customers: Customer[] = [];
  const points: GrowthPoint[] = [];
  for (const open of sizes) {
    progress(`opening conversations until there are ${open}`);
    customers.push(...(await openConversations(baton, open - customers.length)));
    const memory = residentMb(baton.workerPid());
    progress(`asking in ${open} open conversations`);
    const asked = [];
    for (const customer of evenly(customers, SAMPLES)) asked.push(await askAndSettle(baton, customer));
    const { perSecond } = await workOff(baton, distinct(evenly(customers, PILE)));
    points.push({
      open,
      ack: spread(asked.map(({ ack }) => ack)),
      answer: spread(asked.map(({ answer }) => answer)),
      perSecond: rounded(perSecond),
      ...(memory !== undefined && { workerMb: rounded(memory) }),
    });
  }
  nothingRefused([baton]);
  return points;
}

/** As many as asked for, spread over all; the same again and again where there are too few. */
const evenly = (customers: Customer[], count: number): Customer[] =>
  Array.from({ length: count }, (_, position) => {
    const place = customers.length >= count ? Math.floor((position * customers.length) / count) : position;
    return customers[place % customers.length] as Customer;
  });

const distinct = (customers: Customer[]): Customer[] => [...new Set(customers)];

/** One conversation's answer after so many history events. */
export interface HistoryPoint {
  events: number;
  /** The worker has the conversation in memory, ms. */
  warm: Spread;
  /** It has not, and plays the history again first, ms. */
  cold: Spread;
}

/** How much longer an answer takes when a conversation has grown. The rules begin a new run after 1,000 events. */
export async function measureHistory({ baton }: Bare, { quick }: Scale, progress: Progress): Promise<HistoryPoint[]> {
  const turns = quick ? [1, 10] : [1, 9, 18, 27, 34];
  const conversations = quick ? 4 : 12;
  const customers = await openConversations(baton, conversations);
  const points: HistoryPoint[] = [];
  for (const wanted of turns) {
    progress(`histories of ${wanted} turns`);
    await inParallel(customers, 8, async (customer) => {
      while (customer.asked < wanted) await askAndSettle(baton, customer);
    });
    const warm = await askEach(baton, customers);
    const events = await eventsOf(baton, customers);
    await baton.restartWorker();
    // Its first conversation pays for what every process pays once.
    const [first] = await openConversations(baton, 1);
    if (first !== undefined) await askAndSettle(baton, first);
    points.push({ events, warm, cold: await askEach(baton, customers) });
  }
  nothingRefused([baton]);
  return points;
}

async function askEach(baton: Product, customers: Customer[]): Promise<Spread> {
  const took: number[] = [];
  for (const customer of customers) {
    const settled = baton.vendors.watch.settled(customer.phone);
    took.push((await ask(baton, customer)).answer);
    await settled;
  }
  return spread(took);
}

async function eventsOf(baton: Product, customers: Customer[]): Promise<number> {
  const counts = await Promise.all(
    customers.map(async (customer) => {
      await baton.idle(customer);
      return (await countHistory(baton.handleOf(customer))).events;
    }),
  );
  return Math.round(counts.reduce((total, count) => total + count, 0) / counts.length);
}
