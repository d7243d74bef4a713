import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { readFindConfig, type Environment, type FindConfig } from '../config';
import { hmacKey, workflowIdOfKey } from '../identity';
import { connectClient, type TemporalClient } from '../temporal';
import { UsageError, type Print } from './command';

const EXAMPLE = '"+27 82 555 1234"';

/** `baton find`: never repeats the number, so its output may go into a ticket. Throws UsageError, ConfigurationError or TemporalUnreachableError. */
export async function find(environment: Environment, print: Print, args: string[]): Promise<void> {
  const identifier = readIdentifier(args.join(' '));
  const config = readFindConfig(environment);
  const temporal = await connectClient(config.temporal);
  try {
    const found = await findWorkflowIds(temporal, config, identifier);
    if (found.length === 0) print('No conversation with this customer is on record.');
    for (const workflowId of found) {
      print(workflowId);
      print(`${config.temporalUiUrl}/namespaces/${encodeURIComponent(temporal.namespace)}/workflows/${workflowId}`);
    }
  } finally {
    await temporal.close();
  }
}

/** Digits of a number with its country code, or a business-scoped user id as it is. */
function readIdentifier(text: string): string {
  if (text.trim() === '') throw new UsageError(`\`find\` needs the customer's number, such as ${EXAMPLE}.`);
  if (/[a-z]/i.test(text)) return text.trim();
  const digits = text.replace(/\D/g, '').replace(/^00/, '');
  if (digits.startsWith('0') || digits.length < 7 || digits.length > 15) {
    throw new UsageError(`That is not a number with its country code, such as ${EXAMPLE}.`);
  }
  return digits;
}

// The customer may be known under another key than the one that the workflow id was made from, so the index goes first.
async function findWorkflowIds(
  { client }: TemporalClient,
  { idKey, phoneNumberId }: FindConfig,
  identifier: string,
): Promise<string[]> {
  const key = hmacKey(idKey, identifier);
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: `BatonCustomerKeys = "${key}"` })) {
    ids.add(workflowId);
  }
  const direct = workflowIdOfKey(phoneNumberId, key);
  if (ids.size === 0 && (await exists(client, direct))) ids.add(direct);
  return [...ids];
}

async function exists(client: Client, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
