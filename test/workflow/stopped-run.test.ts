import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { workflowIdOfKey } from '../../src/identity';
import { createFindStopped } from '../../src/stopped-run';
import { temporalAddress } from '../support/temporal-server';
import { unlisted } from '../support/unlisted';
import { PHONE_NUMBER_ID } from '../support/whatsapp';

let connection: Connection;

beforeAll(async () => void (connection = await Connection.connect({ address: temporalAddress() })));
afterAll(() => connection.close());

test('when the list has not heard of the end yet, then it is found under the id of each of his names', async () => {
  const client = new Client({ connection });
  const [key, former] = ['', ''].map(() => randomBytes(12).toString('hex')) as [string, string];
  const workflowId = workflowIdOfKey(PHONE_NUMBER_ID, former);
  const taskQueue = `unheard-${randomUUID()}`;
  const handle = await client.workflow.start('conversationWorkflow', { workflowId, taskQueue });
  const find = createFindStopped(unlisted(client), (work) => work());
  expect(await find(PHONE_NUMBER_ID, { keys: [key, former] })).toBeUndefined();
  await handle.terminate();
  expect(await find(PHONE_NUMBER_ID, { keys: [key, former] })).toBe(workflowId);
});
