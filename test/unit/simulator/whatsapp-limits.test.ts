import { PHONE_NUMBER_ID, buttonsTo, closeRigs, freshPhone, idOf, screen, startRig, textTo, until, write } from './rig';
import type { Called, Rig } from './rig';

let rig: Rig;
let phone: string;

beforeAll(async () => {
  rig = await startRig();
});
afterAll(closeRigs);
beforeEach(async () => {
  phone = freshPhone();
  await write(rig, phone);
});

const errorOf = ({ status, body }: Called): [number, number] => [
  status,
  (body as { error: { code: number } }).error.code,
];

const yes = { id: 'yes', title: 'Yes, connect me' };
const no = { id: 'no', title: 'No, thanks' };
const long = (length: number): string => 'x'.repeat(length);

describe('what the Cloud API refuses', () => {
  it.each<[string, number, number, (to: string) => object]>([
    ['no messaging_product', 400, 100, (to) => ({ to, type: 'text', text: { body: 'Hi' } })],
    ['no text', 400, 131008, (to) => ({ messaging_product: 'whatsapp', to, type: 'text' })],
    ['nobody to send to', 400, 131008, () => ({ messaging_product: 'whatsapp', type: 'text', text: { body: 'Hi' } })],
    ['a number that is none', 400, 131009, () => textTo('hello', 'Hi')],
    ['a user id that nobody has', 400, 131009, () => ({ ...textTo('', 'Hi'), to: undefined, recipient: 'ZA.404' })],
    ['an unknown type', 400, 100, (to) => textTo(to, 'Hi', { type: 'poll' })],
    ['a group as recipient type', 400, 100, (to) => textTo(to, 'Hi', { recipient_type: 'group' })],
    ['an unknown field', 400, 100, (to) => textTo(to, 'Hi', { priority: 'high' })],
    ['an unknown field inside', 400, 100, (to) => textTo(to, 'Hi', { text: { body: 'Hi', markdown: true } })],
    ['an empty text', 400, 100, (to) => textTo(to, ' ')],
    ['a text of 4,097 characters', 400, 100, (to) => textTo(to, long(4097))],
    ['callback data of 513 characters', 400, 100, (to) => textTo(to, 'Hi', { biz_opaque_callback_data: long(513) })],
    ['a question of 1,025 characters', 400, 131009, (to) => buttonsTo(to, [yes], long(1025))],
    ['no button', 400, 131009, (to) => buttonsTo(to, [])],
    [
      'four buttons',
      400,
      131009,
      (to) =>
        buttonsTo(
          to,
          [1, 2, 3, 4].map((n) => ({ id: `${n}`, title: `${n}` })),
        ),
    ],
    ['a button id of 257 characters', 400, 131009, (to) => buttonsTo(to, [{ ...yes, id: long(257) }])],
    ['a button id that ends with a space', 400, 131009, (to) => buttonsTo(to, [{ ...yes, id: 'yes ' }])],
    ['a button title of 21 characters', 400, 131009, (to) => buttonsTo(to, [{ ...yes, title: long(21) }])],
    ['an empty button title', 400, 131009, (to) => buttonsTo(to, [{ ...yes, title: '' }])],
    ['two buttons with one id', 400, 131009, (to) => buttonsTo(to, [yes, { ...no, id: 'yes' }])],
    ['two buttons with one title', 400, 131009, (to) => buttonsTo(to, [yes, { ...no, title: yes.title }])],
    [
      'a read receipt for no message',
      400,
      131009,
      () => ({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.x' }),
    ],
    [
      'a read receipt with more',
      400,
      100,
      () => ({ messaging_product: 'whatsapp', status: 'read', message_id: 'x', to: '1' }),
    ],
  ])(
    'when a request has %s, answers %i with code %i and shows the customer nothing',
    async (_what, status, code, body) => {
      expect(errorOf(await rig.graph(body(phone)))).toEqual([status, code]);
      expect(await screen(rig, phone)).toHaveLength(1);
    },
  );

  it('when the token is wrong, answers 401 with code 190', async () => {
    expect(errorOf(await rig.graph(textTo(phone, 'Hi'), 'another token'))).toEqual([401, 190]);
  });

  it('when the phone number id is not ours, answers 400 with code 33', async () => {
    expect(errorOf(await rig.graph(textTo(phone, 'Hi'), undefined, '/999/messages'))).toEqual([400, 33]);
  });

  it('when the path is another, answers 400 with code 2500', async () => {
    expect(errorOf(await rig.graph({}, undefined, `/${PHONE_NUMBER_ID}/feed`))).toEqual([400, 2500]);
  });

  it('when the body is not JSON, answers 400 with code 100', async () => {
    expect(errorOf(await rig.graph('{"messaging_product":'))).toEqual([400, 100]);
  });

  it('when everything is as long as it may be, accepts it', async () => {
    const buttons = ['1', '2', '3'].map((name) => ({ id: name.repeat(256), title: name.repeat(20) }));
    const data = { biz_opaque_callback_data: long(512) };
    expect((await rig.graph(textTo(phone, long(4096), data))).status).toBe(200);
    expect((await rig.graph(buttonsTo(phone, buttons, long(1024)))).status).toBe(200);
    expect((await rig.graph(textTo(`+${phone.slice(0, 2)} ${phone.slice(2)}`, 'Hi'))).status).toBe(200);
    expect(await screen(rig, phone)).toHaveLength(4);
  });
});

describe('rates', () => {
  it('when 45 messages went to one customer at once, refuses the next with 131056 until six seconds of his clock passed', async () => {
    const codes = [];
    for (let sent = 0; sent < 45; sent += 1) codes.push((await rig.graph(textTo(phone, `${sent}`))).status);
    expect(codes).toEqual(Array.from({ length: 45 }, () => 200));
    expect(errorOf(await rig.graph(textTo(phone, 'one more')))).toEqual([400, 131056]);
    const other = freshPhone();
    await write(rig, other);
    expect((await rig.graph(textTo(other, 'Hi'))).status).toBe(200);
    await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: 6_000 });
    expect((await rig.graph(textTo(phone, 'after a while'))).status).toBe(200);
    expect(errorOf(await rig.graph(textTo(phone, 'too soon')))).toEqual([400, 131056]);
  });

  it('when the number sends more in a second than it may, refuses with 130429', async () => {
    const slow = await startRig({ messagesPerSecond: 2 });
    await write(slow, phone);
    const statuses = await Promise.all([1, 2, 3].map((n) => slow.graph(textTo(phone, `${n}`))));
    const refused = statuses.filter(({ status }) => status !== 200);
    expect(refused.map(errorOf)).toEqual([[400, 130429]]);
  });
});

