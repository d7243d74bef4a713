import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker, type InjectedSinks, type WorkerOptions } from '@temporalio/worker';
import type { Measurement } from '../workflows/conversation/measure';
import { ASSISTANT_TASK_QUEUE, FILES_TASK_QUEUE, TASK_QUEUE } from '../workflows/conversation/messages';
import type { MeasurementSinks } from '../workflows/conversation/plumbing/measurements';
import type { ConversationActivities } from '../workflows/conversation/ports';
import type { DataKey } from './payload-codec';
import { addressOf, dataConverterOf, optionsOf, TemporalUnreachableError } from './temporal';

/** Longer than a send may take, so that a deploy leaves no send of unknown outcome behind. */
const SHUTDOWN_GRACE_MS = 20_000;
const CACHED_CONVERSATIONS = 1_000;
const MODEL_CALLS_AT_ONCE = 50;
/** Each holds some hundred kilobytes of what it passes on. */
const FILES_AT_ONCE = 8;
// Every poll that fails lets the SDK ask with fewer at once (sdk-rust#1600). Down to one, a server that was away for a
// moment would leave a worker whose only poll may hang.
const POLLERS = { type: 'autoscaling', minimum: 5, initial: 5 } as const;
// The SDK's option for it is not in its types. Node ends the whole process where this runs out in the middle of a promise
// (nodejs/node#38503), and five seconds, which is the SDK's own limit, do run out when a machine stands still for a while.
const LIMITS = { isolateExecutionTimeout: '60s' };

/** The worker's connection. Throws TemporalUnreachableError. */
export async function connectWorker(config: ClientConnectConfig): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(optionsOf(config));
  } catch (error) {
    throw new TemporalUnreachableError(addressOf(config), error);
  }
}

export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  dataKeys: readonly DataKey[];
  activities: ConversationActivities;
  /** A bundle made in advance; without one the workflows are bundled now, which takes about a second. */
  workflowBundle?: string | undefined;
  /** Worker versioning: these workers serve once their build is made the current one of the deployment. */
  deployment?: { name: string; buildId: string } | undefined;
  /** Told of what conversations measure of themselves. */
  record?: (measurement: Measurement) => void;
}

// A conversation lives for weeks and goes on with whatever build is current: its rule set keeps it from breaking.
const versionOf = ({ deployment }: WorkersOptions): Partial<WorkerOptions> =>
  deployment === undefined
    ? {}
    : {
        workerDeploymentOptions: {
          version: { deploymentName: deployment.name, buildId: deployment.buildId },
          useWorkerVersioning: true,
          defaultVersioningBehavior: 'AUTO_UPGRADE',
        },
      };

const sinksOf = ({ record = () => undefined }: WorkersOptions): InjectedSinks<MeasurementSinks> => ({
  measurements: { record: { fn: (_workflow, measurement) => record(measurement) } },
});

/** One worker for conversations and what they send, one for what the model does and one for files: a send never waits for those. */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { connection, namespace, dataKeys, activities, workflowBundle } = options;
  const { classify, draft, summarise, fetchFile, uploadFile, ...others } = activities;
  const shared: Partial<WorkerOptions> = {
    connection,
    namespace,
    dataConverter: dataConverterOf(namespace, dataKeys),
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    ...versionOf(options),
    activityTaskPollerBehavior: POLLERS,
  };
  return Promise.all([
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUE,
      ...codeOf(workflowBundle),
      activities: others,
      sinks: sinksOf(options),
      maxCachedWorkflows: CACHED_CONVERSATIONS,
      ...LIMITS,
      workflowTaskPollerBehavior: POLLERS,
    }),
    Worker.create({
      ...shared,
      taskQueue: ASSISTANT_TASK_QUEUE,
      activities: { classify, draft, summarise },
      maxConcurrentActivityTaskExecutions: MODEL_CALLS_AT_ONCE,
    }),
    Worker.create({
      ...shared,
      activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 },
      taskQueue: FILES_TASK_QUEUE,
      activities: { fetchFile, uploadFile },
      maxConcurrentActivityTaskExecutions: FILES_AT_ONCE,
    }),
  ]);
}

// A bundle has the interceptors in it.
const codeOf = (bundle: string | undefined): Partial<WorkerOptions> =>
  bundle === undefined
    ? {
        workflowsPath: require.resolve('../workflows/index'),
        interceptors: { workflowModules: [require.resolve('../workflows/recorded-task')] },
      }
    : { workflowBundle: { codePath: bundle } };

/** The bundle that `npm run build` puts beside the built worker, where that is what runs. */
export function builtBundle(): string | undefined {
  const path = join(__dirname, '..', 'workflow-bundle.js');
  return existsSync(path) ? path : undefined;
}
