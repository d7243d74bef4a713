import { randomInt, randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { ConversationGateway } from '../../src/conversation-gateway';
import { customerKeys, type CustomerIdentifiers } from '../../src/identity';
import { createTemporalGateway } from '../../src/temporal-gateway';
import type { CustomerMessage, CustomerProfile } from '../../workflows/conversation/messages';
import { startGateway } from '../support/gateway';
import { closeAll, unusedPort, until } from '../support/http';
import { temporalAddress } from '../support/temporal-server';
import { PHONE_NUMBER_ID, textWebhook } from '../support/whatsapp';
import { productSettings } from '../support/settings';

const { EventType } = temporal.api.enums.v1;

let connection: Connection;
let client: Client;
let gateway: ConversationGateway;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection });
  gateway = createGateway();
});

afterEach(closeAll);
afterAll(() => connection.close());

// No worker listens here: what is durable has to be so without one.
const createGateway = (): ConversationGateway =>
  createTemporalGateway({
    client,
    settings: () => productSettings(),
    taskQueue: `unheard-${randomUUID()}`,
    callTimeoutMs: 2_000,
  });

const someone = (): { waId: string; userId: string } => ({
  waId: `2782${randomInt(1_000_000, 9_999_999)}`,
  userId: `ZA.${randomInt(1_000_000_000)}`,
});

const profile = (identifiers: CustomerIdentifiers): CustomerProfile => ({
  ...identifiers,
  keys: customerKeys('id-key', identifiers),
});

const message = (id: string, customer: CustomerProfile): CustomerMessage => ({
  id,
  sentAt: Date.now(),
  content: { kind: 'text', text: 'Hello' },
  customer,
});

const workflowIdOf = ({ keys }: CustomerProfile): string => `whatsapp-${PHONE_NUMBER_ID}-${keys[0]}`;
const handleOf = (customer: CustomerProfile): WorkflowHandle => client.workflow.getHandle(workflowIdOf(customer));
const decode = (payload: Payload | null | undefined): unknown => defaultPayloadConverter.fromPayload(payload!);

/** Every signal in the history, as `<name> <id of the payload>`. */
async function signals(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? [])
    .filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
    .map(({ workflowExecutionSignaledEventAttributes: signal }) => {
      const payload = decode(signal?.input?.payloads?.[0]) as { id?: string; intentId?: string };
      return `${signal?.signalName} ${payload.id ?? payload.intentId}`;
    });
}

async function lastPayload(handle: WorkflowHandle): Promise<unknown> {
  const { events } = await handle.fetchHistory();
  return decode(events?.at(-1)?.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]);
}

const { CommandType } = temporal.api.enums.v1;
const COMPLETED = {
  commandType: CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
  completeWorkflowExecutionCommandAttributes: {},
};
const FAILED = {
  commandType: CommandType.COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
  failWorkflowExecutionCommandAttributes: { failure: { message: 'a bug' } },
};
const CANCELLED = {
  commandType: CommandType.COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION,
  cancelWorkflowExecutionCommandAttributes: {},
};

/** Ends a conversation as its worker would. */
async function endsWith(handle: WorkflowHandle, command: temporal.api.command.v1.ICommand): Promise<void> {
  const { taskQueue } = await handle.describe();
  const { workflowService } = connection;
  const place = { namespace: 'default', identity: 'test' };
  const { taskToken } = await connection.withDeadline(Date.now() + 20_000, () =>
    workflowService.pollWorkflowTaskQueue({ ...place, taskQueue: { name: taskQueue } }),
  );
  await workflowService.respondWorkflowTaskCompleted({ ...place, taskToken, commands: [command] });
}

async function inputOf(handle: WorkflowHandle): Promise<unknown> {
  const { events } = await handle.fetchHistory();
  return decode(events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]);
}

