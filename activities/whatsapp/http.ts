import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** There is no answer. `written`: the request had begun to leave, so the other side may have acted on it. */
export class NoAnswerError extends Error {
  constructor(
    readonly written: boolean,
    cause: unknown,
  ) {
    super(
      written ? 'The request was written and not answered.' : 'The connection failed before anything was written.',
      {
        cause,
      },
    );
    this.name = 'NoAnswerError';
  }
}

interface PostOptions {
  headers: Record<string, string>;
  body: string;
  /** Time for DNS, TCP and TLS, ms. */
  connectWithinMs: number;
  /** Time from the write to the whole answer, ms. */
  answerWithinMs: number;
  /** Called in the same tick as the write, right before it. What it throws is thrown, and nothing is written. */
  beforeWrite?: (() => void) | undefined;
}

export type Post = (url: URL, options: PostOptions) => Promise<HttpAnswer>;

const LARGEST_ANSWER = 1024 * 1024;
// Less than servers keep an idle connection, so that a request hardly ever meets one that is being closed.
const IDLE_MS = 4_000;

/**
 * POSTs one request, once. The body is held back until the connection stands, so that whatever fails before is known to
 * have sent nothing. Throws NoAnswerError.
 */
export function createPost(): Post {
  const options = { keepAlive: true, timeout: IDLE_MS };
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);
  return (url, { headers, body, ...limits }) => {
    const length = String(Buffer.byteLength(body));
    const head = { method: 'POST', headers: { ...headers, 'content-length': length } };
    const isEncrypted = url.protocol === 'https:';
    const request = isEncrypted
      ? httpsRequest(url, { ...head, agent: https })
      : httpRequest(url, { ...head, agent: http });
    const connected = isEncrypted ? 'secureConnect' : 'connect';
    return exchange(request, connected, body, limits);
  };
}

function exchange(
  request: ClientRequest,
  connected: 'connect' | 'secureConnect',
  body: string,
  { connectWithinMs, answerWithinMs, beforeWrite }: Omit<PostOptions, 'headers' | 'body'>,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let written = false;
    const end = (error: Error): void => {
      clearTimeout(timer);
      request.destroy();
      reject(error);
    };
    const fail = (cause: unknown): void => end(new NoAnswerError(written, cause));
    let timer = setTimeout(() => fail(new Error('No connection in time.')), connectWithinMs);
    const write = (): void => {
      try {
        beforeWrite?.();
      } catch (error) {
        return end(error as Error);
      }
      clearTimeout(timer);
      timer = setTimeout(() => fail(new Error('No answer in time.')), answerWithinMs);
      written = true;
      request.end(body);
    };
    request.on('error', fail);
    request.on('socket', (socket) => (request.reusedSocket ? write() : socket.once(connected, write)));
    request.on('response', (response) => {
      readBody(response).then((answer) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer });
      }, fail);
    });
  });
}

async function readBody(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error('The answer is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
