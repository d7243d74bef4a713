import { setTimeout as delay } from 'node:timers/promises';
import { inParallel } from '../../src/in-parallel';
import type { JournalEntry } from '../../src/simulator/journal';
import { quantile, ratioOfRounds, spread, type Spread } from '../../test/support/figures/statistics';
import { ask, openConversations, type Customer } from '../world/contender';
import type { Product } from '../world/product';
import { nothingRefused, type Lifelike, type Progress, type Scale } from './part';
import { MODEL_MS, slowModel } from './takeover';

export const FLOOD = 100;
const FLOOD_MS = 5_000;
const OTHERS = 16;

/** What the others feel of a customer who sends 100 messages in 5 s. Message → answer, ms. */
export interface FloodFigures {
  quiet: Spread;
  flooded: Spread;
  /** The 95th of 100 beside the flood over that of a quiet time, round by round. */
  ratio: number;
  /** Calls of the model that the dearest flood cost. */
  modelCalls: number;
}

/** The same customers ask in a quiet time and beside a flood, in turn, with every setting as it ships. */
export async function measureFlood({ baton }: Lifelike, { quick }: Scale, progress: Progress): Promise<FloodFigures> {
  const rounds = quick ? 1 : 4;
  await slowModel(baton, 0);
  const others = await openConversations(baton, OTHERS);
  const flooding = await openConversations(baton, rounds);
  await slowModel(baton, MODEL_MS);
  const [quiet, flooded]: number[][][] = [[], []];
  for (const [round, customer] of flooding.entries()) {
    progress(`one customer sends ${FLOOD} messages, round ${round + 1} of ${rounds}`);
    quiet!.push(await askAll(baton, others));
    const [answers] = await Promise.all([askAll(baton, others), flood(baton, customer)]);
    flooded!.push(answers);
    await baton.idle(customer);
  }
  nothingRefused([baton]);
  const journal = await baton.vendors.control.journal();
  return {
    quiet: spread(quiet!.flat()),
    flooded: spread(flooded!.flat()),
    ratio: ratioOfRounds(flooded!.map(p95), quiet!.map(p95)),
    modelCalls: Math.max(...flooding.map(({ phone }) => callsAbout(journal, phone))),
  };
}

const p95 = (values: number[]): number => quantile(values, 0.95);

/** Each asks once, one after the other, within the time of a flood. */
async function askAll(baton: Product, customers: Customer[]): Promise<number[]> {
  const asked = await Promise.all(
    customers.map(async (customer, place) => {
      await delay((place * FLOOD_MS) / customers.length);
      return ask(baton, customer);
    }),
  );
  return asked.map(({ answer }) => answer);
}

const wordsOf = (phone: string, number: number): string =>
  `Part ${number} of ${FLOOD} from …${phone.slice(-4)}: delivery?`;

async function flood(baton: Product, customer: Customer): Promise<void> {
  const began = Date.now();
  const numbers = Array.from({ length: FLOOD }, (_, place) => place + 1);
  await inParallel(numbers, FLOOD, async (number) => {
    await delay(began + (number * FLOOD_MS) / FLOOD - Date.now());
    await baton.deliver(customer, wordsOf(customer.phone, number));
  });
}

const callsAbout = (journal: JournalEntry[], phone: string): number =>
  journal.filter(({ vendor, body }) => vendor === 'llm' && JSON.stringify(body).includes(`…${phone.slice(-4)}`)).length;
