import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { listen, type RunningServer } from '../../../src/http/app';
import { createCodecApp } from '../../../src/http/codec-routes';
import { createLogger } from '../../../src/logger';
import { createPayloadCipher } from '../../../src/payload-codec';

const UI = 'https://temporal.shop.example';
const TOKEN = 't'.repeat(32);
const keys = [randomBytes(32)];
const lines: string[] = [];
let server: RunningServer;
let origin = '';

beforeAll(async () => {
  const logger = createLogger({
    name: 'codec-server',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const cipher = createPayloadCipher({ keys, namespace: 'shop' });
  server = await listen(
    createCodecApp({ cipher, namespace: 'shop', token: TOKEN, uiOrigin: UI, logger }),
    0,
    '127.0.0.1',
  );
  origin = `http://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

const written = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? '').toString('base64'),
});

const sealed = (value: unknown, key = keys): Payload =>
  createPayloadCipher({ keys: key, namespace: 'shop' }).encrypt(defaultPayloadConverter.toPayload(value), 'w1');

const bearer = { authorization: `Bearer ${TOKEN}` };

function ask(path: string, headers: Record<string, string>, body: unknown = { payloads: [written(sealed('Hello'))] }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${origin}${path}`, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

async function decoded(response: Response): Promise<unknown[]> {
  const { payloads } = (await response.json()) as { payloads: { data: string }[] };
  return payloads.map(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()) as unknown);
}

describe('the codec server', () => {
  test.each([
    ['the header', '/decode', bearer],
    ['the path, as Temporal UI sends it', `/${TOKEN}/decode?preserveStorageRefs=true`, {}],
  ])('when the token is in %s, then payloads come back decrypted and uncached', async (_where, path, headers) => {
    const response = await ask(path, { ...headers, 'x-namespace': 'shop', origin: UI });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(UI);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await decoded(response)).toEqual(['Hello']);
  });

  test.each([
    ['missing', '/decode', {}],
    ['wrong', '/decode', { authorization: `Bearer ${'u'.repeat(32)}` }],
    ['of another kind', '/decode', { authorization: `Basic ${TOKEN}` }],
    ['cut short', `/${TOKEN.slice(1)}/decode`, {}],
  ])('when the token is %s, then nothing is decrypted', async (_how, path, headers) => {
    const response = await ask(path, headers);
    expect([response.status, await response.text()]).toEqual([401, 'The token is missing or wrong.']);
  });

  test.each(['https://evil.example', 'http://temporal.shop.example', `${UI}.evil.example`, 'null'])(
    'when a page of %s asks, then it is refused even with the token',
    async (other) => {
      for (const method of ['POST', 'OPTIONS']) {
        const response = await fetch(`${origin}/decode`, { method, headers: { ...bearer, origin: other } });
        expect(response.status).toBe(403);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
    },
  );

  test('when a browser asks first, then exactly the page of Temporal UI may come with its headers', async () => {
    const response = await fetch(`${origin}/${TOKEN}/decode`, { method: 'OPTIONS', headers: { origin: UI } });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(UI);
    expect(response.headers.get('access-control-allow-headers')).toMatch(/X-Namespace/);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('when one payload cannot be opened, then it says why and the others are shown', async () => {
    const body = { payloads: [sealed('Hello'), sealed('lost', [randomBytes(32)])].map(written) };
    const [shown, why] = await decoded(await ask('/decode', bearer, body));
    expect(shown).toBe('Hello');
    expect(why).toMatch(/^The data key [0-9a-f]{8} is missing/);
  });

  test.each([
    ['another namespace', '/decode', { 'x-namespace': 'other' }, undefined, 400],
    ['what is no JSON', '/decode', {}, '{', 400],
    ['what is nested too deeply', '/decode', {}, '['.repeat(100_000), 400],
    ['another shape', '/decode', {}, { payloads: [{ data: 7 }] }, 400],
    ['encrypting', '/encode', {}, undefined, 404],
  ])('when %s is asked for, then it is refused', async (_what, path, headers, body, status) => {
    expect((await ask(path, { ...bearer, ...headers }, body)).status).toBe(status);
  });

  test('when it has decrypted, then its log has a count and no content', () => {
    expect(lines.some((line) => line.includes('"count":1'))).toBe(true);
    expect(lines.join('')).not.toMatch(/Hello|tttt/);
  });
});
