import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { KnowledgeError, parseBusiness } from '../activities/knowledge/parse';
import { createTemplateCatalog, explainGraphError } from '../activities/whatsapp';
import type { UploadAttached } from './attached-file';
import { createBusinessClock, withClock } from './business-clock';
import { configurationOrExit, readGatewayConfig, type GatewayConfig } from './config';
import { createDesk, type DeskRoutes } from './desk/desk';
import { createIdentityProvider } from './desk/identity-provider';
import { createTeam } from './desk/team';
import { createCustomerFiles } from './customer-files';
import { createDirectory, type Directory } from './directory';
import { detectFileType } from './file-type';
import { createHome } from './home';
import { createApp, listen, type RunningServer } from './http/app';
import { createHealth } from './http/health';
import { createTranscriptPage } from './http/transcript-page';
import { createWhatsAppWebhook } from './http/whatsapp-webhook';
import { customerKeys } from './identity';
import { announceReady, dieLoudly, onStopSignal, openOrRefuse, refuseToStart } from './lifecycle';
import { createLivingReplies, type CannedReply } from './living-replies';
import { createLogger, type Logger } from './logger';
import { createMetrics, type Metrics } from './metrics';
import { serveObservation } from './observation';
import { observeOpenConversations } from './open-conversations';
import { createPreviews } from './previews';
import { createReport, type ReadReport, type Report, type ReportOptions } from './report';
import { createShared } from './shared';
import { createSendFile, type SendFile } from './shown-file';
import { createSlackApp, type SlackTeam } from './slack/app';
import type { Templates } from './templates';
import { createTemporalAgentGateway } from './temporal-agent-gateway';
import { createLazyClient } from './temporal';
import { createTemporalGateway } from './temporal-gateway';
import { createTranscriptLinks } from './transcript-links';
import { nextMorning, readUntil } from './until';
import { createUploadAttached } from './upload-attached';

const REPORT_FRESH_MS = 30_000;
/** A clock reaches 45 days ahead: one of so long ago knows when it was open up to now, from before the longest report. */
const REPORT_CLOCK_AGE_MS = 40 * 24 * 60 * 60_000;

function businessOrExit({ knowledgeDir, hoursFile }: GatewayConfig, logger: Logger) {
  try {
    const business = parseBusiness(readFileSync(join(knowledgeDir, 'business.yml'), 'utf8'));
    const clockOf = (now: () => number) => createBusinessClock({ business: () => business, hoursFile, logger, now });
    const pastClock = clockOf(() => Date.now() - REPORT_CLOCK_AGE_MS);
    return { ...business, clock: clockOf(Date.now), pastClock };
  } catch (error) {
    if (error instanceof KnowledgeError) return refuseToStart(error.message);
    throw error;
  }
}

type LazyClient = ReturnType<typeof createLazyClient>;

const gatewayHealth = ({ connection, namespace }: LazyClient): Router =>
  createHealth({ checkTemporal: () => connection.workflowService.describeNamespace({ namespace }) });

const templatesOf = ({ templates: place }: GatewayConfig) =>
  place && { ...createTemplateCatalog(place), preferred: place.preferred };

const sendFileOf = ({ files }: GatewayConfig, logger: Logger): SendFile | undefined =>
  files && createSendFile({ files: createCustomerFiles({ ...files, detect: detectFileType }), logger });

const uploadOf = ({ files }: GatewayConfig): UploadAttached | undefined =>
  files && createUploadAttached({ ...files, detect: detectFileType });

/** What everybody who looks within half a minute gets is read once. */
function reportOf({ client }: LazyClient, hours: Pick<ReportOptions, 'timeZone' | 'clock'>): ReadReport {
  const read = createReport({ client, ...hours });
  const shared = createShared<Report>(REPORT_FRESH_MS);
  return (days) => shared(String(days), () => read(days));
}

interface DeskParts {
  gateway: ReturnType<typeof createTemporalGateway> & ReturnType<typeof createTemporalAgentGateway>;
  directory: Directory;
  report: ReadReport;
  /** Absent where the WhatsApp business account is not configured. */
  templates: Templates | undefined;
  links: ReturnType<typeof createTranscriptLinks>;
  logger: Logger;
  timeZone: string;
  replies: () => CannedReply[];
  /** Absent where a team works without Slack. */
  slack: SlackTeam | undefined;
  sendFile: SendFile | undefined;
  upload: UploadAttached | undefined;
}

/** Nothing where no issuer is configured. */
function composeDesk({ desk, linkKey, publicUrl }: GatewayConfig, parts: DeskParts): DeskRoutes | undefined {
  if (desk === undefined) return undefined;
  const { links, timeZone, slack, gateway, directory, report, templates, logger, replies, sendFile, upload } = parts;
  const { agents, operators, ...issuer } = desk;
  return createDesk({
    ...{ gateway, logger, timeZone, publicUrl, replies, sendFile, upload },
    team: createTeam({ agents, operators, slack }),
    ...{ directory, report, templates },
    provider: createIdentityProvider({ ...issuer, redirectUri: `${publicUrl}/desk/signed-in` }),
    transcriptLink: (workflowId, runId) => links.link(workflowId, runId),
    readUntil: (text) => readUntil(text, Date.now(), timeZone),
    key: linkKey,
    now: Date.now,
  });
}

