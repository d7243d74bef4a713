import { setTimeout as delay } from 'node:timers/promises';
import { createFreezer, pendingIn } from '../../test/support/frozen-worker';
import { until } from '../../test/support/until';
import type { Episode } from '../checker/evidence';
import type { Played } from '../play/actors';
import { AGENTS } from '../people';
import { soon } from '../play/soon';
import type { World } from '../world/world';

const CUSTOMERS = 12;
const ON_THE_ROAD = 4;
/** Less than what Baton waits for an answer, and longer than a takeover that waits for nothing. */
const ROAD_MS = 4_000;
/** With so many at least one is in the worker itself, and not only on the server's list. */
const LEAST = 2;
/** The server gives a message up after 15 s; only then a takeover is acknowledged. */
const CLAIMED_WITHIN_MS = 40_000;

export interface Scene {
  played: Played[];
  episode: Episode;
}

async function newPlayed(system: World['system'], count: number): Promise<Played[]> {
  const script = { number: -1, steps: [] };
  const customers = Array.from({ length: count }, () => system.newCustomer());
  return Promise.all(
    customers.map(async (customer) => ({ script, customer, workflowId: await system.workflowIdOf(customer), done: 1 })),
  );
}

/**
 * Answers are on their way to WhatsApp, and it is long, when two agents take each conversation over at once: nobody may be
 * told that he has it before they have arrived, and then only one. Chance alone would hit that moment once in some runs.
 */
export async function takeWhatIsOnTheRoad({ system }: World): Promise<Scene> {
  const { control } = system;
  const played = await newPlayed(system, ON_THE_ROAD);
  const episode: Episode = { what: 'answers on a long road to WhatsApp', from: Date.now(), until: Infinity };
  await control.putFault({ vendor: 'whatsapp', kind: 'lag', only: 'message', ms: ROAD_MS });
  await Promise.all(
    played.map(async ({ customer }) => {
      await control.say(customer, 'How much is delivery to Durban?');
      const isSent = async (): Promise<boolean> => (await pendingIn(system, customer)).includes('sendWhatsAppMessage');
      const take = ({ id }: (typeof AGENTS)[number]) => control.command(id, '/baton', `take +${customer}`);
      if (await soon(isSent)) await Promise.all(AGENTS.map(take));
    }),
  );
  await delay(ROAD_MS);
  await control.clearFaults();
  episode.until = Date.now();
  return { played, episode };
}

/**
 * A worker stands still with answers in its hands, another one acknowledges the takeovers, and then the first wakes up.
 * Chance alone would hit that moment once in some hours. Resolves with what it was before the worker wakes; `wake` ends it.
 */
export async function freezeWithAnswers({ system, desk }: World): Promise<Scene & { wake(): Promise<void> }> {
  const played = await newPlayed(system, CUSTOMERS);
  const customers = played.map(({ customer }) => customer);
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
