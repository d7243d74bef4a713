import { z } from 'zod';
import { AnswerTooLarge, readText } from '../files/http-stream';

/** `GET {url}/orders/{number}` answered. Never log the telephone number. */
const orderSchema = z.object({
  number: z.coerce.string().min(1),
  phone: z.string().nullish(),
  status: z.string().min(1),
  deliveredAt: z.iso.datetime({ offset: true }).nullish(),
  trackingUrl: z.url({ protocol: /^https?$/ }).nullish(),
  items: z.array(z.string()).default([]),
});

interface Order {
  number: string;
  status: string;
  deliveredAt?: string;
  trackingUrl?: string;
  items: string[];
}

/** `cardNote` is for the team alone: the customer never learns whether somebody else's order exists. */
export type OrderLookUp =
  | { outcome: 'found'; order: Order }
  | { outcome: 'not_found'; cardNote: string }
  | { outcome: 'unavailable'; cardNote: string };

export interface OrdersClient {
  /**
   * Looks an order up for one customer. `waId`: the customer's WhatsApp number in digits; without it no order is theirs.
   * Never throws but for an aborted `signal`.
   */
  find(number: string, waId: string | undefined, signal: AbortSignal): Promise<OrderLookUp>;
}

export interface OrdersOptions {
  /** Base URL of the business's orders service. */
  url: string;
  token: string;
  timeoutMs?: number;
  fetch?: typeof fetch;
}

const TIMEOUT_MS = 4_000;
const LARGEST_ANSWER = 256 * 1024;
const NUMBER = /^[A-Za-z0-9-]{1,32}$/;
/** South African numbers come with 27, 0027 or 0 in front. */
const LOCAL_PREFIX = /^(?:0027|27|0)(?=\d{9}$)/;

const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(LOCAL_PREFIX, '');

const isTheirs = (phone: string | null | undefined, waId: string | undefined): boolean =>
  waId !== undefined && phone != null && digitsOf(waId) !== '' && digitsOf(phone) === digitsOf(waId);

const unavailable = (why: string): OrderLookUp => ({
  outcome: 'unavailable',
  cardNote: `The orders service could not be asked (${why}).`,
});

function toOrder({ number, status, deliveredAt, trackingUrl, items }: z.infer<typeof orderSchema>): Order {
  return { number, status, ...(deliveredAt && { deliveredAt }), ...(trackingUrl && { trackingUrl }), items };
}

async function readAnswer(response: Response, number: string, waId: string | undefined): Promise<OrderLookUp> {
  if (response.status === 404) return { outcome: 'not_found', cardNote: `There is no order ${number}.` };
  if (!response.ok) return unavailable(`it answered ${response.status}`);
  const text = response.body === null ? '' : await readText(response.body, LARGEST_ANSWER);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unavailable('its answer was no JSON');
  }
  const parsed = orderSchema.safeParse(json);
  if (!parsed.success) return unavailable('its answer had another shape');
  if (parsed.data.number.toUpperCase() !== number.toUpperCase()) return unavailable('it answered with another order');
  if (isTheirs(parsed.data.phone, waId)) return { outcome: 'found', order: toOrder(parsed.data) };
  const note = waId === undefined ? 'this customer has no visible number to compare' : 'under another number';
  return { outcome: 'not_found', cardNote: `Order ${number} exists, ${note}.` };
}

/** The business's orders service: `GET /orders/{number}` with a bearer token, one attempt. */
export function createOrdersClient({
  url,
  token,
  timeoutMs = TIMEOUT_MS,
  fetch: send = fetch,
}: OrdersOptions): OrdersClient {
  const base = url.replace(/\/+$/, '');
  return {
    async find(number, waId, signal) {
      if (!NUMBER.test(number)) return { outcome: 'not_found', cardNote: 'This is no order number.' };
      try {
        const response = await send(`${base}/orders/${encodeURIComponent(number)}`, {
          headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        return await readAnswer(response, number, waId);
      } catch (error) {
        if (signal.aborted) throw error;
        if (error instanceof AnswerTooLarge) return unavailable('its answer was too long');
        return unavailable('it did not answer');
      }
    },
  };
}

/** For a business without an orders service. */
export const noOrders: OrdersClient = {
  find: () => Promise.resolve(unavailable('none is configured')),
};
