import { setTimeout as delay } from 'node:timers/promises';
import { raw, Router, type Request, type RequestHandler, type Response } from 'express';
import type { ConversationGateway } from '../conversation-gateway';
import type { Logger } from '../logger';
import { createAdmission, type Admission, type AdmissionLimits } from './admission';
import { deliver, type Deliverable } from './deliver';
import { createUnresolved, type Unresolved } from './unresolved';
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
  /** What may be under way at once. */
  limits?: AdmissionLimits;
  /** How long Temporal may take for one webhook before Meta is asked to come again, ms. */
  answerWithinMs?: number;
}

const LARGEST_BODY = 3 * 1024 * 1024;
const ANSWER_WITHIN_MS = 10_000;
const SIGNATURE_HEADER = 'x-hub-signature-256';

/**
 * `GET` and `POST` of Meta's webhooks. 200 goes out only after Temporal has everything; 503 asks Meta to come again,
 * as long as Temporal is away, for messages to another number until one to ours has shown that ours is the right one, and
 * where more is under way than a gateway can hold, and for a while where an echo or a status belongs to a conversation that is not to be found yet.
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
  const admission = createAdmission({ logger: deps.logger, largestBody: LARGEST_BODY, ...limitsOf(deps) });
  const parser = raw({ type: () => true, limit: LARGEST_BODY, inflate: false });
  router.post('/', admission.handler, parser, receive(deps, admission));
  return router;
}

const limitsOf = ({ limits }: WhatsAppWebhookDeps) => (limits === undefined ? {} : { limits });

function shakeHands(verifyToken: string): RequestHandler {
  return ({ query }, response) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
    const isMeta = mode === 'subscribe' && typeof token === 'string' && isSameSecret(token, verifyToken);
    if (isMeta && typeof challenge === 'string') response.type('text/plain').send(challenge.slice(0, 256));
    else response.status(403).type('text/plain').send('The verify token is another one.');
  };
}

function receive(deps: WhatsAppWebhookDeps, admission: Admission): RequestHandler {
  const { logger, appSecrets, onRefusal = () => undefined } = deps;
  const refusals = createRefusals({ logger, onRefusal });
  const unresolved = createUnresolved(refusals, deps.now);
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
      const deliverables = items.filter((item): item is Deliverable => item.kind !== 'refused');
      await handOver({ ...deps, admission, unresolved }, deliverables, response);
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

type HandOver = WhatsAppWebhookDeps & { admission: Admission; unresolved: Unresolved };

async function handOver(deps: HandOver, items: Deliverable[], response: Response): Promise<void> {
  const { gateway, logger, admission, unresolved, answerWithinMs = ANSWER_WITHIN_MS } = deps;
  if (items.length === 0) return answer(response, 200, 'OK');
  const giveUp = new AbortController();
  const late = delay(answerWithinMs, 'late' as const, { signal: giveUp.signal }).catch(() => 'late' as const);
  const delivery = deliver(gateway, items);
  const result = await Promise.race([delivery, late]);
  giveUp.abort();
  if (result === 'late') admission.hold(delivery);
  if (result !== 'late' && result.errors.length === 0) {
    if (!unresolved.mustComeAgain(result.unresolved)) return answer(response, 200, 'OK');
    logger.debug({ kind: 'whatsapp', count: result.unresolved.length }, 'A conversation is not to be found yet.');
    return answer(response, 503, 'A conversation is not to be found yet: deliver it again.');
  }
  const error = result === 'late' ? new Error('Temporal took too long.') : result.errors[0];
  const count = result === 'late' ? items.length : result.errors.length;
  logger.error({ kind: 'whatsapp', count, error }, 'Temporal does not have a webhook: Meta will deliver it again.');
  answer(response, 503, 'Not everything could be recorded: deliver it again.');
}
