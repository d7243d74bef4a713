import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { readControlBody } from './control-answers';
import type { Answer } from './edge';
import type { Fault } from './faults';
import { SEEDED_ORDERS } from './orders-data';
import type { SeededOrder } from './orders-data';
import type { SimulatorPart, SimulatorTools } from './parts';

const DAY_MS = 24 * 60 * 60 * 1000;

const orderSchema = z.strictObject({
  phone: z.string().regex(/^\d{7,15}$/),
  status: z.string().min(1),
  deliveredAt: z.iso.datetime().optional(),
  trackingUrl: z.url().optional(),
  items: z.array(z.string().min(1)),
});

const numberSchema = z.string().regex(/^[A-Za-z0-9-]{1,32}$/, 'an order number is 1 to 32 letters, digits or dashes');

type Order = z.infer<typeof orderSchema> & { number: string };

function toOrder({ number, phone, status, deliveredDaysAgo, waybill, items }: SeededOrder, now: number): Order {
  const deliveredAt =
    deliveredDaysAgo === undefined ? undefined : new Date(now - deliveredDaysAgo * DAY_MS).toISOString();
  return {
    number,
    phone,
    status,
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    ...(waybill === undefined ? {} : { trackingUrl: `https://www.swiftbok.example/track/${waybill}` }),
    items,
  };
}

const seeded = (): Map<string, Order> =>
  new Map(SEEDED_ORDERS.map((order) => [order.number, toOrder(order, Date.now())]));

function refuse(fault: Fault): Answer {
  if (fault.kind === 'rateLimit') {
    return { status: 429, headers: { 'retry-after': String(fault.retryAfter) }, body: { error: 'Too many requests.' } };
  }
  return { status: fault.code ?? 500, body: { error: 'The shop system cannot answer.' } };
}

/** The business's own orders: `GET /orders/{number}` with a bearer token; 404 = unknown. */
export function createOrders(config: { token: string }, tools: SimulatorTools): SimulatorPart {
  let orders = seeded();

  function respond(request: Request): Answer {
    if (request.get('authorization') !== `Bearer ${config.token}`)
      return { status: 401, body: { error: 'Who are you?' } };
    const order = orders.get(String(request.params.number));
    return order
      ? { status: 200, body: order }
      : { status: 404, body: { error: 'There is no order with this number.' } };
  }

  const api = Router();
  api.use(...tools.edge.entrance('orders'));
  const describe = (request: Request) => ({ kind: 'order', body: { number: request.params.number } });
  api.get('/:number', tools.edge.route({ vendor: 'orders', describe, respond, refuse }));

  const control = Router();
  control.get('/orders', (_request, response) => void response.json([...orders.values()]));
  control.put('/orders/:number', (request, response) => {
    const number = numberSchema.parse(request.params.number);
    const order = { number, ...readControlBody(orderSchema, request) };
    orders.set(number, order);
    response.json(order);
  });

  return { api, control, reset: () => void (orders = seeded()) };
}
