import { Router, type Request } from 'express';
import type { Answer, CallDescription, Edge } from '../edge';
import type { Fault } from '../faults';
import { receiveFile } from '../received-file';
import type { FileContent } from '../file-content';
import type { SlackContext } from './context';
import { serveFile } from './files';
import { takeUpload } from './uploads';
import { readArguments } from './methods/arguments';
import { METHODS } from './methods/table';
import { respond, responseUrl } from './response-url';
import { SlackRefusal, type Json } from './types';

/** Web API (`/api/{method}`), response URLs, files and permalinks of the workspace. Mount under `/slack`. */
export function createApi(context: SlackContext, edge: Edge): Router {
  const router = Router();
  router.get('/archives/:channel/:message', (request, response) => {
    response.redirect(`/#${request.params.message}`);
  });
  addUploads(router, context, edge);
  router.use(edge.entrance('slack'));
  router.get(
    '/files/:id/:name',
    edge.route({
      vendor: 'slack',
      describe: ({ params }) => ({ kind: 'file', body: { id: params.id } }),
      respond: (request) => serveFile(context, request),
      refuse,
    }),
  );
  router.post(
    '/api/:method',
    edge.route({
      vendor: 'slack',
      describe: (request) => describeCall(request),
      respond: (request) => callMethod(context, request),
      refuse,
    }),
  );
  router.post(
    '/response/:id',
    edge.route({
      vendor: 'slack',
      describe: (request) => ({
        kind: 'response_url',
        body: { response_url: responseUrl(context, String(request.params.id)), ...bodyOf(request) },
      }),
      respond: (request) => respond(context, String(request.params.id), request),
      refuse,
    }),
  );
  return router;
}

/** In front of everything that reads a body into memory. */
function addUploads(router: Router, context: SlackContext, edge: Edge): void {
  router.post(
    '/upload/:token',
    edge.outage('slack'),
    receiveFile,
    edge.route({
      vendor: 'slack',
      describe: ({ body }) => ({ kind: 'upload', body: sizeAndHash(body as FileContent) }),
      respond: (request) => takeUpload(context, request),
      refuse,
    }),
  );
}

const sizeAndHash = ({ size, sha256 }: FileContent): object => ({ size, sha256 });

/** A fault in Slack's own words: its load balancer answers 5xx in plain text, its API 429 with Retry-After. */
function refuse(fault: Fault): Answer {
  if (fault.kind === 'rateLimit') return rateLimited(fault.retryAfter);
  return { status: fault.code!, headers: { 'content-type': 'text/plain' }, body: 'Slack is having trouble' };
}

const rateLimited = (retryAfter: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(retryAfter) },
  body: { ok: false, error: 'ratelimited' },
});

const methodOf = (request: Request): string => String(request.params.method);

function bodyOf(request: Request): Json {
  try {
    return readArguments(request.get('content-type') ?? '', (request.body as Buffer).toString('utf8'));
  } catch {
    return {};
  }
}

function describeCall(request: Request): CallDescription {
  const { token: _token, ...body } = bodyOf(request);
  const payload = (body.metadata as { event_payload?: { post?: unknown } } | undefined)?.event_payload;
  const post = typeof payload?.post === 'string' ? payload.post : undefined;
  return { kind: methodOf(request), ...(post === undefined ? {} : { callbackData: post }), body };
}

function callMethod(context: SlackContext, request: Request): Answer {
  const headers = { 'x-oauth-scopes': context.state.scopes.join(',') };
  try {
    const args = readArguments(request.get('content-type') ?? '', (request.body as Buffer).toString('utf8'));
    authenticate(context, request, args);
    const method = METHODS.get(methodOf(request));
    if (!method) throw new SlackRefusal('unknown_method', { req_method: methodOf(request) });
    requireScope(context, method.scopes);
    return { status: 200, headers, body: { ok: true, ...method.run(args, context) } };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    if (error.code === 'ratelimited') return rateLimited(Number(error.details.retryAfter));
    return { status: 200, headers, body: { ok: false, error: error.code, ...error.details } };
  }
}

function authenticate({ state }: SlackContext, request: Request, args: Json): void {
  const header = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
  const token = header ?? args.token;
  if (token === undefined) throw new SlackRefusal('not_authed');
  if (token !== state.options.botToken) throw new SlackRefusal('invalid_auth');
}

function requireScope({ state }: SlackContext, scopes: string[]): void {
  if (scopes.length === 0 || scopes.some((scope) => state.scopes.includes(scope))) return;
  throw new SlackRefusal('missing_scope', { needed: scopes[0], provided: state.scopes.join(',') });
}
