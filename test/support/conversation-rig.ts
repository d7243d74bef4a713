import { randomUUID } from 'node:crypto';
import { Connection, type Client, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { advanceWorkflowClock } from '../../src/simulator/workflow-clock';
import { ensureSearchAttributes } from '../../src/search-attributes';
import { clientOf } from '../../src/temporal';
import { createWorkers, type WorkersOptions } from '../../src/temporal-worker';
import {
  conversationQuery,
  customerMessageSignal,
  TASK_QUEUE,
  type AgentCommand,
  type AgentCommandKind,
  type CustomerContent,
  type Verdict,
} from '../../workflows/conversation/messages';
import type { ConversationActivities, SendRequest, SlackRequest } from '../../workflows/conversation/ports';
import type { Settings } from '../../workflows/conversation/settings';
import { conversationWorkflow } from '../../workflows';
import { classification, contentText, draftOf, THANDI } from './driver';
import { createNamespace } from './namespace';
import { productSettings } from './settings';
import { temporalAddress } from './temporal-server';
import { until } from './until';

/** Activities at the workflow's own port, with a record of what they were asked. */
export function scriptedActivities(settings: () => Settings, change: Partial<ConversationActivities> = {}) {
  const sends: SendRequest[] = [];
  const posts: SlackRequest[] = [];
  const activities: ConversationActivities = {
    classify: async () => classification(settings()),
    draft: async ({ messages }) => draftOf({ text: `answer to: ${messages.join(' / ')}`, basis: messages.join() }),
    summarise: async () => ({ engine: 'local', askedFor: 'a', told: 'b', tried: 'c', wants: 'd' }),
    sendWhatsAppMessage: async (request) => {
      sends.push(request);
      const { content } = request;
      return { messageId: randomUUID(), text: contentText(content), buttons: [] };
    },
    postToSlack: async (request) => {
      posts.push(request);
      return { channel: 'C1', ts: `${posts.length}.0` };
    },
    fetchFile: async () => ({ type: 'image/png', size: 1, name: 'photo.png', fileId: 'F1' }),
    uploadFile: async () => ({ mediaId: 'm1', media: 'image', type: 'image/png', size: 1, name: 'photo.png' }),
    countUnclaimed: async () => 0,
    tellWaitingList: async () => undefined,
    listWaiting: async () => [],
    ...change,
  };
  return { activities, sends, posts };
}

/** Of which release the workers are. */
export type WorkerVersion = Pick<WorkersOptions, 'workflowBundle' | 'deployment'>;

/** A real server's namespace of its own, with the product's own workers running the given activities. */
export async function createRig(activities: ConversationActivities, version: WorkerVersion = {}) {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const address = temporalAddress();
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const namespace = await createNamespace(connection);
  await ensureSearchAttributes(connection, namespace);
  const { client } = clientOf(connection, namespace, []);
  let workers: Worker[] = [];
  const begin = async (one: WorkerVersion) => {
    const begun = await createWorkers({ connection: native, namespace, dataKeys: [], activities, ...one });
    workers = begun;
    const running = Promise.all(begun.map((worker) => worker.run()));
    return async (): Promise<void> => {
      for (const worker of begun) worker.shutdown();
      await running;
    };
  };
  let end = await begin(version);
  return {
    client,
    connection,
    namespace,
    /** The newest ones. */
    workers: () => workers,
    async start(change: Partial<Settings> = {}) {
      return conversation(client, connection, namespace, productSettings({ quiet: 0, ...change }));
    },
    /** Ends the workers; resolves with what begins others. */
    async pause(): Promise<() => Promise<void>> {
      await end();
      return async () => {
        end = await begin(version);
      };
    },
    /** Workers of another release in place of the ones there are. */
    async upgrade(next: WorkerVersion): Promise<void> {
      await end();
      end = await begin(next);
    },
    /** Workers of another build beside the ones there are; resolves with what ends those. */
    async release(next: WorkerVersion): Promise<() => Promise<void>> {
      const before = end;
      end = await begin(next);
      return before;
    },
    async stop(): Promise<void> {
      await end();
      await native.close();
      await connection.close();
    },
  };
}

async function conversation(client: Client, connection: Connection, namespace: string, settings: Settings) {
  const workflowId = `whatsapp-1-${randomUUID()}`;
  const handle: WorkflowHandle<typeof conversationWorkflow> = client.workflow.getHandle(workflowId);
  let ids = 0;
  const snapshot = () => handle.query(conversationQuery);
  return {
    workflowId,
    handle,
    snapshot,
    until: (satisfied: (value: Awaited<ReturnType<typeof snapshot>>) => boolean) => until(snapshot, satisfied),
    async customer(content: string | CustomerContent, id = `wamid.${workflowId}.${(ids += 1)}`, sentAt = Date.now()) {
      const whole = typeof content === 'string' ? { kind: 'text' as const, text: content } : content;
      await client.workflow.signalWithStart(conversationWorkflow, {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [{ phoneNumberId: '1', settings }],
        signal: customerMessageSignal,
        signalArgs: [{ id, sentAt, content: whole, customer: { waId: '27825551234', name: 'Sam', keys: ['k1'] } }],
      });
    },
    async command(kind: AgentCommandKind, change: Partial<AgentCommand> = {}): Promise<Verdict> {
      const updateId = change.updateId ?? randomUUID();
      const command: AgentCommand = { updateId, kind, agent: THANDI, ...change };
      return handle.executeUpdate<Verdict, [AgentCommand]>(kind, { args: [command], updateId });
    },
    advance: (milliseconds: number) => advanceWorkflowClock(connection, { namespace, workflowId, milliseconds }),
  };
}
