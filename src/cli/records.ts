import { runsOfCustomer, type RecordedRun } from '../customer-records';
import { hmacKey, phoneNumberIdOf, workflowIdOfKey } from '../identity';
import type { Place } from './place';

/** Every run that is kept of this customer, oldest first: under any of his numbers and user ids, open or ended. */
export function recordsOf({ client, config }: Place, customer: string): Promise<RecordedRun[]> {
  if (phoneNumberIdOf(customer) !== undefined) return runsOfCustomer(client, { workflowIds: [customer], keys: [] });
  const key = hmacKey(config.idKey, customer);
  return runsOfCustomer(client, { workflowIds: [workflowIdOfKey(config.phoneNumberId, key)], keys: [key] });
}

export const conversationsOf = (runs: RecordedRun[]): string[] => [
  ...new Set(runs.map(({ workflowId }) => workflowId)),
];

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export const isoTime = (at: number): string => new Date(at).toISOString();
