import type { Client } from '@temporalio/client';
import { createActivities } from '../activities';
import type { ModelCircuit } from '../activities/assistant/openai/breaker';
import { KnowledgeError } from '../activities/knowledge/parse';
import { createStallWatch } from '../activities/whatsapp';
import type { OpeningHours } from '../workflows/conversation/settings';
import { createPauseReader } from './assistant-pause';
import { createBusinessClock, withClock } from './business-clock';
import { createClosing, matterOf, startClosing } from './closing';
import { configurationOrExit, readWorkerConfig, type WorkerConfig } from './config';
import { createConversationMetrics } from './conversation-metrics';
import { announceReady, dieLoudly, openOrRefuse, refuseToStart } from './lifecycle';
import { createLivingKnowledge, type LivingKnowledge } from './living-knowledge';
import { detectFileType } from './file-type';
import { createLogger, type Logger } from './logger';
import { countActivities, createMetrics, type Metrics } from './metrics';
import { countUnclaimed, createOutageReporter } from './model-outage';
import { serveObservation } from './observation';
import { installMeasuredRuntime, installRuntime } from './sdk-runtime';
import { createLazyClient, namespaceOf, TemporalUnreachableError } from './temporal';
import { createTeams, createTeamsAnnouncer } from './teams';
import { builtBundle, connectWorker, createWorkers } from './temporal-worker';
import { createTranscriptLinks } from './transcript-links';
import { listWaiting, tellWaitingList } from './waiting-list';
import { createWorkerHealth } from './worker-health';

interface Business {
  knowledge: LivingKnowledge;
  clock: () => OpeningHours | undefined;
}

async function businessOrExit(config: WorkerConfig, logger: Logger): Promise<Business> {
  const { knowledgeDir: dir, privacyUrl, hoursFile } = config;
  try {
    const knowledge = await createLivingKnowledge({ dir, privacyUrl, logger });
    const clock = createBusinessClock({ business: () => knowledge.current().business, hoursFile, logger });
    return { knowledge, clock };
  } catch (error) {
    if (error instanceof KnowledgeError) return refuseToStart(error.message);
    throw error;
  }
}

function compose(
  config: WorkerConfig,
  { knowledge, clock }: Business,
  client: Client,
  onModelCircuit: (circuit: ModelCircuit) => void,
): ReturnType<typeof createActivities> {
  const links = createTranscriptLinks({ key: config.linkKey, publicUrl: config.publicUrl });
  return createActivities({
    whatsapp: config.whatsapp,
    slack: config.slack,
    announcers: config.teamsWebhookUrl === undefined ? [] : [createTeamsAnnouncer(client)],
    teams: createTeams({ client, webhookUrl: config.teamsWebhookUrl, publicUrl: config.publicUrl }),
    model: config.model,
    orders: config.orders,
    knowledge: () => knowledge.current(),
    settings: () => withClock(config.settings, clock()),
    paused: createPauseReader(client),
    transcriptLink: (workflowId) => links.link(workflowId),
    stall: createStallWatch(),
    detectFileType,
    countUnclaimed: () => countUnclaimed(client),
    tellWaitingList: (news) => tellWaitingList(client, news),
    listWaiting: () => listWaiting(client),
    closing: createClosing({ client, clock, timeZone: () => knowledge.current().business.timeZone }),
    matterOf: (workflowId) => matterOf(client, workflowId),
    onModelCircuit,
  });
}

/** What is told where, when the model goes away or comes back. */
function watchModel(
  { model }: WorkerConfig,
  client: Client,
  logger: Logger,
  { modelCircuit }: Pick<Metrics, 'modelCircuit'>,
): (circuit: ModelCircuit) => void {
  const report = model === undefined ? () => undefined : createOutageReporter(client, logger);
  return (circuit) => {
    modelCircuit(circuit);
    report(circuit);
  };
}

/** Where it is observed, the SDK's own figures are told too. */
async function observed({ metricsPort }: WorkerConfig, logger: Logger): Promise<Observed | undefined> {
  if (metricsPort !== undefined) return { port: metricsPort, sdk: await installMeasuredRuntime(logger) };
  installRuntime(logger);
  return undefined;
}

interface Observed {
  port: number;
  sdk: () => Promise<string>;
}

async function main(): Promise<void> {
  const config = configurationOrExit(readWorkerConfig);
  const logger = createLogger({ name: 'worker', level: config.logLevel });
  dieLoudly(logger);
  const business = await businessOrExit(config, logger);
  const metrics = createMetrics();
  const { client } = createLazyClient(config.temporal);
  const activities = compose(config, business, client, watchModel(config, client, logger, metrics));
  const place = await observed(config, logger);
  const connection = await connectWorker(config.temporal).catch((error: unknown) => {
    if (error instanceof TemporalUnreachableError) return refuseToStart(error.message);
    throw error;
  });
  const namespace = namespaceOf(config.temporal);
  const workers = await createWorkers({
    connection,
    namespace,
    dataKeys: config.temporal.dataKeys,
    activities: countActivities(activities, metrics),
    workflowBundle: process.argv[2] ?? builtBundle(),
    deployment: config.deployment,
    record: createConversationMetrics(metrics.registry),
  });
  await startClosing(client, logger);
  // Temporal's runtime ends them on SIGTERM and SIGINT, after what they have begun.
  const running = Promise.all(workers.map((worker) => worker.run()));
  const observation =
    place &&
    (await openOrRefuse(`Port ${place.port}`, 'METRICS_PORT', () =>
      serveObservation({
        port: place.port,
        metrics: async () => (await metrics.registry.metrics()) + (await place.sdk()),
        health: createWorkerHealth({ workers, connection, namespace }),
      }),
    ));
  announceReady({ process: 'worker' });
  await running;
  observation?.close();
  business.knowledge.close();
  await connection.close();
}

void main().then(() => process.exit(0));
