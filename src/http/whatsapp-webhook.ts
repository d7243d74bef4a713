import { setTimeout as delay } from 'node:timers/promises';
import { raw, Router, type Request, type RequestHandler, type Response } from 'express';
import type { ConversationGateway } from '../conversation-gateway';
import type { Logger } from '../logger';
import { deliver, type Deliverable } from './deliver';
import { BodyError, parseJson } from './json';
import { parseWebhook } from './parse-webhook';
import { isSameSecret, isSignedByMeta } from './verify-signature';
import { createRefusals } from './refusals';
import type { ParseContext, RefusalReason } from './webhook-items';

export interface WhatsAppWebhookDeps {
  gateway: ConversationGateway;
  logger: Logger;
  /** WHATSAPP_APP_SECRET; two while it is being rotated. */
  appSecrets: readonly string[];
  verifyToken: string;
  /** The business numbers that this gateway serves. */
  phoneNumberIds: readonly string[];
  /** BATON_ID_KEY. */
  idKey: string;
  /** A sentence for the agent about a Graph error code; `title` is Meta's own. */
  explainFailure: (code: string, title: string) => string;
  /** Counts what reaches no conversation. */
  onRefusal?: (reason: RefusalReason, count: number) => void;
  now?: () => number;
  /** How long Temporal may take for one webhook before Meta is asked to come again, ms. */
  answerWithinMs?: number;
}

const LARGEST_BODY = 3 * 1024 * 1024;
const ANSWER_WITHIN_MS = 10_000;
const SIGNATURE_HEADER = 'x-hub-signature-256';

/**
 * `GET` and `POST` of Meta's webhooks. 200 goes out only after Temporal has everything; 503 asks Meta to come again,
 * as long as Temporal is away, and for messages to another number until one to ours has shown that ours is the right one.
 * Must be mounted before any body parser. Throws without a secret, a verify token and a number to serve.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/create-webhook-endpoint
 */
export function createWhatsAppWebhook(deps: WhatsAppWebhookDeps): Router {
  const { appSecrets, verifyToken, phoneNumberIds } = deps;
  if (appSecrets.length === 0 || appSecrets.includes('')) throw new Error('The webhook needs the secret of the app.');
  if (verifyToken === '') throw new Error('The webhook needs a verify token.');
  if (phoneNumberIds.length === 0) throw new Error('The webhook needs the id of a business number.');
  const router = Router();
  router.get('/', shakeHands(verifyToken));
  router.post('/', raw({ type: () => true, limit: LARGEST_BODY, inflate: false }), receive(deps));
  return router;
}

function shakeHands(verifyToken: string): RequestHandler {
  return ({ query }, response) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
    const isMeta = mode === 'subscribe' && typeof token === 'string' && isSameSecret(token, verifyToken);
    if (isMeta && typeof challenge === 'string') response.type('text/plain').send(challenge.slice(0, 256));
    else response.status(403).type('text/plain').send('The verify token is another one.');
  };
}

function receive(deps: WhatsAppWebhookDeps): RequestHandler {
  const { logger, appSecrets, onRefusal = () => undefined } = deps;
  const refusals = createRefusals({ logger, onRefusal });
  const context = parseContext(deps);
  return async (request, response) => {
    const body = bodyOf(request);
    if (!isSignedByMeta(body, request.get(SIGNATURE_HEADER), appSecrets)) {
      logger.warn({ kind: 'whatsapp', code: 'bad_signature' }, 'A webhook was refused: its signature does not match.');
      return answer(response, 401, 'The signature does not match.');
    }
    try {
      const items = parseWebhook(parseJson(body), context);
      if (refusals.tell(items)) return answer(response, 503, 'Nothing has come for the number of this gateway yet.');
      await handOver(
        deps,
        items.filter((item): item is Deliverable => item.kind !== 'refused'),
        response,
      );
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      logger.warn({ kind: 'whatsapp', code: 'bad_body' }, 'A signed webhook was refused: its body cannot be read.');
      answer(response, 400, error.message);
    }
  };
}

function parseContext({ phoneNumberIds, idKey, explainFailure, now = Date.now }: WhatsAppWebhookDeps): ParseContext {
  return { phoneNumberIds: new Set(phoneNumberIds), idKey, explainFailure, now };
}

const bodyOf = ({ body }: Request): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

const answer = (response: Response, status: number, sentence: string): void =>
  void response.status(status).type('text/plain').send(sentence);

async function handOver(deps: WhatsAppWebhookDeps, items: Deliverable[], response: Response): Promise<void> {
  const { gateway, logger, answerWithinMs = ANSWER_WITHIN_MS } = deps;
  if (items.length === 0) return answer(response, 200, 'OK');
  const giveUp = new AbortController();
  const late = delay(answerWithinMs, 'late' as const, { signal: giveUp.signal }).catch(() => 'late' as const);
  const result = await Promise.race([deliver(gateway, items), late]);
  giveUp.abort();
  if (result !== 'late' && result.errors.length === 0) {
    if (result.gone > 0) logger.debug({ kind: 'status', count: result.gone }, 'Statuses of ended conversations.');
    return answer(response, 200, 'OK');
  }
  const error = result === 'late' ? new Error('Temporal took too long.') : result.errors[0];
  const count = result === 'late' ? items.length : result.errors.length;
  logger.error({ kind: 'whatsapp', count, error }, 'Temporal does not have a webhook: Meta will deliver it again.');
  answer(response, 503, 'Not everything could be recorded: deliver it again.');
}
