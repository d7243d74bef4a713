import { ORDERS_TOKEN, call, closeRigs, startRig } from './rig';
import type { Rig } from './rig';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
});
afterAll(closeRigs);

const get = (number: string, token = ORDERS_TOKEN) =>
  call('GET', `${rig.simulator.urls.orders}/orders/${number}`, { headers: { authorization: `Bearer ${token}` } });

interface Order {
  deliveredAt: string;
  items: unknown[];
}

describe('orders API', () => {
  it('when the order of the story is asked for, tells whose it is, that it was delivered, and how to track it', async () => {
    const { status, body } = await get('5544');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number: '5544',
      phone: '27825551234',
      status: 'delivered',
      trackingUrl: expect.stringMatching(/^https:/) as string,
    });
    const { deliveredAt, items } = body as Order;
    expect(items.length).toBeGreaterThan(1);
    expect(new Date(deliveredAt).toISOString()).toBe(deliveredAt);
    expect(Date.now() - Date.parse(deliveredAt)).toBeGreaterThan(24 * 60 * 60 * 1000);
  });

  it('when the number is unknown, answers 404; when the token is, 401', async () => {
    expect((await get('99999')).status).toBe(404);
    expect((await get('5544', 'another')).status).toBe(401);
  });

  it('when an order is put, it is there until a reset', async () => {
    const order = { phone: '27825550001', status: 'on the way', items: ['Kettle'] };
    expect((await rig.control('PUT', '/orders/7001', order)).body).toEqual({ number: '7001', ...order });
    expect((await get('7001')).body).toEqual({ number: '7001', ...order });
    expect((await rig.control('PUT', '/orders/7002', { ...order, phone: '+27' })).status).toBe(400);
    await rig.control('POST', '/reset');
    expect((await get('7001')).status).toBe(404);
    expect((await get('5544')).status).toBe(200);
  });

  it('when the shop system is rate limited or broken, says so', async () => {
    await rig.control('PUT', '/faults', { vendor: 'orders', kind: 'rateLimit', retryAfter: 3, count: 1 });
    const limited = await get('5544');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    await rig.control('PUT', '/faults', { vendor: 'orders', kind: 'status', code: 500, count: 1 });
    expect((await get('5544')).status).toBe(500);
  });

  it('when it is asked, the journal knows', async () => {
    await get('5561');
    expect((await rig.journal()).at(-1)).toMatchObject({ vendor: 'orders', kind: 'order', body: { number: '5561' } });
  });
});
