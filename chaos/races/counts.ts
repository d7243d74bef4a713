import type { JournalEntry } from '../../src/simulator/journal';
import { maySpeakAfterwards, type Counted, type Violation } from '../../test/support/duel-checker';

/** All counts of two reports together. */
export function addCounts(one: Counted, other: Counted): Counted {
  const add = <T extends object>(left: T, right: T): T =>
    Object.fromEntries(
      Object.entries(left).map(([name, value]: [string, unknown]) => {
        const second = right[name as keyof T] as unknown;
        return [name, typeof value === 'number' ? value + (second as number) : add(value as object, second as object)];
      }),
    ) as T;
  return add(one, other);
}

const DUELS = ['started after the acknowledgement', 'shown after the acknowledgement'];

export const isDuel = ({ rule }: Violation): boolean => DUELS.includes(rule);

/** What was said later to those who had been judged already: nobody has handed them back. */
export function speaksLate(journal: readonly JournalEntry[], taken: ReadonlyMap<string, number>): Violation[] {
  return journal.flatMap((entry): Violation[] => {
    const { vendor, direction, kind, customer = '', intent, at } = entry;
    const since = taken.get(customer);
    if (since === undefined || vendor !== 'whatsapp' || direction !== 'toVendor' || kind !== 'message') return [];
    if (maySpeakAfterwards(entry)) return [];
    return [{ rule: 'started after the acknowledgement', customer, detail: `${intent}, ${at - since} ms after` }];
  });
}
