import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { ConversationHistory } from '../../../src/simulator/page/history';
import { createPage } from '../../../src/simulator/page/page';
import {
  ConversationUnavailable,
  conversationViewSchema,
  type ConversationPort,
  type ConversationView,
} from '../../../src/simulator/page/port';
import type { SimulatorTools } from '../../../src/simulator/parts';
import { createWorkerControl, type FromSimulator } from '../../../src/simulator/supervised';
import { createTools } from '../../../src/simulator/tools';

const PHONE = '27825551234';
const QUIET = { phone: '27820000001', name: 'Lerato', messages: 0 };
const WROTE = { phone: PHONE, name: 'Anika', messages: 2, last: { from: 'customer', text: 'Hello', at: 1 } };
const customers = [QUIET, WROTE];

let tools: SimulatorTools;
let server: Server;
let origin: string;
let closePage: () => void;
let conversation: (() => ConversationView | undefined) | undefined;
let moved: [string, number][];
let told: ((history: ConversationHistory) => void) | undefined;
let demo: EventEmitter & { send(message: FromSimulator): void };
let asked: FromSimulator[];

const port: ConversationPort = {
  snapshot: () => Promise.resolve().then(() => conversation?.()),
  advance: (phone, milliseconds) => {
    if (!conversation)
      return Promise.reject(new ConversationUnavailable('This customer has no open conversation yet.'));
    moved.push([phone, milliseconds]);
    return Promise.resolve();
  },
  links: (phone) => Promise.resolve({ temporal: `http://127.0.0.1/ui/${phone}` }),
  attributes: () => Promise.resolve().then(() => conversation && { mode: 'active', handoff: 'none' }),
  follow: (_phone, signal, tell) => {
    if (!conversation)
      return Promise.reject(new ConversationUnavailable('This customer has no open conversation yet.'));
    told = tell;
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  },
  close: () => Promise.resolve(),
};

beforeEach(async () => {
  conversation = undefined;
  moved = [];
  told = undefined;
  asked = [];
  demo = Object.assign(new EventEmitter(), { send: (message: FromSimulator) => void asked.push(message) });
  const site = express();
  server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  tools = createTools(1, () => origin);
  const page = createPage(
    { phone: PHONE, engine: 'openai', simulatedModel: true, desk: 'http://127.0.0.1:3001/desk' },
    port,
    tools,
    createWorkerControl(demo),
  );
  site.get('/control/customers', (_request, response) => void response.json(customers));
  site.use('/', page.api!);
  closePage = () => page.close?.();
});

afterEach(async () => {
  closePage();
  tools.timers.clear();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

interface PageEvent {
  event: string;
  data: { conversation?: ConversationView; links?: object; problem?: string; rows?: object[]; state?: string };
}

/** Opens the page's stream; `next` and `firstOf` resolve with the next event of that name, or of one of those. */
async function watch(phone: string) {
  const leave = new AbortController();
  const response = await fetch(`${origin}/page/events?phone=${phone}`, { signal: leave.signal });
  const events = readEvents(response.body!);
  async function firstOf(...names: string[]): Promise<PageEvent> {
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error(`The stream ended before ${names.join(' or ')}.`);
      if (names.includes(value.event)) return value;
    }
  }
  return {
    response,
    leave: () => leave.abort(),
    next: async (name: string): Promise<PageEvent['data']> => (await firstOf(name)).data,
    firstOf,
  };
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<PageEvent, void> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const [event, data] = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      yield {
        event: event!.slice('event: '.length),
        data: JSON.parse(data!.slice('data: '.length)) as PageEvent['data'],
      };
    }
  }
}

