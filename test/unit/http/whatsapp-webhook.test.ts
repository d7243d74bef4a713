import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createWhatsAppWebhook } from '../../../src/http/whatsapp-webhook';
import { APP_SECRETS, startGateway, VERIFY_TOKEN } from '../../support/gateway';
import { closeAll, keepLog, signature, until } from '../../support/http';
import { fixture, fixtureText, keepDeliveries, PHONE_NUMBER_ID, textWebhook } from '../../support/whatsapp';

afterEach(closeAll);

const waId = '27825551234';
const hello = textWebhook({ id: 'wamid.1', text: 'Hello', waId }) as { entry: unknown[] };

describe('the handshake', () => {
  const ask = async (query: Record<string, string>): Promise<{ status: number; text: string }> => {
    const { url } = await startGateway({ gateway: keepDeliveries() });
    const response = await fetch(`${url}/whatsapp/webhook?${new URLSearchParams(query).toString()}`);
    return { status: response.status, text: await response.text() };
  };
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1158201444' };

  it('when Meta shows the verify token, its challenge is sent back', async () => {
    expect(await ask(right)).toEqual({ status: 200, text: '1158201444' });
  });

  it.each([
    ['another token', { ...right, 'hub.verify_token': 'guess' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444' }],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN }],
  ])('when somebody shows %s, it is 403', async (_name, query) => {
    const { status, text } = await ask(query);
    expect(status).toBe(403);
    expect(text).not.toContain('1158201444');
  });
});

describe('what is refused', () => {
  it('when the signature is missing or another one, it is 401 and nothing is delivered', async () => {
    const gateway = keepDeliveries();
    const { post, url } = await startGateway({ gateway });
    const body = JSON.stringify(hello);
    const headers = { 'x-hub-signature-256': signature(body, 'guess') };
    expect((await post(body, headers)).status).toBe(401);
    expect((await fetch(`${url}/whatsapp/webhook`, { method: 'POST', body })).status).toBe(401);
    expect((await fetch(`${url}/whatsapp/webhook`, { method: 'POST' })).status).toBe(401);
    expect(gateway.delivered).toEqual([]);
  });

  it('when the secret is being rotated, the second one is accepted', async () => {
    const { post } = await startGateway({ gateway: keepDeliveries() });
    const body = JSON.stringify(hello);
    expect((await post(body, { 'x-hub-signature-256': signature(body, APP_SECRETS[1]!) })).status).toBe(200);
  });

  it('when the body is 3 MB, it is read; when it is 4 MB, it is 413', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway });
    const fill = (size: number): string => JSON.stringify(hello) + ' '.repeat(size - JSON.stringify(hello).length);
    expect((await post(fill(3 * 1024 * 1024))).status).toBe(200);
    expect(gateway.delivered).toEqual(['message wamid.1']);
    expect((await post(fill(4 * 1024 * 1024))).status).toBe(413);
  });

  it.each([
    ['no JSON', '{"object":'],
    ['empty', ''],
    ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('when the signed body is %s, it is 400 with one sentence', async (_name, body) => {
    const response = await (await startGateway({ gateway: keepDeliveries() })).post(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/^The body is [^.]+\.$/);
  });

  it('when brackets are inside of texts, they are no nesting', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway });
    const text = `"${'[{'.repeat(500)}\\`;
    expect((await post(textWebhook({ id: 'wamid.1', text, waId }))).status).toBe(200);
    expect(gateway.delivered).toHaveLength(1);
  });

  it('when the body is compressed, it is 415', async () => {
    const { url } = await startGateway({ gateway: keepDeliveries() });
    const body = gzipSync(JSON.stringify(hello));
    const headers = { 'content-encoding': 'gzip', 'x-hub-signature-256': signature(body, APP_SECRETS[0]!) };
    expect((await fetch(`${url}/whatsapp/webhook`, { method: 'POST', body, headers })).status).toBe(415);
  });

  it('when there is no secret, no verify token or no number, it does not start', () => {
    const deps = {
      gateway: keepDeliveries(),
      logger: keepLog().logger,
      appSecrets: APP_SECRETS,
      verifyToken: VERIFY_TOKEN,
      phoneNumberIds: [PHONE_NUMBER_ID],
      idKey: 'id-key',
      explainFailure: () => '',
    };
    expect(() => createWhatsAppWebhook({ ...deps, appSecrets: [] })).toThrow('secret');
    expect(() => createWhatsAppWebhook({ ...deps, appSecrets: [''] })).toThrow('secret');
    expect(() => createWhatsAppWebhook({ ...deps, verifyToken: '' })).toThrow('verify token');
    expect(() => createWhatsAppWebhook({ ...deps, phoneNumberIds: [] })).toThrow('business number');
  });
});

