import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { KnowledgeError, parseBusiness } from '../activities/knowledge/parse';
import { explainGraphError } from '../activities/whatsapp';
import { configurationOrExit, readGatewayConfig, type GatewayConfig } from './config';
import { createApp, listen, type RunningServer } from './http/app';
import { createHealth } from './http/health';
import { createTranscriptPage } from './http/transcript-page';
import { createWhatsAppWebhook } from './http/whatsapp-webhook';
import { customerKeys } from './identity';
import { announceReady, dieLoudly, onStopSignal, refuseToStart } from './lifecycle';
import { createLogger, type Logger } from './logger';
import { createMetrics, serveMetrics, type Metrics } from './metrics';
import { createSlackApp } from './slack/app';
import { createTemporalAgentGateway } from './slack/temporal-agent-gateway';
import { createLazyClient, type TemporalClient } from './temporal';
import { createTemporalGateway } from './temporal-gateway';
import { createTranscriptLinks } from './transcript-links';

function timeZoneOrExit({ knowledgeDir }: GatewayConfig): string {
  try {
    return parseBusiness(readFileSync(join(knowledgeDir, 'business.yml'), 'utf8')).timeZone;
  } catch (error) {
    if (error instanceof KnowledgeError) return refuseToStart(error.message);
    throw error;
  }
}

function compose(config: GatewayConfig, temporal: TemporalClient, logger: Logger, metrics: Metrics) {
  const { whatsapp, slack, idKey } = config;
  const settings = () => config.settings;
  const gateway = createTemporalGateway({ client: temporal.client, settings });
  const links = createTranscriptLinks({ key: config.linkKey, publicUrl: config.publicUrl });
  const agentGateway = createTemporalAgentGateway({
    client: temporal.client,
    settings,
    transcriptLink: (workflowId) => links.link(workflowId),
    find: (waId) => gateway.find(whatsapp.phoneNumberId, { waId, keys: customerKeys(idKey, { waId }) }),
  });
  const slackRoutes = express();
  const slackApp = createSlackApp({ config: slack, gateway: agentGateway, expressApp: slackRoutes, log: logger });
  const { namespace } = temporal;
  const transcripts = createTranscriptPage({ gateway, links, logger, timeZone: timeZoneOrExit(config) });
  const app = createApp({
    whatsapp: createWhatsAppWebhook({
      gateway,
      logger,
      idKey,
      appSecrets: [whatsapp.appSecret],
      verifyToken: whatsapp.verifyToken,
      phoneNumberIds: [whatsapp.phoneNumberId],
      explainFailure: explainGraphError,
    }),
    transcripts: transcripts.router,
    health: createHealth({ checkTemporal: () => temporal.connection.workflowService.describeNamespace({ namespace }) }),
    slack: slackRoutes,
    logger,
    onRequest: metrics.request,
  });
  return { app, slackApp, transcripts };
}

async function open<T>(what: string, name: string, start: Promise<T>): Promise<T> {
  return start.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL') throw error;
    return refuseToStart(`${what} cannot be listened on (${error.code}): end what uses it, or set ${name} to another.`);
  });
}

async function main(): Promise<void> {
  const config = configurationOrExit(readGatewayConfig);
  const logger = createLogger({ name: 'gateway', level: config.logLevel });
  dieLoudly(logger);
  const metrics = createMetrics();
  const temporal = createLazyClient(config.temporal);
  const { app, slackApp, transcripts } = compose(config, temporal, logger, metrics);
  const running: RunningServer = await open(`Port ${config.port}`, 'PORT', listen(app, config.port, config.host));
  const metricsServer: Server | undefined = config.metricsPort
    ? await open(`Port ${config.metricsPort}`, 'METRICS_PORT', serveMetrics(metrics, config.metricsPort))
    : undefined;
  onStopSignal(logger, async () => {
    metricsServer?.close();
    transcripts.close();
    await running.close();
    await slackApp.settled();
    await temporal.close();
  });
  announceReady({ process: 'gateway', port: running.port });
  for (const problem of await slackApp.check()) logger.warn({ kind: 'slack' }, problem);
}

void main();