describe('createTemporalGateway', () => {
  it('when a customer writes for the first time, a conversation starts with what it needs', async () => {
    const customer = profile(someone());
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', customer));
    const { type, typedSearchAttributes, staticSummary, raw } = await describeFully(handleOf(customer));
    expect(type).toBe('conversationWorkflow');
    expect(staticSummary).toBe('WhatsApp conversation');
    const attributes = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    expect(attributes).toMatchObject({ BatonMode: 'active', BatonHandoff: 'none', BatonCustomerKeys: customer.keys });
    expect(raw.executionConfig?.workflowRunTimeout?.seconds?.toString() ?? '0').toBe('0');
    const { events } = await handleOf(customer).fetchHistory();
    const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    expect(decode(input)).toEqual({ phoneNumberId: PHONE_NUMBER_ID, settings: productSettings() });
    expect(await signals(handleOf(customer))).toEqual(['customerMessage wamid.1']);
  });

  it('when more comes, the open conversation gets it in its order', async () => {
    const customer = profile(someone());
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', customer));
    await gateway.phoneReply(PHONE_NUMBER_ID, { id: 'wamid.2', sentAt: Date.now(), text: 'Hi', customer });
    expect(await gateway.deliveryStatus(workflowIdOf(customer), statusOf('a-run-1'))).toBe('delivered');
    expect(await signals(handleOf(customer))).toEqual([
      'customerMessage wamid.1',
      'phoneReply wamid.2',
      'deliveryStatus a-run-1',
    ]);
  });

  it('when a customer has a new number, the conversation under it is begun, and both are told of each other', async () => {
    const [before, after] = [profile(someone()), profile(someone())];
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', before));
    const moved = { id: 'wamid.2', sentAt: Date.now(), customer: after };
    expect(await gateway.customerMoved(PHONE_NUMBER_ID, before, moved)).toBe('delivered');
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.3', after));
    expect(await signals(handleOf(before))).toEqual(['customerMessage wamid.1', 'customerMoved wamid.2']);
    expect(await signals(handleOf(after))).toEqual(['customerMoved wamid.2', 'customerMessage wamid.3']);
    expect(await lastPayload(handleOf(before))).toMatchObject({ to: workflowIdOf(after) });
  });

  it('when nobody knows the customer whose number changed, nothing is begun', async () => {
    const { waId, userId } = someone();
    const moved = { id: 'wamid.2', sentAt: Date.now(), customer: profile(someone()) };
    expect(await gateway.customerMoved(PHONE_NUMBER_ID, profile({ waId }), moved)).toBe('unresolved');
    expect(await gateway.customerMoved(PHONE_NUMBER_ID, profile({ waId, userId }), moved)).toBe('delivered');
    expect(await gateway.runs(workflowIdOf(moved.customer))).toEqual([]);
  });

  it('when a customer known by number shows a user id to another gateway, he stays in his conversation', async () => {
    const { waId, userId } = someone();
    const [known, shown] = [profile({ waId }), profile({ waId, userId })];
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', known));
    await createGateway().customerMessage(PHONE_NUMBER_ID, message('wamid.2', shown));
    expect(await signals(handleOf(known))).toEqual(['customerMessage wamid.1', 'customerMessage wamid.2']);
  });

  it('when only the number is known, the conversation is found by it', async () => {
    const { waId, userId } = someone();
    const customer = profile({ waId, userId });
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', customer));
    const found = { workflowId: workflowIdOf(customer), open: true };
    await until(async () => (await createGateway().find(PHONE_NUMBER_ID, profile({ waId }))).open);
    expect(await createGateway().find(PHONE_NUMBER_ID, profile({ waId }))).toEqual(found);
    await createGateway().phoneReply(PHONE_NUMBER_ID, {
      id: 'wamid.2',
      sentAt: 0,
      text: 'Hi',
      customer: profile({ waId }),
    });
    expect(await signals(handleOf(customer))).toEqual(['customerMessage wamid.1', 'phoneReply wamid.2']);
  });

  it('when an echo names nobody but by a number that is not known, nothing is begun; when it names him, it is', async () => {
    const { waId, userId } = someone();
    const echo = (customer: CustomerProfile) => ({ id: 'wamid.1', sentAt: Date.now(), text: 'Hi', customer });
    expect(await gateway.phoneReply(PHONE_NUMBER_ID, echo(profile({ waId })))).toBe('unresolved');
    expect(await gateway.runs(workflowIdOf(profile({ waId })))).toEqual([]);
    const customer = profile({ waId, userId });
    expect(await gateway.phoneReply(PHONE_NUMBER_ID, echo(customer))).toBe('delivered');
    expect(await signals(handleOf(customer))).toEqual(['phoneReply wamid.1']);
  });

  it('when a conversation has ended, a status finds it gone and a message starts a new run', async () => {
    const customer = profile(someone());
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', customer));
    await handleOf(customer).terminate();
    expect(await gateway.deliveryStatus(workflowIdOf(customer), statusOf('a-run-1'))).toBe('unresolved');
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.2', customer));
    expect(await signals(handleOf(customer))).toEqual(['customerMessage wamid.2']);
    await until(async () => (await gateway.runs(workflowIdOf(customer))).length === 2);
    const [newest, oldest] = await gateway.runs(workflowIdOf(customer));
    expect(newest).not.toHaveProperty('endedAt');
    expect(oldest!.endedAt).toBeGreaterThanOrEqual(oldest!.startedAt);
  });

  it.each([
    ['an operator has terminated it', (handle: WorkflowHandle) => handle.terminate(), true],
    ['an operator has cancelled it', (handle: WorkflowHandle) => endsWith(handle, CANCELLED), true],
    ['it has failed', (handle: WorkflowHandle) => endsWith(handle, FAILED), true],
    ['it has completed', (handle: WorkflowHandle) => endsWith(handle, COMPLETED), undefined],
  ])('when %s, the run after it knows', async (_how, ends, afterStop) => {
    const customer = profile(someone());
    // With a task queue of its own, so that it is this conversation's task that ends it.
    const own = createGateway();
    await own.customerMessage(PHONE_NUMBER_ID, message('wamid.1', customer));
    await ends(handleOf(customer));
    await own.customerMessage(PHONE_NUMBER_ID, message('wamid.2', customer));
    await own.customerMessage(PHONE_NUMBER_ID, message('wamid.3', customer));
    expect(await signals(handleOf(customer))).toEqual(['customerMessage wamid.2', 'customerMessage wamid.3']);
    expect(await inputOf(handleOf(customer))).toEqual({
      phoneNumberId: PHONE_NUMBER_ID,
      settings: productSettings(),
      ...(afterStop && { afterStop }),
    });
  });

  const beginning = { phoneNumberId: PHONE_NUMBER_ID, settings: productSettings() };
  const afterStop = { ...beginning, afterStop: true };

  /** Until the list has heard of it, what comes goes to the conversation that is there no more, and is asked for again. */
  async function stop(customer: ReturnType<typeof profile>): Promise<void> {
    await handleOf(customer).terminate();
    await until(async () => (await gateway.runs(workflowIdOf(customer)))[0]?.end === 'stopped');
  }

  it('when a stopped customer was known by number only and now shows a user id, the conversation under that knows', async () => {
    const { waId, userId } = someone();
    const [known, shown] = [profile({ waId }), profile({ waId, userId })];
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', known));
    await stop(known);
    await createGateway().customerMessage(PHONE_NUMBER_ID, message('wamid.2', shown));
    expect(await signals(handleOf(shown))).toEqual(['customerMessage wamid.2']);
    expect(await inputOf(handleOf(shown))).toEqual(afterStop);
  });

  it('when a stopped customer had another number and shows his user id, the one under an alias is found by the list', async () => {
    const { waId, userId } = someone();
    const [known, renewed] = [profile({ waId, userId }), profile({ waId, userId: someone().userId })];
    const keys = [...known.keys, renewed.keys[0]!];
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', { ...known, keys }));
    await stop(known);
    await createGateway().customerMessage(PHONE_NUMBER_ID, message('wamid.2', renewed));
    expect(await inputOf(handleOf(renewed))).toEqual(afterStop);
  });

  it.each([
    ['the one that was stopped has had a successor that completed', true],
    ['it was stopped with somebody else who had the number', false],
  ])('when %s, the run after it begins like any other', async (_what, isSame) => {
    const { waId, userId } = someone();
    const [known, shown] = [profile({ waId, ...(!isSame && { userId }) }), profile({ waId, userId: someone().userId })];
    const own = createGateway();
    await own.customerMessage(PHONE_NUMBER_ID, message('wamid.1', known));
    await handleOf(known).terminate();
    if (isSame) {
      await own.customerMessage(PHONE_NUMBER_ID, message('wamid.2', known));
      await endsWith(handleOf(known), COMPLETED);
    }
    await until(async () => (await gateway.runs(workflowIdOf(known))).every(({ end }) => end !== undefined));
    await createGateway().customerMessage(PHONE_NUMBER_ID, message('wamid.3', shown));
    expect(await inputOf(handleOf(shown))).toEqual(beginning);
  });

  it('when the number of a stopped customer changes, the conversation under the new one is begun and waits for people', async () => {
    const [before, after] = [profile(someone()), profile(someone())];
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', before));
    await stop(before);
    const moved = { id: 'wamid.2', sentAt: Date.now(), customer: after };
    for (let time = 0; time < 2; time += 1)
      expect(await createGateway().customerMoved(PHONE_NUMBER_ID, before, moved)).toBe('delivered');
    expect(await inputOf(handleOf(after))).toEqual(afterStop);
    expect(await signals(handleOf(after))).toEqual(['customerMoved wamid.2', 'customerMoved wamid.2']);
    expect(await lastPayload(handleOf(after))).toMatchObject({ from: workflowIdOf(before) });
    expect(await gateway.runs(workflowIdOf(before))).toHaveLength(1);
  });

  it('when the number of a stopped customer changes and his user id stays, the run that knows the new one follows the stop', async () => {
    const [{ waId, userId }, { waId: number }] = [someone(), someone()];
    const [before, after] = [profile({ waId, userId }), profile({ waId: number, userId })];
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', before));
    await stop(before);
    const moved = { id: 'wamid.2', sentAt: Date.now(), customer: after };
    expect(await createGateway().customerMoved(PHONE_NUMBER_ID, before, moved)).toBe('delivered');
    expect(await inputOf(handleOf(after))).toEqual(afterStop);
    const byNumber = profile({ waId: number });
    await until(async () => (await createGateway().find(PHONE_NUMBER_ID, byNumber)).open);
    await createGateway().customerMessage(PHONE_NUMBER_ID, message('wamid.3', byNumber));
    expect(await signals(handleOf(after))).toEqual(['customerMoved wamid.2', 'customerMessage wamid.3']);
  });

  it('when there is no such conversation, nothing is made up', async () => {
    const nobody = workflowIdOf(profile(someone()));
    expect(await gateway.snapshot(nobody)).toBeUndefined();
    expect(await gateway.deliveryStatus(nobody, statusOf('a-run-1'))).toBe('unresolved');
    expect(await gateway.runs('" OR WorkflowType != "')).toEqual([]);
  });

  it('when no worker answers a query, it throws in time', async () => {
    const customer = profile(someone());
    await gateway.customerMessage(PHONE_NUMBER_ID, message('wamid.1', customer));
    await expect(gateway.snapshot(workflowIdOf(customer))).rejects.toThrow();
  });
});

