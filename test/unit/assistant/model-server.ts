import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  authorization: string | undefined;
  body: {
    model: string;
    messages: { role: string; content: string; tool_call_id?: string }[];
    tools?: unknown[];
    response_format: { json_schema: { name: string; strict: boolean; schema: Record<string, unknown> } };
  };
}

/** An HTTP status with a body, `silence`, or what the model says. */
export type Reply =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | 'silence'
  | { content?: unknown; refusal?: string; finish?: string; tool?: { name: string; arguments: string } };

export interface ModelServer {
  url: string;
  asked: Asked[];
  /** Replies by the name of the schema, each used once, the last again and again. */
  replies: Record<string, Reply[]>;
  close(): Promise<void>;
}

function completion(reply: Exclude<Reply, { status: number } | 'silence'>): unknown {
  const { content = null, refusal = null, finish, tool } = reply;
  const calls = tool && [{ id: 'call_1', type: 'function', function: tool }];
  const text = content === null || typeof content === 'string' ? content : JSON.stringify(content);
  const message = { role: 'assistant', content: text, refusal, ...(calls && { tool_calls: calls }) };
  return {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message, finish_reason: finish ?? (tool ? 'tool_calls' : 'stop') }],
  };
}

/** A chat completions service that says what it is told to say. */
export async function startModelServer(): Promise<ModelServer> {
  const asked: Asked[] = [];
  const replies: Record<string, Reply[]> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked['body'];
      asked.push({ authorization: request.headers.authorization, body });
      const list = replies[body.response_format.json_schema.name] ?? [];
      const reply = list.length > 1 ? list.shift()! : (list[0] ?? { status: 500 });
      if (reply === 'silence') return;
      const status = 'status' in reply ? reply.status : 200;
      const headers = 'status' in reply ? reply.headers : undefined;
      const answer = 'status' in reply ? (reply.body ?? { error: { message: 'no' } }) : completion(reply);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    replies,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
