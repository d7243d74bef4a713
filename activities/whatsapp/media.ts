import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { notFetched, refused } from '../files/failures';
import { openStream, readText, sendStream, vendorAddress } from '../files/http-stream';

export interface MediaOptions {
  /** Base URL of the Graph API with its version. */
  apiUrl: string;
  accessToken: string;
}

export interface OpenMedia {
  body: Readable;
  /** As WhatsApp announces it, in bytes. */
  size: number;
  sha256?: string;
}

/** Where Meta keeps media, and where alone our token may go. */
const HOSTS = ['fbsbx.com', 'fbcdn.net', 'whatsapp.net', 'facebook.com'];
/** WhatsApp takes nothing larger from a customer. */
const MOST_BYTES = 100 * 1024 * 1024;
const NO_SUCH_OBJECT = [400, 404];

const mediaShape = z.object({
  url: z.string(),
  file_size: z.coerce.number().int().nonnegative(),
  sha256: z.string().optional(),
});

/**
 * A customer's media by its id, for seven days: WhatsApp is asked for its address, which lives five minutes, and the bytes
 * are read from there. Throws a failure of `activities/files/failures.ts`.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export function createMediaSource({ apiUrl, accessToken }: MediaOptions) {
  const headers = { authorization: `Bearer ${accessToken}` };
  const base = apiUrl.replace(/\/+$/, '');

  async function look(phoneNumberId: string, mediaId: string, signal: AbortSignal) {
    const query = new URLSearchParams({ phone_number_id: phoneNumberId }).toString();
    const response = await openStream(new URL(`${base}/${encodeURIComponent(mediaId)}?${query}`), { headers, signal });
    const text = await readText(response);
    const { statusCode: status = 0 } = response;
    if (NO_SUCH_OBJECT.includes(status)) throw refused('gone');
    if (status !== 200) throw notFetched('unavailable');
    return mediaShape.parse(JSON.parse(text));
  }

  return {
    async open(phoneNumberId: string, mediaId: string, signal: AbortSignal): Promise<OpenMedia> {
      const { url, file_size: size, sha256 } = await look(phoneNumberId, mediaId, signal);
      if (size === 0) throw refused('empty');
      if (size > MOST_BYTES) throw refused('too_large');
      const address = vendorAddress(url, apiUrl, HOSTS);
      if (address === undefined) throw refused('unavailable');
      const body = await openStream(address, { headers, signal });
      if (body.statusCode === 200) return { body, size, ...(sha256 !== undefined && { sha256 }) };
      body.destroy();
      // Its address may have run out meanwhile: the next try asks for another one.
      throw notFetched(body.statusCode === 404 ? 'gone' : 'unavailable');
    },
  };
}

/** What WhatsApp says of an upload that it will never take. */
const NOT_TAKEN = [100, 131051, 131053];

export interface Upload {
  name: string;
  type: string;
  /** Bytes of all that `body` yields. */
  size: number;
  body: AsyncIterable<Buffer>;
}

/**
 * Uploads media, which nobody sees before it is sent: its id is good for thirty days. Throws a failure of
 * `activities/files/failures.ts`. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export function createMediaUpload({ apiUrl, accessToken }: MediaOptions) {
  const base = apiUrl.replace(/\/+$/, '');
  return async (phoneNumberId: string, upload: Upload, signal: AbortSignal): Promise<string> => {
    const form = fileForm(upload);
    const headers = { authorization: `Bearer ${accessToken}`, ...form.headers };
    const url = new URL(`${base}/${encodeURIComponent(phoneNumberId)}/media`);
    const { status, body } = await sendStream(url, { headers, signal }, form.body());
    const answer = uploadShape.parse(JSON.parse(body));
    if (status === 200 && answer.id !== undefined) return answer.id;
    if (answer.error !== undefined && NOT_TAKEN.includes(answer.error.code)) throw refused('not_taken');
    throw notFetched('unavailable');
  };
}

const uploadShape = z.object({ id: z.string().optional(), error: z.object({ code: z.number() }).optional() });

/** `multipart/form-data` (RFC 7578) with one file, as it comes. */
function fileForm({ name, type, size, body }: Upload) {
  const boundary = `baton-${randomUUID()}`;
  const field = (called: string, value: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${called}"\r\n\r\n${value}\r\n`;
  const named = encodeURIComponent(name).replaceAll("'", '%27');
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${named}"\r\ncontent-type: ${type}\r\n\r\n`;
  const before = Buffer.from(field('messaging_product', 'whatsapp') + field('type', type) + file);
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(before.length + size + after.length),
    },
    async *body(): AsyncGenerator<Buffer> {
      yield before;
      yield* body;
      yield after;
    },
  };
}

export type MediaUpload = ReturnType<typeof createMediaUpload>;

export type MediaSource = ReturnType<typeof createMediaSource>;
