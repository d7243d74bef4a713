import { createTranscriptLinks } from '../../../src/transcript-links';
import { startGateway } from '../../support/gateway';
import { closeAll } from '../../support/http';
import { keepDeliveries } from '../../support/whatsapp';

afterEach(closeAll);

const WORKFLOW_ID = 'whatsapp-555000111222333-0123456789abcdef01234567';
const OTHER = 'whatsapp-555000111222333-fedcba9876543210fedcba98';

async function start(proxies = 0) {
  const asked: string[] = [];
  const gateway = {
    ...keepDeliveries(),
    snapshot: async (workflowId: string) => void asked.push(workflowId),
    runs: async () => [],
    revision: async (workflowId: string) => void asked.push(workflowId),
  };
  const linksFor = (publicUrl: string, key = 'link-key') => createTranscriptLinks({ key, publicUrl });
  const { url } = await startGateway({ gateway, links: linksFor('http://unused.test'), proxies });
  return { url, asked, link: linksFor(url).link(WORKFLOW_ID), forged: linksFor(url, 'another-key').link(WORKFLOW_ID) };
}

describe('addresses that nobody gave out', () => {
  it('when more than 200 other tokens are tried, then none opens a transcript', async () => {
    const { link, forged, asked } = await start();
    const right = new URL(link);
    const signature = right.searchParams.get('signature')!;
    const expires = right.searchParams.get('expires')!;
    const change = (name: string, value: string): string => {
      const url = new URL(link);
      url.searchParams.set(name, value);
      return url.href;
    };
    const flips = [...signature].flatMap((digit, at) =>
      ['0', 'f', 'F']
        .filter((other) => other !== digit)
        .map((other) => signature.slice(0, at) + other + signature.slice(at + 1)),
    );
    const times = [-1, 1, 1_000, 86_400_000].map((more) => String(Number(expires) + more));
    const tried = [
      forged,
      ...flips.map((one) => change('signature', one)),
      ...['', signature.slice(1), `${signature}0`, signature.toUpperCase(), 'null', '[]'].map((one) =>
        change('signature', one),
      ),
      ...[...times, '', '9'.repeat(15), `0${expires}`, `${expires}.0`, '1e15', 'Infinity'].map((one) =>
        change('expires', one),
      ),
      link.replace(WORKFLOW_ID, OTHER),
      link.replace(WORKFLOW_ID, `${WORKFLOW_ID}%00`),
      link.replace(WORKFLOW_ID, `${WORKFLOW_ID}%2F..%2F${OTHER}`),
      link.replace(WORKFLOW_ID, WORKFLOW_ID.toUpperCase()),
      `${link}&signature=${signature}`,
      `${link}&expires=${expires}`,
      link.replace('signature=', 'signature[]='),
      link.replace('expires=', 'expires[$gt]='),
    ];
    const answers = await Promise.all(tried.map((url) => fetch(url, { redirect: 'manual' })));
    expect(answers.map(({ status }) => status).filter((status) => status !== 403)).toEqual([]);
    expect(tried.length).toBeGreaterThan(150);
    expect(asked).toEqual([]);
  });

  it('when an address could lead elsewhere, then nothing is ever redirected', async () => {
    const { url, link } = await start();
    const query = new URL(link).search;
    const paths = [
      '//evil.example',
      '/\\evil.example',
      '/%2f%2fevil.example',
      '/transcript//evil.example',
      `/transcript/${WORKFLOW_ID}//evil.example${query}`,
      `/transcript/${WORKFLOW_ID}/%2e%2e%2f${query}`,
      `/transcript/${WORKFLOW_ID}/../../etc/passwd${query}`,
      `/transcript/${WORKFLOW_ID}/${encodeURIComponent('https://evil.example')}${query}`,
      `/transcript/${WORKFLOW_ID}${query}&next=https://evil.example&returnTo=//evil.example`,
      '/transcript-assets/..%2f..%2fpackage.json',
      '/whatsapp/webhook?hub.mode=subscribe&hub.challenge=https://evil.example',
      '/?url=https://evil.example',
      '/healthz%0d%0aLocation:%20https://evil.example',
      '/slack/events/..%2f',
      '/.env',
      '/%c0%ae%c0%ae/',
      '/%',
    ];
    for (const path of paths) {
      const response = await fetch(`${url}${path}`, { redirect: 'manual' });
      expect([path, response.status, response.headers.get('location')]).toEqual([path, expect.any(Number), null]);
      expect([200, 400, 403, 404]).toContain(response.status);
    }
  });
});

describe('many requests from one address', () => {
  const ask = async (url: string, count: number, headers: Record<string, string> = {}): Promise<number[]> =>
    Promise.all(
      Array.from({ length: count }, async () => (await fetch(`${url}/transcript/${WORKFLOW_ID}`, { headers })).status),
    );
  const refused = (statuses: number[]): number => statuses.filter((status) => status === 429).length;

  it('when more than 300 come in a minute, then the rest is refused, and what vendors send is not', async () => {
    const { url } = await start();
    expect(refused(await ask(url, 300))).toBe(0);
    expect(refused(await ask(url, 20))).toBe(20);
    expect(refused(await ask(url, 5, { 'x-forwarded-for': '203.0.113.9' }))).toBe(5);
    const response = await fetch(`${url}/whatsapp/webhook`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('when a proxy says whose they are, then each address has a limit of its own', async () => {
    const { url } = await start(1);
    expect(refused(await ask(url, 310, { 'x-forwarded-for': '203.0.113.9' }))).toBe(10);
    expect(refused(await ask(url, 5, { 'x-forwarded-for': '203.0.113.10' }))).toBe(0);
    // The proxy appends the address that it sees: what a client claims stands before it.
    expect(refused(await ask(url, 5, { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' }))).toBe(5);
  });
});
