import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { System } from './system';
import { until } from './until';

export interface Frozen {
  /** Customers whose answer the server has scheduled or handed out, and whose answer WhatsApp has not seen. */
  caught: string[];
  /** When they asked. */
  since: number;
  stoppedAt: number;
}

/** One for each round, so that nobody asks the same again. */
const QUESTIONS = [
  'What are your trading hours?',
  'How much is delivery to Durban?',
  'Can I pay with instant EFT?',
  'Do you deliver on public holidays?',
  'How long is the warranty?',
];
/** Less than it takes from the scheduling of a send to its write. */
const SLICE_MS = 2;

/** What the server has scheduled or handed out for this customer; nothing where the conversation has not begun. */
export async function pendingIn(system: System, customer: string): Promise<string[]> {
  const handle = system.client.workflow.getHandle(await system.workflowIdOf(customer));
  const description = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  return (description?.raw.pendingActivities ?? []).map(({ activityType }) => activityType?.name ?? '');
}

/** Scenes in which a worker stands still with answers in its hands. */
export function createFreezer(system: System) {
  const { control } = system;

  const pendingActivities = (customer: string): Promise<string[]> => pendingIn(system, customer);

  async function answeredSince(since: number): Promise<Set<string | undefined>> {
    const sends = (await control.journal({ author: 'assistant' })).filter(({ at }) => at >= since);
    return new Set(sends.map(({ customer }) => customer));
  }

  /** While the worker is stopped, so that whatever had left it has arrived. */
  async function look(customers: string[], since: number): Promise<{ caught: string[]; over: boolean }> {
    const pending = await Promise.all(customers.map(pendingActivities));
    const sending = customers.filter((_, position) => pending[position]?.includes('sendWhatsAppMessage'));
    const answered = await answeredSince(since);
    return {
      caught: sending.filter((customer) => !answered.has(customer)),
      over: customers.every((customer) => answered.has(customer)),
    };
  }

  async function stepByStep(customers: string[], least: number, since: number): Promise<Frozen | undefined> {
    for (;;) {
      await delay(SLICE_MS);
      await system.signal('worker', 'SIGSTOP');
      const stoppedAt = Date.now();
      const { caught, over } = await look(customers, since);
      if (caught.length >= least) return { caught, since, stoppedAt };
      await system.signal('worker', 'SIGCONT');
      if (over) return undefined;
    }
  }

  return {
    /**
     * All ask at once, and the worker then runs in small slices until the server has scheduled a send that the worker
     * has not written. Where none was caught, all ask something else.
     */
    async freeze(customers: string[], least: number): Promise<Frozen> {
      for (const question of QUESTIONS) {
        const since = Date.now();
        await Promise.all(customers.map((customer) => control.say(customer, question)));
        const drafts = async () => (await Promise.all(customers.map(pendingActivities))).flat();
        await until(drafts, (running) => running.includes('draft'));
        const frozen = await stepByStep(customers, least, since);
        if (frozen !== undefined) return frozen;
      }
      throw new Error(`The worker never stood still with ${least} answers in its hands.`);
    },
    /** Wakes the worker up after it has stood still for so long: that time is the experiment. */
    async wakeAfter({ stoppedAt }: Frozen, milliseconds: number): Promise<number> {
      await delay(Math.max(0, stoppedAt + milliseconds - Date.now()));
      const wokenAt = Date.now();
      await system.signal('worker', 'SIGCONT');
      return wokenAt;
    },
  };
}
