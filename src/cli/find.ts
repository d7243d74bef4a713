import { readFindConfig, type Environment } from '../config';
import type { Print } from './command';
import { conversationsWith, NO_CONVERSATION, readCustomer } from './customer';
import { readOptions } from './options';
import { inPlace } from './place';

/** `baton find`: never repeats the number, so its output may go into a ticket. Throws UsageError, ConfigurationError, TemporalUnreachableError or FoundWrongError. */
export async function find(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
  const customer = readCustomer(positionals, 'find');
  await inPlace(readFindConfig(environment), async (place) => {
    const found = await conversationsWith(place, customer);
    if (values.json) {
      print(
        JSON.stringify(
          found.map((workflowId) => ({ workflowId, link: place.workflowLink(workflowId) })),
          null,
          2,
        ),
      );
      return;
    }
    if (found.length === 0) print(NO_CONVERSATION);
    for (const workflowId of found) {
      print(workflowId);
      print(place.workflowLink(workflowId));
    }
  });
}
