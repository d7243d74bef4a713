import type { NativeConnection, Worker } from '@temporalio/worker';
import type { Router } from 'express';
import { createHealth } from './http/health';

type Status = ReturnType<Worker['getStatus']>;

export interface WorkerHealthDeps {
  workers: readonly Pick<Worker, 'getStatus'>[];
  connection: Pick<NativeConnection, 'workflowService'>;
  namespace: string;
}

const isBroken = ({ runState, workflowPollerState, activityPollerState }: Status): boolean =>
  [runState, workflowPollerState, activityPollerState].includes('FAILED');

/**
 * The probes of a worker. It is alive while no poller has given up, and ready while it takes tasks and Temporal answers:
 * a worker whose server is away is not restarted, because it goes on by itself when the server is back.
 */
export function createWorkerHealth({ workers, connection, namespace }: WorkerHealthDeps): Router {
  const statuses = (): Status[] => workers.map((worker) => worker.getStatus());
  return createHealth({
    checkTemporal: () => connection.workflowService.describeNamespace({ namespace }),
    broken: () => (statuses().some(isBroken) ? 'A poller has given up: start this process anew.' : undefined),
    closed: () => (statuses().every(({ runState }) => runState === 'RUNNING') ? undefined : 'No new tasks are taken.'),
  });
}