interface WebhookParts {
  gateway: ReturnType<typeof createTemporalGateway>;
  logger: Logger;
  metrics: Metrics;
}

const webhookOf = ({ whatsapp, idKey }: GatewayConfig, { gateway, logger, metrics }: WebhookParts): Router =>
  createWhatsAppWebhook({
    gateway,
    logger,
    idKey,
    appSecrets: [whatsapp.appSecret],
    verifyToken: whatsapp.verifyToken,
    phoneNumberIds: [whatsapp.phoneNumberId],
    explainFailure: explainGraphError,
    onRefusal: metrics.webhookRefusal,
  });

const momentsOf = (timeZone: string, clock: NonNullable<ReportOptions['clock']>) => ({
  readUntil: (text: string, now: number) => readUntil(text, now, timeZone),
  nextMorning: (now: number) => nextMorning(clock(), timeZone, now),
});

interface Parts {
  logger: Logger;
  metrics: Metrics;
  replies: () => CannedReply[];
}

function compose(config: GatewayConfig, temporal: LazyClient, { logger, metrics, replies }: Parts) {
  const { whatsapp, slack, idKey } = config;
  const { timeZone, clock, pastClock } = businessOrExit(config, logger);
  const settings = () => withClock(config.settings, clock());
  const gateway = createTemporalGateway({ client: temporal.client, settings });
  const links = createTranscriptLinks({ key: config.linkKey, publicUrl: config.publicUrl });
  const agentGateway = createTemporalAgentGateway({
    client: temporal.client,
    settings,
    transcriptLink: (workflowId) => links.link(workflowId),
    find: (waId) => gateway.find(whatsapp.phoneNumberId, { waId, keys: customerKeys(idKey, { waId }) }),
  });
  const slackRoutes = express();
  const templates = templatesOf(config);
  const directory = createDirectory(temporal.client);
  const report = reportOf(temporal, { timeZone, clock: pastClock });
  const previews = createPreviews(gateway);
  const home = createHome({ directory, previews, report, gateway: agentGateway, now: Date.now });
  const seen = { gateway: agentGateway, directory, home };
  const about = { log: logger, ...seen, templates, replies, expressApp: slackRoutes };
  const slackApp = slack && createSlackApp({ ...about, config: slack, ...momentsOf(timeZone, clock) });
  const files = { sendFile: sendFileOf(config, logger), upload: uploadOf(config) };
  const shared = { links, logger, timeZone, replies, ...files };
  const transcripts = createTranscriptPage({ ...shared, gateway });
  const own = { gateway: { ...gateway, ...agentGateway }, slack: slackApp?.team };
  const deskPage = composeDesk(config, { ...shared, ...own, directory, report, templates });
  const app = createApp({
    whatsapp: webhookOf(config, { gateway, logger, metrics }),
    transcripts: transcripts.router,
    desk: deskPage?.router,
    health: gatewayHealth(temporal),
    slack: slackRoutes,
    logger,
    proxies: config.proxies,
    onRequest: metrics.request,
    onUnderWay: metrics.requestsUnderWay,
  });
  return { app, slackApp, transcripts, deskPage };
}

/** Figures of this process and of all open conversations, and the same probes as the worker has. */
function observe(port: number, metrics: Metrics, temporal: LazyClient): Promise<Server> {
  observeOpenConversations(metrics.registry, temporal.client);
  const read = (): Promise<string> => metrics.registry.metrics();
  const health = gatewayHealth(temporal);
  return openOrRefuse(`Port ${port}`, 'METRICS_PORT', () => serveObservation({ port, metrics: read, health }));
}

async function main(): Promise<void> {
  const config = configurationOrExit(readGatewayConfig);
  const logger = createLogger({ name: 'gateway', level: config.logLevel });
  dieLoudly(logger);
  const metrics = createMetrics();
  const temporal = createLazyClient(config.temporal);
  const replies = await createLivingReplies({ dir: config.knowledgeDir, logger });
  const parts = { logger, metrics, replies: replies.current };
  const { app, slackApp, transcripts, deskPage } = compose(config, temporal, parts);
  const { port, host, metricsPort } = config;
  const running: RunningServer = await openOrRefuse(`Port ${port}`, 'PORT', () => listen(app, port, host));
  const observation = metricsPort === undefined ? undefined : await observe(metricsPort, metrics, temporal);
  onStopSignal(logger, async () => {
    observation?.close();
    replies.close();
    transcripts.close();
    deskPage?.close();
    await running.close();
    await slackApp?.settled();
  });
  announceReady({ process: 'gateway', port: running.port });
  for (const problem of (await slackApp?.check()) ?? []) logger.warn({ kind: 'slack' }, problem);
}

void main();