describe('what is ignored', () => {
  it.each([
    ['object-page', 'unknown_object', undefined],
    ['field-account-update', 'unknown_field', 'account_update'],
    ['group', 'group_message', 'text'],
    ['value-error', 'vendor_error', '130429'],
    ['status-of-another-tool', 'foreign_status', undefined],
  ])('when it is %s, it is 200 and the log names it', async (name, kind, code) => {
    const gateway = keepDeliveries();
    const { post, log } = await startGateway({ gateway });
    expect((await post(fixtureText(name))).status).toBe(200);
    expect(gateway.delivered).toEqual([]);
    expect(log.lines()).toContainEqual(expect.objectContaining({ kind, ...(code ? { code } : {}), count: 1 }));
  });
});

describe('what is for another number', () => {
  const others = fixture('other-phone-number') as { entry: unknown[] };
  const told = (lines: Record<string, unknown>[]) => lines.filter(({ kind }) => kind === 'unknown_phone_number');

  it('when nothing has come for ours yet, Meta has to bring it again, and the log says what to compare', async () => {
    const gateway = keepDeliveries();
    const { post, log, refusals } = await startGateway({ gateway });
    expect((await post(others)).status).toBe(503);
    expect((await post(others)).status).toBe(503);
    expect(gateway.delivered).toEqual([]);
    const warning = {
      level: 'warn',
      code: 'messages',
      msg: expect.stringContaining('WHATSAPP_PHONE_NUMBER_ID') as string,
    };
    expect(told(log.lines())).toEqual([warning, warning].map((line) => expect.objectContaining(line) as unknown));
    expect(refusals).toEqual(['unknown_phone_number 1', 'unknown_phone_number 1']);
  });

  it('when something has come for ours, it is taken, counted and belongs to somebody else', async () => {
    const gateway = keepDeliveries();
    const { post, log, refusals } = await startGateway({ gateway });
    await post(hello);
    expect((await post(others)).status).toBe(200);
    expect(gateway.delivered).toEqual(['message wamid.1']);
    expect(told(log.lines())).toEqual([expect.objectContaining({ level: 'info' })]);
    expect(refusals).toEqual(['unknown_phone_number 1']);
  });

  it('when it comes together with something for ours, that is enough', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway });
    expect((await post({ ...hello, entry: [...others.entry, ...hello.entry] })).status).toBe(200);
    expect(gateway.delivered).toEqual(['message wamid.1']);
  });

  it('when it is only statuses, nobody’s words are lost and it is taken', async () => {
    const { post } = await startGateway({ gateway: keepDeliveries() });
    const ids = (text: string) => text.replaceAll(PHONE_NUMBER_ID, '999');
    expect((await post(ids(fixtureText('status-sent')))).status).toBe(200);
  });
});

describe('what belongs to a conversation that is not to be found', () => {
  const MINUTE = 60_000;
  /** When the fixtures say that it happened. */
  const then = 1_795_420_860_000;

  it.each([
    ['an echo with a number alone', fixtureText('echo-number-only'), 'unresolved_echo'],
    ['a status', fixtureText('status-sent').replace('a-run1-3', 'a-gone-3'), 'unresolved_status'],
  ])('when it is %s, Meta brings it again for ten minutes, then it is refused by name', async (_what, body, reason) => {
    let now = then + 9 * MINUTE;
    const gateway = keepDeliveries();
    const { post, refusals, log } = await startGateway({ gateway, now: () => now });
    expect((await post(body)).status).toBe(503);
    expect(refusals).toEqual([]);
    now = then + 11 * MINUTE;
    expect((await post(body)).status).toBe(200);
    expect(refusals).toEqual([`${reason} 1`]);
    expect(log.lines()).toContainEqual(expect.objectContaining({ kind: reason, count: 1 }));
    expect(gateway.delivered).toEqual([]);
  });

  it('when others came with it, they are delivered all the same', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway, now: () => then });
    const echo = fixture('echo-number-only') as { entry: unknown[] };
    expect((await post({ ...hello, entry: [...echo.entry, ...hello.entry] })).status).toBe(503);
    expect(gateway.delivered).toEqual(['message wamid.1']);
  });
});

