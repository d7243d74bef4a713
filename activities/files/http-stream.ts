import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';

interface StreamOptions {
  headers?: Record<string, string>;
  /** Ends it, with whatever has come or gone. */
  signal: AbortSignal;
}

/** For so long nothing may come or go, ms. */
const SILENCE_MS = 15_000;
const LONGEST_ANSWER = 64 * 1024;

// Redirects are not followed: they would take the token along to wherever they lead.
function begin(url: URL, method: 'GET' | 'POST', { headers = {}, signal }: StreamOptions): ClientRequest {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const asked = request(url, { method, headers, signal, timeout: SILENCE_MS });
  let answer: IncomingMessage | undefined;
  asked.on('response', (response) => (answer = response));
  return asked.on('timeout', () => {
    // What has come and is not read yet says that it is the reader who takes his time.
    if ((answer?.readableLength ?? 0) === 0) asked.destroy(new Error('Nothing came for too long.'));
  });
}

const answered = (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => request.on('error', reject).on('response', resolve));

/** GETs one resource. Its body is read, or destroyed, by whoever asked. */
export async function openStream(url: URL, options: StreamOptions): Promise<IncomingMessage> {
  const request = begin(url, 'GET', options);
  const response = answered(request);
  request.end();
  return response;
}

/** POSTs what `body` yields, no faster than the other side takes it. Throws what `body` throws. */
export async function sendStream(
  url: URL,
  options: StreamOptions,
  body: AsyncIterable<Buffer>,
): Promise<{ status: number; body: string }> {
  const request = begin(url, 'POST', options);
  const response = answered(request);
  const [answer] = await Promise.all([response, pipeline(body, request)]);
  return { status: answer.statusCode ?? 0, body: await readText(answer) };
}

/** More came than anybody has asked for. */
export class AnswerTooLarge extends Error {}

/** A short answer. Throws AnswerTooLarge as soon as more has come, and lets go of the rest. */
export async function readText(body: AsyncIterable<Uint8Array>, longest = LONGEST_ANSWER): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longest) throw new AnswerTooLarge('The answer is too large.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * An address that a vendor has named, where it may be believed: one of its own hosts over TLS, or the very host that its
 * API is configured with.
 */
export function vendorAddress(address: string, apiUrl: string, hosts: readonly string[]): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const [url, api] = [new URL(address), new URL(apiUrl)];
  const own = hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  const isApi = url.hostname === api.hostname && url.protocol === api.protocol;
  return isApi || (own && url.protocol === 'https:') ? url : undefined;
}
