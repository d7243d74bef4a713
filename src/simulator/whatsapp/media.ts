import { randomBytes, randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import type { WhatsAppConfig } from '../config';
import type { Answer } from '../edge';
import { bytesOf, type FileContent } from '../file-content';
import type { SimulatorTools } from '../parts';
import { graphError, refusal } from './graph-errors';

/** An address of media lives five minutes; media that a customer has sent, seven days. */
const ADDRESS_MS = 5 * 60_000;
const MEDIA_MS = 7 * 24 * 60 * 60_000;

interface Media {
  content: FileContent;
  mimeType: string;
  expiresAt: number;
}

export interface MediaStore {
  /** Keeps what a phone sends. Returns how a webhook tells of it. */
  put(content: FileContent, mimeType: string): { id: string; mime_type: string; sha256: string; url: string };
  router: Router;
  reset(): void;
}

interface Tools extends SimulatorTools {
  config: WhatsAppConfig;
}

interface Kept {
  media: Map<string, Media>;
  addresses: Map<string, { id: string; expiresAt: number }>;
}

const NOBODY = '';
const timeOf = ({ clocks }: Tools): number => clocks.now(NOBODY);

export function createMediaStore(tools: Tools): MediaStore {
  const kept: Kept = { media: new Map(), addresses: new Map() };
  return {
    router: createRouter(tools, kept),
    put(content, mimeType) {
      const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString();
      kept.media.set(id, { content, mimeType, expiresAt: timeOf(tools) + MEDIA_MS });
      const url = `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}`;
      return { id, mime_type: mimeType, sha256: content.sha256, url };
    },
    reset() {
      kept.media.clear();
      kept.addresses.clear();
    },
  };
}

function createRouter(tools: Tools, kept: Kept): Router {
  const router = Router();
  const route = (kind: string, respond: (tools: Tools, kept: Kept, request: Request) => Answer) =>
    tools.edge.route({
      vendor: 'whatsapp',
      describe: ({ params }) => ({ kind, body: { ...params } }),
      respond: (request) => unauthorized(tools, request) ?? respond(tools, kept, request),
      refuse: refusal,
    });
  router.get(['/attachments/:token', '/:version/attachments/:token'], route('download', download));
  router.get(['/:mediaId', '/:version/:mediaId'], route('media', look));
  return router;
}

const unauthorized = ({ config }: Tools, request: Request): Answer | undefined =>
  request.get('authorization') === `Bearer ${config.accessToken}`
    ? undefined
    : graphError(401, 190, 'The access token is missing or not valid.');

function look(tools: Tools, { media, addresses }: Kept, request: Request): Answer {
  const id = String(request.params.mediaId);
  const found = media.get(id);
  const asked = request.query.phone_number_id;
  const foreign = asked !== undefined && asked !== tools.config.phoneNumberId;
  if (found === undefined || foreign || found.expiresAt < timeOf(tools))
    return graphError(400, 100, `There is no media with the id ${id}.`);
  const token = randomUUID();
  addresses.set(token, { id, expiresAt: timeOf(tools) + ADDRESS_MS });
  const { mimeType, content } = found;
  const sha256 = Buffer.from(content.sha256, 'base64').toString('hex');
  const told = { mime_type: mimeType, sha256, file_size: String(content.size) };
  const url = `${tools.origin()}/whatsapp/attachments/${token}`;
  return { status: 200, body: { messaging_product: 'whatsapp', url, ...told, id } };
}

function download(tools: Tools, { media, addresses }: Kept, request: Request): Answer {
  const found = addresses.get(String(request.params.token));
  const file = found === undefined || found.expiresAt < timeOf(tools) ? undefined : media.get(found.id);
  if (file === undefined) return { status: 404, body: 'Not Found' };
  const { content, mimeType } = file;
  const strike = (kind: 'cutOff' | 'alter') => tools.faults.strike('whatsapp', 'toVendor', kind, 'download');
  const cut = strike('cutOff') !== undefined;
  const altered = strike('alter') !== undefined;
  const headers = { 'content-type': mimeType, 'content-length': String(content.size) };
  return { status: 200, headers, stream: () => spoilt(content, { cut, altered }) };
}

/** Broken off half-way, or with another last byte than was announced. */
function* spoilt(content: FileContent, { cut, altered }: { cut: boolean; altered: boolean }): Generator<Buffer> {
  const end = cut ? Math.floor(content.size / 2) : content.size - (altered ? 1 : 0);
  let left = end;
  for (const chunk of bytesOf(content)) {
    if (left <= 0) break;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
  if (cut) throw new Error('The connection broke.');
  if (altered) yield Buffer.from([0x58]);
}