describe('what is delivered', () => {
  it('when only the content cannot be read, the log does not say that it reached nobody', async () => {
    const gateway = keepDeliveries();
    const { post, log } = await startGateway({ gateway });
    expect((await post(fixture('image-too-large'))).status).toBe(200);
    expect(gateway.delivered).toHaveLength(1);
    const [line] = log.lines().filter(({ kind }) => kind === 'unreadable_content');
    expect(line?.['msg']).toMatch(/is delivered as one that nobody can read/);
  });

  it('when everything of a batch has arrived, it is 200', async () => {
    const gateway = keepDeliveries();
    const { post, log } = await startGateway({ gateway });
    expect((await post(fixture('batch'))).status).toBe(200);
    expect([...gateway.delivered].sort()).toEqual([
      'message wamid.batch-1',
      'message wamid.batch-2',
      'message wamid.batch-3',
      'reply wamid.batch-4',
      'status a-run1-3 sent',
    ]);
    expect(log.lines()).toContainEqual(expect.objectContaining({ kind: 'malformed', code: 'message' }));
  });

  it('when several are of one customer, they arrive in their order, also across names of his', async () => {
    const gateway = keepDeliveries((what) =>
      what.endsWith('1') ? new Promise((resolve) => setImmediate(resolve)) : undefined,
    );
    const { post } = await startGateway({ gateway });
    await post(
      textWebhook(
        { id: 'wamid.1', text: 'One', waId },
        { id: 'wamid.2', text: 'Two', userId: 'ZA.1' },
        { id: 'wamid.3', text: 'Three', waId, userId: 'ZA.1' },
        { id: 'wamid.4', text: 'Four', userId: 'ZA.1' },
      ),
    );
    expect(gateway.delivered).toEqual([1, 2, 3, 4].map((number) => `message wamid.${number}`));
  });

  it('when they are of different customers, nobody waits for another', async () => {
    const held = new Map<string, () => void>();
    const both = new Promise<void>((resolve) => held.set('both', resolve));
    const waiting = new Set<string>();
    const gateway = keepDeliveries((what) => {
      waiting.add(what);
      if (waiting.size === 2) held.get('both')!();
      return both;
    });
    const { post } = await startGateway({ gateway });
    const webhook = textWebhook(
      { id: 'wamid.1', text: 'One', waId },
      { id: 'wamid.2', text: 'Two', waId: '27715550022' },
    );
    expect((await post(webhook)).status).toBe(200);
    expect(gateway.delivered).toHaveLength(2);
  });

  it('when a webhook holds a thousand updates, all arrive', async () => {
    const gateway = keepDeliveries();
    const { post } = await startGateway({ gateway });
    const messages = Array.from({ length: 1_000 }, (_, index) => ({
      id: `wamid.${index}`,
      text: 'Hello',
      waId: String(27820000000 + (index % 300)),
    }));
    expect((await post(textWebhook(...messages))).status).toBe(200);
    expect(new Set(gateway.delivered).size).toBe(1_000);
  });

  it('when the conversation of a status is gone, it is 200', async () => {
    const { post } = await startGateway({ gateway: keepDeliveries() });
    expect((await post(fixtureText('status-sent').replace('a-run1-3', 'a-gone-3'))).status).toBe(200);
  });
});

