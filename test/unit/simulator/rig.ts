import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { simulatorConfigSchema } from '../../../src/simulator/config';
import type { SimulatorConfigInput } from '../../../src/simulator/config';
import type { JournalEntry } from '../../../src/simulator/journal';
import type { ModelBrain } from '../../../src/simulator/model/brain';
import { createLocalModelBrain } from '../../../src/simulator/model/local-brain';
import { createSimulator } from '../../../src/simulator/simulator';
import type { Simulator } from '../../../src/simulator/simulator';

export const APP_SECRET = 'an app secret';
export const ACCESS_TOKEN = 'an access token';
export const PHONE_NUMBER_ID = '106540352242922';
export const BUSINESS_NUMBER = '27235550100';
export const MODEL_KEY = 'a model key';
export const MODEL = 'stand-in';
export const ORDERS_TOKEN = 'an orders token';

export interface Received {
  at: number;
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
  status: number;
}

/** What stands where the product would: it keeps what arrives and answers as the test wishes. */
export interface Receiver {
  url: string;
  received: Received[];
  /** The status for each request; 200 unless set. */
  answer: (body: string) => number;
}

/** Loosely what the product receives; the tests say what they expect of it. */
export interface Value {
  metadata: object;
  contacts?: { wa_id?: string; user_id: string; profile: object }[];
  messages: ({ id: string; type: string; timestamp: string } & Record<string, unknown>)[];
  statuses: ({ id: string; status: string } & Record<string, unknown>)[];
  message_echoes: Record<string, unknown>[];
}

interface Payload {
  entry: { changes: { field: string; value: Value }[] }[];
}

export interface Called {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface Rig {
  simulator: Simulator;
  receiver: Receiver;
  control: (method: string, path: string, body?: unknown) => Promise<Called>;
  graph: (body: unknown, token?: string, path?: string) => Promise<Called>;
  journal: () => Promise<JournalEntry[]>;
  /** The `value` of every webhook that was answered 200, oldest first, by field. */
  values: (name: 'messages' | 'statuses' | 'message_echoes') => Value[];
}

const KNOWLEDGE = join(__dirname, '../../../knowledge');

/** Learning takes a moment: only tests that ask the model pay for it. */
export const standInModel = (): Promise<ModelBrain> => createLocalModelBrain(KNOWLEDGE);
const unasked: ModelBrain = () => ({ content: '' });

const closers: (() => Promise<void>)[] = [];

export async function closeRigs(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()));
}

/** Polls until the condition gives something. */
export async function until<T>(condition: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function serve(receiver: Receiver): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const challenge = new URL(request.url!, 'http://receiver').searchParams.get('hub.challenge');
      if (challenge !== null) return void response.end(challenge);
      const body = Buffer.concat(chunks);
      const status = receiver.answer(body.toString());
      receiver.received.push({ at: Date.now(), body, headers: request.headers, status });
      response.writeHead(status).end();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export async function call(
  method: string,
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Called> {
  const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...payload,
  });
  const text = await response.text();
  let parsed: unknown = text;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not every answer is JSON, and some tests are about just that.
  }
  return { status: response.status, body: parsed, headers: response.headers };
}

export async function startRig(
  whatsapp: Partial<SimulatorConfigInput['whatsapp']> = {},
  brain: ModelBrain = unasked,
): Promise<Rig> {
  const receiver: Receiver = { url: '', received: [], answer: () => 200 };
  const server = await serve(receiver);
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/whatsapp/webhook`;
  const config = simulatorConfigSchema.parse({
    whatsapp: {
      webhookUrl: receiver.url,
      verifyToken: 'a verify token',
      appSecret: APP_SECRET,
      accessToken: ACCESS_TOKEN,
      phoneNumberId: PHONE_NUMBER_ID,
      displayPhoneNumber: BUSINESS_NUMBER,
      wabaId: '102290129340398',
      statusDelaysMs: { sent: 1, delivered: 5, read: 10 },
      ...whatsapp,
    },
    slack: { signingSecret: 's', botToken: 'xoxb-simulator', channelId: 'C0SUPPORT', agentGroup: 'S0AGENTS' },
    openai: { apiKey: MODEL_KEY, model: MODEL, knowledgeDir: KNOWLEDGE },
    orders: { token: ORDERS_TOKEN },
  });
  const simulator = await createSimulator(config, { brain });
  closers.push(async () => {
    await simulator.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const control: Rig['control'] = (method, path, body) =>
    call(method, `http://127.0.0.1:${simulator.port}/control${path}`, { body });
  return {
    simulator,
    receiver,
    control,
    graph: (body, token = ACCESS_TOKEN, path = `/${PHONE_NUMBER_ID}/messages`) =>
      call('POST', `${simulator.urls.whatsapp}${path}`, { body, headers: { authorization: `Bearer ${token}` } }),
    async journal() {
      const response = await fetch(`http://127.0.0.1:${simulator.port}/control/journal`);
      const lines = (await response.text()).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as JournalEntry);
    },
    values: (name) =>
      receiver.received
        .filter(({ status }) => status === 200)
        .flatMap(({ body }) => (JSON.parse(body.toString()) as Payload).entry)
        .flatMap(({ changes }) => changes)
        .filter(({ value }) => name in value)
        .map(({ value }) => value),
  };
}

let phones = 0;

/** A number nobody has used yet. */
export const freshPhone = (): string => `2782555${String((phones += 1)).padStart(4, '0')}`;

/** Lets the customer write, so that the window is open, and waits until the product has it. */
export async function write(rig: Rig, phone: string, text = 'Hello'): Promise<string> {
  const id = idOf(await rig.control('POST', `/customers/${phone}/messages`, { text }));
  await until(() => rig.values('messages').some(({ messages }) => messages[0]?.id === id));
  return id;
}

/** The id in the answer of the control API or of the Graph API. */
export function idOf({ body }: Called): string {
  const { id, messages } = body as { id?: string; messages?: { id: string }[] };
  return id ?? messages![0]!.id;
}

/** What the phone shows. */
export async function screen(rig: Rig, phone: string): Promise<Record<string, unknown>[]> {
  return (await rig.control('GET', `/customers/${phone}/messages`)).body as Record<string, unknown>[];
}

export const textTo = (phone: string, body: string, more: object = {}): object => ({
  messaging_product: 'whatsapp',
  to: phone,
  type: 'text',
  text: { body },
  ...more,
});

export const buttonsTo = (phone: string, buttons: { id: string; title: string }[], body = 'Shall I?'): object => ({
  messaging_product: 'whatsapp',
  to: phone,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: body },
    action: { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
  },
});
