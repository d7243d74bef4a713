import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { takeOverUpdate, type AgentCommand } from '../../workflows/conversation/messages';
import type { JournalEntry } from '../../src/simulator/journal';
import { inParallel } from '../../src/in-parallel';
import { spread, type Spread } from '../../test/support/figures/statistics';
import { openConversations, ask, type Contender, type Customer } from '../world/contender';
import type { Product } from '../world/product';
import { QUESTIONS } from '../world/questions';
import { nothingRefused, type Lifelike, type Progress, type Scale } from './part';

/** How long the model thinks here, ms: about what a small hosted model needs. */
export const MODEL_MS = 800;
const AGENT = { id: 'U_THANDI', name: 'Thandi Nkosi' };

/** Every call of the model takes this long from now on, ms. */
export async function slowModel({ vendors }: Contender, ms: number): Promise<void> {
  await vendors.control.clearFaults({ vendor: 'llm' });
  await vendors.control.putFault({ vendor: 'llm', kind: 'latency', ms });
}

async function takeOver(baton: Product, customer: Customer): Promise<void> {
  const updateId = randomUUID();
  const command: AgentCommand = { updateId, kind: 'takeOver', agent: AGENT };
  const verdict = await baton.handleOf(customer).executeUpdate(takeOverUpdate, { args: [command], updateId });
  if (!verdict.accepted) throw new Error(`Not taken over: ${verdict.sentence}`);
}

/** Takeover while a model call is in flight → acknowledged, ms. The model takes 5 s, so waiting for it would show. */
export async function measureTakeover({ baton }: Lifelike, { quick }: Scale, progress: Progress): Promise<Spread> {
  const count = quick ? 6 : 40;
  progress(`${count} takeovers while the model thinks`);
  const customers = await openConversations(baton, count);
  await slowModel(baton, 5_000);
  const took: number[] = [];
  for (const [position, customer] of customers.entries()) {
    const words = `Number ${position}: what are your trading hours?`;
    const thinking = baton.vendors.watch.modelCall(words);
    await baton.deliver(customer, words);
    await thinking;
    const began = performance.now();
    await takeOver(baton, customer);
    took.push(performance.now() - began);
  }
  await slowModel(baton, MODEL_MS);
  nothingRefused([baton]);
  return spread(took);
}

export interface DuelFigures {
  takeovers: number;
  /** Takeovers after whose acknowledgement a message of the assistant still set out. */
  baton: number;
  seed: number;
  /** How long after the acknowledgement the seed design's assistant spoke, ms. */
  seedLateMs?: Spread;
}

/**
 * The same takeovers in both designs, at moments spread evenly over the time in which an answer is made. A message of
 * the assistant that reaches WhatsApp after the takeover was acknowledged is a duel.
 */
export async function measureDuels(
  { baton, seed }: Lifelike,
  { quick }: Scale,
  progress: Progress,
): Promise<DuelFigures> {
  const takeovers = quick ? 12 : 100;
  // Until a little after the slower of the two has usually answered.
  const offsets = Array.from({ length: takeovers }, (_, position) => (position * 2.2 * MODEL_MS) / takeovers);
  progress(`${takeovers} takeovers of Baton`);
  const ours = await duels(baton, offsets, (customer) => takeOver(baton, customer));
  progress(`${takeovers} takeovers of the seed design`);
  const theirs = await duels(seed, offsets, seed.takeOver);
  nothingRefused([baton, seed]);
  return {
    takeovers,
    baton: ours.length,
    seed: theirs.length,
    ...(theirs.length > 0 && { seedLateMs: spread(theirs) }),
  };
}

async function duels(
  contender: Contender,
  offsets: number[],
  acknowledge: (customer: Customer) => Promise<void>,
): Promise<number[]> {
  await slowModel(contender, 0);
  const customers = await openConversations(contender, offsets.length);
  await slowModel(contender, MODEL_MS);
  const acknowledged = new Map<string, number>();
  await inParallel([...customers.entries()], 10, async ([position, customer]) => {
    const question = QUESTIONS[position % QUESTIONS.length] ?? '';
    const answered = contender.deliver(customer, question);
    await delay(offsets[position] ?? 0);
    await acknowledge(customer);
    acknowledged.set(customer.phone, Date.now());
    await answered;
  });
  // Whatever was still being thought about is over by then.
  await delay(3 * MODEL_MS);
  const journal = await contender.vendors.control.journal();
  return journal.filter(isAssistants).flatMap(({ customer = '', at }) => {
    const acknowledgedAt = acknowledged.get(customer) ?? Infinity;
    return at > acknowledgedAt ? [at - acknowledgedAt] : [];
  });
}

const isAssistants = ({ direction, kind, author }: JournalEntry): boolean =>
  direction === 'toVendor' && kind === 'message' && author === 'assistant';

/** With a model that takes its time: what a customer and WhatsApp wait for, ms. */
export interface ModelFigures {
  modelMs: number;
  baton: { ack: Spread; answer: Spread };
  seed: { ack: Spread; answer: Spread };
}

/** Answers with a model of 800 ms a call and every setting as it ships. */
export async function measureModel(lifelike: Lifelike, { quick }: Scale, progress: Progress): Promise<ModelFigures> {
  const count = quick ? 8 : 32;
  const measured = async (contender: Contender) => {
    progress(`${count} answers of a model that takes ${MODEL_MS} ms: ${contender.name}`);
    await slowModel(contender, 0);
    const customers = await openConversations(contender, count);
    await slowModel(contender, MODEL_MS);
    const asked = await inParallel(customers, 4, (customer) => ask(contender, customer));
    return { ack: spread(asked.map((one) => one.ack)), answer: spread(asked.map((one) => one.answer)) };
  };
  const figures = { modelMs: MODEL_MS, baton: await measured(lifelike.baton), seed: await measured(lifelike.seed) };
  nothingRefused([lifelike.baton, lifelike.seed]);
  return figures;
}
