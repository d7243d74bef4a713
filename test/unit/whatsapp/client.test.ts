import { createWhatsAppClient, type WhatsAppClient } from '../../../activities/whatsapp';
import { NotSentError, UnknownOutcomeError } from '../../../activities/whatsapp/failures';
import type { NotSentDetails } from '../../../workflows/conversation/ports';
import {
  closeAll,
  startHttpServer,
  startTcpServer,
  unusedPort,
  until,
  type Answerer,
  type HttpServer,
} from '../../support/http';

afterEach(closeAll);

const message = {
  phoneNumberId: '555000111',
  customer: { waId: '27825551234' },
  callbackData: 'whatsapp-555000111-0123456789abcdef01234567/a-1',
  text: 'We are open until five.',
};

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answerer => {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const accepted = json(200, { messaging_product: 'whatsapp', messages: [{ id: 'wamid.T1' }] });
const graphError = (status: number, code: number, headers = {}): Answerer =>
  json(status, { error: { message: `(#${code})`, type: 'OAuthException', code } }, headers);

const clientOf = (apiUrl: string, timeoutMs = 2_000, connectTimeoutMs = 2_000): WhatsAppClient =>
  createWhatsAppClient({ apiUrl, accessToken: 'secret-token', timeoutMs, connectTimeoutMs });

async function answering(answer: Answerer): Promise<{ server: HttpServer; client: WhatsAppClient }> {
  const server = await startHttpServer(answer);
  return { server, client: clientOf(`${server.url}/v26.0`) };
}

async function failureOf(sending: Promise<unknown>): Promise<NotSentDetails | 'unknown'> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof NotSentError) return error.details;
  if (error instanceof UnknownOutcomeError) return 'unknown';
  throw new Error('The send neither failed as not sent nor as unknown.', { cause: error });
}

const bodyOf = (server: HttpServer): unknown => JSON.parse(server.requests[0]!.body);

describe('what is sent', () => {
  it('when a text is sent to a number, the request is as Meta documents it and the id comes back', async () => {
    const { server, client } = await answering(accepted);
    expect(await client.sendText(message)).toBe('wamid.T1');
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v26.0/555000111/messages',
      headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
    });
    expect(bodyOf(server)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '27825551234',
      biz_opaque_callback_data: message.callbackData,
      type: 'text',
      text: { body: message.text, preview_url: false },
    });
  });

  it('when the customer has a user id, it goes to that alone', async () => {
    const { server, client } = await answering(accepted);
    await client.sendText({ ...message, customer: { waId: '27825551234', userId: 'ZA.1' } });
    expect(bodyOf(server)).toMatchObject({ recipient: 'ZA.1' });
    expect(bodyOf(server)).not.toHaveProperty('to');
  });

  it('when the text has a link, it is previewed', async () => {
    const { server, client } = await answering(accepted);
    await client.sendText({ ...message, text: 'Track it: https://example.test/t/5544' });
    expect(bodyOf(server)).toMatchObject({ text: { preview_url: true } });
  });

  it('when there are buttons, they are reply buttons', async () => {
    const { server, client } = await answering(accepted);
    await client.sendButtons({ ...message, buttons: [{ id: 'connect:7:1', title: 'Yes, connect me' }] });
    expect(bodyOf(server)).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: message.text },
        action: { buttons: [{ type: 'reply', reply: { id: 'connect:7:1', title: 'Yes, connect me' } }] },
      },
    });
  });

  it('when it is a template, its values go by place or by name', async () => {
    const { server, client } = await answering(accepted);
    const template = {
      name: 'news',
      language: 'en',
      header: [{ name: 'order', text: '5544' }],
      body: [{ text: 'Sam' }],
    };
    await client.sendTemplate({ ...message, template });
    await client.sendTemplate({ ...message, template: { ...template, header: [], body: [] } });
    expect(bodyOf(server)).toMatchObject({
      type: 'template',
      template: {
        name: 'news',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'text', parameter_name: 'order', text: '5544' }] },
          { type: 'body', parameters: [{ type: 'text', text: 'Sam' }] },
        ],
      },
    });
    expect(JSON.parse(server.requests[1]!.body)).toMatchObject({ template: { components: [] } });
  });

  it('when a message is marked read with typing, one request says both', async () => {
    const { server, client } = await answering(json(200, { success: true }));
    await client.markRead('555000111', 'wamid.C1', { typing: true });
    expect(bodyOf(server)).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.C1',
      typing_indicator: { type: 'text' },
    });
  });
});

