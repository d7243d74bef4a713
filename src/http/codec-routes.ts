import { createHash, timingSafeEqual } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import type { Logger } from '../logger';
import { DataKeyError, type PayloadCipher } from '../payload-codec';
import { BodyError, parseJson } from './json';

export interface CodecRoutesDeps {
  cipher: Pick<PayloadCipher, 'decrypt'>;
  namespace: string;
  token: string;
  /** The one origin whose pages may ask, e.g. `https://temporal.shop.example`. */
  uiOrigin: string;
  logger: Logger;
}

const LARGEST_BODY = '16mb';
const HEADERS = 'Authorization, Authorization-Extras, Content-Type, X-Namespace';

const base64 = z.base64();
const bodySchema = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), base64).optional(), data: base64.nullish() })),
});
type WrittenPayload = z.infer<typeof bodySchema>['payloads'][number];

/**
 * Temporal's codec protocol, for reading alone: `POST /decode` with the bearer token in the header, or as the first part
 * of the path, because Temporal UI without a sign-on of its own has no token to send. Without content in logs or caches.
 * https://docs.temporal.io/production-deployment/data-encryption
 */
export function createCodecApp(deps: CodecRoutesDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(helmet());
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok'));
  app.use(forOneOrigin(deps.uiOrigin));
  app.post(
    ['/decode', '/:token/decode'],
    requireToken(deps.token),
    requireNamespace(deps.namespace),
    readBody,
    decode(deps),
  );
  app.use((_request, response) => void response.status(404).type('text/plain').send('There is nothing here.'));
  app.use(answerError(deps.logger));
  return app;
}

// A page of any other origin is refused even with the token: browsers send what their owner has seen, not what he means.
const forOneOrigin =
  (uiOrigin: string): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin').set('cache-control', 'no-store');
    if (origin !== undefined && origin !== uiOrigin) {
      return void response.status(403).type('text/plain').send('This page may not ask: see TEMPORAL_UI_URL.');
    }
    if (origin !== undefined) response.set('access-control-allow-origin', origin);
    // The page of another origin is to read the answer.
    response.set('cross-origin-resource-policy', 'cross-origin');
    if (request.method !== 'OPTIONS') return next();
    response.set({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': '600',
    });
    return void response.status(204).end();
  };

const fingerprint = (text: string): Buffer => createHash('sha256').update(text).digest();

function requireToken(token: string): RequestHandler {
  const expected = fingerprint(token);
  return ({ headers, params }, response, next) => {
    const inPath = params['token'];
    const [, inHeader] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
    const given = typeof inPath === 'string' ? inPath : (inHeader ?? '');
    if (timingSafeEqual(fingerprint(given), expected)) return next();
    response.set('www-authenticate', 'Bearer').status(401).type('text/plain').send('The token is missing or wrong.');
  };
}

const requireNamespace =
  (namespace: string): RequestHandler =>
  ({ headers }, response, next) => {
    const asked = headers['x-namespace'];
    if (asked === undefined || asked === namespace) return next();
    response.status(400).type('text/plain').send('This codec server serves another namespace: see TEMPORAL_NAMESPACE.');
  };

const readBody = express.raw({ type: () => true, limit: LARGEST_BODY, inflate: false });

const decode =
  ({ cipher, logger }: CodecRoutesDeps): RequestHandler =>
  (request, response) => {
    const { success, data } = bodySchema.safeParse(parseJson(request.body as Buffer));
    if (!success) throw new BodyError('The body is not what Temporal sends.');
    const payloads = data.payloads.map((payload) => write(openOrExplain(cipher, read(payload))));
    logger.info({ kind: 'decode', count: payloads.length }, 'Payloads were decrypted for a reader.');
    response.json({ payloads });
  };

/** One that cannot be opened must not hide the others: it says why in its own place. */
function openOrExplain(cipher: CodecRoutesDeps['cipher'], payload: Payload): Payload {
  try {
    return cipher.decrypt(payload);
  } catch (error) {
    if (!(error instanceof DataKeyError)) throw error;
    return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(error.message)) };
  }
}

const read = ({ metadata = {}, data }: WrittenPayload): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
  data: Buffer.from(data ?? '', 'base64'),
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const write = ({ metadata, data }: Payload): WrittenPayload => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, text(value)])),
  data: text(data ?? new Uint8Array()),
});

const answerError =
  (logger: Logger): ErrorRequestHandler =>
  (error: { status?: unknown }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const refused = error instanceof BodyError ? 400 : error.status;
    const status = typeof refused === 'number' && refused < 500 ? refused : 500;
    if (status === 500) logger.error({ kind: 'decode', error }, 'A request failed.');
    const sentence = error instanceof BodyError ? error.message : 'The request cannot be read.';
    response
      .status(status)
      .type('text/plain')
      .send(status === 500 ? 'Something went wrong.' : sentence);
  };