describe('when more comes than Temporal takes', () => {
  const webhook = (id: number) => textWebhook({ id: `wamid.${id}`, text: 'Hello', waId });

  /** A gateway to which Temporal says nothing until it is let go. */
  async function stalled(limits: { requests: number; bytes: number }, answerWithinMs = 5_000) {
    let letGo = (): void => undefined;
    const free = new Promise<void>((resolve) => (letGo = resolve));
    const gateway = keepDeliveries(() => free);
    return { gateway, letGo: () => letGo(), ...(await startGateway({ gateway, limits, answerWithinMs })) };
  }

  it('when the limit is reached, the next one is refused at once, and taken when it comes again', async () => {
    const { gateway, letGo, post, log, requests } = await stalled({ requests: 3, bytes: 1_000_000 });
    const first = [1, 2, 3].map((id) => post(webhook(id)));
    let refused = await post(webhook(4), { 'x-hub-signature-256': 'none' });
    while (refused.status !== 503) refused = await post(webhook(4), { 'x-hub-signature-256': 'none' });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(gateway.delivered).toEqual([]);
    letGo();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await post(webhook(4))).status).toBe(200);
    expect([...gateway.delivered].sort()).toEqual([1, 2, 3, 4].map((id) => `message wamid.${id}`));
    expect(log.lines().filter(({ code }) => code === 'overload')).toHaveLength(1);
    expect(requests).toContain('/whatsapp/webhook 503');
  });

  it('when the bodies together are too large, one is refused unread, whatever it says of its length', async () => {
    const { letGo, post, url } = await stalled({ requests: 100, bytes: 4_000_000 });
    const large = JSON.stringify(webhook(1)) + ' '.repeat(2_000_000);
    const first = post(large);
    await until(async () => (await post(large, { 'x-hub-signature-256': 'none' })).status === 503);
    const body = new Blob(['{}']).stream();
    const chunked = await fetch(`${url}/whatsapp/webhook`, { method: 'POST', body, duplex: 'half' });
    expect(chunked.status).toBe(503);
    letGo();
    expect((await first).status).toBe(200);
    expect((await post(large)).status).toBe(200);
  });

  it('when one was answered before Temporal was, it counts until Temporal answers', async () => {
    const { letGo, post } = await stalled({ requests: 1, bytes: 1_000_000 }, 50);
    expect(await (await post(webhook(1))).text()).toMatch(/^Not everything/);
    expect(await (await post(webhook(2))).text()).toMatch(/^Too much/);
    letGo();
    await until(async () => (await post(webhook(2))).status === 200);
  });
});

describe('when Temporal is away', () => {
  it('when nothing can be delivered, it is 503', async () => {
    const gateway = keepDeliveries(() => {
      throw new Error('14 UNAVAILABLE');
    });
    const { post, log } = await startGateway({ gateway });
    expect((await post(hello)).status).toBe(503);
    expect(log.lines()).toContainEqual(expect.objectContaining({ level: 'error', kind: 'whatsapp', count: 1 }));
  });

  it('when one customer cannot be served, the others are, and his later messages wait for the redelivery', async () => {
    const gateway = keepDeliveries((what) => {
      if (what === 'message wamid.1') throw new Error('14 UNAVAILABLE');
    });
    const { post } = await startGateway({ gateway });
    const webhook = textWebhook(
      { id: 'wamid.1', text: 'One', waId },
      { id: 'wamid.2', text: 'Two', waId: '27715550022' },
      { id: 'wamid.3', text: 'Three', waId },
    );
    expect((await post(webhook)).status).toBe(503);
    expect(gateway.delivered).toEqual(['message wamid.2']);
  });

  it('when Temporal does not answer in time, it is 503 and not a hanging request', async () => {
    const gateway = keepDeliveries(() => new Promise(() => undefined));
    const { post } = await startGateway({ gateway, answerWithinMs: 50 });
    expect((await post(hello)).status).toBe(503);
  });
});

it('when webhooks come and go, no log line tells who wrote or what', async () => {
  const gateway = keepDeliveries((what) => {
    if (what.includes('image')) throw new Error('cannot store wamid.fixture-image of 27825551234: The lid is cracked');
  });
  const { post, log } = await startGateway({ gateway });
  for (const name of ['batch', 'image', 'system-new-number', 'status-failed', 'echo-text', 'group', 'value-error']) {
    await post(fixtureText(name));
  }
  await post('{"object": "27825551234');
  expect(log.lines()).toHaveLength(5);
  expect(log.text()).not.toMatch(/27825551234|wamid|Lindiwe|cracked|Hello/);
});

it('when a client hangs up in the middle of a body, the gateway goes on without a word', async () => {
  const { url, post, log } = await startGateway({ gateway: keepDeliveries() });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /whatsapp/webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"obj');
  socket.resetAndDestroy();
  expect((await post(hello)).status).toBe(200);
  expect(log.lines().filter(({ level }) => level === 'error')).toEqual([]);
});