describe('what failed before a byte was written', () => {
  it('when nobody listens, it is not sent and may be tried again', async () => {
    const client = clientOf(`http://127.0.0.1:${await unusedPort()}`);
    expect(await failureOf(client.sendText(message))).toMatchObject({ code: 'connection', retryable: true });
  });

  it('when the name cannot be resolved, it is not sent', async () => {
    const client = clientOf('http://graph.invalid');
    expect(await failureOf(client.sendText(message))).toMatchObject({ code: 'connection', retryable: true });
  });

  it('when TLS fails, it is not sent and nothing of the message left', async () => {
    const server = await startTcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const client = clientOf(`https://127.0.0.1:${server.port}`);
    expect(await failureOf(client.sendText(message))).toMatchObject({ code: 'connection', retryable: true });
    expect(server.bytes()).not.toContain('open until five');
  });

  it('when TLS is never answered, it is not sent after the time for connecting', async () => {
    const server = await startTcpServer(() => undefined);
    const client = clientOf(`https://127.0.0.1:${server.port}`, 2_000, 200);
    expect(await failureOf(client.sendText(message))).toMatchObject({ code: 'connection', retryable: true });
    expect(server.connections()).toBe(1);
  });

  it('when the check before the write throws, that is thrown and nothing was written', async () => {
    const server = await startTcpServer(() => undefined);
    const client = clientOf(`http://127.0.0.1:${server.port}`);
    const beforeWrite = (): void => {
      throw new NotSentError({ code: 'deadline', reason: 'Too late.', retryable: true });
    };
    expect(await failureOf(client.sendText({ ...message, beforeWrite }))).toMatchObject({ code: 'deadline' });
    await until(() => server.connections() === 1);
    expect(server.bytes()).toBe('');
  });

  it('when the connection is one from before, the check still comes before the write', async () => {
    const { server, client } = await answering(accepted);
    await client.sendText(message);
    const beforeWrite = (): void => {
      throw new NotSentError({ code: 'deadline', reason: 'Too late.', retryable: true });
    };
    expect(await failureOf(client.sendText({ ...message, beforeWrite }))).toMatchObject({ code: 'deadline' });
    expect(await client.sendText(message)).toBe('wamid.T1');
    expect(server.requests).toHaveLength(2);
  });
});

describe('what failed after the write', () => {
  it('when the connection is reset, the outcome is unknown', async () => {
    const server = await startTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const client = clientOf(`http://127.0.0.1:${server.port}`);
    expect(await failureOf(client.sendText(message))).toBe('unknown');
    expect(server.bytes()).toContain('open until five');
  });

  it('when the connection is closed in the middle of the answer, the outcome is unknown', async () => {
    const cut = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"messages"';
    const server = await startTcpServer((socket) => socket.once('data', () => socket.end(cut)));
    expect(await failureOf(clientOf(`http://127.0.0.1:${server.port}`).sendText(message))).toBe('unknown');
  });

  it('when no answer comes in time, the outcome is unknown and the connection is given up', async () => {
    let closed = false;
    const server = await startTcpServer((socket) => socket.on('close', () => (closed = true)));
    const client = clientOf(`http://127.0.0.1:${server.port}`, 200);
    expect(await failureOf(client.sendText(message))).toBe('unknown');
    await until(() => closed);
  });

  it.each([
    ['a 200 without an id', json(200, { messaging_product: 'whatsapp', messages: [] })],
    ['a 200 that is not JSON', (response) => response.writeHead(200).end('<html>')],
    ['a 202', json(202, { messages: [{ id: 'wamid.T1' }] })],
    ['a 502 of a proxy', (response) => response.writeHead(502).end('Bad gateway')],
    ['a 404 without a Graph error', (response) => response.writeHead(404).end('nothing here')],
    ['error 131000', graphError(500, 131000)],
    ['error 131000 with a 400', graphError(400, 131000)],
    ['error 131016', graphError(503, 131016)],
    ['error 2', graphError(503, 2)],
    ['error 131057', graphError(500, 131057)],
    ['error 133004', graphError(503, 133004)],
    ['a 500 with an error that nobody knows', graphError(500, 987654)],
    ['an answer that never ends', (response) => response.writeHead(200).end('x'.repeat(2 * 1024 * 1024))],
  ])('when the answer is %s, the outcome is unknown', async (_name, answer) => {
    const { client } = await answering(answer);
    expect(await failureOf(client.sendText(message))).toBe('unknown');
  });
});

describe('what was refused', () => {
  it.each([
    [190, 401, false],
    [0, 401, false],
    [10, 403, false],
    [299, 403, false],
    [100, 400, false],
    [131009, 400, false],
    [131026, 400, false],
    [131047, 400, false],
    [131048, 400, false],
    [131062, 400, false],
    [368, 403, false],
    [132001, 404, false],
    [987654, 400, false],
    [4, 400, true],
    [80007, 400, true],
    [130429, 429, true],
    [131056, 400, true],
    [133004, 400, true],
    [3, 500, false],
  ])('when the error is %d with HTTP %d, it is not sent and retryable is %s', async (code, status, retryable) => {
    const { client } = await answering(graphError(status, code));
    expect(await failureOf(client.sendText(message))).toEqual({
      code: String(code),
      reason: expect.stringMatching(/^[A-Z].*\.$/) as string,
      retryable,
    });
  });

  it('when Meta says how long to wait, that is passed on', async () => {
    const { client } = await answering(graphError(429, 130429, { 'retry-after': '7' }));
    expect(await failureOf(client.sendText(message))).toMatchObject({ code: '130429', retryAfterMs: 7_000 });
  });

  it('when a read receipt is refused, that is told', async () => {
    const { client } = await answering(graphError(400, 131009));
    expect(await failureOf(client.markRead('555000111', 'wamid.C1', { typing: true }))).toMatchObject({
      code: '131009',
    });
  });
});

it('when many are sent one after the other, they share a connection', async () => {
  const sockets = new Set<unknown>();
  const { client } = await answering((response, request, socket) => {
    sockets.add(socket);
    accepted(response, request, socket);
  });
  for (let count = 0; count < 5; count += 1) await client.sendText(message);
  expect(sockets.size).toBe(1);
});
