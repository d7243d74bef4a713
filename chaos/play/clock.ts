import { deliveryStatusSignal, type ConversationSnapshot } from '../../workflows/conversation/messages';
import { WORK_LEFT } from '../../test/support/quiescence';
import type { World } from '../world/world';
import { PATIENCE_MS, QUERY_AGAIN_MS, soon } from './soon';

/** So little time passes while one looks, ms. */
const WALKS_BY_ITSELF = 1_000;
/** What is due is passed by at most so much, ms, also by a step that meets a kill of the server and is taken twice. */
const PASSED_BY = 10 * 60_000;

/** Where to look again, ms UTC; `last`: where it was looked before. */
export function nextStop(now: number, due: ConversationSnapshot['nextDeadline'], last: number): number {
  if (due === undefined) return Infinity;
  // What comes after work that is left, or after what a frozen worker still has to do, is not known before that is done.
  if (due.at <= last || WORK_LEFT.includes(due.what)) return now + PASSED_BY;
  const left = due.at - now;
  // Phones count whole milliseconds.
  return left <= PASSED_BY ? due.at : now + Math.ceil((left + PASSED_BY) / 2);
}

export type Clock = ReturnType<typeof createClock>;

/** Moves a conversation's clock and that of the customer's phone, with stops where something is due. */
export function createClock(system: World['system']) {
  const snapshotNow = async (customer: string): Promise<ConversationSnapshot> => {
    // A query is answered with the time of the last thing that happened; a status of a message that nobody sent is one.
    const handle = system.client.workflow.getHandle(await system.workflowIdOf(customer));
    await handle.signal(deliveryStatusSignal, { intentId: 'nobodys', messageId: 'nobodys', status: 'sent', at: 0 });
    return system.snapshot(customer);
  };

  async function walk(customer: string, milliseconds: number): Promise<void> {
    const arrival = (await snapshotNow(customer)).now + milliseconds;
    // Whatever was due at a stop and did not happen is passed by: the checker tells.
    for (let last = 0, stop = 0; ; last = stop) {
      const { now, nextDeadline: due } = await snapshotNow(customer);
      stop = Math.min(nextStop(now, due, last), arrival);
      if (stop - now > WALKS_BY_ITSELF) await system.advance(customer, stop - now);
      const isPast = async (): Promise<boolean> => {
        const { nextDeadline } = await system.snapshot(customer);
        return nextDeadline === undefined || nextDeadline.at > stop;
      };
      await soon(isPast, PATIENCE_MS, QUERY_AGAIN_MS);
      if (stop === arrival) return;
    }
  }

  async function setPhone(customer: string): Promise<number> {
    const { now } = await snapshotNow(customer);
    const clockOffsetMs = Math.max(0, Math.round(now - Date.now()));
    await system.control.change(customer, { clockOffsetMs });
    return now;
  }

  return {
    snapshotNow,
    /** False where it could not be done: then the phone's clock is set by what the conversation's says. */
    async passes(customer: string, milliseconds: number): Promise<boolean> {
      try {
        await walk(customer, milliseconds);
        return true;
      } catch {
        await soon(() => setPhone(customer).then(Boolean, () => false), PATIENCE_MS, QUERY_AGAIN_MS);
        return false;
      }
    },
  };
}
