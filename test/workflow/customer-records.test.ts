import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { eraseCustomer, runsOfCustomer } from '../../src/customer-records';
import { workflowIdOfKey } from '../../src/identity';
import { until } from '../support/http';
import { temporalAddress } from '../support/temporal-server';
import { over, unlisted } from '../support/unlisted';
import { PHONE_NUMBER_ID } from '../support/whatsapp';

let connection: Connection;
let client: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection });
});
afterAll(() => connection.close());

const newKey = (): string => randomBytes(12).toString('hex');
const idOf = (key: string): string => workflowIdOfKey(PHONE_NUMBER_ID, key);
const nameOf = (key: string) => ({ workflowIds: [idOf(key)], keys: [key] });

/** Begins a conversation that knows these keys; no worker listens. */
const begin = (...keys: string[]): Promise<string> => beginWith(keys, []);

/** … and that its customer has come to it from others, or gone to them. */
async function beginWith(keys: string[], others: string[], mode?: 'active'): Promise<string> {
  const { workflowId } = await client.workflow.start('conversationWorkflow', {
    workflowId: idOf(keys[0]!),
    taskQueue: `unheard-${randomUUID()}`,
    typedSearchAttributes: [
      { key: SEARCH_ATTRIBUTES.BatonCustomerKeys, value: [...keys, ...others.map(idOf)] },
      ...(mode === undefined ? [] : [{ key: SEARCH_ATTRIBUTES.BatonMode, value: mode }]),
    ],
  });
  return workflowId;
}

/** A server at which something happens right before the first run is deleted. */
function meanwhile(act: () => Promise<unknown>): Client {
  const { workflowService } = client;
  let happened: Promise<unknown> | undefined;
  const deleteWorkflowExecution = async (request: object): Promise<unknown> => {
    await (happened ??= act());
    return workflowService.deleteWorkflowExecution(request);
  };
  return over(client, { workflowService: over(workflowService, { deleteWorkflowExecution }) });
}

/** A server that has deleted the one conversation at once, and does not get to the other the first time that it is asked. */
function slowAndFast(slow: string, fast: string): Client {
  const { workflow, workflowService } = client;
  const asked: string[] = [];
  const deleteWorkflowExecution = (request: { workflowExecution: { workflowId: string } }): Promise<unknown> => {
    const { workflowId } = request.workflowExecution;
    const isFirst = !asked.includes(workflowId);
    asked.push(workflowId);
    return workflowId === slow && isFirst ? Promise.resolve({}) : workflowService.deleteWorkflowExecution(request);
  };
  const isGone = (workflowId: string): boolean => workflowId === fast && asked.includes(fast);
  return over(client, {
    workflowService: over(workflowService, { deleteWorkflowExecution }),
    workflow: over(workflow, {
      getHandle: (id: string, runId?: string) =>
        workflow.getHandle(isGone(id) ? randomUUID() : id, isGone(id) ? undefined : runId),
      count: (query: string) =>
        query.includes(fast) && isGone(fast) ? Promise.resolve({ count: 0 }) : workflow.count(query),
      async *list(options: object) {
        for await (const run of workflow.list(options)) if (!isGone(run.workflowId)) yield run;
      },
    }),
  });
}

/** A server that says of runs that they are still there whenever it is asked of one of them. */
const neverSure = (): Client =>
  over(client, { workflow: over(client.workflow, { count: () => Promise.resolve({ count: 1 }) }) });

const isListed = async (workflowId: string): Promise<boolean> =>
  (await client.workflow.count(`WorkflowId = "${workflowId}"`)).count > 0;

describe('the records of a customer', () => {
  it('when the list does not know of a run yet, it is found under the given name and under those that it knows', async () => {
    const [key, former] = [newKey(), newKey()];
    const ids = [await begin(key, former), await begin(former)];
    const found = await runsOfCustomer(unlisted(client), nameOf(key));
    expect(found.map(({ workflowId }) => workflowId).sort()).toEqual(ids.sort());
  });

  it('when a number has changed, the list and the server itself lead from either conversation to the other', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const ids = [await beginWith([old], [fresh]), await beginWith([fresh], [old], 'active')];
    for (const key of [old, fresh]) {
      const found = await runsOfCustomer(unlisted(client), nameOf(key));
      expect(found.map(({ workflowId }) => workflowId)).toEqual(ids);
    }
  });

  it('when the old number has a new owner by now, he is neither found nor erased with the one who had it', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const left = await beginWith([old], [fresh]);
    const goesOn = await beginWith([fresh], [old], 'active');
    await client.workflow.getHandle(left).terminate();
    const stranger = await beginWith([old], [], 'active');
    await until(async () => (await client.workflow.count(`WorkflowId = "${left}"`)).count === 2);
    expect((await runsOfCustomer(client, nameOf(old))).map(({ running }) => running)).toEqual([true]);
    const { erased, left: kept } = await eraseCustomer(client, nameOf(fresh));
    expect(erased.map(({ workflowId }) => workflowId)).toEqual([left, goesOn]);
    expect(kept).toEqual([]);
    expect(await client.workflow.getHandle(stranger).describe()).toMatchObject({ status: { name: 'RUNNING' } });
    expect(await runsOfCustomer(client, nameOf(old))).toHaveLength(1);
  });

  it('when one conversation is slow to go and the one that leads to it is gone, it is deleted too, and the receipt counts both', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const ids = [await beginWith([old], [fresh]), await beginWith([fresh], [old], 'active')];
    const { erased, later, left } = await eraseCustomer(slowAndFast(ids[0]!, ids[1]!), nameOf(fresh));
    expect(erased.map(({ workflowId }) => workflowId).sort()).toEqual([...ids].sort());
    expect([later, left]).toEqual([0, []]);
    await expect(client.workflow.getHandle(ids[0]!).describe()).rejects.toThrow(/not found/i);
  }, 150_000);

  it('when a run is slow to go and is gone by the next look, the receipt counts it', async () => {
    const key = newKey();
    const workflowId = await begin(key);
    await until(() => isListed(workflowId));
    const erasure = await eraseCustomer(neverSure(), nameOf(key));
    expect(erasure).toMatchObject({ erased: [{ workflowId }], later: 0, left: [] });
  }, 150_000);

  it('when a run begins under another name while the first is deleted, it is deleted too, and the receipt counts it', async () => {
    const [key, other] = [newKey(), newKey()];
    const first = await begin(key, other);
    await until(() => isListed(first));
    const erasure = await eraseCustomer(
      meanwhile(() => begin(other)),
      nameOf(key),
    );
    expect(erasure).toMatchObject({ erased: [{ workflowId: first }, { workflowId: idOf(other) }], later: 1, left: [] });
    expect(await runsOfCustomer(client, { workflowIds: [first, idOf(other)], keys: [key, other] })).toEqual([]);
  });
});
