import { createTemplateCatalog } from '../../../activities/whatsapp';
import { closeAll, startHttpServer, type Answerer } from '../../support/http';

afterEach(closeAll);

const body = { type: 'BODY', text: 'Hello {{1}}' };
const listed = { id: '1', name: 'reopen', language: 'en', status: 'APPROVED', category: 'UTILITY', components: [body] };
const json = (data: unknown): Answerer => {
  return (response) => response.end(JSON.stringify(data));
};

async function catalogOf(answer: Answerer, now: () => number = Date.now) {
  const server = await startHttpServer(answer);
  const place = { apiUrl: `${server.url}/v26.0/`, accessToken: 'secret-token', businessAccountId: '900100' };
  return { server, catalog: createTemplateCatalog({ ...place, timeoutMs: 300, now }) };
}

describe('the templates of the business', () => {
  test('when they are listed, then WhatsApp is asked for the approved ones as it documents', async () => {
    const named = {
      ...listed,
      id: 7,
      name: 'news',
      parameter_format: 'NAMED',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Order {{order}}' },
        body,
        { type: 'FOOTER', text: 'Bye' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Show me' },
            { type: 'URL', text: 'Shop', url: 'https://shop.example' },
          ],
        },
      ],
    };
    const { server, catalog } = await catalogOf(json({ data: [listed, named], paging: {} }));
    expect(await catalog.list()).toEqual([
      { id: '1', name: 'reopen', language: 'en', body: 'Hello {{1}}', buttons: [], named: false },
      {
        id: '7',
        name: 'news',
        language: 'en',
        header: 'Order {{order}}',
        body: 'Hello {{1}}',
        footer: 'Bye',
        buttons: ['Show me', 'Shop'],
        named: true,
      },
    ]);
    const [{ method, path, headers }] = server.requests as [(typeof server.requests)[0]];
    const url = new URL(path, server.url);
    expect([method, url.pathname, headers.authorization]).toEqual([
      'GET',
      '/v26.0/900100/message_templates',
      'Bearer secret-token',
    ]);
    expect(url.searchParams.get('status')).toBe('APPROVED');
    expect(url.searchParams.get('fields')).toContain('components');
  });

  test.each<[string, object]>([
    ['is not approved', { status: 'PENDING' }],
    ['is for signing in', { category: 'AUTHENTICATION' }],
    ['needs a picture', { components: [{ type: 'HEADER', format: 'IMAGE' }, body] }],
    [
      'needs a value in a link',
      {
        components: [
          body,
          { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://x.example/{{1}}' }] },
        ],
      },
    ],
    ['needs a code', { components: [body, { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy' }] }] }],
    ['is a carousel', { components: [body, { type: 'CAROUSEL' }] }],
    ['has no words', { components: [] }],
    ['has no name', { name: undefined }],
  ])('when one %s, then it is left out', async (_why, change) => {
    const { catalog } = await catalogOf(
      json({
        data: [
          { ...listed, ...change },
          { ...listed, id: '2' },
        ],
      }),
    );
    expect((await catalog.list()).map(({ id }) => id)).toEqual(['2']);
  });

  test('when they were read less than a minute ago, then they are not read again; after a failure they are', async () => {
    let now = 0;
    let answers = 0;
    const { server, catalog } = await catalogOf(
      (response) => {
        answers += 1;
        if (answers === 1) response.writeHead(500).end();
        else response.end(JSON.stringify({ data: [listed] }));
      },
      () => now,
    );
    await expect(catalog.list()).rejects.toThrow('500');
    await catalog.list();
    now = 59_999;
    await catalog.list();
    expect(server.requests).toHaveLength(2);
    now = 60_001;
    await catalog.list();
    expect(server.requests).toHaveLength(3);
  });

  test.each<[string, Answerer]>([
    ['does not answer', () => undefined],
    ['answers with something else', json({ error: 'x' })],
    ['answers with a page', (response) => response.end('<html>')],
    ['sends somewhere else', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ])('when WhatsApp %s, then it is told', async (_what, answer) => {
    const { catalog } = await catalogOf(answer);
    await expect(catalog.list()).rejects.toThrow();
  });
});
