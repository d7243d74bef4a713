import { randomBytes, randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import type { WhatsAppConfig } from '../config';
import type { Answer } from '../edge';
import { bytesOf, type FileContent } from '../file-content';
import type { SimulatorTools } from '../parts';
import { receiveForm, type ReceivedForm } from '../received-file';
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
  /** What `put` or an upload has brought. */
  find(id: string): { content: FileContent; mimeType: string } | undefined;
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

/** Mount `router` in front of everything that reads a body into memory. */
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
    find: (id) => kept.media.get(id),
    reset() {
      kept.media.clear();
      kept.addresses.clear();
    },
  };
}

function createRouter(tools: Tools, kept: Kept): Router {
  const router = Router();
  const away = tools.edge.outage('whatsapp');
  const route = (kind: string, respond: (tools: Tools, kept: Kept, request: Request) => Answer) =>
    tools.edge.route({
      vendor: 'whatsapp',
      describe: ({ params }) => ({ kind, body: { ...params } }),
      respond: (request) => unauthorized(tools, request) ?? respond(tools, kept, request),
      refuse: refusal,
    });
  router.get(['/attachments/:token', '/:version/attachments/:token'], away, route('download', download));
  router.post(
    ['/:phoneNumberId/media', '/:version/:phoneNumberId/media'],
    away,
    receiveForm,
    tools.edge.route({
      vendor: 'whatsapp',
      describe: ({ body }) => ({ kind: 'upload', body: describeForm(body as ReceivedForm) }),
      respond: (request) => unauthorized(tools, request) ?? upload(tools, kept, request),
      refuse: refusal,
    }),
  );
  router.get(['/:mediaId', '/:version/:mediaId'], away, route('media', look));
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
  const headers = { 'content-type': mimeType, 'content-length': String(content.size) };
  return { status: 200, headers, stream: () => bytesOf(content) };
}

const MEGABYTE = 1024 * 1024;
/** The types that Meta takes, and how much of each. */
const UPLOADS: [types: RegExp, most: number][] = [
  [/^image\/(jpeg|png)$/, 5 * MEGABYTE],
  [/^video\/(mp4|3gpp)$/, 16 * MEGABYTE],
  [/^audio\/(aac|amr|mpeg|mp4|ogg)$/, 16 * MEGABYTE],
  [/^(text\/plain|application\/pdf|application\/vnd\.openxmlformats-officedocument\.\S+)$/, 100 * MEGABYTE],
];
/** An upload is there for thirty days. */
const UPLOAD_MS = 30 * 24 * 60 * 60_000;

const describeForm = ({ fields, file }: ReceivedForm): object => ({
  ...fields,
  ...(file && { file: { name: file.name, type: file.type, size: file.content.size } }),
});

function upload(tools: Tools, { media }: Kept, request: Request): Answer {
  if (request.params.phoneNumberId !== tools.config.phoneNumberId)
    return graphError(400, 33, `There is no object with the id ${String(request.params.phoneNumberId)}.`);
  const { fields, file } = request.body as ReceivedForm;
  if (fields.messaging_product !== 'whatsapp')
    return graphError(400, 100, 'The parameter messaging_product is required.');
  if (file === undefined) return graphError(400, 100, 'The parameter file is required.');
  const most = UPLOADS.find(([types]) => types.test(file.type))?.[1];
  if (most === undefined || fields.type !== file.type)
    return graphError(400, 100, `Param file must be a file with one of the supported types, not ${file.type}.`);
  const { content } = file;
  if (content.size === 0 || content.size > most)
    return graphError(400, 131053, 'The file is empty or too large for its type.');
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString();
  media.set(id, { content, mimeType: file.type, expiresAt: timeOf(tools) + UPLOAD_MS });
  return { status: 200, body: { id } };
}
