import type { WorkflowHandle } from '@temporalio/client';
import { until } from '../../test/support/until';
import { inParallel } from '../../src/in-parallel';
import type { Person } from '../../test/support/raw-webhook';
import { QUESTIONS } from './questions';
import type { Vendors } from './vendors';

/** A customer whom the vendor knows, and how many questions he has asked. */
export interface Customer extends Person {
  asked: number;
}

/** One of the systems that are measured against each other. */
export interface Contender {
  name: 'baton' | 'floor' | 'seed';
  vendors: Vendors;
  /** Its own processes: what their processor time and memory are read from. */
  pids(): number[];
  /** Hands a customer's message over; resolves when it is taken for good: a 200, or the signal recorded. */
  deliver(customer: Customer, text: string): Promise<void>;
  /** Resolves when this customer's conversation has nothing left to do. */
  idle(customer: Customer): Promise<void>;
  stop(): Promise<void>;
}

/** New customers whose first words were lost on their way, so that the contender meets them with what is measured. */
export async function newCustomers({ vendors }: Contender, count: number): Promise<Customer[]> {
  const { control } = vendors;
  await control.putFault({ vendor: 'whatsapp', direction: 'fromVendor', kind: 'drop' });
  const phones = Array.from({ length: count }, () => vendors.newPhone());
  const customers = await inParallel(phones, 8, async (phone) => {
    await control.say(phone, 'Hello');
    return { ...(await vendors.meta.person(phone)), asked: 0 };
  });
  await control.clearFaults({ vendor: 'whatsapp', kind: 'drop' });
  return customers;
}

/** What came of one question. Times in ms. */
export interface Asked {
  /** From handing it over to its acknowledgement. */
  ack: number;
  /** From handing it over to the arrival of the answer at WhatsApp. */
  answer: number;
  /** When the answer arrived, ms UTC. */
  answeredAt: number;
}

/** The customer asks the next question and gets his answer. `intendedAt`: when he was meant to; latency counts from it. */
export async function ask(contender: Contender, customer: Customer, intendedAt = Date.now()): Promise<Asked> {
  const arriving = contender.vendors.watch.message(customer.phone);
  const began = performance.now();
  await contender.deliver(customer, QUESTIONS[customer.asked % QUESTIONS.length] ?? '');
  const ack = performance.now() - began;
  customer.asked += 1;
  const answeredAt = (await arriving).at;
  return { ack, answer: answeredAt - intendedAt, answeredAt };
}

/** As `ask`; resolves when nothing is left to do: also every status of the answer has been taken in. */
export async function askAndSettle(contender: Contender, customer: Customer): Promise<Asked> {
  const settled = contender.vendors.watch.settled(customer.phone);
  const asked = await ask(contender, customer);
  await settled;
  await contender.idle(customer);
  return asked;
}

/** Resolves when the workflow waits for the world. */
export async function untilIdle(handle: WorkflowHandle): Promise<void> {
  await until(
    () => handle.describe(),
    ({ raw }) => (raw.pendingWorkflowTask ?? null) === null && (raw.pendingActivities ?? []).length === 0,
  );
}

const OPENED_AT_ONCE = 32;

/** New customers, each of whom has had one answer. */
export async function openConversations(contender: Contender, count: number): Promise<Customer[]> {
  const customers = await newCustomers(contender, count);
  await inParallel(customers, OPENED_AT_ONCE, async (customer) => {
    const settled = contender.vendors.watch.settled(customer.phone);
    await ask(contender, customer);
    await settled;
  });
  return customers;
}