describe('customer service window', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;

  it('when the customer wrote less than 24 hours ago by his clock, delivers', async () => {
    await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: DAY_MS - 60_000 });
    const id = idOf(await rig.graph(textTo(phone, 'Still open')));
    await until(() =>
      rig.values('statuses').some(({ statuses }) => statuses[0]?.id === id && statuses[0].status === 'sent'),
    );
    expect(await screen(rig, phone)).toHaveLength(2);
  });

  it('when 24 hours have passed, accepts and then reports failed with 131047, and the phone shows nothing', async () => {
    await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: DAY_MS });
    const id = idOf(await rig.graph(textTo(phone, 'Too late', { biz_opaque_callback_data: 'w/h-1' })));
    const failed = await until(() => rig.values('statuses').find(({ statuses }) => statuses[0]?.id === id));
    expect(failed.contacts).toBeUndefined();
    expect(failed.statuses[0]).toMatchObject({
      status: 'failed',
      recipient_id: phone,
      biz_opaque_callback_data: 'w/h-1',
      errors: [{ code: 131047 }],
    });
    expect(await screen(rig, phone)).toHaveLength(1);
  });

  it('when the customer writes again, opens anew', async () => {
    await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: 2 * DAY_MS });
    await write(rig, phone, 'I am back');
    await rig.graph(textTo(phone, 'Welcome back'));
    expect(await screen(rig, phone)).toHaveLength(3);
  });

  it('when nobody ever wrote from the number, fails in the same way', async () => {
    const id = idOf(await rig.graph(textTo(freshPhone(), 'Hello?')));
    const failed = await until(() => rig.values('statuses').find(({ statuses }) => statuses[0]?.id === id));
    expect(failed.statuses[0]).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
  });

  it('when it is set to fail at once, refuses in the response', async () => {
    const strict = await startRig({ windowError: 'response' });
    expect(errorOf(await strict.graph(textTo(freshPhone(), 'Hello?')))).toEqual([400, 131047]);
  });
});
