import { runsOfCustomer } from '../customer-records';
import type { KnownCustomer, RecordedRun } from '../customer-runs';
import { hmacKey, phoneNumberIdOf, workflowIdOfKey } from '../identity';
import type { Place } from './place';

/** By what this customer may be known: a workflow id, or a number or user id. */
export function namesOf({ config }: Place, customer: string): KnownCustomer {
  if (phoneNumberIdOf(customer) !== undefined) return { workflowIds: [customer], keys: [] };
  const key = hmacKey(config.idKey, customer);
  return { workflowIds: [workflowIdOfKey(config.phoneNumberId, key)], keys: [key] };
}

/** Every run that is kept of this customer, oldest first: under any of his numbers and user ids, open or ended. */
export const recordsOf = (place: Place, customer: string): Promise<RecordedRun[]> =>
  runsOfCustomer(place.client, namesOf(place, customer));

export const conversationsOf = (runs: RecordedRun[]): string[] => [
  ...new Set(runs.map(({ workflowId }) => workflowId)),
];

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export const isoTime = (at: number): string => new Date(at).toISOString();
