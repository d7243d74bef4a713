import { createHmac, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createClocks } from '../../src/simulator/clock';
import { pageConfigSchema } from '../../src/simulator/page/config';
import { ConversationUnavailable } from '../../src/simulator/page/port';
import { createTemporalPort } from '../../src/simulator/page/temporal-port';
import { temporalAddress } from '../support/temporal-server';
import { answering } from './clock/workflows';

const MINUTE = 60_000;
const PHONE = '27825551234';
const taskQueue = `page-${randomUUID()}`;
const idKey = randomUUID();

let connection: Connection;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const address = temporalAddress();
  [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowsPath: require.resolve('./clock/workflows'),
    activities: {},
  });
  running = worker.run();
});

afterAll(async () => {
  worker.shutdown();
  await running;
  await native.close();
  await connection.close();
});

function createPort(userId: string | undefined) {
  const clocks = createClocks();
  const config = pageConfigSchema.parse({
    temporal: { address: temporalAddress(), ui: 'http://127.0.0.1:8233' },
    phoneNumberId: '106540352242922',
    idKey,
    links: { key: 'link-key', publicUrl: 'http://127.0.0.1:3000' },
    engine: 'local',
  });
  const identify = () => Promise.resolve({ waId: PHONE, ...(userId === undefined ? {} : { userId }) });
  return { clocks, port: createTemporalPort({ config, clocks, identify }) };
}

const workflowIdOf = (key: string): string =>
  `whatsapp-106540352242922-${createHmac('sha256', idKey).update(key).digest('hex').slice(0, 24)}`;

const begin = (key: string) =>
  new Client({ connection }).workflow.start(answering, { workflowId: workflowIdOf(key), taskQueue });

describe('the page’s view of Temporal', () => {
  it('when the customer has a conversation, it is read and its clock moves with the phone’s', async () => {
    await begin('ZA.1');
    const { port, clocks } = createPort('ZA.1');
    expect(await port.snapshot(PHONE)).toEqual({ mode: 'paused', now: expect.any(Number) });
    await Promise.all([port.advance(PHONE, 20 * MINUTE), port.advance(PHONE, 10 * MINUTE)]);
    const { mode, now } = (await port.snapshot(PHONE))!;
    expect(mode).toBe('confirming');
    expect(Math.round((now! - Date.now()) / MINUTE)).toBe(30);
    expect(clocks.offset(PHONE)).toBe(30 * MINUTE);
    await port.close();
  });

  it('when the customer has no user id, his number names the conversation', async () => {
    await begin(PHONE);
    const { port } = createPort(undefined);
    expect(await port.snapshot(PHONE)).toMatchObject({ mode: 'paused' });
    const { temporal, transcript } = await port.links(PHONE);
    expect(temporal).toBe(`http://127.0.0.1:8233/namespaces/default/workflows/${workflowIdOf(PHONE)}`);
    expect(transcript).toContain(`http://127.0.0.1:3000/transcript/${workflowIdOf(PHONE)}?`);
    expect(`${temporal}${transcript}`).not.toContain(PHONE);
    await port.close();
  });

  it('when the customer has no conversation, there is nothing to see and no clock to move', async () => {
    const { port, clocks } = createPort('ZA.nobody');
    expect(await port.snapshot(PHONE)).toBeUndefined();
    const refused = port.advance(PHONE, MINUTE);
    await expect(refused).rejects.toThrow(ConversationUnavailable);
    await expect(refused).rejects.toThrow('This customer has no open conversation yet.');
    expect(clocks.offset(PHONE)).toBe(0);
    await port.close();
  });
});
