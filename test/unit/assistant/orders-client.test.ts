import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOrdersClient, noOrders } from '../../../activities/orders/client';

const ORDER = {
  number: '5544',
  phone: '+27 82 555 1234',
  status: 'delivered',
  deliveredAt: '2026-11-16T08:00:00Z',
  items: ['1 x pot'],
};
const OWNER = '27825551234';

const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (status: number, body: unknown): Promise<string> =>
  serve((_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));

const never = () => new AbortController().signal;
const clientAt = (url: string, timeoutMs = 2_000) => createOrdersClient({ url, token: 'secret', timeoutMs });

describe('looking an order up', () => {
  test('when it belongs to the customer, it is told without its telephone number', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url, request.headers.authorization);
      response.end(JSON.stringify({ ...ORDER, trackingUrl: null, note: 'internal' }));
    });
    const found = await clientAt(`${url}/shop/`).find('5544', OWNER, never());
    expect(seen).toEqual(['/shop/orders/5544', 'Bearer secret']);
    const { phone: _, ...rest } = ORDER;
    expect(found).toEqual({ outcome: 'found', order: rest });
  });

  test.each(['082 555 1234', '0027825551234', '27825551234'])(
    'when the shop writes the number as %s, it is the same',
    async (phone) => {
      const found = await clientAt(await answering(200, { ...ORDER, phone })).find('5544', OWNER, never());
      expect(found.outcome).toBe('found');
    },
  );

  test.each([
    ['another customer', ORDER, '27715550000', 'Order 5544 exists, under another number.'],
    [
      'a customer without a number',
      ORDER,
      undefined,
      'Order 5544 exists, this customer has no visible number to compare.',
    ],
    ['an order without a number', { ...ORDER, phone: null }, OWNER, 'Order 5544 exists, under another number.'],
  ])('when it is asked by or for %s, only the team learns that it exists', async (_, order, waId, cardNote) => {
    const found = await clientAt(await answering(200, order)).find('5544', waId, never());
    expect(found).toEqual({ outcome: 'not_found', cardNote });
  });

  test('when there is no such order, the customer reads the same as for somebody else’s', async () => {
    const found = await clientAt(await answering(404, 'no')).find('1', OWNER, never());
    expect(found).toEqual({ outcome: 'not_found', cardNote: 'There is no order 1.' });
  });

  test.each([
    ['fails', 500, 'oops'],
    ['answers with a page', 200, '<html>'],
    ['answers with another shape', 200, { id: 5 }],
    ['answers with another order', 200, { ...ORDER, number: '5545' }],
    ['refuses the token', 401, {}],
  ])('when the service %s, it is unavailable', async (_, status, body) => {
    const found = await clientAt(await answering(status, body)).find('5544', OWNER, never());
    expect(found.outcome).toBe('unavailable');
  });

  test('when the answer has no end, no more of it is read than an order can be long', async () => {
    let hungUp: () => void;
    const end = new Promise<void>((resolve) => (hungUp = resolve));
    const url = await serve((_, response) => {
      const more = (): void => void response.write(Buffer.alloc(64 * 1_024, ' '), (error) => !error && more());
      response.writeHead(200).on('close', hungUp);
      more();
    });
    const found = await clientAt(url, 60_000).find('5544', OWNER, never());
    expect(found).toEqual({
      outcome: 'unavailable',
      cardNote: 'The orders service could not be asked (its answer was too long).',
    });
    await end;
  });

  test('when an answer is cut within a character, it is read as it was written', async () => {
    const body = Buffer.from(JSON.stringify({ ...ORDER, items: ['1 × pot'] }));
    const cut = body.indexOf('×') + 1;
    const url = await serve((_, response) => {
      response.write(body.subarray(0, cut), () => setImmediate(() => response.end(body.subarray(cut))));
    });
    const found = await clientAt(url).find('5544', OWNER, never());
    expect(found).toMatchObject({ outcome: 'found', order: { items: ['1 × pot'] } });
  });

  test('when nobody listens, answers, or is configured, it is unavailable', async () => {
    const silent = await serve(() => undefined);
    expect((await clientAt(silent, 50).find('5544', OWNER, never())).outcome).toBe('unavailable');
    expect((await clientAt('http://127.0.0.1:1').find('5544', OWNER, never())).outcome).toBe('unavailable');
    expect((await noOrders.find('5544', OWNER, never())).outcome).toBe('unavailable');
  });

  test('when the number could leave the path, the service is never asked', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      response.end('{}');
    });
    for (const number of ['../users', '55%2F44', '5 5', '', 'x'.repeat(33)]) {
      expect((await clientAt(url).find(number, OWNER, never())).outcome).toBe('not_found');
    }
    expect(requests).toBe(0);
  });

  test('when the call is cancelled, it ends with the reason', async () => {
    const controller = new AbortController();
    const finding = clientAt(await serve(() => controller.abort(new Error('taken over')))).find(
      '5544',
      OWNER,
      controller.signal,
    );
    await expect(finding).rejects.toThrow('taken over');
  });
});
