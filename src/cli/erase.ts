import { readFindConfig, type Environment } from '../config';
import { ERASED_WITHIN_MS, eraseCustomer } from '../customer-records';
import type { RecordedRun } from '../customer-runs';
import { FoundWrongError, type Print } from './command';
import { readCustomer } from './customer';
import { readOptions } from './options';
import { inPlace, type Place } from './place';
import { conversationsOf, counted, isoTime, namesOf } from './records';

/**
 * `baton erase`: deletes every run that is kept of a customer and prints a receipt that names nobody. When it returns,
 * Temporal knows nothing of him any more; a second time there is nothing left to do. Needs no worker. Throws UsageError,
 * ConfigurationError, TemporalUnreachableError, and FoundWrongError where something is left.
 */
export async function erase(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
  const customer = readCustomer(positionals, 'erase');
  const work = async (place: Place): Promise<void> => {
    const { erased, later, left } = await eraseCustomer(place.client, namesOf(place, customer));
    const receipt = receiptOf(erased, later);
    if (values.json) print(JSON.stringify(receipt, null, 2));
    else describe(receipt).forEach((line) => print(line));
    if (left.length > 0) {
      throw new FoundWrongError(
        `Temporal still has ${counted(left.length, 'run')} of this customer: run this again in a minute.`,
      );
    }
  };
  await inPlace(readFindConfig(environment), work, ERASED_WITHIN_MS);
}

// Where people are told in Teams alone, a handoff has no place in Slack.
const isInSlack = (thread: string): boolean => /^[A-Z]/.test(thread);

function receiptOf(erased: RecordedRun[], later: number) {
  return {
    at: isoTime(Date.now()),
    conversations: conversationsOf(erased),
    runs: erased.length,
    // Because the customer wrote meanwhile.
    begunMeanwhile: later,
    slackThreads: [...new Set(erased.flatMap(({ slackThreads }) => slackThreads))].filter(isInSlack),
  };
}

function describe({ at, conversations, runs, begunMeanwhile, slackThreads }: ReturnType<typeof receiptOf>): string[] {
  const stays = [
    'Not erased, because it is not in Temporal:',
    '  the messages on the customer’s own phone and at WhatsApp',
    slackThreads.length === 0
      ? '  cards and threads in Slack, where there were any'
      : `  ${counted(slackThreads.length, 'card')} in Slack with its thread, to be deleted there by hand:`,
    ...slackThreads.map((thread) => `    ${thread.replace(':', ', ts ')}`),
    '  direct messages to agents before closing, and cards in Teams',
    '  backups of Temporal’s database, and orders in the shop’s own system',
  ];
  if (runs === 0) return [`Nothing of this customer is on record, at ${at}.`, '', ...stays];
  return [
    `Erased ${counted(conversations.length, 'conversation')}, ${counted(runs, 'run')}, at ${at}:`,
    ...conversations.map((workflowId) => `  ${workflowId}`),
    ...(begunMeanwhile > 0 ? [`${counted(begunMeanwhile, 'run')} of these began while the others were deleted.`] : []),
    '',
    ...stays,
  ];
}
