import type { Client } from '@temporalio/client';
import { isUserId, phoneNumberIdOf } from '../identity';
import { unlessGone } from '../temporal-call';
import { FoundWrongError, UsageError } from './command';
import type { Place } from './place';
import { conversationsOf, recordsOf } from './records';

const EXAMPLE = '"+27 82 555 1234"';
/** Digits as people group them. */
const NUMBER = /^\+?[\d\s().-]+$/;

export const NO_CONVERSATION = 'No conversation with this customer is on record.';

/**
 * What names a customer on the command line: a number with its country code, a business-scoped user id, or a workflow id.
 * Throws UsageError; `command` is the one that needs it.
 */
export function readCustomer(words: string[], command: string): string {
  const text = words.join(' ').trim();
  if (text === '') throw new UsageError(`\`${command}\` needs the customer's number, such as ${EXAMPLE}.`);
  if (isUserId(text) || phoneNumberIdOf(text) !== undefined) return text;
  const digits = text.replace(/\D/g, '').replace(/^00/, '');
  if (!NUMBER.test(text) || digits.startsWith('0') || digits.length < 7 || digits.length > 15) {
    throw new UsageError(
      `That is neither a number with its country code, such as ${EXAMPLE}, nor a user id of WhatsApp's or a workflow id.`,
    );
  }
  return digits;
}

/** Every conversation with this customer that is on record, under any of his numbers: the open one first. */
export async function conversationsWith(place: Place, customer: string): Promise<string[]> {
  if (phoneNumberIdOf(customer) !== undefined) return (await exists(place.client, customer)) ? [customer] : [];
  const runs = await recordsOf(place, customer);
  const open = runs.filter(({ running }) => running);
  return conversationsOf([...open.filter(({ movedOn }) => !movedOn), ...open, ...runs]);
}

/** The conversation with this customer. Throws FoundWrongError where there is none. */
export async function conversationWith(place: Place, customer: string): Promise<string> {
  const [found] = await conversationsWith(place, customer);
  if (found === undefined) throw new FoundWrongError(NO_CONVERSATION);
  return found;
}

const exists = async (client: Client, workflowId: string): Promise<boolean> =>
  (await unlessGone(client.workflow.getHandle(workflowId).describe())) !== undefined;
