import express from 'express';
import type { Worker } from '@temporalio/worker';
import { listen } from '../../src/http/app';
import { createWorkerHealth } from '../../src/worker-health';
import { atEnd, closeAll } from '../support/http';

afterEach(closeAll);

type Status = ReturnType<Worker['getStatus']>;

/** What the probes of a worker in this state say. */
async function probes(change: Partial<Status>, answers = true): Promise<[healthz: number, readyz: number]> {
  const status = { runState: 'RUNNING', workflowPollerState: 'POLLING', activityPollerState: 'POLLING', ...change };
  const describeNamespace = () => (answers ? Promise.resolve({}) : Promise.reject(new Error('away')));
  const health = createWorkerHealth({
    workers: [{ getStatus: () => ({ ...status, ...change }) as Status }],
    connection: { workflowService: { describeNamespace } } as never,
    namespace: 'default',
  });
  const server = await listen(express().use(health), 0, '127.0.0.1');
  atEnd(() => server.close());
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status;
  return [await ask('/healthz'), await ask('/readyz')];
}

describe('the probes of a worker', () => {
  it('when it polls and Temporal answers, it is alive and ready', async () => {
    expect(await probes({})).toEqual([200, 200]);
  });

  it('when Temporal does not answer, it is alive and not ready', async () => {
    expect(await probes({}, false)).toEqual([200, 503]);
  });

  it.each(['INITIALIZED', 'STOPPING', 'DRAINING', 'DRAINED'] as const)(
    'when it is %s, it is alive and not ready',
    async (runState) => {
      expect(await probes({ runState })).toEqual([200, 503]);
    },
  );

  it.each([{ runState: 'FAILED' }, { workflowPollerState: 'FAILED' }, { activityPollerState: 'FAILED' }] as const)(
    'when it has given up (%j), it is neither',
    async (change) => {
      expect(await probes(change)).toEqual([503, 503]);
    },
  );
});
