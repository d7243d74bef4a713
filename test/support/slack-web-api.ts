import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { parse } from 'node:querystring';

export type Arguments = Record<string, unknown>;

export interface WebApiCall {
  /** `chat.postMessage`, or `response_url`. */
  method: string;
  args: Arguments;
}

/** What the server does with a call: answers `{ok: true, ...}`, a whole HTTP answer, or breaks the connection. */
export type WebApiAnswer =
  | { ok: boolean; [key: string]: unknown }
  | { http: number; headers?: Record<string, string>; body?: string }
  | 'reset'
  | 'silence';

export interface SlackWebApi {
  /** Base URL for clients, with the slash at the end. */
  url: string;
  responseUrl: string;
  calls: WebApiCall[];
  /** The calls of one method. */
  to(method: string): Arguments[];
  /** From now on this method answers so. A function sees the arguments. */
  answer(method: string, answer: WebApiAnswer | ((args: Arguments) => WebApiAnswer)): void;
  close(): Promise<void>;
}

export const BOT_USER = 'U0BATON';

const USUAL: Record<string, (args: Arguments) => WebApiAnswer> = {
  'auth.test': () => ({ ok: true, user_id: BOT_USER, bot_id: 'B0BATON', team_id: 'T0TEAM' }),
  'usergroups.users.list': () => ({ ok: true, users: ['U_THANDI', 'U_PIETER'] }),
  'users.info': ({ user }) => ({
    ok: true,
    user: { id: user, name: String(user).toLowerCase(), profile: { display_name: String(user).replace('U_', '') } },
  }),
  'conversations.info': () => ({ ok: true, channel: { is_member: true } }),
  'conversations.open': ({ users }) => ({ ok: true, channel: { id: `D${String(users).slice(1)}` } }),
  'conversations.history': () => ({ ok: true, messages: [] }),
  'conversations.replies': () => ({ ok: true, messages: [] }),
  'chat.postMessage': ({ channel }) => ({ ok: true, channel, ts: '1759650000.000100' }),
  'chat.update': ({ channel, ts }) => ({ ok: true, channel, ts }),
  'chat.postEphemeral': () => ({ ok: true, message_ts: '1759650000.000200' }),
  'views.publish': () => ({ ok: true }),
  response_url: () => ({ ok: true }),
};

/** Slack's Web API as far as Baton uses it: an HTTP server that remembers every call and answers what a test tells it to. */
export async function startSlackWebApi(): Promise<SlackWebApi> {
  const calls: WebApiCall[] = [];
  const answers = new Map<string, (args: Arguments) => WebApiAnswer>(Object.entries(USUAL));
  const server = createServer((request, response) => {
    void handle(request, response, calls, answers);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/api/`,
    responseUrl: `${origin}/response_url`,
    calls,
    to: (method) => calls.filter((call) => call.method === method).map(({ args }) => args),
    answer: (method, answer) => void answers.set(method, typeof answer === 'function' ? answer : () => answer),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  calls: WebApiCall[],
  answers: Map<string, (args: Arguments) => WebApiAnswer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = (request.url ?? '').split('/').at(-1) ?? '';
  const args = readBody(Buffer.concat(chunks).toString('utf8'), request.headers['content-type']);
  calls.push({ method, args });
  write(response, answers.get(method)?.(args) ?? { ok: false, error: 'unknown_method' });
}

// The client sends forms in which lists and objects are JSON.
function readBody(body: string, contentType: string | undefined): Arguments {
  if (contentType === 'application/json') return JSON.parse(body) as Arguments;
  const read = (value: unknown): unknown => {
    const text = String(value);
    return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
  };
  return Object.fromEntries(Object.entries(parse(body)).map(([name, value]) => [name, read(value)]));
}

function write(response: ServerResponse, answer: WebApiAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
  } else if ('http' in answer) {
    response.writeHead(answer.http as number, answer.headers as Record<string, string>).end(answer.body);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}
