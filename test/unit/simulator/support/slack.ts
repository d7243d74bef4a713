import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient, type Logger } from '@slack/web-api';
import express, { type RequestHandler } from 'express';
import { createClocks } from '../../../../src/simulator/clock';
import { controlErrors } from '../../../../src/simulator/control-answers';
import { createEdge } from '../../../../src/simulator/edge';
import { createEvents } from '../../../../src/simulator/events';
import { createFaults } from '../../../../src/simulator/faults';
import { createJournal } from '../../../../src/simulator/journal';
import { createTimers } from '../../../../src/simulator/timers';
import type { SlackOptions } from '../../../../src/simulator/slack/types';
import { createSlackWorkspace } from '../../../../src/simulator/slack/workspace';

export const SIGNING_SECRET = 'signing-secret';
export const BOT_TOKEN = 'xoxb-workspace';
export const CHANNEL = 'C0DESK';

const nothing = (): void => undefined;
const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => 'error' as ReturnType<Logger['getLevel']>,
};

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  /** The JSON of an event, or the fields of a form with `payload` parsed. */
  body: Record<string, unknown>;
}

/** What the app says to one request; the challenge is answered for it. */
export type App = (request: Received) => Promise<{ status: number; body?: unknown; headers?: Record<string, string> }>;

export interface Answered<Body> {
  status: number;
  body: Body;
}

export interface Clicked {
  status: number | null;
  ackMs: number;
  ts?: string;
  shown: { kind: string; text: string; ts?: string; view_id?: string }[];
}

/** The fake workspace behind HTTP, with an app that does what the test says, and the real Slack client of that app. */
export async function startWorkspace(overrides: Partial<SlackOptions> = {}) {
  const received: Received[] = [];
  const heard = new Set<() => void>();
  let app: App = () => Promise.resolve({ status: 200 });

  const product = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = read(request.headers, Buffer.concat(chunks).toString());
      if (message.body.type === 'url_verification') return void response.send(String(message.body.challenge));
      received.push(message);
      heard.forEach((listener) => listener());
      void app(message).then(({ status, body, headers }) => {
        response.status(status).set(headers ?? {});
        if (body === undefined) response.end();
        else response.send(body);
      });
    });
  });

  const timers = createTimers();
  const random = () => 0;
  const journal = createJournal();
  const faults = createFaults({ timers, random });
  const edge = createEdge({ journal, faults, timers, random });
  const tools = { journal, faults, edge, clocks: createClocks(), events: createEvents(), timers, random };
  const site = express();
  const simulator = await serve(site);
  const { origin } = simulator;
  const workspace = createSlackWorkspace(
    {
      eventsUrl: `${product.origin}/slack/events`,
      botToken: BOT_TOKEN,
      signingSecret: SIGNING_SECRET,
      channelId: CHANNEL,
      agentGroup: 'S0AGENTS',
      ...overrides,
    },
    { ...tools, origin: () => origin },
  );
  site.use('/control', express.json(), workspace.control, controlErrors);
  site.use('/slack', workspace.api);

  const clientFor = (token: string) =>
    new WebClient(token, {
      slackApiUrl: `${origin}/slack/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: SILENT,
    });

  async function control<Body>(method: string, path: string, body?: unknown): Promise<Answered<Body>> {
    const response = await fetch(`${origin}/control/slack/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  return {
    origin,
    client: clientFor(BOT_TOKEN),
    clientFor,
    control,
    journal,
    faults,
    workspace,
    received,
    answerWith: (next: App) => void (app = next),
    /** Resolves with the first request that fits, now or later. */
    hears(fits: (request: Received) => boolean): Promise<Received> {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = received.find(fits);
          if (!found) return;
          heard.delete(look);
          resolve(found);
        };
        heard.add(look);
        look();
      });
    },
    async stop() {
      timers.clear();
      await Promise.all([product.stop(), simulator.stop()]);
    },
  };
}

export type Workspace = Awaited<ReturnType<typeof startWorkspace>>;

function read(headers: IncomingHttpHeaders, raw: string): Received {
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') {
    return { headers, raw, body: parseOr(raw, {}) };
  }
  const form = Object.fromEntries(new URLSearchParams(raw));
  return { headers, raw, body: form.payload === undefined ? form : parseOr(form.payload, {}) };
}

function parseOr(text: string, otherwise: Record<string, unknown>): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return otherwise;
  }
}

async function serve(handler: RequestHandler): Promise<{ origin: string; stop(): Promise<void> }> {
  const server: Server = createServer(express().use(handler));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export const eventOf = ({ body }: Received): Record<string, unknown> => (body.event ?? {}) as Record<string, unknown>;

/** A card with two buttons, as a section and an actions block. */
export const CARD_BLOCKS = [
  { type: 'section', block_id: 'about', text: { type: 'mrkdwn', text: '*Order 5544*: a part is missing' } },
  {
    type: 'actions',
    block_id: 'buttons',
    elements: [
      {
        type: 'button',
        action_id: 'take',
        text: { type: 'plain_text', text: 'Take over' },
        value: 'one',
        style: 'primary',
      },
      {
        type: 'button',
        action_id: 'open',
        text: { type: 'plain_text', text: 'Open' },
        url: 'http://127.0.0.1/transcript',
      },
    ],
  },
] as const;