const advance = (body: unknown): Promise<Response> =>
  fetch(`${origin}/page/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the page', () => {
  it('when it is opened, it loads nothing that the simulator does not serve itself', async () => {
    const response = await fetch(origin);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!);
    expect(sources.filter((source) => /\.(css|js|svg)$/.test(source))).toEqual(sources);
    expect(sources).toEqual(expect.arrayContaining(['app.js', 'base.css', 'icon.svg', 'phone.css', 'slack.css']));
    for (const source of sources) expect((await fetch(`${origin}/${source}`)).status).toBe(200);
    expect(html).not.toMatch(/<script>|<style|style="|onclick=/);
  });

  it('when its scripts name others, those are served too', async () => {
    const script = await (await fetch(`${origin}/app.js`)).text();
    const modules = [...script.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => name!);
    expect(modules.length).toBeGreaterThan(3);
    for (const name of modules) {
      const response = await fetch(`${origin}/${name}`);
      expect([name, response.headers.get('content-type')]).toEqual([name, 'text/javascript; charset=utf-8']);
    }
  });

  it('when it asks what it stands on, it is told of the simulated model and of the desk', async () => {
    expect(await (await fetch(`${origin}/page/facts`)).json()).toEqual({
      phone: PHONE,
      engine: 'openai',
      simulatedModel: true,
      desk: 'http://127.0.0.1:3001/desk',
      run: expect.stringMatching(/^\d+$/),
    });
  });
});

describe('live events', () => {
  it('when a browser comes, it is told to read everything', async () => {
    const stream = await watch(PHONE);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    for (const name of ['phone', 'slack', 'faults', 'workflow']) await stream.next(name);
    stream.leave();
  });

  it('when something changes, it is told what; other phones are not its business', async () => {
    const stream = await watch(PHONE);
    await stream.next('workflow');
    tools.events.emit({ type: 'phone', customer: '27820000000' });
    tools.events.emit({ type: 'slack' });
    expect((await stream.firstOf('slack', 'phone')).event).toBe('slack');
    stream.leave();
  });

  it('when the conversation changes, it gets the snapshot with its links', async () => {
    const stream = await watch(PHONE);
    expect(await stream.next('workflow')).toEqual({});
    conversation = () => ({ mode: 'paused', handoff: 'waiting', now: Date.now() });
    tools.events.emit({ type: 'phone', customer: PHONE });
    expect(await stream.next('workflow')).toMatchObject({
      conversation: { mode: 'paused', handoff: 'waiting' },
      links: { temporal: `http://127.0.0.1/ui/${PHONE}` },
    });
    stream.leave();
  });

  it('when the history grows, then it gets the moments, and what Temporal only keeps its books with is no news', async () => {
    conversation = () => ({ mode: 'active' });
    const stream = await watch(PHONE);
    await stream.next('workflow');
    const first = { id: 2, kind: 'signal', name: 'customerMessage', seenAt: 1 } as const;
    const second = { id: 9, kind: 'activity', name: 'draft', seenAt: 2 } as const;
    told?.({ workflowId: 'w', runId: 'r', moments: [first] });
    told?.({ workflowId: 'w', runId: 'r', moments: [first] });
    told?.({ workflowId: 'w', runId: 'r', moments: [first, second] });
    expect(await stream.next('history')).toMatchObject({ moments: [{ id: 2 }] });
    expect(await stream.next('history')).toMatchObject({ moments: [{ id: 2 }, { id: 9 }] });
    stream.leave();
  });

  it('when customers have written, then the list has them with what Temporal says, and nobody else', async () => {
    conversation = () => ({ mode: 'active' });
    const stream = await watch(PHONE);
    await stream.next('workflow');
    told?.({ workflowId: 'w', runId: 'r', moments: [] });
    let rows: object[] = [];
    while (!('mode' in (rows[0] ?? {}))) rows = (await stream.next('inbox')).rows ?? [];
    expect(rows).toEqual([{ ...WROTE, mode: 'active', handoff: 'none' }]);
    stream.leave();
  });

  it('when nobody answers for the conversation, it says so', async () => {
    conversation = () => {
      throw new ConversationUnavailable('Temporal or the worker does not answer.');
    };
    const stream = await watch(PHONE);
    expect(await stream.next('workflow')).toEqual({ problem: 'Temporal or the worker does not answer.' });
    stream.leave();
  });

  it('when the phone is not a number, it is refused', async () => {
    expect((await fetch(`${origin}/page/events?phone=nobody`)).status).toBe(400);
  });
});

describe('moving the clock', () => {
  it('when it is asked for, the port moves the conversation and the phone is read again', async () => {
    conversation = () => ({ mode: 'paused' });
    const stream = await watch(PHONE);
    await stream.next('workflow');
    expect((await advance({ phone: PHONE, minutes: 30 })).status).toBe(204);
    expect(moved).toEqual([[PHONE, 30 * 60_000]]);
    await stream.next('phone');
    stream.leave();
  });

  it('when there is no conversation, it says why not', async () => {
    const response = await advance({ phone: PHONE, minutes: 30 });
    expect([response.status, await response.json()]).toEqual([
      409,
      { error: 'This customer has no open conversation yet.' },
    ]);
  });

  it.each([{ phone: PHONE, minutes: -1 }, { phone: 'x', minutes: 1 }, { minutes: 1 }])(
    'when the request is %j, it is refused',
    async (body) => {
      expect((await advance(body)).status).toBe(400);
      expect(moved).toEqual([]);
    },
  );
});

describe('the worker', () => {
  const kill = async (): Promise<number> => (await fetch(`${origin}/page/worker/kill`, { method: 'POST' })).status;

  it('when nobody looks after one here, then it cannot be killed', async () => {
    expect(await kill()).toBe(409);
    expect(asked).toEqual([]);
  });

  it('when the demo looks after it, then it is asked to, and the page is told how it stands', async () => {
    const stream = await watch(PHONE);
    expect(await stream.next('worker')).toEqual({});
    demo.emit('message', { type: 'worker', worker: { state: 'up', pid: 7, since: 1 } });
    expect(await stream.next('worker')).toEqual({ state: 'up', pid: 7, since: 1 });
    expect(await kill()).toBe(202);
    expect(asked).toEqual([{ type: 'killWorker' }]);
    stream.leave();
  });
});

describe('the snapshot', () => {
  it('when fields are unknown, missing or of another kind, the rest is shown', () => {
    const view = conversationViewSchema.parse({
      mode: 'active',
      modeSince: 'soon',
      brandNew: 1,
      agent: { name: 'Thandi', id: 'U' },
    });
    expect(view).toEqual({ mode: 'active', agent: { name: 'Thandi', id: 'U' } });
  });
});
