import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import type { ConversationRun } from '../../../src/conversation-gateway';
import { createTranscriptLinks } from '../../../src/transcript-links';
import { startGateway } from '../../support/gateway';
import { closeAll } from '../../support/http';
import { keepDeliveries } from '../../support/whatsapp';

afterEach(closeAll);

const WORKFLOW_ID = 'whatsapp-555000111222333-0123456789abcdef01234567';
const DAY = 24 * 60 * 60 * 1000;
const AT = Date.UTC(2026, 10, 23, 14, 5, 6);
const PHOTO = { mediaId: '1234567890', media: 'image' } as const;
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
  transcript: [
    { number: 4, at: AT, from: 'customer', text: HOSTILE },
    { number: 5, at: AT + 1_000, from: 'assistant', text: 'We open at eight.', delivery: 'sent' },
    { number: 6, at: AT + 2_000, from: 'event', name: 'Thandi', text: 'Thandi took over.', mode: 'paused' },
    { number: 7, at: AT + 3_000, from: 'agent', name: 'Thandi', text: 'Let me look.', delivery: 'read' },
  ],
  summary: { askedFor: 'A new lid', told: '', tried: '', wants: 'It this week', engine: 'openai' },
  pastHandoffs: [],
  now: AT,
};

const RUNS = ['2', '1', '0'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`);
const runs: ConversationRun[] = [
  { runId: RUNS[0]!, startedAt: AT },
  { runId: RUNS[1]!, startedAt: AT - DAY, endedAt: AT - DAY / 2, end: 'continued' },
  { runId: RUNS[2]!, startedAt: AT - 9 * DAY, endedAt: AT - 8 * DAY, end: 'completed' },
];

interface Opened {
  status: number;
  text: string;
  headers: Headers;
  /** What the page asked the conversations for. */
  asked: string[];
}

interface OpenOptions {
  snapshot?: () => Promise<ConversationSnapshot | undefined>;
  kept?: ConversationRun[];
  timeZone?: string;
  change?: (url: string) => string;
  laterMs?: number;
}

/** The page over conversations as given, and a link to one of them. */
async function start({ snapshot: read, kept = runs, timeZone = 'UTC' }: OpenOptions) {
  const asked: string[] = [];
  let clock = AT;
  let events = 1;
  let shown: ConversationSnapshot | undefined = snapshot;
  const gateway = {
    ...keepDeliveries(),
    snapshot(workflowId: string, runId?: string) {
      asked.push(runId === undefined ? workflowId : `${workflowId} ${runId}`);
      return read ? read() : Promise.resolve(shown);
    },
    runs: () => Promise.resolve(kept),
    revision: () => Promise.resolve(shown && { runId: RUNS[0]!, events }),
  };
  const linksTo = (publicUrl: string) => createTranscriptLinks({ key: 'link-key', publicUrl, now: () => clock });
  const { url } = await startGateway({ gateway, links: linksTo('http://unused.test'), timeZone });
  return {
    url,
    asked,
    link: linksTo(`${url}/`).link(WORKFLOW_ID),
    pass: (ms: number) => void (clock += ms),
    becomes(next: ConversationSnapshot | undefined) {
      [shown, events] = [next, events + 1];
    },
  };
}

async function open(options: OpenOptions = {}): Promise<Opened> {
  const { change = (url) => url, laterMs = 0 } = options;
  const { link, asked, pass } = await start(options);
  pass(laterMs);
  const response = await fetch(change(link));
  return { status: response.status, text: await response.text(), headers: response.headers, asked };
}

/** The words of a page, without its markup. */
const wordsOf = (text: string): string => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** One line of the page. */
const lineOf = (text: string, number: number): string =>
  new RegExp(`<li id="line-${number}"[^]*?</li>`).exec(text)?.[0] ?? '';

describe('a transcript', () => {
  it('when the link is right, then it shows who wrote what, when, and how far it got', async () => {
    const { status, text } = await open();
    expect(status).toBe(200);
    expect(wordsOf(lineOf(text, 5))).toBe(' Assistant 14:05 We open at eight. sent ');
    expect(lineOf(text, 5)).toContain(
      '<time datetime="2026-11-23T14:05:07.000Z" title="23 Nov 2026, 14:05:07 UTC">14:05</time>',
    );
    expect(wordsOf(lineOf(text, 6))).toBe(' Thandi took over. 14:05 ');
    expect(wordsOf(lineOf(text, 7))).toBe(' Thandi · Agent 14:05 Let me look. read ');
    expect(wordsOf(text)).toContain('The agents may speak Thandi has it');
    expect(wordsOf(text)).toContain('+27 82 555 1234 · WhatsApp · English');
  });

  it('when what is in doubt was sent again, then it says both', async () => {
    const doubtful = { ...snapshot.transcript[3]!, delivery: 'unconfirmed' as const, sentAgain: true as const };
    const { text } = await open({ snapshot: async () => ({ ...snapshot, transcript: [doubtful] }) });
    expect(wordsOf(lineOf(text, 7))).toContain('delivery unconfirmed, sent again below');
  });

  it('when more is known of the handoff than its reason, then issue, mood and order stay with the agents', async () => {
    const facts = {
      waitingSince: AT,
      otherReasons: ['complaint' as const],
      sentiment: 'angry' as const,
      order: { number: '1007', note: 'of another number' },
    };
    const known = { ...snapshot, reason: 'refund_request' as const, issue: 'a broken mug', facts };
    const { text } = await open({ snapshot: async () => known });
    expect(wordsOf(text)).toContain('The customer wants a refund · Complaint: something is missing, damaged or wrong');
    expect(text).not.toMatch(/1007|another number|broken mug|angry/);
  });

  it('when the business is in another zone, then days and times are those of that zone', async () => {
    const { text } = await open({ timeZone: 'Pacific/Auckland' });
    expect(lineOf(text, 4)).toContain('Tuesday 24 November 2026');
    expect(lineOf(text, 5)).toContain('>03:05</time>');
    expect(text.match(/class="day"/g)).toHaveLength(1);
  });

  it('when people have it, then the summary is on top, without what it does not know', async () => {
    const { text } = await open();
    const [summary = ''] = /<section class="summary">[^]*?<\/section>/.exec(text) ?? [];
    expect(wordsOf(summary)).toMatch(/Asked for A new lid Wants It this week/);
    expect(text.indexOf(summary)).toBeLessThan(text.indexOf('id="lines"'));
  });

  it('when the handoff is over, then its summary still is, with its reason and its end', async () => {
    const { summary, agent: by, ...rest } = snapshot;
    const times = { openedAt: AT, endedAt: AT + 60_000 };
    const past = {
      number: 1,
      reason: 'complaint' as const,
      ...times,
      how: 'resolved' as const,
      by: by!,
      summary: summary!,
    };
    const over: ConversationSnapshot = { ...rest, mode: 'active', handoff: 'none', pastHandoffs: [past] };
    const words = wordsOf((await open({ snapshot: () => Promise.resolve(over) })).text);
    expect(words).toContain('The assistant may speak');
    expect(words).toMatch(/handoff of 23 Nov 2026, 14:05 · Complaint: .* resolved by Thandi, 23 Nov 2026, 14:06/);
  });

  it('when who may speak is known, then each line says it, from the change on', async () => {
    const { text } = await open();
    const speakers = [4, 5, 6, 7].map((number) => /speaks-\w+/.exec(lineOf(text, number))?.[0]);
    expect(speakers).toEqual([undefined, undefined, 'speaks-agents', 'speaks-agents']);
    const whole = { ...snapshot, recordBegins: 1 };
    expect(lineOf((await open({ snapshot: () => Promise.resolve(whole) })).text, 4)).toContain('speaks-assistant');
  });

  it.each([
    [
      { kind: 'document', text: '[document: invoice.pdf] as asked' },
      ' document: invoice.pdf as asked The file itself is on WhatsApp, not here. ',
    ],
    [
      { kind: 'photo', text: '[photo]', file: { ...PHOTO, type: 'image/png', size: 1_300_000 }, quoted: 'Which one?' },
      ' About “Which one?” photo image/png, 1.2 MB. The file itself is on WhatsApp, not here. ',
    ],
    [
      { kind: 'photo', text: '[photo]', file: { ...PHOTO, problem: 'empty' } },
      ' photo The customer’s photo is not shown: it is empty: there is not one byte in it. Ask the customer to send it again. ',
    ],
    [{ kind: 'location', text: '[location: Worcester]' }, ' location: Worcester '],
    [{ text: '[photo] only typed' }, ' [photo] only typed '],
    [{ tapped: true, text: 'Yes, connect me' }, ' Yes, connect me '],
  ] as const)('when a customer sends %j, then the line tells what it is', async (change, words) => {
    const one = { ...snapshot, transcript: [{ number: 4, at: AT, from: 'customer' as const, ...change }] };
    const { text } = await open({ snapshot: () => Promise.resolve(one) });
    expect(wordsOf(/<\/header>[^]*<\/article>/.exec(lineOf(text, 4))![0])).toBe(words);
    expect(lineOf(text, 4).includes('tapped')).toBe('tapped' in change);
  });

  it.each([
    ['Monday: *08:00 to 17:00*, _really_ ~not~.', 'Monday: <b>08:00 to 17:00</b>, <i>really</i> <s>not</s>.'],
    ['2 * 3 * 4, a_b_c, https://shop.example/_a_', '2 * 3 * 4, a_b_c, https://shop.example/_a_'],
    ['*<b>*', '<b>&lt;b&gt;</b>'],
  ])('when somebody writes %j, then it looks as on WhatsApp', async (text, shown) => {
    const one = { ...snapshot, transcript: [{ number: 4, at: AT, from: 'agent' as const, text }] };
    expect(lineOf((await open({ snapshot: () => Promise.resolve(one) })).text, 4)).toContain(`"words">${shown}</p>`);
  });

  it('when a customer writes HTML, then it is shown as text', async () => {
    const { text } = await open();
    expect(text).not.toMatch(/<script>|<img/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('onerror=&quot;alert(&#39;2&#39;)&quot;&gt; &amp;amp; &quot;quoted&quot;');
  });

  it('when it is sent, then no script but ours runs in it, and nobody keeps it, finds it or learns where it is', async () => {
    const { headers, text } = await open();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const styles = [...text.matchAll(/rel="stylesheet" href="\/transcript-assets\/\w+\/(\w+)\.css"/g)];
    expect(styles.map(([, name]) => name)).toEqual(['base', 'overview', 'lines', 'records', 'narrow', 'print']);
    expect(text).not.toMatch(/ (style|on\w+)="|<style|https?:/);
  });

  it('when the conversation is not kept any more, then it is 404', async () => {
    expect(await open({ snapshot: () => Promise.resolve(undefined) })).toMatchObject({ status: 404 });
  });

  it('when Temporal does not answer, then it is 503', async () => {
    expect(await open({ snapshot: () => Promise.reject(new Error('14 UNAVAILABLE')) })).toMatchObject({ status: 503 });
  });
});

describe('the records of a customer', () => {
  const below = (run: string) => (url: string) => url.replace('?', `/${run}?`);
  const beginning = async (options: OpenOptions): Promise<string> =>
    wordsOf(/<div id="beginning"[^]*?<\/div>/.exec((await open(options)).text)![0]).trim();
  const whole = () => Promise.resolve({ ...snapshot, recordBegins: 1 });

  it('when there are several, then each is listed with its end and a link of the same age', async () => {
    const { text } = await open();
    const [list = ''] = /<nav class="records"[^]*<\/nav>/.exec(text) ?? [];
    expect(wordsOf(list)).toMatch(
      /14:05 to now · this one .* · continued in the next one .* · ended after 30 quiet days/,
    );
    const links = [...list.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
    expect(links.map((href) => href.split(/[/?]/)[3])).toEqual([RUNS[1], RUNS[2]]);
    expect(links.every((href) => /\?expires=\d+&signature=[0-9a-f]{64}$/.test(href))).toBe(true);
  });

  it('when there is one, then there is no list and the record begins with it', async () => {
    const one = { snapshot: whole, kept: runs.slice(0, 1) };
    expect((await open(one)).text).not.toContain('<nav');
    expect(await beginning(one)).toBe('This is where the record begins.');
  });

  it('when lines have left it, then what was continued has them, and what ended has not', async () => {
    expect(await beginning({})).toBe('This record begins at line 4. Read older lines');
    const [newest, , ended] = runs;
    expect(await beginning({ kept: [newest!, ended!] })).toBe(
      'This record begins at line 4. What was before is no longer kept.',
    );
    expect(await beginning({ snapshot: whole })).toBe('This is where the record begins. Read the one before it');
  });

  it('when an earlier one is opened, then that run alone is asked for, and nothing keeps it up to date', async () => {
    const { text, asked } = await open({ change: below(RUNS[1]!) });
    expect(asked).toEqual([`${WORKFLOW_ID} ${RUNS[1]}`]);
    expect(text).toContain('An earlier record');
    expect(text).not.toContain('<script');
  });

  it.each(['x', '..%2f..', `${RUNS[1]}%00`, 'live%2f', `${RUNS[1]}" OR "1`])(
    'when %j is asked for, then it is 404 and no conversation was',
    async (run) => {
      const { status, asked } = await open({ change: below(run) });
      expect({ status, asked }).toEqual({ status: 404, asked: [] });
    },
  );
});

describe('what keeps a transcript up to date', () => {
  const live = (url: string): string => url.replace('?', '/live?');

  /** Reads events until there is one of this kind. */
  async function eventOf(response: Response, kind: string): Promise<unknown> {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const [, data] = new RegExp(`event: ${kind}\ndata: (.*)\n\n`).exec(text) ?? [];
      if (data !== undefined) return JSON.parse(data);
    }
    throw new Error(`It ended with ${text}`);
  }

  it('when something happens, then the reader gets what has changed, and nothing he has already', async () => {
    const { link, becomes, asked } = await start({});
    const response = await fetch(`${live(link)}&seen=${RUNS[0]}.1`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(asked).toEqual([]);
    const added = { number: 8, at: AT, from: 'customer' as const, text: 'Thank you' };
    becomes({ ...snapshot, transcript: [...snapshot.transcript.slice(1), added] });
    const news = (await eventOf(response, 'transcript')) as {
      first: number;
      lines: { number: number; markup: string }[];
    };
    expect(news.first).toBe(5);
    expect(news.lines.map(({ number }) => number)).toEqual([5, 6, 7, 8]);
    expect(news.lines[3]!.markup).toContain('Thank you');
    expect(asked).toEqual([WORKFLOW_ID]);
  });

  it('when the conversation is no longer kept, then the reader is told that it is over', async () => {
    const { link, becomes } = await start({});
    const response = await fetch(live(link));
    becomes(undefined);
    expect(await eventOf(response, 'over')).toBe('This conversation is no longer kept.');
  });

  it('when the link ends while it is read, then the reader is told and gets nothing more', async () => {
    const { link, becomes, pass, asked } = await start({});
    const response = await fetch(`${live(link)}&seen=${RUNS[0]}.1`);
    pass(DAY);
    becomes({ ...snapshot, mode: 'active' });
    expect(await eventOf(response, 'over')).toBe('This link has expired.');
    expect(asked).toEqual([]);
  });

  it('when the link is another one, then nothing is told', async () => {
    const { link } = await start({});
    expect((await fetch(live(link).replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(403);
    expect((await fetch(live(link).replace('0123456789abcdef', '1123456789abcdef'))).status).toBe(403);
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
