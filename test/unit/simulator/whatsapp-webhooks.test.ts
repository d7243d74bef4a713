import { createHmac } from 'node:crypto';
import { signatureOf, wireBytes } from '../../../src/simulator/whatsapp/signature';
import { APP_SECRET, buttonsTo, closeRigs, freshPhone, idOf, screen, startRig, textTo, until, write } from './rig';
import type { Called, Rig, Value } from './rig';

let rig: Rig;
let phone: string;

beforeEach(async () => {
  rig = await startRig();
  phone = freshPhone();
});
afterEach(closeRigs);

const send = (action: object, at = phone): Promise<Called> => rig.control('POST', `/customers/${at}/messages`, action);
const about = (id: string) => rig.receiver.received.filter(({ body }) => body.includes(id));
const statusesOf = (id: string): Value[] => rig.values('statuses').filter(({ statuses }) => statuses[0]?.id === id);

describe('signature', () => {
  it('when the body has characters outside ASCII, signs the escaped bytes', () => {
    const body = wireBytes({ text: 'café / 👍' });
    expect(body.toString('latin1')).toBe('{"text":"caf\\u00e9 \\/ \\ud83d\\udc4d"}');
    expect(signatureOf(body, 'app-secret')).toBe(
      'sha256=6d96ef22248350c40aa75aa953bb612c5862e46f46f2a2eeb9281bdcedcd420f',
    );
  });

  it('when a webhook arrives, its signature is that of exactly the bytes received', async () => {
    await write(rig, phone, 'Môre! 👋 https://example.test/a');
    const { body, headers } = rig.receiver.received[0]!;
    const expected = createHmac('sha256', APP_SECRET).update(body).digest('hex');
    expect(headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
    expect(headers['content-type']).toBe('application/json');
    expect(body.every((byte) => byte < 128)).toBe(true);
    expect(rig.values('messages')[0]!.messages[0]).toMatchObject({ text: { body: 'Môre! 👋 https://example.test/a' } });
  });
});

describe('what a customer sends', () => {
  it('when it is text, the envelope carries number, user id, name and a message id', async () => {
    const id = await write(rig, phone, 'Hello');
    const value = rig.values('messages')[0]!;
    expect(value.metadata).toEqual({ display_phone_number: '27235550100', phone_number_id: '106540352242922' });
    const userId = value.contacts![0]!.user_id;
    expect(userId).toMatch(/^ZA\.\d+$/);
    expect(value.contacts).toEqual([
      { profile: { name: expect.any(String) as string }, wa_id: phone, user_id: userId },
    ]);
    expect(value.messages[0]).toMatchObject({
      from: phone,
      from_user_id: userId,
      id,
      type: 'text',
      text: { body: 'Hello' },
    });
    expect(Buffer.from(id.slice('wamid.'.length), 'base64').includes(phone)).toBe(true);
  });

  it.each<[string, object, object]>([
    ['an image', { image: { caption: 'Look' } }, { type: 'image', image: { caption: 'Look', mime_type: 'image/png' } }],
    ['a voice note', { audio: { seconds: 7 } }, { type: 'audio', audio: { voice: true } }],
    [
      'a place',
      { location: { latitude: -33.6, longitude: 19.4 } },
      { type: 'location', location: { latitude: -33.6 } },
    ],
    ['a sticker', { sticker: {} }, { type: 'sticker', sticker: { animated: false } }],
    ['a document', { document: { filename: 'slip.pdf' } }, { type: 'document', document: { filename: 'slip.pdf' } }],
    ['a contact', { contacts: [{ name: 'Ma' }] }, { type: 'contacts', contacts: [{ name: { formatted_name: 'Ma' } }] }],
    ['anything raw', { raw: { type: 'order', order: { text: 'x' } } }, { type: 'order', order: { text: 'x' } }],
  ])('when it is %s, arrives in the documented shape', async (_what, action, message) => {
    expect((await send(action)).status).toBe(202);
    const value = await until(() => rig.values('messages')[0]);
    expect(value.messages[0]).toMatchObject({ from: phone, ...message });
  });

  it('when it is a reaction, names the message and opens no window', async () => {
    expect((await send({ reaction: { emoji: '👍' } })).status).toBe(409);
    await send({ reaction: { emoji: '👍', messageId: 'wamid.x' } });
    const value = await until(() => rig.values('messages')[0]);
    expect(value.messages[0]).toMatchObject({ type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } });
    expect((await rig.control('GET', `/customers/${phone}`)).body).toMatchObject({ lastWroteAt: null });
  });

  it('when a button that was sent is tapped, replies to its message, also later', async () => {
    await write(rig, phone);
    const button = { id: 'offer-1-yes', title: 'Yes, connect me' };
    const id = idOf(await rig.graph(buttonsTo(phone, [button])));
    await rig.graph(textTo(phone, 'Something else'));
    await send({ button: button.id });
    const tap = await until(() => rig.values('messages')[1]);
    expect(tap.messages[0]).toMatchObject({
      type: 'interactive',
      context: { id },
      interactive: { type: 'button_reply', button_reply: button },
    });
    expect((await screen(rig, phone)).at(-1)).toMatchObject({ from: 'customer', text: 'Yes, connect me' });
  });

  it('when a button was never sent to this phone, says so and sends nothing', async () => {
    const answer = await send({ button: 'offer-1-yes' });
    expect([answer.status, answer.body]).toEqual([409, { error: 'This phone shows no button with this id.' }]);
    expect(await screen(rig, phone)).toEqual([]);
  });

  it('when the action is not one thing, answers 400 with a sentence', async () => {
    expect((await send({ text: 'a', button: 'b' })).status).toBe(400);
    expect((await send({})).status).toBe(400);
    expect((await send({ text: 'a' }, 'abc')).status).toBe(400);
  });

  it('when it was sent a while ago, carries that time', async () => {
    await send({ text: 'From the mountains', ageMs: 3_600_000 });
    const value = await until(() => rig.values('messages')[0]);
    const age = Date.now() / 1000 - Number(value.messages[0]!.timestamp);
    expect(age).toBeGreaterThan(3_590);
    expect(age).toBeLessThan(3_660);
  });
});

