import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createCustomerFiles } from '../../../src/customer-files';
import { detectFileType } from '../../../src/file-type';
import { createSendFile } from '../../../src/shown-file';
import { createTranscriptLinks } from '../../../src/transcript-links';
import type { ConversationSnapshot, TranscriptLine } from '../../../workflows/conversation/messages';
import { CONVERSATION, claimed, createVisitor, startDesk } from '../../support/desk';
import { startGateway } from '../../support/gateway';
import { atEnd, closeAll, keepLog, startHttpServer } from '../../support/http';
import { until } from '../../support/until';
import { keepDeliveries } from '../../support/whatsapp';

afterEach(closeAll);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n');
const EXE = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(300),
  Buffer.from('This program cannot be run in DOS mode.'),
]);
const PAGE = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
const PICTURE_OF_SCRIPT = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

type Line = Partial<TranscriptLine> & Pick<TranscriptLine, 'file'>;

const fileOf = (media: 'image' | 'document' | 'video', fileName?: string): NonNullable<TranscriptLine['file']> => ({
  mediaId: '1234567890',
  media,
  ...(fileName !== undefined && { fileName }),
});

/** The Graph API with one file, over HTTP. `serve` sends its bytes. */
async function startGraph(
  content: Buffer,
  serve: (response: ServerResponse) => void = (response) => void response.end(content),
) {
  const graph = await startHttpServer((response, { path, headers }) => {
    if (headers.authorization !== 'Bearer token-of-the-business') return void response.writeHead(401).end();
    if (path.startsWith('/bytes')) return serve(response);
    if (!path.startsWith('/1234567890?phone_number_id=')) return void response.writeHead(404).end('{}');
    const sha256 = createHash('sha256').update(content).digest('hex');
    response.end(
      JSON.stringify({ url: `${graph.url}/bytes`, file_size: content.length, sha256, mime_type: 'image/jpeg' }),
    );
  });
  const files = createCustomerFiles({
    apiUrl: graph.url,
    accessToken: 'token-of-the-business',
    detect: detectFileType,
  });
  return { graph, sendFile: createSendFile({ files, logger: keepLog().logger }) };
}

const withLine = (change: Line): ConversationSnapshot => {
  const snapshot = claimed();
  const line: TranscriptLine = {
    number: 4,
    at: snapshot.now,
    from: 'customer',
    text: '[photo]',
    kind: 'photo',
    ...change,
  };
  return { ...snapshot, transcript: [line] };
};

/** A transcript over HTTP whose only line has a file, and a link to it. */
async function start(content: Buffer, change: Line, serve?: (response: ServerResponse) => void) {
  const { graph, sendFile } = await startGraph(content, serve);
  const snapshot = withLine(change);
  let now = snapshot.now;
  const gateway = {
    ...keepDeliveries(),
    snapshot: () => Promise.resolve(snapshot),
    runs: () => Promise.resolve([{ runId: '00000000-1111-4111-8111-111111111111', startedAt: now }]),
    revision: () => Promise.resolve({ runId: '00000000-1111-4111-8111-111111111111', events: 1 }),
  };
  const linksTo = (publicUrl: string) => createTranscriptLinks({ key: 'link-key', publicUrl, now: () => now });
  const { url } = await startGateway({ gateway, links: linksTo('http://unused.test'), sendFile });
  const link = linksTo(url).link(CONVERSATION);
  const [address, query] = link.split('?');
  return { graph, link, file: `${address}/files/4?${query}`, pass: (ms: number) => void (now += ms) };
}

