import { createActivities } from '../activities';
import { loadKnowledge } from '../activities/knowledge/load';
import { KnowledgeError } from '../activities/knowledge/parse';
import type { Knowledge } from '../activities/knowledge/types';
import { createStallWatch } from '../activities/whatsapp';
import type { ConversationActivities } from '../workflows/conversation/ports';
import { configurationOrExit, readWorkerConfig, type WorkerConfig } from './config';
import { announceReady, dieLoudly, refuseToStart } from './lifecycle';
import { createLogger } from './logger';
import { countActivities, createMetrics, serveMetrics } from './metrics';
import { namespaceOf, TemporalUnreachableError } from './temporal';
import { builtBundle, connectWorker, createWorkers, installRuntime } from './temporal-worker';
import { createTranscriptLinks } from './transcript-links';

function knowledgeOrExit({ knowledgeDir, privacyUrl }: WorkerConfig): Knowledge {
  try {
    return loadKnowledge(knowledgeDir, privacyUrl === undefined ? {} : { privacyUrl });
  } catch (error) {
    if (error instanceof KnowledgeError) return refuseToStart(error.message);
    throw error;
  }
}

function compose(config: WorkerConfig): ConversationActivities {
  const links = createTranscriptLinks({ key: config.linkKey, publicUrl: config.publicUrl });
  return createActivities({
    whatsapp: config.whatsapp,
    slack: config.slack,
    model: config.model,
    orders: config.orders,
    knowledge: knowledgeOrExit(config),
    settings: () => config.settings,
    transcriptLink: (workflowId) => links.link(workflowId),
    stall: createStallWatch(),
  });
}

async function main(): Promise<void> {
  const config = configurationOrExit(readWorkerConfig);
  const logger = createLogger({ name: 'worker', level: config.logLevel });
  dieLoudly(logger);
  const activities = compose(config);
  installRuntime(logger);
  const connection = await connectWorker(config.temporal).catch((error: unknown) => {
    if (error instanceof TemporalUnreachableError) return refuseToStart(error.message);
    throw error;
  });
  const metrics = createMetrics();
  const metricsServer = config.metricsPort && (await serveMetrics(metrics, config.metricsPort));
  const workers = await createWorkers({
    connection,
    namespace: namespaceOf(config.temporal),
    activities: countActivities(activities, metrics),
    workflowBundle: process.argv[2] ?? builtBundle(),
  });
  // Temporal's runtime ends them on SIGTERM and SIGINT, after what they have begun.
  const running = Promise.all(workers.map((worker) => worker.run()));
  announceReady({ process: 'worker' });
  await running;
  if (metricsServer) metricsServer.close();
  await connection.close();
}

void main().then(() => process.exit(0));
