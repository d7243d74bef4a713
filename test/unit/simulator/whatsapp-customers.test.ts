import { closeRigs, freshPhone, idOf, screen, startRig, textTo, until, write } from './rig';
import type { Called, Rig } from './rig';

let rig: Rig;
let phone: string;

beforeEach(async () => {
  rig = await startRig();
  phone = freshPhone();
});
afterEach(closeRigs);

const put = (profile: object, at = phone): Promise<Called> => rig.control('PUT', `/customers/${at}`, profile);
const newest = () => rig.values('messages').at(-1)!;

describe('profile', () => {
  it('when a number is new, makes a customer with a name and a user id, and the same again after a reset', async () => {
    const first = (await rig.control('GET', `/customers/${phone}`)).body as { name: string; userId: string };
    expect(first).toMatchObject({ phone, hidden: false, typing: false, clockOffsetMs: 0, lastWroteAt: null });
    await put({ name: 'Somebody else' });
    await rig.control('POST', '/reset');
    expect((await rig.control('GET', `/customers/${phone}`)).body).toMatchObject({
      name: first.name,
      userId: first.userId,
    });
  });

  it('when name and user id are set, the next webhook carries them', async () => {
    await put({ name: 'Thandi M', userId: 'ZA.1234567890' });
    await write(rig, phone);
    expect(newest().contacts).toEqual([{ profile: { name: 'Thandi M' }, wa_id: phone, user_id: 'ZA.1234567890' }]);
  });

  it('when a value is not possible, answers 400 with a sentence', async () => {
    const answers = await Promise.all([put({ userId: 'nobody' }), put({ age: 7 }), put({ clockOffsetMs: 0.5 })]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect((answers[0].body as { error: string }).error).toContain('userId');
  });

  it('when the clock is moved, messages carry the moved time', async () => {
    await put({ clockOffsetMs: 1_800_000 });
    await write(rig, phone);
    const ahead = Number(newest().messages[0]!.timestamp) - Date.now() / 1000;
    expect(ahead).toBeGreaterThan(1_790);
    expect(ahead).toBeLessThan(1_810);
  });
});

describe('a customer known by number only', () => {
  beforeEach(() => put({ numberOnly: true, userId: 'ZA.77' }));

  it('when he writes, is answered and changes his number, no webhook holds a user id', async () => {
    await write(rig, phone);
    await rig.graph(textTo(phone, 'Hi'));
    await until(() => rig.values('statuses').length === 3);
    const newPhone = freshPhone();
    await put({ newPhone });
    await until(() => newest().messages[0]!.type === 'system');
    expect(newest().messages[0]).toMatchObject({
      from: phone,
      system: { type: 'user_changed_number', wa_id: newPhone },
    });
    expect(JSON.stringify([rig.values('messages'), rig.values('statuses')])).not.toMatch(/ZA\.|user_id/);
  });

  it('when he is to go by username as well, answers 409', async () => {
    expect((await put({ hidden: true })).status).toBe(409);
  });
});

describe('a customer who goes by username', () => {
  beforeEach(() => put({ hidden: true, name: 'Thandi M', userId: 'ZA.77' }));

  it('when he writes, no webhook, message id or journal line holds his number', async () => {
    const id = await write(rig, phone);
    await rig.graph({ ...textTo('', 'Hi'), to: undefined, recipient: 'ZA.77' });
    await until(() => rig.values('statuses').length === 3);
    expect(newest().contacts).toEqual([{ profile: { name: 'Thandi M', username: 'thandi.m' }, user_id: 'ZA.77' }]);
    expect(newest().messages[0]).not.toHaveProperty('from');
    expect(newest().messages[0]).toMatchObject({ from_user_id: 'ZA.77' });
    expect(rig.values('statuses')[0]!.statuses[0]).toMatchObject({ recipient_user_id: 'ZA.77' });
    const everything = [
      ...rig.receiver.received.map(({ body }) => body.toString()),
      JSON.stringify(await rig.journal()),
    ];
    expect(everything.join('')).not.toContain(phone);
    expect(Buffer.from(id.slice('wamid.'.length), 'base64').toString('latin1')).not.toContain(phone);
  });

  it('when an agent answers him from the phone app, the echo names his user id', async () => {
    await rig.control('POST', `/customers/${phone}/echoes`, { text: 'Hello from the shop' });
    const value = await until(() => rig.values('message_echoes')[0]);
    expect(value.message_echoes[0]).toMatchObject({ to_user_id: 'ZA.77' });
    expect(value.message_echoes[0]).not.toHaveProperty('to');
  });
});

describe('change of number', () => {
  it('when he changes it, a system message without contacts says so, and the chat moves along', async () => {
    await write(rig, phone);
    const { user_id: oldUserId } = newest().contacts![0]!;
    const newPhone = freshPhone();
    expect((await put({ newPhone })).body).toMatchObject({ phone: newPhone });
    const value = await until(() => rig.values('messages').find(({ messages }) => messages[0]!.type === 'system'));
    expect(value).not.toHaveProperty('contacts');
    expect(value.messages[0]).toMatchObject({
      from: phone,
      system: { type: 'user_changed_number', wa_id: newPhone, previous_user_id: oldUserId },
    });
    expect(await screen(rig, newPhone)).toHaveLength(1);
    expect((value.messages[0]!.system as { user_id: string }).user_id).not.toBe(oldUserId);
  });

  it('when somebody writes to the old number, it fails with 131026, and the old phone is dead', async () => {
    await write(rig, phone);
    await put({ newPhone: freshPhone() });
    const id = idOf(await rig.graph(textTo(phone, 'Still there?')));
    const failed = await until(() => rig.values('statuses').find(({ statuses }) => statuses[0]!.id === id));
    expect(failed.statuses[0]).toMatchObject({ status: 'failed', errors: [{ code: 131026 }] });
    expect((await rig.control('POST', `/customers/${phone}/messages`, { text: 'Hi' })).status).toBe(409);
  });

  it('when his number is hidden, only the user id changes', async () => {
    await put({ hidden: true });
    await put({ newPhone: freshPhone() });
    const value = await until(() => rig.values('messages')[0]);
    expect(value.messages[0]).not.toHaveProperty('from');
    expect(value.messages[0]).toMatchObject({ system: { type: 'user_changed_user_id' } });
    expect(value.messages[0]!.system).not.toHaveProperty('wa_id');
  });

  it('when the new number is taken, refuses', async () => {
    const taken = freshPhone();
    await write(rig, taken);
    expect((await put({ newPhone: taken })).status).toBe(409);
  });
});

describe('the business in its own phone app', () => {
  it('when an agent answers there, the product gets an echo and the customer reads it', async () => {
    await write(rig, phone);
    const id = idOf(await rig.control('POST', `/customers/${phone}/echoes`, { text: 'On my way' }));
    const value = await until(() => rig.values('message_echoes')[0]);
    expect(value.message_echoes[0]).toMatchObject({ from: '27235550100', to: phone, id, text: { body: 'On my way' } });
    expect((await screen(rig, phone)).at(-1)).toMatchObject({ from: 'business', author: 'agent', text: 'On my way' });
  });
});

describe('callback URL', () => {
  it('when the simulator starts, it asks for verification once', async () => {
    const handshake = await until(async () =>
      (await rig.journal()).find(({ kind, answer }) => kind === 'handshake' && answer),
    );
    expect(handshake).toMatchObject({
      answer: { status: 200, body: (handshake.body as { challenge: string }).challenge },
    });
  });

  it('when a new URL does not echo the challenge, the old one stays', async () => {
    const elsewhere = `http://127.0.0.1:${rig.simulator.port}/control/journal`;
    expect((await rig.control('PUT', '/whatsapp/callback', { url: elsewhere })).status).toBe(409);
    await write(rig, phone);
    expect((await rig.control('PUT', '/whatsapp/callback', { url: rig.receiver.url })).body).toEqual({
      verified: true,
    });
  });

  it('when a raw payload is posted, it is signed and delivered as it is, once', async () => {
    rig.receiver.answer = () => 503;
    const payload = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [] }] };
    const answer = await rig.control('POST', '/whatsapp/webhooks', { payload });
    expect(answer.body).toMatchObject({ status: 503 });
    expect(JSON.parse(rig.receiver.received[0]!.body.toString())).toEqual(payload);
  });
});