describe('a customer’s file on a page', () => {
  it('when it is a photo, then it is shown as what its bytes are, and can do nothing', async () => {
    const { file, link } = await start(PNG, { file: fileOf('image', 'look.jpg') });
    const response = await fetch(file);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const page = await (await fetch(link)).text();
    expect(page).toContain('<img src="/transcript/');
    expect(page).not.toContain('not here');
  });

  it('when it is a document, then it is saved under a name with its real ending', async () => {
    const document = {
      kind: 'document',
      text: '[document: bill.exe]',
      file: fileOf('document', '../bill.exe'),
    } as const;
    const { file } = await start(PDF, document);
    const { headers } = await fetch(file);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe('attachment; filename=bill.pdf');
  });

  it.each([
    ['a program that says it is a photo', EXE, fileOf('image', 'cat.jpg'), /another kind of file \(EXE\)/],
    [
      'a page that says it is a document',
      PAGE,
      fileOf('document', 'bill.pdf'),
      /of another kind \(HTML\)\. Only photos/,
    ],
    ['a drawing with a script', PICTURE_OF_SCRIPT, fileOf('image'), /another kind of file \((?:XML|HTML|SVG)\)/],
  ])(
    'when it is %s, then one sentence says so and not one byte of it goes out',
    async (_what, content, one, sentence) => {
      const { file } = await start(content, { file: one });
      const response = await fetch(file);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toMatch(sentence);
    },
  );

  it('when it breaks off half-way, then nobody takes a part of it for the whole', async () => {
    const long = Buffer.concat([PNG, Buffer.alloc(200_000, 7)]);
    const { file } = await start(long, { file: fileOf('image') }, (response) => {
      response.write(long.subarray(0, 100_000), () => response.destroy());
    });
    const response = await fetch(file);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('when the little that there is is not what WhatsApp has announced, then one sentence says so', async () => {
    const { file } = await start(PNG, { file: fileOf('image') }, (response) => {
      response.end(Buffer.concat([PNG.subarray(0, -1), Buffer.alloc(1)]));
    });
    const response = await fetch(file);
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/checksum/);
  });

  it.each([
    ['bytes=0-1', 206, 'bytes 0-1/200069', 2],
    ['bytes=100000-', 206, 'bytes 100000-200068/200069', 100_069],
    ['bytes=-5', 206, 'bytes 200064-200068/200069', 5],
    ['bytes=200069-', 416, 'bytes */200069', 0],
    ['bytes=0-1,5-6', 200, null, 200_069],
    ['lines=1-2', 200, null, 200_069],
  ])('when %s of it is asked for, then that is what comes', async (range, status, said, length) => {
    const content = Buffer.concat([PNG, Buffer.alloc(200_000 + 69 - PNG.length, 7)]);
    const { file } = await start(content, { file: fileOf('image') });
    const response = await fetch(file, { headers: { range } });
    const body = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-range'), body.length]).toEqual([status, said, length]);
    const from = status === 206 ? Number(/bytes (\d+)/.exec(said ?? '')![1]) : 0;
    expect(body.equals(content.subarray(from, from + length))).toBe(true);
  });

  it('when it is not what WhatsApp has announced, then its last bytes never come', async () => {
    const content = Buffer.concat([PNG, Buffer.alloc(200_000, 7)]);
    const other = Buffer.concat([PNG, Buffer.alloc(200_000, 8)]);
    const { file } = await start(content, { file: fileOf('image') }, (response) => void response.end(other));
    const response = await fetch(file);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it.each(['5', '4%00', '__proto__', '4/..', '-4', '4.0', '04'])(
    'when line %s is asked for, which has none, then the answer is 404 and WhatsApp is not asked',
    async (line) => {
      const { file, graph } = await start(PNG, { file: fileOf('image') });
      const { status } = await fetch(file.replace('/files/4?', `/files/${line}?`));
      expect(status).toBe(404);
      expect(graph.requests).toEqual([]);
    },
  );

  it('when the link is not ours or is over, then WhatsApp is not asked', async () => {
    const { file, graph, pass } = await start(PNG, { file: fileOf('image') });
    expect((await fetch(file.replace(/signature=./, 'signature=%00'))).status).toBe(403);
    pass(24 * 60 * 60_000 + 1);
    expect((await fetch(file)).status).toBe(403);
    expect(graph.requests).toEqual([]);
  });

  it('when a reader leaves, then WhatsApp is left as well', async () => {
    let left = false;
    const longer = Buffer.concat([PNG, Buffer.alloc(10_000_000)]);
    const { file } = await start(longer, { file: fileOf('image') }, (response) => {
      response.on('close', () => (left = true)).write(longer.subarray(0, 9_000_000));
    });
    const reader = new AbortController();
    await fetch(file, { signal: reader.signal });
    reader.abort();
    await until(() => left, Boolean);
  });

  it('when more are read at once than there is room for, then the next one is told to come again', async () => {
    const held: ServerResponse[] = [];
    const { file } = await start(
      Buffer.alloc(1_000_000, 7),
      { file: fileOf('image') },
      (response) => void held.push(response),
    );
    const leave = new AbortController();
    atEnd(() => leave.abort());
    for (let count = 0; count < 16; count += 1) void fetch(file, { signal: leave.signal }).catch(() => undefined);
    await until(
      () => held.length,
      (count) => count === 16,
    );
    const refused = await fetch(file);
    expect([refused.status, await refused.text()]).toEqual([
      503,
      'Too many files are on their way. Try again in a moment.',
    ]);
  });

  it.each([
    [
      'after seven days',
      { at: claimed().now - 8 * 24 * 60 * 60_000, file: fileOf('image') },
      'WhatsApp has kept the file for 7 days.',
    ],
    [
      'where it is known to be none',
      { file: { ...fileOf('image'), problem: 'empty' as const } },
      'there is not one byte in it',
    ],
  ])('%s, the page does not offer it', async (_when, change, words) => {
    const { link } = await start(PNG, change);
    const page = await (await fetch(link)).text();
    expect(page).toContain(words);
    expect(page).not.toContain('/files/');
  });
});

describe('a customer’s file on the desk', () => {
  it('when an agent opens it, then it is shown; when a stranger does, then he is sent to the sign-in', async () => {
    const { sendFile, graph } = await startGraph(PNG);
    const { url, world } = await startDesk({ sendFile });
    world.snapshot = withLine({ file: fileOf('image') });
    const visitor = createVisitor(url);
    const address = `/desk/conversations/${CONVERSATION}/files/4`;
    expect(await visitor.get(address)).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/desk\/sign-in/),
    });
    expect(graph.requests).toEqual([]);
    await visitor.signIn();
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).toContain(`<img src="${address}"`);
    const { status, headers } = await visitor.get(address);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('when the gateway has no token, then the page says where the file is', async () => {
    const { url, world } = await startDesk();
    world.snapshot = withLine({ file: fileOf('image') });
    const visitor = createVisitor(url);
    await visitor.signIn();
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect(text).toContain('The file itself is on WhatsApp, not here.');
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}/files/4`)).status).toBe(404);
  });
});
