import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Router,
} from 'express';
import helmet from 'helmet';
import type { Logger } from '../logger';
import { cutOffSlowSender } from '../slow-senders';
import { limitByAddress } from './limit';

export interface AppDeps {
  /** From `createWhatsAppWebhook`. */
  whatsapp: Router;
  /** From `createTranscriptPage`. */
  transcripts: Router;
  /** From `createDesk`; absent: there is no desk page. */
  desk?: Router | undefined;
  /** From `createHealth`. */
  health: Router;
  /** Slack's routes, with their own paths and their own body parser. */
  slack?: RequestHandler;
  logger: Logger;
  /** Proxies in front of the gateway that set X-Forwarded-For; none: the address of the connection counts. */
  proxies?: number;
  /** Counts one answered request; `route` is the path of the route, never the address that was asked for. */
  onRequest?: (route: string, status: number, seconds: number) => void;
  /** Counts what is not answered yet: 1 for a request that comes in, -1 for one that is answered or given up. */
  onUnderWay?: (change: 1 | -1) => void;
}

/** A whole team that opens its desk behind one address in the same minute stays below. */
const DESK_PER_MINUTE = 1_500;

/** The gateway's routes. No route has a body parser but the vendors' own, because they sign raw bytes. */
export function createApp(deps: AppDeps): Express {
  const { whatsapp, transcripts, desk, health, slack, logger, proxies = 0, onRequest, onUnderWay } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', proxies);
  if (onRequest) app.use(countRequests(onRequest));
  if (onUnderWay) app.use(countUnderWay(onUnderWay));
  app.use(helmet());
  app.use(health);
  app.use('/whatsapp/webhook', whatsapp);
  if (slack) app.use(slack);
  if (desk) app.use('/desk', limitByAddress(DESK_PER_MINUTE));
  if (desk) app.use(desk);
  app.use(limitByAddress(), transcripts);
  app.use((_request, response) => void response.status(404).type('text/plain').send('There is nothing here.'));
  app.use(answerError(logger));
  return app;
}

const routeOf = ({ baseUrl, route }: Request): string => {
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? `${baseUrl}${path}`.replace(/(.)\/$/, '$1') : 'other';
};

const countRequests =
  (onRequest: NonNullable<AppDeps['onRequest']>): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    response.once('finish', () =>
      onRequest(routeOf(request), response.statusCode, (performance.now() - startedAt) / 1000),
    );
    next();
  };

const countUnderWay =
  (onUnderWay: NonNullable<AppDeps['onUnderWay']>): RequestHandler =>
  (_request, response, next) => {
    onUnderWay(1);
    response.once('close', () => onUnderWay(-1));
    next();
  };

const SENTENCES = new Map([
  [400, 'The request cannot be read.'],
  [413, 'The body is too large.'],
  [415, 'The body must not be compressed.'],
]);

// Express would print a stack for every client that hangs up.
const answerError =
  (logger: Logger): ErrorRequestHandler =>
  (error: { status?: unknown; type?: unknown }, request, response, next) => {
    const status = typeof error.status === 'number' && error.status < 500 ? error.status : 500;
    if (status === 500) logger.error({ kind: routeOf(request), error }, 'A request failed.');
    else logger.debug({ kind: routeOf(request), status }, 'A request was refused.');
    if (response.headersSent) return next(error);
    response
      .status(status)
      .type('text/plain')
      .send(SENTENCES.get(status) ?? (status === 500 ? 'Something went wrong.' : 'The request was refused.'));
  };

export interface RunningServer {
  port: number;
  /** Stops taking connections and resolves when what is under way is answered, or cut off after 12 s. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 15_000;
/** Of the slowest route. */
const REQUEST_TIMEOUT_MS = 10 * 60_000;
const LOOK_FOR_SLOW_MS = 2_000;
/** Every route answers sooner: what is left then has not even sent its request. */
const CLOSE_WITHIN_MS = 12_000;

/** Listens; port 0 takes a free one. Slow senders are cut off after 15 s. Throws when the port is taken. */
export async function listen(app: Express, port: number, host?: string): Promise<RunningServer> {
  const options = { requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: LOOK_FOR_SLOW_MS };
  const server: Server = createServer({ ...options, headersTimeout: HEADERS_TIMEOUT_MS }, app);
  server.prependListener('request', cutOffSlowSender);
  server.listen(port, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: createClose(server) };
}

const isEventStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type')).startsWith('text/event-stream');

function createClose(server: Server): RunningServer['close'] {
  const answering = new Set<ServerResponse>();
  let closing = false;
  // A client that keeps its connection busy would otherwise never let go of it, and a stream of events never ends.
  const endConnection = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('connection', 'close');
    else if (isEventStream(response)) response.end();
  };
  server.prependListener('request', (_request, response) => {
    if (closing) endConnection(response);
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });
  return async () => {
    closing = true;
    answering.forEach(endConnection);
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const cutOff = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
    await closed;
    clearTimeout(cutOff);
  };
}
