import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectFileType } from '../../../src/file-type';
import { createUploadAttached } from '../../../src/upload-attached';
import { claimed, CONVERSATION, createVisitor, startDesk } from '../../support/desk';
import { closeAll, startHttpServer } from '../../support/http';
import { until } from '../../support/until';

const MESSAGES = `/desk/conversations/${CONVERSATION}/messages`;
const HTMX = { 'hx-request': 'true' };
const MEGABYTE = 1024 * 1024;
const JPEG = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
]);
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]);

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'baton-attached-'));
  jest.spyOn(os, 'tmpdir').mockReturnValue(scratch);
});

afterEach(async () => {
  await closeAll();
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

/** The desk beside a Graph API that takes every upload, and a visitor who has signed in. */
async function start(id = 'U_THANDI') {
  const graph = await startHttpServer((response) => void response.end(JSON.stringify({ id: '998877' })));
  const upload = createUploadAttached({ apiUrl: graph.url, accessToken: 'token', detect: detectFileType });
  const desk = await startDesk({ upload });
  const visitor = createVisitor(desk.url);
  await visitor.signIn(id);
  const form = async (file: File | undefined, change: Record<string, string> = {}): Promise<FormData> => {
    const fields = new FormData();
    for (const [name, value] of Object.entries({ ...(await visitor.form('messages')), text: '', ...change }))
      fields.set(name, value);
    if (file !== undefined) fields.set('file', file);
    return fields;
  };
  return { ...desk, graph, visitor, form };
}

const nothingKept = () =>
  until(
    () => readdirSync(scratch),
    (names) => names.length === 0,
  );

describe('a file on the desk page', () => {
  it('when an agent attaches one with words, then WhatsApp has it as what it is, and the conversation gets both', async () => {
    const { visitor, form, graph, agentGateway } = await start();
    const file = new File([JPEG], '../../Lid ö.png', { type: 'application/x-msdownload' });
    const { text } = await visitor.post(MESSAGES, await form(file, { text: 'This one?' }), HTMX);
    expect(text).toContain('On its way to the customer.');
    const [sent] = graph.requests;
    expect([graph.requests.length, sent?.path]).toEqual([1, '/555000111222333/media']);
    expect(sent?.body).toContain('content-type: image/jpeg');
    expect(agentGateway.messages.map(({ message }) => message)).toEqual([
      expect.objectContaining({
        text: 'This one?',
        files: 1,
        note: false,
        attachments: [
          {
            fileId: 'desk',
            name: expect.stringContaining('Lid ö'),
            uploaded: { mediaId: '998877', media: 'image', type: 'image/jpeg', size: JPEG.length, name: 'Lid ö.jpg' },
          },
        ],
      }),
    ]);
    await nothingKept();
  });

  it('when the line is slow, then the page waits for as long as the gateway does', async () => {
    const { visitor } = await start();
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect(/<form\s+class="composer"[^>]*>/.exec(text)?.[0]).toContain('hx-config="timeout:480000"');
  });

  it('when nothing is attached, then the words go alone; when there are none, then the file does', async () => {
    const { visitor, form, graph, agentGateway } = await start();
    await visitor.post(MESSAGES, await form(new File([], ''), { text: 'Hello' }));
    expect(graph.requests).toEqual([]);
    await visitor.post(MESSAGES, await form(new File([JPEG], 'lid.jpg')));
    expect(agentGateway.messages.map(({ message: { text, files } }) => [text, files])).toEqual([
      ['Hello', 0],
      ['', 1],
    ]);
  });

  it.each([
    ['a program', new File([EXE], 'lid.jpg'), /this is EXE/],
    ['empty', new File([], 'lid.jpg'), /there is not one byte in it/],
    [
      'too large for a photo',
      new File([JPEG, Buffer.alloc(5 * MEGABYTE)], 'lid.jpg'),
      /photos \(JPEG, PNG\) of at most 5 MB/,
    ],
    [
      'larger than anything that WhatsApp takes',
      new File([Buffer.alloc(100 * MEGABYTE + 1)], 'a.pdf'),
      /more than 100 MB/,
    ],
  ])('when it is %s, then one sentence says why, and neither file nor words go out', async (_what, file, sentence) => {
    const { visitor, form, graph, agentGateway } = await start();
    const answer = await visitor.post(MESSAGES, await form(file, { text: 'Here it is' }), HTMX);
    expect(answer.text).toMatch(sentence);
    expect([graph.requests, agentGateway.messages]).toEqual([[], []]);
    await nothingKept();
  });

  it('when WhatsApp does not take it, then the agent reads so and keeps his words', async () => {
    const { visitor, form, world, agentGateway } = await start();
    const refusing = await startHttpServer((response) => {
      response.writeHead(400).end(JSON.stringify({ error: { code: 131053 } }));
    });
    const upload = createUploadAttached({ apiUrl: refusing.url, accessToken: 'token', detect: detectFileType });
    const desk = await startDesk({ upload });
    const other = createVisitor(desk.url);
    await other.signIn();
    const fields = await form(new File([JPEG], 'lid.jpg'), { text: 'Here it is' });
    fields.set('csrf', (await other.form('messages'))['csrf'] ?? '');
    const answer = await other.post(MESSAGES, fields);
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(/The file was not sent: WhatsApp takes photos[^]*Here it is/);
    expect([desk.agentGateway.messages, agentGateway.messages, world.agents.length]).toEqual([[], [], 2]);
    expect(visitor.jar.size).toBeGreaterThan(0);
  });

  it('when WhatsApp does not take it, then nothing has been taken over for it', async () => {
    const { visitor, form, world, agentGateway } = await start();
    const fields = await form(new File([EXE], 'lid.jpg'), { text: 'Here it is' });
    world.snapshot = claimed({ handoff: 'waiting' });
    expect((await visitor.post(MESSAGES, fields, HTMX)).text).toMatch(/this is EXE/);
    expect([agentGateway.commands, agentGateway.messages]).toEqual([[], []]);
  });

  it('when a canned reply is put in, then the file that was chosen stays', async () => {
    const { visitor, form } = await start();
    const { text } = await visitor.post(MESSAGES, await form(undefined, { as: 'insert', text: 'Hello' }), HTMX);
    expect(text).toMatch(/hx-target="#words"[^]*Hello<\/textarea>/);
    expect(text).not.toContain('type="file"');
  });

  it('when somebody leaves with the last byte of it, then nothing is kept', async () => {
    const { url, visitor, form } = await start();
    const cookie = [...visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const leave = async (): Promise<void> => {
      const whole = new Request(`${url}${MESSAGES}`, { method: 'POST', body: await form(new File([JPEG], 'lid.jpg')) });
      const body = Buffer.from(await whole.arrayBuffer());
      const { hostname, port } = new URL(url);
      const head = [
        `POST ${MESSAGES} HTTP/1.1`,
        `host: ${hostname}:${port}`,
        `cookie: ${cookie}`,
        `content-type: ${whole.headers.get('content-type')}`,
        `content-length: ${body.length}`,
      ];
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
      await once(socket.resume(), 'close');
    };
    for (let time = 0; time < 10; time += 1) await leave();
    await nothingKept();
  });

  const refusedFor = async (change: Record<string, string>, snapshot: object, sentence: RegExp): Promise<void> => {
    const { visitor, form, graph, world, agentGateway } = await start();
    const fields = await form(new File([JPEG], 'lid.jpg'), change);
    world.snapshot = claimed(snapshot);
    expect((await visitor.post(MESSAGES, fields, HTMX)).text).toMatch(sentence);
    expect([graph.requests, agentGateway.messages]).toEqual([[], []]);
    await nothingKept();
  };

  it('when it is to stay inside, then it is not uploaded', () =>
    refusedFor({ as: 'note', text: 'look' }, {}, /Files go to customers alone/));

  it('when the 24 hours are over, then it is not uploaded', () =>
    refusedFor({ text: 'look' }, { windowEndsAt: claimed().now - 1 }, /a file cannot wait/));

  it.each([
    ['the form is not from his own page', 'U_THANDI', { csrf: 'another' }, {}, 403],
    ['it comes from another place', 'U_THANDI', {}, { origin: 'https://elsewhere.test' }, 403],
    ['somebody only reads along', 'U_BOSS', {}, {}, 403],
  ])('when %s, then nothing is uploaded or kept', async (_when, id, change, headers, status) => {
    const { visitor, graph, agentGateway } = await start(id);
    const fields = new FormData();
    const { csrf = '' } = await visitor.form('sign-out');
    for (const [name, value] of Object.entries({ csrf, nonce: 'n'.repeat(16), text: 'look', ...change }))
      fields.set(name, value);
    fields.set('file', new File([JPEG], 'lid.jpg'));
    expect((await visitor.post(MESSAGES, fields, headers)).status).toBe(status);
    expect([graph.requests, agentGateway.messages]).toEqual([[], []]);
    await nothingKept();
  });

  it('when somebody has not signed in, then not a byte of it is read', async () => {
    const { url, graph } = await start();
    const fields = new FormData();
    fields.set('file', new File([JPEG], 'lid.jpg'));
    const stranger = createVisitor(url);
    expect((await stranger.post(MESSAGES, fields)).status).toBe(401);
    expect([graph.requests, readdirSync(scratch)]).toEqual([[], []]);
  });

  it('when somebody only reads along, then what he uploads is not even looked at', async () => {
    const { visitor } = await start('U_BOSS');
    const unreadable = new FormData();
    unreadable.set('not the field of a file', new File([JPEG], 'lid.jpg'));
    expect((await visitor.post(MESSAGES, unreadable, HTMX)).status).toBe(403);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('when the gateway has no token, then the page offers no file', async () => {
    const { url } = await startDesk();
    const visitor = createVisitor(url);
    await visitor.signIn();
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).not.toContain('type="file"');
  });
});
