import { call, closeRigs, freshPhone, idOf, screen, startRig, textTo, until, write } from './rig';
import type { Called, Rig } from './rig';

const WABA = '102290129340398';
const DAY = 24 * 60 * 60_000;
let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
});
afterAll(closeRigs);

const templates = (query = '', token = 'an access token', account = WABA): Promise<Called> =>
  call('GET', `${rig.simulator.urls.whatsapp}/${account}/message_templates${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
const errorOf = ({ status, body }: Called) => [status, (body as { error: { code: number } }).error.code];

const body = (...texts: string[]) => ({ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) });
const templateTo = (to: string, template: object) => ({
  ...{ messaging_product: 'whatsapp', to, type: 'template' },
  template: { name: 'your_answer_is_here', language: { code: 'en' }, components: [body('Sam')], ...template },
});

describe('the templates of the business account', () => {
  it('when the approved ones are asked for, answers those, with the fields asked for, page by page', async () => {
    const query = '?status=APPROVED&fields=name,status&limit=2';
    const first = (await templates(query)).body as { data: object[]; paging: { cursors: { after: string } } };
    expect(first.data).toEqual([
      { id: expect.any(String), name: 'your_answer_is_here', status: 'APPROVED' },
      { id: expect.any(String), name: 'your_answer_is_here', status: 'APPROVED' },
    ]);
    const next = (await templates(`${query}&after=${first.paging.cursors.after}`)).body as { data: { name: string }[] };
    expect(next.data[0]?.name).toBe('order_news');
  });

  it('when token, account or a field is wrong, answers as the Graph API does', async () => {
    expect(errorOf(await templates('', 'another token'))).toEqual([401, 190]);
    expect(errorOf(await templates('', undefined, '999'))).toEqual([400, 33]);
    expect(errorOf(await templates('?fields=colour'))).toEqual([400, 100]);
  });
});

describe('sending a template', () => {
  it.each<[string, number, number, object]>([
    ['nobody has made', 404, 132001, { name: 'nobodys' }],
    ['nobody has made in this language', 404, 132001, { language: { code: 'zu' } }],
    ['is not approved yet', 404, 132001, { name: 'still_being_looked_at', components: [] }],
    ['is paused', 400, 132015, { name: 'paused_by_meta', components: [] }],
    ['lacks a value', 400, 132000, { components: [] }],
    ['has one value too many', 400, 132000, { components: [body('a', 'b')] }],
    ['has a value of two lines', 400, 132018, { components: [body('a\nb')] }],
    [
      'has names of its own',
      400,
      132012,
      { name: 'order_news', components: [{ ...body('a'), type: 'header' }, body('b')] },
    ],
    ['needs a picture', 400, 132012, { name: 'spring_sale', components: [] }],
    ['has an unknown part', 400, 100, { components: [{ ...body('a'), type: 'footer' }] }],
  ])('when it %s, answers %i with code %i', async (_what, status, code, change) => {
    const phone = freshPhone();
    await write(rig, phone);
    expect(errorOf(await rig.graph(templateTo(phone, change)))).toEqual([status, code]);
    expect(await screen(rig, phone)).toHaveLength(1);
  });

  it('when the window is closed, the template arrives, and a tap on it opens the window', async () => {
    const phone = freshPhone();
    await write(rig, phone);
    await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: DAY });
    expect((await rig.graph(templateTo(phone, {}))).body).toMatchObject({ messages: [{ message_status: 'accepted' }] });
    const shown = (await screen(rig, phone)).at(-1);
    expect(shown).toMatchObject({
      kind: 'template',
      text: expect.stringContaining('Hello Sam, our team has an answer'),
    });
    const [button] = shown?.buttons as { id: string; title: string }[];
    const id = idOf(await rig.control('POST', `/customers/${phone}/messages`, { button: button!.id }));
    const tapped = await until(() =>
      rig
        .values('messages')
        .map(({ messages }) => messages[0])
        .find((message) => message?.id === id),
    );
    expect(tapped).toMatchObject({
      type: 'button',
      button: { payload: 'Show me the answer', text: 'Show me the answer' },
    });
    await rig.graph(textTo(phone, 'Now I may write'));
    expect((await screen(rig, phone)).at(-1)).toMatchObject({ text: 'Now I may write' });
  });
});
