import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import type { ApprovedTemplate } from '../../workflows/conversation/template';
import { createDesk, type DeskDeps } from '../../src/desk/desk';
import type { Listed } from '../../src/directory';
import { SignInError } from '../../src/desk/sign-in';
import type { CannedReply } from '../../src/living-replies';
import { createTeam } from '../../src/desk/team';
import { createApp, listen } from '../../src/http/app';
import { Router } from 'express';
import { emptyReport } from './directory';
import { createFakeAgentGateway } from './agent-gateway';
import { atEnd, keepLog } from './http';

export const CONVERSATION = 'whatsapp-555000111222333-0123456789abcdef01234567';
export const AT = Date.UTC(2026, 10, 23, 14, 5, 6);
const HOUR = 3_600_000;

export const claimed = (change: Partial<ConversationSnapshot> = {}): ConversationSnapshot => ({
  workflowId: CONVERSATION,
  mode: 'paused',
  modeSince: AT,
  epoch: 7,
  whoMaySpeak: 'agents',
  handoff: 'claimed',
  handoffNumber: 2,
  reason: 'refund_request',
  agent: { id: 'U_THANDI', name: 'Thandi' },
  owedSince: AT - HOUR,
  recentDecisions: [],
  engine: 'local',
  language: 'en',
  customer: { name: 'Lerato', waId: '27825551234' },
  windowEndsAt: AT + HOUR,
  recordBegins: 1,
  transcript: [{ number: 1, at: AT, from: 'customer', text: 'My mug is broken' }],
  pastHandoffs: [],
  now: AT,
  ...change,
});

export const row = (change: Partial<Listed> = {}): Listed => ({
  workflowId: CONVERSATION,
  mode: 'paused',
  handoff: 'waiting',
  reason: 'refund_request',
  owedSince: AT - HOUR,
  lastCustomerMessageAt: AT - HOUR,
  ...change,
});

/** The desk page over HTTP, with conversations in memory: one, as `world` has it at the moment. */
export async function startDesk(
  change: Partial<Pick<DeskDeps, 'publicUrl' | 'key' | 'templates' | 'sendFile' | 'upload'>> = {},
) {
  const world = {
    snapshot: claimed() as ConversationSnapshot | undefined,
    /** … once it has had a message. */
    then: undefined as ConversationSnapshot | 'away' | undefined,
    rows: [row()],
    agents: ['U_THANDI', 'U_PIETER'],
    operators: ['U_BOSS'],
    slackAway: false,
    now: AT,
    replies: [] as CannedReply[],
    revision: 1,
    templates: [] as ApprovedTemplate[] | 'away',
    report: emptyReport(),
    /** For how many days reports were asked for. */
    asked: [] as number[],
  };
  const agentGateway = createFakeAgentGateway();
  const log = keepLog();
  const slack = {
    group: {
      has: async (id: string) => {
        if (world.slackAway) throw new Error('Slack is away.');
        return world.agents.includes(id);
      },
      members: async () => world.agents,
    },
    people: { agent: async (id: string, fallback = id) => ({ id, name: fallback }) },
  };
  const desk = createDesk({
    gateway: {
      ...agentGateway,
      snapshot: async () => {
        const { then, snapshot } = world;
        if (then === undefined || agentGateway.messages.length === 0) return snapshot;
        if (then === 'away') throw new Error('No worker answers.');
        return then;
      },
      runs: async () => [{ runId: 'run', startedAt: AT }],
      revision: async () => world.snapshot && { runId: 'run', events: world.revision },
    },
    directory: {
      list: async () => ({ rows: world.rows, more: 0 }),
      counts: async () => ({ queue: world.rows.length, mine: 1, owed: 0 }),
    },
    templates: {
      list: async () => {
        if (world.templates === 'away') throw new Error('WhatsApp is away.');
        return world.templates;
      },
      preferred: 'order_news',
    },
    report: async (days) => {
      world.asked.push(days);
      return world.report;
    },
    team: createTeam({ agents: undefined, operators: world.operators, slack }),
    provider: {
      begin: async () => ({
        address: 'https://issuer.test/authorize?state=s1',
        handshake: { state: 's1', nonce: 'n1', verifier: 'v1' },
      }),
      finish: async (query, { state }) => {
        const asked = new URLSearchParams(query);
        if (asked.get('state') !== state)
          throw new SignInError('The issuer has not confirmed who you are. Sign in again.');
        const id = asked.get('code') ?? '';
        return { id, name: id.slice(2).toLowerCase() };
      },
    },
    transcriptLink: (workflowId, runId) => `https://baton.test/transcript/${workflowId}/${runId}`,
    sendFile: undefined,
    upload: undefined,
    replies: () => world.replies,
    readUntil: (text) => (text === '1 h' ? world.now + HOUR : undefined),
    key: 'k'.repeat(32),
    publicUrl: 'http://desk.test',
    timeZone: 'UTC',
    now: () => world.now,
    logger: log.logger,
    ...change,
  });
  const nothing = Router();
  const app = createApp({
    health: nothing,
    whatsapp: nothing,
    transcripts: nothing,
    desk: desk.router,
    logger: log.logger,
  });
  const server = await listen(app, 0, '127.0.0.1');
  atEnd(() => server.close());
  return { url: `http://127.0.0.1:${server.port}`, world, agentGateway, log };
}

export type StartedDesk = Awaited<ReturnType<typeof startDesk>>;

export interface Answered {
  status: number;
  text: string;
  location: string | null;
  headers: Headers;
}

/** A browser without JavaScript: it keeps cookies and follows nothing by itself. */
export function createVisitor(url: string) {
  const jar = new Map<string, string>();
  async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      // Where a test takes longer than a server keeps a quiet connection, the next request would meet its end.
      connection: 'close',
      ...(cookie !== '' && { cookie }),
      ...(init.headers as Record<string, string> | undefined),
    };
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const { status, headers: answered } = response;
    return { status, text: await response.text(), location: answered.get('location'), headers: answered };
  }
  const visitor = {
    jar,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, fields: Record<string, string> | FormData, headers: Record<string, string> = {}) =>
      ask(path, { method: 'POST', body: fields instanceof FormData ? fields : new URLSearchParams(fields), headers }),
    async signIn(id = 'U_THANDI'): Promise<Answered> {
      await visitor.get('/desk/sign-in/start');
      return visitor.get(`/desk/signed-in?code=${id}&state=s1`);
    },
    /** The hidden fields of the form for a command, as the page has them; `messages` for the composer. */
    async form(action: string, workflowId = CONVERSATION): Promise<Record<string, string>> {
      const { text } = await visitor.get(`/desk/conversations/${workflowId}`);
      const [form = ''] = new RegExp(`<form[^>]*action="[^"]*/${action}"[^]*?</form>`).exec(text) ?? [];
      const inputs = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
      return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
    },
  };
  return visitor;
}
