import { randomBytes } from 'node:crypto';
import type { WhatsAppConfig } from '../config';
import type { Answer } from '../edge';
import type { OpenEntry } from '../journal';
import type { SimulatorTools } from '../parts';
import { signatureOf, wireBytes } from './signature';

const LONGEST_ANSWER_MS = 20_000;
/** Meta tries again for days with falling frequency; the same curve, compressed, for as long as the simulator lives. */
const RETRY_DELAYS_MS = [0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
const LAST_RETRY_DELAY_MS = 60_000;

interface Webhook {
  /** Its name in the journal. */
  kind: string;
  customer: string;
  callbackData?: string | undefined;
  field: 'messages' | 'smb_message_echoes';
  /** What Meta puts beside `messaging_product` and `metadata`. */
  value: object;
  /** Called once, when the product has answered 200. */
  onDelivered?: () => void;
}

export interface Webhooks {
  /** Signs and delivers, again and again until the product answers 200. Returns at once; deliveries run side by side. */
  send(webhook: Webhook): void;
  /** One signed POST of any payload, not retried. Throws when nobody answers. */
  sendOnce(payload: unknown, customer: string): Promise<Answer>;
  /** Meta's verification request; true when the product echoed the challenge. A new URL is kept only then. */
  verify(target?: { url?: string | undefined; verifyToken?: string | undefined }): Promise<boolean>;
  /** Gives up what is still to be delivered. */
  reset(): void;
  close(): void;
}

interface Post {
  kind: string;
  customer?: string | undefined;
  callbackData?: string | undefined;
  payload: unknown;
}

async function exchange(url: string, init: RequestInit, open: OpenEntry, closing: AbortSignal): Promise<Answer> {
  try {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(LONGEST_ANSWER_MS)]);
    const response = await fetch(url, { ...init, signal, redirect: 'manual' });
    const answer = { status: response.status, body: await response.text() };
    open.answer(answer);
    return answer;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    open.answer({ error: cause instanceof Error ? cause.message || cause.name : 'unreachable' });
    throw error;
  }
}

interface Callback {
  url: string | undefined;
  verifyToken: string;
}

function envelope(config: WhatsAppConfig, { field, value }: Pick<Webhook, 'field' | 'value'>): object {
  const metadata = { display_phone_number: config.displayPhoneNumber, phone_number_id: config.phoneNumberId };
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  return { object: 'whatsapp_business_account', entry: [{ id: config.wabaId, changes: [change] }] };
}

/** Signs, sends and journals one POST. Throws when nobody answers. */
function createPost(config: WhatsAppConfig, tools: SimulatorTools, callback: Callback, closing: AbortSignal) {
  return async ({ kind, customer, callbackData, payload }: Post, garbled = false): Promise<Answer> => {
    if (callback.url === undefined) throw new Error('No webhook URL is set.');
    const whole = wireBytes(payload);
    const body = garbled ? whole.subarray(0, whole.length / 2) : whole;
    const entry = { vendor: 'whatsapp', direction: 'fromVendor', kind, customer, callbackData } as const;
    const open = tools.journal.record({ ...entry, body: garbled ? body.toString() : payload });
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': signatureOf(body, config.appSecret),
    };
    return exchange(callback.url, { method: 'POST', headers, body: new Uint8Array(body) }, open, closing);
  };
}

/** Meta's verification request: true when the product echoed the challenge. */
async function handshake(
  tools: SimulatorTools,
  { url, verifyToken }: Callback,
  closing: AbortSignal,
): Promise<boolean> {
  if (url === undefined) return false;
  const challenge = String(randomBytes(4).readUInt32BE());
  const target = new URL(url);
  const query = { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken };
  Object.entries(query).forEach(([name, value]) => target.searchParams.set(name, value));
  const entry = { vendor: 'whatsapp', direction: 'fromVendor', kind: 'handshake' } as const;
  const open = tools.journal.record({ ...entry, body: { mode: 'subscribe', challenge } });
  const answer = await exchange(target.href, { method: 'GET' }, open, closing).catch(() => undefined);
  return answer?.status === 200 && answer.body === challenge;
}

/** Meta's outgoing side. https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export function createWebhooks(config: WhatsAppConfig, tools: SimulatorTools): Webhooks {
  const closing = new AbortController();
  const callback: Callback = { url: config.webhookUrl, verifyToken: config.verifyToken };
  const post = createPost(config, tools, callback, closing.signal);
  let generation = 0;

  async function arrives(message: Post): Promise<boolean> {
    try {
      const send = ({ garbled }: { garbled: boolean }) => post(message, garbled);
      const answer = await tools.edge.deliver({ vendor: 'whatsapp', kind: message.kind, send });
      return answer === 'lost' || answer.status === 200;
    } catch {
      return false;
    }
  }

  async function deliver(message: Post, onDelivered?: () => void): Promise<void> {
    const mine = generation;
    for (let attempt = 0; !(await arrives(message)); attempt += 1) {
      await tools.timers.delay(RETRY_DELAYS_MS[attempt] ?? LAST_RETRY_DELAY_MS);
      if (mine !== generation) return;
    }
    onDelivered?.();
  }

  return {
    send({ kind, customer, callbackData, onDelivered, ...change }) {
      void deliver({ kind, customer, callbackData, payload: envelope(config, change) }, onDelivered);
    },
    sendOnce: (payload, customer) => post({ kind: 'raw', customer, payload }),
    async verify({ url = callback.url, verifyToken = callback.verifyToken } = {}) {
      const verified = await handshake(tools, { url, verifyToken }, closing.signal);
      if (verified) Object.assign(callback, { url, verifyToken });
      return verified;
    },
    reset: () => void (generation += 1),
    close() {
      generation += 1;
      closing.abort();
    },
  };
}
