import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createTranscriptLinks } from '../../src/transcript-links';
import { until } from '../support/until';
import { createMeta, type Person } from '../support/raw-webhook';
import { createScene, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { temporalAddress } from '../support/temporal-server';

const HOURS = 'What are your trading hours?';
const FEES = 'How much is delivery?';

describe('the gateway', () => {
  let proxy: TcpProxy;
  let system: System;
  let scene: Scene;
  let meta: ReturnType<typeof createMeta>;

  beforeAll(async () => {
    proxy = await startTcpProxy(temporalAddress());
    const environment = { TEMPORAL_ADDRESS: proxy.address, BATON_QUIET: '0' };
    system = await startSystem({ engine: 'local', environment });
    scene = createScene(system);
    meta = createMeta(system);
  });
  afterAll(async () => {
    await system.stop();
    await proxy.close();
  });

  /** A customer who has written before, so that the vendor lets the business answer. */
  async function known(): Promise<Person> {
    const person = await meta.person(system.newCustomer());
    await scene.answerTo(person.phone, 'Hello');
    return person;
  }

  const wrote = async ({ phone }: Person): Promise<string[]> =>
    (await system.snapshot(phone)).transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);

  const isUp = async (): Promise<boolean> => (await fetch(`${system.gateway}/readyz`)).ok;

  it('when the same body comes twice at once and once more, its message counts once', async () => {
    const customer = await known();
    const body = meta.body([{ from: customer, text: HOURS }]);
    expect(await Promise.all([meta.post(body), meta.post(body)])).toEqual([200, 200]);
    await scene.reads(customer.phone, /08:00/);
    expect(await meta.post(body)).toBe(200);
    await scene.answerTo(customer.phone, FEES);
    expect(await wrote(customer)).toEqual(['Hello', HOURS, FEES]);
    expect(await scene.received(customer.phone)).toHaveLength(3);
  });

  it('when a body holds two messages, both are there in their order and both are answered', async () => {
    const customer = await known();
    const messages = [HOURS, FEES].map((text) => ({ from: customer, text }));
    expect(await meta.post(meta.body(messages))).toBe(200);
    await scene.conversation(customer.phone, ({ transcript, turn }) => transcript.length > 4 && turn === undefined);
    expect(await wrote(customer)).toEqual(['Hello', HOURS, FEES]);
    const answers = (await scene.received(customer.phone)).map(({ text }) => text).join('\n');
    expect(answers).toMatch(/08:00/);
    expect(answers).toMatch(/R85/);
  });

  it('when a body holds messages of two customers, each has his own conversation and answer', async () => {
    const [one, other] = await Promise.all([known(), known()]);
    const body = meta.body([
      { from: one, text: HOURS },
      { from: other, text: FEES },
    ]);
    expect(await meta.post(body)).toBe(200);
    await Promise.all([scene.reads(one.phone, /08:00/), scene.reads(other.phone, /R85/)]);
    expect(await wrote(one)).toEqual(['Hello', HOURS]);
    expect(await wrote(other)).toEqual(['Hello', FEES]);
  });

  it('when one item of a batch is broken, the good ones around it arrive', async () => {
    const [one, other] = await Promise.all([known(), known()]);
    const value = meta.value([
      { from: one, text: HOURS },
      { from: other, text: FEES },
    ]) as { messages: unknown[] };
    value.messages.splice(1, 0, { id: 5, type: 'text' }, null, 'not a message');
    const body = meta.envelope({ field: 'messages', value: null }, { field: 'messages', value });
    expect(await meta.post(body)).toBe(200);
    await Promise.all([scene.reads(one.phone, /08:00/), scene.reads(other.phone, /R85/)]);
    expect(system.outputs.read('gateway')).toContain('malformed');
  });

  it('when a message is of a type that nobody knows, the customer hears that it cannot be read', async () => {
    const customer = await known();
    const more = { type: 'hologram', hologram: { id: '1' }, text: undefined };
    const answer = await scene.answerAfter(customer.phone, async () =>
      expect(await meta.post(meta.body([{ from: customer, more }]))).toBe(200),
    );
    expect(answer.buttons?.map(({ title }) => title)).toEqual(['Yes, connect me', "I'll type it"]);
    expect((await wrote(customer)).at(-1)).toContain('hologram');
  });

  it('when the field or the business number is unknown, it is taken, logged and reaches no conversation', async () => {
    // From now on it is sure that the gateway's own number is the right one.
    await known();
    const customer = await meta.person(system.newCustomer());
    const messages = [{ from: customer, text: HOURS }];
    expect(await meta.post(meta.envelope({ field: 'phone_number_quality_update', value: {} }))).toBe(200);
    expect(await meta.post(meta.body(messages, '999000111222333'))).toBe(200);
    await until(
      () => system.outputs.read('gateway'),
      (log) => log.includes('unknown_field') && log.includes('unknown_phone_number'),
    );
    await expect(system.snapshot(customer.phone)).rejects.toThrow();
  });

  it('when the signature is wrong, missing, of another secret or of other bytes, nothing is taken', async () => {
    const customer = await meta.person(system.newCustomer());
    const body = meta.body([{ from: customer, text: HOURS }]);
    const headers = [
      meta.sign(body, 'another secret'),
      meta.sign(`${body} `),
      { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      { 'x-hub-signature-256': 'sha256=' },
      {},
    ];
    for (const header of headers) expect(await meta.post(body, header)).toBe(401);
    await expect(system.snapshot(customer.phone)).rejects.toThrow();
  });

  it('when a body is too large, compressed or no JSON, it is refused and the next one is taken', async () => {
    const customer = await known();
    const good = meta.body([{ from: customer, text: HOURS }]);
    expect(await meta.post('x'.repeat(4 * 1024 * 1024))).toBe(413);
    const packed = gzipSync(good);
    expect(await meta.post(packed, { ...meta.sign(packed), 'content-encoding': 'gzip' })).toBe(415);
    for (const body of ['{"object":"whatsapp_business_account","entry":[', '', 'null and void'])
      expect(await meta.post(body)).toBe(400);
    expect(await meta.post('{"object":"page","entry":[]}')).toBe(200);
    expect(await meta.post(good)).toBe(200);
    await scene.reads(customer.phone, /08:00/);
    expect(await isUp()).toBe(true);
  });

  it('when Meta shakes hands, only the right token is given its challenge back', async () => {
    const shake = async (query: Record<string, string>) => {
      const answer = await fetch(`${system.gateway}/whatsapp/webhook?${new URLSearchParams(query).toString()}`);
      return [answer.status, await answer.text()];
    };
    const right = { 'hub.mode': 'subscribe', 'hub.challenge': '158201', 'hub.verify_token': '' };
    const { verifyToken } = system.credentials;
    expect(await shake({ ...right, 'hub.verify_token': verifyToken })).toEqual([200, '158201']);
    expect((await shake({ ...right, 'hub.verify_token': 'another' }))[0]).toBe(403);
    expect((await shake({ ...right, 'hub.verify_token': verifyToken, 'hub.mode': 'unsubscribe' }))[0]).toBe(403);
    expect((await shake({}))[0]).toBe(403);
  });

  it('when Temporal is away, Meta is asked to come again and what it brings then counts once', async () => {
    const [byHand, byMeta] = await Promise.all([known(), known()]);
    const body = meta.body([{ from: byHand, text: HOURS }]);
    await proxy.cut();
    await system.control.say(byMeta.phone, FEES);
    expect(await meta.post(body)).toBe(503);
    expect(await isUp()).toBe(false);
    expect((await fetch(`${system.gateway}/healthz`)).status).toBe(200);
    await proxy.mend();
    await until(isUp, Boolean);
    expect(await Promise.all([meta.post(body), meta.post(body)])).toEqual([200, 200]);
    await Promise.all([scene.reads(byHand.phone, /08:00/), scene.reads(byMeta.phone, /R85/)]);
    await Promise.all([scene.answerTo(byHand.phone, FEES), scene.answerTo(byMeta.phone, HOURS)]);
    expect(await wrote(byHand)).toEqual(['Hello', HOURS, FEES]);
    expect(await wrote(byMeta)).toEqual(['Hello', FEES, HOURS]);
    expect(await scene.received(byHand.phone)).toHaveLength(3);
    expect(await scene.received(byMeta.phone)).toHaveLength(3);
  });

  it('when Temporal stands still while an agent writes, he is told until the end, and only what he writes again goes out', async () => {
    const { phone } = await known();
    await scene.answerTo(phone, 'I want to talk to a person');
    const { ts } = await scene.takeOver(phone, 'U_THANDI');
    const write = async (text: string): Promise<void> => {
      system.outputs.remember(text);
      await system.control.call('POST', '/control/slack/messages', { user: 'U_THANDI', thread_ts: ts, text, wait: 0 });
    };
    const told = async (): Promise<string[]> => {
      const shown = await system.control.call<{ text: string }[]>('GET', '/control/slack/ephemerals?user=U_THANDI');
      return shown.map(({ text }) => text);
    };
    const before = (await told()).length;
    await system.control.call('PUT', '/control/slack/settings', { redeliveries: [0, 0, 0] });
    proxy.freeze();
    await write('Written while nobody records');
    const words = await until(told, (all) => all.at(-1)?.includes('could not be recorded') === true);
    proxy.thaw();
    expect(words.slice(before)).toEqual([
      expect.stringMatching(/^Not recorded yet: your message has not gone out/),
      expect.stringMatching(/^Not recorded yet: your message has not gone out/),
      'Your message could not be recorded. Unless a ✅ comes to it, it was not sent: write it again.',
    ]);
    await until(isUp, Boolean);
    await scene.answerAfter(phone, () => write('Written again'));
    const byAgents = (await system.control.phone(phone)).filter(({ author }) => author === 'agent');
    expect(byAgents.map(({ text }) => text)).toEqual(['Written again']);
    expect(system.outputs.read('gateway')).toMatch(/"kind":"message","code":"unclear"/);
  });

  it('when a link to a transcript is not the one that was given out, it opens nothing', async () => {
    const [customer, other] = await Promise.all([known(), known()]);
    const text = '<script>alert("Karoo")</script> what are your trading hours?';
    await scene.answerTo(customer.phone, text);
    const [id, otherId] = await Promise.all([customer, other].map(({ phone }) => system.workflowIdOf(phone)));
    const key = system.credentials.linkKey;
    const links = (now: () => number, its = key) => createTranscriptLinks({ key: its, publicUrl: system.gateway, now });
    const good = links(Date.now).link(id!);
    const open = async (url: string) => {
      const answer = await fetch(url);
      return { status: answer.status, page: await answer.text() };
    };

    const opened = await open(good);
    expect(opened.status).toBe(200);
    expect(opened.page).toContain('&lt;script&gt;alert(&quot;Karoo&quot;)&lt;/script&gt;');
    expect(opened.page).not.toContain('<script>');

    const yesterday = links(() => Date.now() - 25 * 60 * 60_000).link(id!);
    expect(await open(yesterday)).toMatchObject({ status: 403, page: expect.stringContaining('expired') as string });
    const refused = [
      good.replace(id!, otherId!),
      good.replace(/expires=\d/, 'expires=9'),
      good.replace(/signature=.*/, `signature=${'0'.repeat(64)}`),
      good.replace(/\?.*/, ''),
      links(Date.now, 'another key').link(id!),
    ];
    for (const url of refused) {
      const { status, page } = await open(url);
      expect({ url: url !== good, status }).toEqual({ url: true, status: 403 });
      expect(page).not.toContain('trading hours');
    }
    const nobody = id!.replace(/[0-9a-f]{24}$/, 'f'.repeat(24));
    expect((await open(links(Date.now).link(nobody))).status).toBe(404);
  });

  it('when a request does not come from Slack, or is an old one played again, nothing happens', async () => {
    const customer = await known();
    await scene.answerTo(customer.phone, 'I want to talk to a person');
    const { ts } = await scene.card(customer.phone);
    await scene.clickCard(customer.phone, 'U_VISITOR', 'take_over');
    const click = (await system.control.journal({ kind: 'block_actions' })).at(-1)!;
    const payload = { ...(click.body as Record<string, unknown>), user: { id: 'U_THANDI' }, trigger_id: '1.2.3' };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const now = Math.floor(Date.now() / 1000);
    const { signingSecret } = system.credentials;

    expect(await slack(body, now, slackSignature(body, now, 'another secret'))).toBe(401);
    expect(await slack(body, now, slackSignature(`${body}&`, now, signingSecret))).toBe(401);
    expect(await slack(body, now - 360, slackSignature(body, now - 360, signingSecret))).toBe(401);
    expect(await slack(body, now, '')).toBe(401);
    expect(await slack(body, undefined, slackSignature(body, now, signingSecret))).toBe(401);
    expect((await system.snapshot(customer.phone)).handoff).toBe('waiting');

    expect(await slack(body, now, slackSignature(body, now, signingSecret))).toBe(200);
    expect((await scene.card(customer.phone, /has it/)).ts).toBe(ts);
  });

  async function slack(body: string, timestamp: number | undefined, signed: string): Promise<number> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(timestamp === undefined ? {} : { 'x-slack-request-timestamp': String(timestamp) }),
      ...(signed === '' ? {} : { 'x-slack-signature': signed }),
    };
    return (await fetch(`${system.gateway}/slack/events`, { method: 'POST', headers, body })).status;
  }
});

const slackSignature = (body: string, timestamp: number, secret: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
