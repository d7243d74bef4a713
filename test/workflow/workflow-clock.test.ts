import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { advanceWorkflowClock } from '../../src/simulator/workflow-clock';
import { temporalAddress } from '../support/temporal-server';
import { doWork, everyHalfHour, firedAt } from './clock/workflows';

const MINUTE = 60_000;
const namespace = 'default';
const taskQueue = `clock-${randomUUID()}`;

let connection: Connection;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;
let releaseWork: () => void;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const address = temporalAddress();
  [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  const held = new Promise<void>((resolve) => (releaseWork = resolve));
  worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowsPath: require.resolve('./clock/workflows'),
    activities: { work: (milliseconds: number) => (milliseconds === Number.MAX_VALUE ? held : delay(milliseconds)) },
  });
  running = worker.run();
});

afterAll(async () => {
  releaseWork();
  worker.shutdown();
  await running;
  await native.close();
  await connection.close();
});

async function startWorkflow(): Promise<{ handle: WorkflowHandle; workflowId: string; startedAt: number }> {
  const workflowId = `clock-${randomUUID()}`;
  const client = new Client({ connection });
  await client.workflow.start(everyHalfHour, { workflowId, taskQueue, args: [] });
  const handle = client.workflow.getHandle(workflowId);
  await handle.query(firedAt);
  return { handle, workflowId, startedAt: Date.now() };
}

const minutesAfter = (startedAt: number, fired: number[]): number[] =>
  fired.map((time) => Math.round((time - startedAt) / MINUTE));

describe('advanceWorkflowClock', () => {
  it('when the move ends before a timer is due, the timer does not fire', async () => {
    const { handle, workflowId } = await startWorkflow();
    await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds: 29 * MINUTE });
    expect(await handle.query(firedAt)).toEqual([]);
  });

  it('when moves add up to a timer, it fires at its true time', async () => {
    const { handle, workflowId, startedAt } = await startWorkflow();
    for (const minutes of [20, 10]) {
      await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds: minutes * MINUTE });
    }
    expect(minutesAfter(startedAt, await handle.query(firedAt))).toEqual([30]);
  });

  it('when one move passes several timers, activities and a continue-as-new, each happens at its time', async () => {
    const { handle, workflowId, startedAt } = await startWorkflow();
    await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds: 125 * MINUTE });
    expect(minutesAfter(startedAt, await handle.query(firedAt))).toEqual([30, 60, 90, 120]);
  });

  it('when an activity is running, it moves the clock once the activity is done', async () => {
    const { handle, workflowId, startedAt } = await startWorkflow();
    await handle.signal(doWork, 400);
    await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds: 30 * MINUTE });
    expect(minutesAfter(startedAt, await handle.query(firedAt))).toEqual([30]);
  });

  it('when an activity never ends, it says so', async () => {
    const { handle, workflowId } = await startWorkflow();
    await handle.signal(doWork, Number.MAX_VALUE);
    const move = { namespace, workflowId, milliseconds: MINUTE, limitMs: 500 };
    await expect(advanceWorkflowClock(connection, move)).rejects.toThrow('an activity is still running');
  });

  it('when there is no such workflow, it throws', async () => {
    const move = { namespace, workflowId: 'nobody', milliseconds: MINUTE };
    await expect(advanceWorkflowClock(connection, move)).rejects.toThrow(/not found/i);
  });
});