const statusOf = (intentId: string) => ({ intentId, messageId: 'wamid.9', status: 'sent' as const, at: Date.now() });

async function describeFully(handle: WorkflowHandle) {
  const description = await handle.describe();
  return { ...description, staticSummary: await description.staticSummary() };
}

describe('the webhook over Temporal', () => {
  it('when a webhook is delivered twice, both are 200 and the conversation sees both', async () => {
    const { waId } = someone();
    const { post } = await startGateway({ gateway });
    const webhook = textWebhook({ id: 'wamid.1', text: 'Hello', waId }, { id: 'wamid.2', text: 'Again', waId });
    expect((await post(webhook)).status).toBe(200);
    expect((await post(webhook)).status).toBe(200);
    const ids = [1, 2, 1, 2].map((number) => `customerMessage wamid.${number}`);
    expect(await signals(handleOf(profile({ waId })))).toEqual(ids);
  });

  it('when Temporal is away, the webhook is 503', async () => {
    const away = Connection.lazy({ address: `127.0.0.1:${await unusedPort()}` });
    const options = {
      client: new Client({ connection: away }),
      settings: () => productSettings(),
      callTimeoutMs: 1_000,
    };
    const { post } = await startGateway({ gateway: createTemporalGateway(options) });
    expect((await post(textWebhook({ id: 'wamid.1', text: 'Hello', waId: someone().waId }))).status).toBe(503);
    await away.close();
  });
});
