/**
 * The floor: a worker that runs the bare workflow of `floor/workflow.ts` with the product's own activities and the
 * options of the product's worker. It also takes WhatsApp's statuses and forgets them.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { loadKnowledge } from '../activities/knowledge/load';
import { createStallWatch } from '../activities/whatsapp';
import { configurationOrExit, readWorkerConfig } from '../src/config';
import { detectFileType } from '../src/file-type';
import { createLogger } from '../src/logger';
import { installRuntime } from '../src/sdk-runtime';
import { namespaceOf } from '../src/temporal';
import { connectWorker } from '../src/temporal-worker';
import { FLOOR_TASK_QUEUE } from './world/floor';

const CACHED_CONVERSATIONS = 1_000;

async function main(): Promise<void> {
  const config = configurationOrExit(readWorkerConfig);
  installRuntime(createLogger({ name: 'floor', level: config.logLevel }));
  const knowledge = loadKnowledge(config.knowledgeDir, {});
  const { classify, draft, sendWhatsAppMessage } = createActivities({
    whatsapp: config.whatsapp,
    slack: config.slack,
    model: config.model,
    orders: config.orders,
    knowledge: () => knowledge,
    settings: () => config.settings,
    transcriptLink: () => '',
    stall: createStallWatch(),
    detectFileType,
    countUnclaimed: () => Promise.resolve(0),
    tellWaitingList: () => Promise.resolve(),
    listWaiting: () => Promise.resolve([]),
    announcers: [],
    teams: { tellTeams: () => Promise.resolve(), tellTeamsWhoWaits: () => Promise.resolve() },
    matterOf: () => Promise.resolve(undefined),
    closing: {
      nextClosing: () => Promise.resolve({}),
      listClaimed: () => Promise.resolve({ agents: [], until: { at: 0, words: '' } }),
      carryOut: () => Promise.resolve({ accepted: false, sentence: '' }),
    },
    paused: () => Promise.resolve(false),
  });
  const sink = createServer((request, response) => request.resume().on('end', () => response.end()));
  sink.listen(Number(process.argv[2]), '127.0.0.1');
  await once(sink, 'listening');
  const worker = await Worker.create({
    connection: await connectWorker(config.temporal),
    namespace: namespaceOf(config.temporal),
    taskQueue: FLOOR_TASK_QUEUE,
    workflowsPath: require.resolve('./floor/workflow'),
    activities: { classify, draft, sendWhatsAppMessage },
    maxCachedWorkflows: CACHED_CONVERSATIONS,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  process.stdin.resume().on('close', () => process.exit());
  process.stdout.write('{"ready":true}\n');
  await worker.run();
}

void main().then(() => process.exit(0));
