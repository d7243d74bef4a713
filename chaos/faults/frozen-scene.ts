import { createFreezer } from '../../test/support/frozen-worker';
import { until } from '../../test/support/until';
import type { Episode } from '../checker/evidence';
import type { Played } from '../play/actors';
import type { World } from '../world/world';

const CUSTOMERS = 12;
/** With so many at least one is in the worker itself, and not only on the server's list. */
const LEAST = 2;
/** The server gives a message up after 15 s; only then a takeover is acknowledged. */
const CLAIMED_WITHIN_MS = 40_000;

export interface FrozenScene {
  played: Played[];
  episode: Episode;
}

/**
 * A worker stands still with answers in its hands, another one acknowledges the takeovers, and then the first wakes up.
 * Chance alone would hit that moment once in some hours. Resolves with what it was before the worker wakes; `wake` ends it.
 */
export async function freezeWithAnswers({ system, desk }: World): Promise<FrozenScene & { wake(): Promise<void> }> {
  const customers = Array.from({ length: CUSTOMERS }, () => system.newCustomer());
  const script = { number: -1, steps: [] };
  const played = await Promise.all(
    customers.map(async (customer) => ({ script, customer, workflowId: await system.workflowIdOf(customer), done: 1 })),
  );
  const from = Date.now();
  const caught = await createFreezer(system)
    .freeze(customers, LEAST)
    .then(
      (frozen) => frozen.caught,
      async () => {
        await system.signal('worker', 'SIGCONT');
        return [];
      },
    );
  const episode: Episode = { what: `worker frozen with ${caught.length} answers in its hands`, from, until: Infinity };
  const workflowOf = new Map(played.map(({ customer, workflowId }) => [customer, workflowId]));

  async function wake(): Promise<void> {
    if (caught.length > 0) {
      await system.startWorker('other worker');
      await Promise.all(caught.map((customer) => system.control.command('U_THANDI', '/baton', `take +${customer}`)));
      const claimed = (customer: string): boolean =>
        desk.card(workflowOf.get(customer) ?? '')?.text.includes('Thandi has it') ?? false;
      await until(() => caught.every(claimed), Boolean, CLAIMED_WITHIN_MS).catch(() => undefined);
      await system.signal('worker', 'SIGCONT');
      await system.end('other worker');
    }
    episode.until = Date.now();
  }

  return { played, episode, wake };
}
