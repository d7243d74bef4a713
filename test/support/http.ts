import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createLogger, type Logger } from '../../src/logger';

const closers: (() => Promise<void> | void)[] = [];

/** Runs at the end of the test, last one first. */
export const atEnd = (close: () => Promise<void> | void): void => void closers.push(close);

/** Closes whatever the test opened. Every test file that uses this module calls it in `afterEach`. */
export async function closeAll(): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
}

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface HttpServer {
  url: string;
  port: number;
  /** Every request whose body has arrived, oldest first. */
  requests: Received[];
}

export type Answerer = (response: ServerResponse, request: Received, socket: Socket) => void;

/** A server that keeps what it was asked and answers as told; its connections end with the test. */
export async function startHttpServer(answer: Answerer): Promise<HttpServer> {
  const requests: Received[] = [];
  const server = createHttpServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
      requests.push(request);
      answer(response, request, incoming.socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests };
}

/** A server that speaks TCP alone. `bytes()` is everything that it was ever sent. */
export async function startTcpServer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; bytes(): string; connections(): number }> {
  const received: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on('data', (chunk) => received.push(Buffer.from(chunk)));
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { port, bytes: () => Buffer.concat(received).toString('utf8'), connections: () => sockets.length };
}

/** A port on which nobody listens. */
export async function unusedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until the condition holds. Throws after `limitMs`. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition did not come true in time.');
    await delay(10);
  }
}

/** The header with which Meta signs a body. */
export const signature = (body: string | Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

export interface KeptLog {
  logger: Logger;
  lines(): Record<string, unknown>[];
  text(): string;
}

/** The product's own logger, writing into memory. */
export function keepLog(): KeptLog {
  let written = '';
  const destination = { write: (line: string) => void (written += line) };
  return {
    logger: createLogger({ name: 'test', level: 'debug', destination }),
    text: () => written,
    lines: () =>
      written
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
