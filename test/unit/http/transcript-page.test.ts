import { createHash } from 'node:crypto';
import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { createTranscriptLinks } from '../../../src/transcript-links';
import { startGateway } from '../../support/gateway';
import { closeAll } from '../../support/http';
import { keepDeliveries } from '../../support/whatsapp';

afterEach(closeAll);

const WORKFLOW_ID = 'whatsapp-555000111222333-0123456789abcdef01234567';
const DAY = 24 * 60 * 60 * 1000;
const AT = Date.UTC(2026, 10, 23, 14, 5, 6);
const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert('2')"> &amp; "quoted"`;

const snapshot: ConversationSnapshot = {
  workflowId: WORKFLOW_ID,
  mode: 'paused',
  modeSince: AT,
  epoch: 1,
  whoMaySpeak: 'agents',
  handoff: 'claimed',
  agent: { id: 'U_THANDI', name: 'Thandi' },
  recentDecisions: [],
  engine: 'local',
  language: 'en',
  customer: { name: HOSTILE, waId: '27825551234' },
  recordBegins: 4,
  pastHandoffs: [],
  transcript: [
    { number: 4, at: AT, from: 'customer', text: HOSTILE },
    { number: 5, at: AT + 1_000, from: 'assistant', text: 'We open at eight.', delivery: 'sent' },
    { number: 6, at: AT + 2_000, from: 'event', text: 'Thandi has it' },
    { number: 7, at: AT + 3_000, from: 'agent', name: 'Thandi', text: 'Let me look.', delivery: 'read' },
  ],
  now: AT,
};

interface Opened {
  status: number;
  text: string;
  headers: Headers;
}

interface OpenOptions {
  snapshot?: () => Promise<ConversationSnapshot | undefined>;
  change?: (url: string) => string;
  laterMs?: number;
}

async function open(options: OpenOptions = {}): Promise<Opened> {
  const { snapshot: read = () => Promise.resolve(snapshot), change = (url) => url, laterMs = 0 } = options;
  let clock = AT;
  const gateway = {
    ...keepDeliveries(),
    snapshot: read,
    runs: () =>
      Promise.resolve([
        { runId: 'two', startedAt: AT },
        { runId: 'one', startedAt: AT - DAY, endedAt: AT - DAY / 2 },
      ]),
  };
  const linksTo = (publicUrl: string) => createTranscriptLinks({ key: 'link-key', publicUrl, now: () => clock });
  const { url } = await startGateway({ gateway, links: linksTo('http://unused.test') });
  const link = linksTo(`${url}/`).link(WORKFLOW_ID);
  clock += laterMs;
  const response = await fetch(change(link));
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('a transcript', () => {
  it('when the link is right, it shows who wrote what, when, and how far it got', async () => {
    const { status, text } = await open();
    expect(status).toBe(200);
    expect(text).toContain('<p>We open at eight.</p>');
    expect(text).toMatch(
      /Assistant · <time datetime="2026-11-23T14:05:07.000Z">23 Nov 2026, 14:05:07 UTC<\/time> · sent/,
    );
    expect(text).toMatch(/Agent \(Thandi\) · .* · read/);
    expect(text).toContain('<p>Thandi has it</p>');
    expect(text).toContain('handoff claimed · with Thandi');
    expect(text).toContain('The record begins at line 4.');
    expect(text).toContain('Kept records of this customer');
  });

  it('when a customer writes HTML, it is shown as text', async () => {
    const { text } = await open();
    expect(text).not.toMatch(/<script|<img/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('onerror=&quot;alert(&#39;2&#39;)&quot;&gt; &amp;amp; &quot;quoted&quot;');
  });

  it('when it is sent, nothing may run in it, keep it, find it or learn where it is', async () => {
    const { headers, text } = await open();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const style = /<style>([\s\S]*)<\/style>/.exec(text)![1]!;
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });

  it('when the conversation is not kept any more, it is 404', async () => {
    expect(await open({ snapshot: () => Promise.resolve(undefined) })).toMatchObject({ status: 404 });
  });

  it('when Temporal does not answer, it is 503', async () => {
    expect(await open({ snapshot: () => Promise.reject(new Error('14 UNAVAILABLE')) })).toMatchObject({ status: 503 });
  });
});

describe('a link', () => {
  const change = (name: string, to: (value: string) => string) => (url: string) => {
    const changed = new URL(url);
    changed.searchParams.set(name, to(changed.searchParams.get(name)!));
    return changed.href;
  };

  it('when it is a day old, it has expired', async () => {
    expect(await open({ laterMs: DAY - 1 })).toMatchObject({ status: 200 });
    const { status, text } = await open({ laterMs: DAY });
    expect(status).toBe(403);
    expect(text).toContain('This link has expired.');
    expect(text).not.toContain('We open at eight.');
  });

  it.each([
    ['lives longer', change('expires', (value) => String(Number(value) + 1))],
    [
      'has another signature',
      change('signature', (value) => value.replace(/^./, (first) => (first === '0' ? '1' : '0'))),
    ],
    ['has a short signature', change('signature', (value) => value.slice(2))],
    ['has no signature', (url: string) => url.replace(/&signature=.*/, '')],
    ['has two signatures', (url: string) => `${url}&signature=00`],
    ['leads to another conversation', (url: string) => url.replace('0123456789abcdef', '1123456789abcdef')],
  ])('when it %s, it is 403 with a sentence', async (_name, forge) => {
    const { status, text } = await open({ change: forge });
    expect(status).toBe(403);
    expect(text).toContain('This link is not one of ours.');
  });
});
