import { countHistory, type Counts } from '../measure/history';
import { rounded } from '../../test/support/figures/statistics';
import { askAndSettle, openConversations } from '../world/contender';
import type { Bare, Progress } from './part';

const TURNS = 20;

export interface EventFigures {
  /** Per answered message, its delivery status included; the mean of 20 turns after the first. */
  baton: Counts;
  /** The bare workflow takes no status. */
  floor: Counts;
}

/** History events and billable actions per answered message. */
export async function measureEvents({ baton, floor }: Bare, progress: Progress): Promise<EventFigures> {
  progress(`events of ${TURNS} turns`);
  const perTurn = async (contender: Bare['baton'] | Bare['floor']): Promise<Counts> => {
    const [customer] = await openConversations(contender, 1);
    if (customer === undefined) throw new Error('Nobody came.');
    const handle = contender.handleOf(customer);
    const before = await countHistory(handle);
    for (let turn = 0; turn < TURNS; turn += 1) await askAndSettle(contender, customer);
    const after = await countHistory(handle);
    return {
      events: rounded((after.events - before.events) / TURNS),
      actions: rounded((after.actions - before.actions) / TURNS),
    };
  };
  return { baton: await perTurn(baton), floor: await perTurn(floor) };
}
