import { Router } from 'express';
import { explainGraphError } from '../../activities/whatsapp';
import type { AdmissionLimits } from '../../src/http/admission';
import { createApp, listen } from '../../src/http/app';
import { createHealth } from '../../src/http/health';
import { createTranscriptPage, type TranscriptDeps } from '../../src/http/transcript-page';
import { createWhatsAppWebhook } from '../../src/http/whatsapp-webhook';
import type { ConversationGateway } from '../../src/conversation-gateway';
import { atEnd, keepLog, signature, type KeptLog } from './http';
import { PHONE_NUMBER_ID } from './whatsapp';

export const APP_SECRETS = ['app-secret', 'next-secret'];
export const VERIFY_TOKEN = 'verify-token';

export interface GatewayOptions {
  gateway: ConversationGateway;
  checkTemporal?: () => Promise<unknown>;
  links?: TranscriptDeps['links'];
  sendFile?: TranscriptDeps['sendFile'];
  timeZone?: string;
  answerWithinMs?: number;
  proxies?: number;
  now?: () => number;
  limits?: AdmissionLimits;
}

export interface RunningGateway {
  url: string;
  log: KeptLog;
  requests: string[];
  /** Refused parts of webhooks, as they were counted. */
  refusals: string[];
  /** Posts a webhook with a valid signature, unless the headers say otherwise. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The gateway's HTTP edge on a free port, over a given way to conversations. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const {
    gateway,
    checkTemporal = () => Promise.resolve(),
    links,
    sendFile,
    timeZone = 'UTC',
    answerWithinMs = 5_000,
    proxies = 0,
    now = Date.now,
    limits,
  } = options;
  const log = keepLog();
  const requests: string[] = [];
  const transcripts = links && createTranscriptPage({ gateway, links, sendFile, logger: log.logger, timeZone });
  const refusals: string[] = [];
  const app = createApp({
    logger: log.logger,
    proxies,
    health: createHealth({ checkTemporal }),
    transcripts: transcripts?.router ?? Router(),
    onRequest: (route, status) => requests.push(`${route} ${status}`),
    whatsapp: createWhatsAppWebhook({
      gateway,
      logger: log.logger,
      appSecrets: APP_SECRETS,
      verifyToken: VERIFY_TOKEN,
      phoneNumberIds: [PHONE_NUMBER_ID],
      idKey: 'id-key',
      explainFailure: explainGraphError,
      onRefusal: (reason, count) => refusals.push(`${reason} ${count}`),
      answerWithinMs,
      now,
      ...(limits && { limits }),
    }),
  });
  const server = await listen(app, 0, '127.0.0.1');
  atEnd(() => {
    transcripts?.close();
    return server.close();
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    log,
    requests,
    refusals,
    post(body, headers = {}) {
      const bytes = typeof body === 'string' ? body : JSON.stringify(body);
      const signed = { 'content-type': 'application/json', 'x-hub-signature-256': signature(bytes, APP_SECRETS[0]!) };
      return fetch(`${url}/whatsapp/webhook`, { method: 'POST', body: bytes, headers: { ...signed, ...headers } });
    },
  };
}
