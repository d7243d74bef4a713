import type { Draft } from '../../workflows/conversation/ports';
import type { OrderLookUp, OrdersClient } from '../orders/client';

/** An order number and what the orders service said of it. */
export interface LookedUp {
  number: string;
  found: OrderLookUp;
}

/** Looks all of them up side by side, in their order. */
export const lookUp = (
  orders: OrdersClient,
  numbers: string[],
  waId: string | undefined,
  signal: AbortSignal,
): Promise<LookedUp[]> =>
  Promise.all(numbers.map(async (number) => ({ number, found: await orders.find(number, waId, signal) })));

/**
 * The draft where no order can be told, or the orders service cannot be reached: the rules say the rest. `besides`: something
 * else is answered with it, so that an order that is not found is told with that.
 */
export function orderNotTold(lookedUp: LookedUp[], besides: boolean): Omit<Draft, 'engine'> | undefined {
  const nothing = !besides && lookedUp.every(({ found }) => found.outcome !== 'found');
  const ending = lookedUp.find(({ found }) => found.outcome === 'unavailable') ?? (nothing ? lookedUp[0] : undefined);
  if (ending === undefined || ending.found.outcome === 'found') return undefined;
  const { outcome, cardNote } = ending.found;
  const order = { number: ending.number, outcome, cardNote };
  return { answerable: false, text: '', basis: `order:${ending.number}:${outcome}`, violations: [], order };
}

/** The order of a draft that tells at least one; what is known of the others is for the card alone. */
export function orderTold(lookedUp: LookedUp[]): Pick<Draft, 'order'> {
  const told = lookedUp.findLast(({ found }) => found.outcome === 'found');
  if (told === undefined) return {};
  const notes = lookedUp.flatMap(({ found }) => (found.outcome === 'found' ? [] : [found.cardNote]));
  return { order: { number: told.number, outcome: 'found', ...(notes.length > 0 && { cardNote: notes.join(' ') }) } };
}
