import { ORDERS_TOKEN, call, closeRigs, freshPhone, idOf, screen, startRig, textTo, until, write } from './rig';
import type { Rig } from './rig';

let rig: Rig;
let phone: string;

beforeEach(async () => {
  rig = await startRig();
  phone = freshPhone();
  await write(rig, phone);
});
afterEach(closeRigs);

const fault = (more: object) => rig.control('PUT', '/faults', { vendor: 'whatsapp', ...more });
const send = (text = 'Hi') => rig.graph(textTo(phone, text, { biz_opaque_callback_data: 'w/a-1' }));
const sends = async () => (await rig.journal()).filter(({ direction, author }) => direction === 'toVendor' && author);
const shown = async () => (await screen(rig, phone)).length - 1;
const codeOf = (error: unknown): unknown => ((error as Error).cause as NodeJS.ErrnoException).code;

describe('faults on the way to a vendor', () => {
  it('when the vendor is away, its port refuses the connection before a byte is written, and heals', async () => {
    await fault({ kind: 'outage' });
    await until(() =>
      send().then(
        () => false,
        (error) => codeOf(error) === 'ECONNREFUSED',
      ),
    );
    expect(await sends()).toEqual([]);
    await rig.control('DELETE', '/faults');
    await until(() =>
      send().then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(await shown()).toBe(1);
  });

  it('when the vendor is away, the others are there, and its path on the common port is dead too', async () => {
    await fault({ kind: 'outage' });
    const orders = await call('GET', `${rig.simulator.urls.orders}/orders/5544`, {
      headers: { authorization: `Bearer ${ORDERS_TOKEN}` },
    });
    expect(orders.status).toBe(200);
    await expect(call('POST', `http://127.0.0.1:${rig.simulator.port}/whatsapp/v26.0/1/messages`)).rejects.toThrow();
  });

  it('when a connection breaks before acceptance, nothing takes effect and the journal says so', async () => {
    await fault({ kind: 'resetBefore', count: 1 });
    await expect(send()).rejects.toThrow();
    expect((await sends())[0]).toMatchObject({ answer: { error: 'reset before acceptance' } });
    expect((await sends())[0]!.answer).not.toHaveProperty('status');
    expect(await shown()).toBe(0);
  });

  it('when it breaks after acceptance, the message is out, and statuses follow', async () => {
    await fault({ kind: 'resetAfter', count: 1 });
    await expect(send()).rejects.toThrow();
    const [entry] = await sends();
    expect(entry).toMatchObject({ answer: { status: 200, error: 'reset after acceptance' } });
    const id = (entry!.answer!.body as { messages: { id: string }[] }).messages[0]!.id;
    await until(() => rig.values('statuses').some(({ statuses }) => statuses[0]!.id === id));
    expect(await shown()).toBe(1);
  });

  it('when it answers with garbage, the message is out and the body is not JSON', async () => {
    await fault({ kind: 'garbage', count: 1 });
    const answer = await send();
    expect([answer.status, typeof answer.body]).toEqual([200, 'string']);
    expect(await shown()).toBe(1);
  });

  it('when it never answers, nothing takes effect', async () => {
    await fault({ kind: 'drop', count: 1 });
    const url = `${rig.simulator.urls.whatsapp}/106540352242922/messages`;
    const silence = new AbortController();
    const request = fetch(url, { method: 'POST', body: '{}', signal: silence.signal });
    request.catch(() => undefined);
    await until(async () => (await rig.journal()).some(({ answer }) => answer?.error?.startsWith('dropped')));
    silence.abort();
    await expect(request).rejects.toThrow();
    expect(await shown()).toBe(0);
  });

  it.each([
    [500, 131000],
    [503, 2],
    [401, 190],
    [403, 10],
    [429, 130429],
    [400, 100],
  ])('when it answers %i, says so in Graph words with code %i', async (code, graphCode) => {
    await fault({ kind: 'status', code, count: 1 });
    const answer = await send();
    expect([answer.status, answer.body]).toMatchObject([code, { error: { code: graphCode } }]);
    expect(await shown()).toBe(0);
  });

  it('when a load balancer fails, there is no Graph error', async () => {
    await fault({ kind: 'status', code: 502, count: 1 });
    expect(await send()).toMatchObject({ status: 502, body: expect.stringContaining('<html>') as string });
  });

  it('when its rate is limited, answers 130429 and names the seconds', async () => {
    await fault({ kind: 'rateLimit', retryAfter: 7, count: 1 });
    const answer = await send();
    expect([answer.status, answer.body]).toMatchObject([400, { error: { code: 130429 } }]);
    expect(answer.headers.get('retry-after')).toBe('7');
  });

  it('when the road to it is long, the journal has the request when it arrives', async () => {
    await fault({ kind: 'lag', ms: 200, count: 1 });
    const from = Date.now();
    idOf(await send());
    const [entry] = await sends();
    // A timer may fire a millisecond early.
    expect(entry!.at).toBeGreaterThanOrEqual(from + 199);
    expect(await shown()).toBe(1);
  });

  it('when it is slow, the journal has the request at its arrival and the answer later', async () => {
    await fault({ kind: 'latency', ms: 3_000, maxMs: 3_010, count: 1 });
    const pending = send();
    const entry = await until(async () => (await sends())[0]);
    expect(entry.answer).toBeNull();
    expect(await shown()).toBe(0);
    idOf(await pending);
    expect((await sends())[0]).toMatchObject({ seq: entry.seq, at: entry.at, answer: { status: 200 } });
  });
});

describe('control API', () => {
  it('when a fault makes no sense, answers 400 with a sentence and keeps the others', async () => {
    await fault({ kind: 'drop' });
    const answer = await fault({ kind: 'duplicate' });
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error).toContain('does not exist in the direction toVendor');
    expect((await rig.control('GET', '/faults')).body).toHaveLength(1);
  });

  it('when faults of one vendor are deleted, the others stay', async () => {
    await fault({ kind: 'drop' });
    await rig.control('PUT', '/faults', { vendor: 'llm', kind: 'drop' });
    expect((await rig.control('DELETE', '/faults?vendor=whatsapp')).body).toMatchObject([{ vendor: 'llm' }]);
  });

  it('when it is reset, phones, clocks and faults are as new and the journal is kept', async () => {
    await fault({ kind: 'drop' });
    await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: 5 });
    const before = (await rig.journal()).length;
    expect((await rig.control('POST', '/reset')).status).toBe(204);
    expect((await rig.control('GET', '/faults')).body).toEqual([]);
    expect((await rig.control('GET', `/customers/${phone}`)).body).toMatchObject({ clockOffsetMs: 0 });
    expect(await screen(rig, phone)).toEqual([]);
    expect((await rig.journal()).length).toBe(before);
  });

  it('when a body is not JSON, answers 400', async () => {
    expect(await rig.control('PUT', '/faults', '{')).toMatchObject({
      status: 400,
      body: { error: 'The body is not JSON.' },
    });
  });

  it('when somebody watches, every journal entry and every change of a phone is told', async () => {
    const leave = new AbortController();
    const response = await fetch(`http://127.0.0.1:${rig.simulator.port}/control/events`, { signal: leave.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    await send('For the watcher');
    let told = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      told += decoder.decode(chunk as Uint8Array, { stream: true });
      if (/event: phone\n/.test(told) && /event: journal\n.*For the watcher.*"answer":\{"status":200/.test(told)) break;
    }
    leave.abort();
    expect(told).toContain(`"customer":"${phone}"`);
  });
});
