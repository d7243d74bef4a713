import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type LogEntry,
  type WorkerOptions,
} from '@temporalio/worker';
import { ASSISTANT_TASK_QUEUE, TASK_QUEUE } from '../workflows/conversation/messages';
import type { ConversationActivities } from '../workflows/conversation/ports';
import type { Logger } from './logger';
import { addressOf, optionsOf, TemporalUnreachableError } from './temporal';

/** Longer than a send may take, so that a deploy leaves no send of unknown outcome behind. */
const SHUTDOWN_GRACE_MS = 20_000;
const CACHED_CONVERSATIONS = 1_000;
const MODEL_CALLS_AT_ONCE = 50;

/** Sends what Temporal's SDK has to say to our log, without payloads and failures' words. Once per process, before anything else. */
export function installRuntime(logger: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', (entry) => pass(logger, entry)),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'WARN' } } },
  });
}

// The assistant's worker has none on purpose.
const EXPECTED = 'No workflows registered';

function pass(logger: Logger, { level, message, meta = {} }: LogEntry): void {
  if (message.startsWith(EXPECTED)) return;
  const word = (name: string): string | undefined => {
    const value: unknown = meta[name];
    return typeof value === 'string' ? value : undefined;
  };
  const fields = {
    component: word('sdkComponent'),
    conversation: word('workflowId') ?? word('workflow_id'),
    run: word('runId') ?? word('run_id'),
    kind: word('activityType'),
    error: meta['error'] as unknown,
  };
  if (level === 'ERROR') logger.error(fields, message);
  else logger.warn(fields, message);
}

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
  activities: ConversationActivities;
  /** A bundle made in advance; without one the workflows are bundled now, which takes about a second. */
  workflowBundle?: string | undefined;
}

/** One worker for conversations and what they send, one for what the model does, so that a send never waits behind it. */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { connection, namespace, activities, workflowBundle } = options;
  const { classify, draft, summarise, sendWhatsAppMessage, postToSlack } = activities;
  const shared: Partial<WorkerOptions> = {
    connection,
    namespace,
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    activityTaskPollerBehavior: { type: 'autoscaling' },
  };
  return Promise.all([
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUE,
      ...(workflowBundle ? { workflowBundle: { codePath: workflowBundle } } : { workflowsPath: workflowsPath() }),
      activities: { sendWhatsAppMessage, postToSlack },
      maxCachedWorkflows: CACHED_CONVERSATIONS,
      workflowTaskPollerBehavior: { type: 'autoscaling' },
    }),
    Worker.create({
      ...shared,
      taskQueue: ASSISTANT_TASK_QUEUE,
      activities: { classify, draft, summarise },
      maxConcurrentActivityTaskExecutions: MODEL_CALLS_AT_ONCE,
    }),
  ]);
}

const workflowsPath = (): string => require.resolve('../workflows/index');

/** The bundle that `npm run build` puts beside the built worker, where that is what runs. */
export function builtBundle(): string | undefined {
  const path = join(__dirname, '..', 'workflow-bundle.js');
  return existsSync(path) ? path : undefined;
}
