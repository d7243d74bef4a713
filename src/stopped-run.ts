import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/conversation/plumbing/search-attributes';
import type { CustomerProfile } from '../workflows/conversation/messages';
import { isSamePerson } from './conversation-resolver';
import { keysOf } from './customer-keys';
import { workflowIdOfKey } from './identity';
import { unlessGone, type Call } from './temporal-call';

type Run = Pick<WorkflowExecutionInfo, 'workflowId' | 'status' | 'closeTime' | 'typedSearchAttributes'>;

/** The workflow id of the customer's last run, where an operator has ended it or it failed; else `undefined`. */
export type FindStopped = (phoneNumberId: string, customer: CustomerProfile) => Promise<string | undefined>;

const { BatonCustomerKeys: KEYS } = SEARCH_ATTRIBUTES;
const STOPPED = ['TERMINATED', 'CANCELLED', 'FAILED', 'TIMED_OUT'];
const LISTED_AT_MOST = 20;

/**
 * The server itself knows how the last run under one workflow id ended. A customer may come back under another: WhatsApp
 * has begun to tell his user id, or his number is a new one.
 */
export function createFindStopped({ workflow }: Client, call: Call): FindStopped {
  const listed = async (keys: string[]): Promise<Run[]> => {
    const oneOf = keys.map((key) => `"${key}"`).join(', ');
    const found: Run[] = [];
    const query = `ExecutionStatus != "Running" AND ${KEYS.name} IN (${oneOf})`;
    for await (const run of workflow.list({ query, pageSize: LISTED_AT_MOST })) {
      found.push(run);
      if (found.length === LISTED_AT_MOST) break;
    }
    return found;
  };

  // The list lags a second or two behind.
  const described = async (workflowId: string): Promise<Run[]> => {
    const run = await unlessGone(workflow.getHandle(workflowId).describe());
    return run === undefined ? [] : [run];
  };

  return async (phoneNumberId, customer) => {
    const ids = customer.keys.map((key) => workflowIdOfKey(phoneNumberId, key));
    const found = await Promise.all([call(() => listed(customer.keys)), ...ids.map((id) => call(() => described(id)))]);
    const [last] = found
      .flat()
      .filter(({ workflowId }) => workflowId.startsWith(workflowIdOfKey(phoneNumberId, '')))
      .filter(({ closeTime, status }) => closeTime !== undefined && status.name !== 'CONTINUED_AS_NEW')
      .filter(({ typedSearchAttributes }) => isSamePerson(keysOf(typedSearchAttributes), customer))
      .sort((one, other) => endOf(other) - endOf(one));
    return last && STOPPED.includes(last.status.name) ? last.workflowId : undefined;
  };
}

const endOf = ({ closeTime }: Run): number => closeTime?.getTime() ?? 0;