describe('delivery', () => {
  it('when the product answers 503, is tried again with the same bytes until it answers 200', async () => {
    let refusals = 2;
    rig.receiver.answer = () => (refusals-- > 0 ? 503 : 200);
    const id = idOf(await send({ text: 'Anybody there?' }));
    expect((await screen(rig, phone))[0]).toMatchObject({ status: 'sent' });
    await until(async () => (await screen(rig, phone))[0]!.status === 'delivered');
    expect(about(id).map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(new Set(about(id).map(({ body }) => body.toString())).size).toBe(1);
    const answers = (await rig.journal()).filter(({ kind }) => kind === 'message').map(({ answer }) => answer?.status);
    expect(answers).toEqual([503, 503, 200]);
  });

  it('when the product answers 202, is tried again: only 200 counts', async () => {
    let first = true;
    rig.receiver.answer = () => (first ? ((first = false), 202) : 200);
    const id = await write(rig, phone);
    expect(about(id).map(({ status }) => status)).toEqual([202, 200]);
  });

  it('when a duplicate is switched on, arrives twice with the same id', async () => {
    await rig.control('PUT', '/faults', { vendor: 'whatsapp', kind: 'duplicate', direction: 'fromVendor', count: 1 });
    const id = idOf(await send({ text: 'Once' }));
    await until(() => about(id).length === 2);
    expect(await screen(rig, phone)).toHaveLength(1);
  });

  it('when reorder is switched on, arrives behind the next one', async () => {
    await rig.control('PUT', '/faults', { vendor: 'whatsapp', kind: 'reorder', direction: 'fromVendor', count: 1 });
    const first = idOf(await send({ text: 'one' }));
    const second = idOf(await send({ text: 'two' }));
    await until(() => about(first).length === 1);
    expect(rig.values('messages').map(({ messages }) => messages[0]!.id)).toEqual([second, first]);
  });

  it('when statuses are dropped, they never arrive, and messages do', async () => {
    const fault = { vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' };
    await rig.control('PUT', '/faults', fault);
    await write(rig, phone);
    const id = idOf(await rig.graph(textTo(phone, 'Hi')));
    await until(async () => (await screen(rig, phone)).at(-1)!.status === 'read');
    await rig.control('DELETE', '/faults');
    const later = idOf(await rig.graph(textTo(phone, 'Hi again')));
    await until(() => statusesOf(later).length === 3);
    expect(statusesOf(id)).toEqual([]);
  });

  it('when the answer is lost on its way, delivers again', async () => {
    await rig.control('PUT', '/faults', { vendor: 'whatsapp', kind: 'resetAfter', direction: 'fromVendor', count: 1 });
    const id = idOf(await send({ text: 'Twice, for all I know' }));
    await until(() => about(id).length === 2);
  });

  it('when garbage is switched on, sends half a body that is signed, and then the whole', async () => {
    await rig.control('PUT', '/faults', { vendor: 'whatsapp', kind: 'garbage', direction: 'fromVendor', count: 1 });
    rig.receiver.answer = (body) => (body.endsWith('}]}]}') ? 200 : 400);
    await write(rig, phone);
    const [half, whole] = rig.receiver.received;
    expect(half!.headers['x-hub-signature-256']).toBe(signatureOf(half!.body, APP_SECRET));
    expect(() => JSON.parse(half!.body.toString()) as unknown).toThrow();
    expect(whole!.status).toBe(200);
  });

  it('when Meta itself is away, holds everything back until it is back', async () => {
    await rig.control('PUT', '/faults', { vendor: 'whatsapp', kind: 'outage', direction: 'fromVendor' });
    const id = idOf(await send({ text: 'Held' }));
    const delivered = rig.journal().then((entries) => entries.filter(({ kind }) => kind === 'message'));
    expect(await delivered).toEqual([]);
    await rig.control('DELETE', '/faults');
    await until(() => about(id).length === 1);
  });
});

describe('what happens to a message of the business', () => {
  it('when it is accepted, reports sent, delivered and read with the callback data, and the phone shows it', async () => {
    await write(rig, phone);
    const data = { biz_opaque_callback_data: 'whatsapp-1-abc/a-7' };
    const id = idOf(await rig.graph(textTo(phone, 'Good day', data)));
    await until(() => statusesOf(id).length === 3);
    const statuses = statusesOf(id).map(({ statuses: [status] }) => status!);
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    expect(statuses.every(({ biz_opaque_callback_data: told }) => told === 'whatsapp-1-abc/a-7')).toBe(true);
    expect(statuses[0]).toMatchObject({ recipient_id: phone, pricing: { category: 'service' } });
    expect(statuses.some((status) => 'conversation' in status)).toBe(false);
    expect((await screen(rig, phone)).at(-1)).toMatchObject({
      id,
      from: 'business',
      author: 'assistant',
      status: 'read',
    });
  });

  it('when it goes to a user id, the answer echoes the user id and no number', async () => {
    await write(rig, phone);
    const userId = rig.values('messages')[0]!.contacts![0]!.user_id;
    const answer = await rig.graph({ ...textTo(phone, 'Hi'), to: undefined, recipient: userId });
    expect(answer.body).toMatchObject({ contacts: [{ input: userId, user_id: userId }] });
    expect(await screen(rig, phone)).toHaveLength(2);
  });

  it('when both are given, the number wins', async () => {
    await write(rig, phone);
    const other = freshPhone();
    await write(rig, other);
    const userId = rig.values('messages')[1]!.contacts![0]!.user_id;
    await rig.graph(textTo(phone, 'Hi', { recipient: userId }));
    expect(await screen(rig, phone)).toHaveLength(2);
    expect(await screen(rig, other)).toHaveLength(1);
  });

  it('when it is read with typing, the ticks turn and the phone shows typing until the answer', async () => {
    await write(rig, phone, 'First');
    const id = await write(rig, phone, 'Second');
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } };
    expect((await rig.graph(read)).body).toEqual({ success: true });
    expect((await screen(rig, phone)).map(({ status }) => status)).toEqual(['read', 'read']);
    const typing = async () => (await rig.control('GET', `/customers/${phone}`)).body;
    expect(await typing()).toMatchObject({ typing: true });
    await rig.graph(textTo(phone, 'Here you are'));
    expect(await typing()).toMatchObject({ typing: false });
  });

  it('when the answer never comes, typing ends after 25 seconds of his clock', async () => {
    const id = await write(rig, phone);
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } };
    await rig.graph(read);
    const later = await rig.control('PUT', `/customers/${phone}`, { clockOffsetMs: 25_000 });
    expect(later.body).toMatchObject({ typing: false });
  });
});
