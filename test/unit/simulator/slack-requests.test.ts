import { createHmac } from 'node:crypto';
import {
  BOT_TOKEN,
  CARD_BLOCKS,
  CHANNEL,
  eventOf,
  SIGNING_SECRET,
  startWorkspace,
  type Clicked,
  type Received,
  type Workspace,
} from './support/slack';

let workspace: Workspace;

beforeEach(async () => {
  workspace = await startWorkspace({ redeliveries: [0, 20, 40] });
});
afterEach(() => workspace.stop());

async function postCard(extra: object = {}): Promise<string> {
  const metadata = { event_type: 'baton', event_payload: { intent: 'n-1' } };
  const message = { channel: CHANNEL, text: 'a card', blocks: CARD_BLOCKS as never, metadata, ...extra };
  return (await workspace.client.chat.postMessage(message)).ts!;
}

const click = (user: string, ts: string, action_id: string, extra: object = {}) =>
  workspace.control<Clicked & { error?: string }>('POST', 'actions', { user, ts, action_id, wait: 0, ...extra });
const write = (text: string, extra: object = {}) =>
  workspace.control<Clicked>('POST', 'messages', { user: 'U_THANDI', text, wait: 0, ...extra });
const command = (text: string, extra: object = {}) =>
  workspace.control<Clicked>('POST', 'commands', { user: 'U_PIETER', command: '/baton', text, wait: 0, ...extra });

const isBy = (user: string) => (request: Received) => eventOf(request).user === user;
const ofType = (type: string) => (request: Received) => request.body.type === type;
const from = (user: string) => workspace.received.filter(isBy(user));

function expectSigned({ headers, raw }: Received): void {
  const timestamp = String(headers['x-slack-request-timestamp']);
  const expected = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${raw}`).digest('hex');
  expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(5);
}

describe('requests to the app', () => {
  it('when an agent writes, the app hears a signed event in the documented envelope', async () => {
    const parent = await postCard();
    const { body } = await write('On my way', { thread_ts: parent });
    const request = await workspace.hears(isBy('U_THANDI'));
    expectSigned(request);
    expect(request.headers['content-type']).toBe('application/json');
    expect(request.body).toMatchObject({
      type: 'event_callback',
      team_id: 'T0BATON',
      event_id: expect.stringMatching(/^Ev/),
    });
    expect(eventOf(request)).toMatchObject({
      type: 'message',
      text: 'On my way',
      channel: CHANNEL,
      channel_type: 'group',
      ts: body.ts,
      thread_ts: parent,
      parent_user_id: 'U0BATON',
    });
    expect(eventOf(request)).not.toHaveProperty('bot_id');
    expect(body).toMatchObject({ status: 200, shown: [] });
  });

  it('when an agent types, the text is what Slack makes of it', async () => {
    await write('Fish & chips <3 @pieter see https://example.org/a?b=1&c=2 🙏');
    expect(eventOf(await workspace.hears(isBy('U_THANDI'))).text).toBe(
      'Fish &amp; chips &lt;3 <@U_PIETER> see <https://example.org/a?b=1&amp;c=2> :pray:',
    );
  });

  it('when a text is in Slack’s own form already, it stays as it is', async () => {
    const text = 'ask <@U_PIETER> &amp; <!here>, <https://example.org|the list>';
    await write(text);
    expect(eventOf(await workspace.hears(isBy('U_THANDI'))).text).toBe(text);
  });

  it('when a file hangs on a message, it is a file_share and only a good token reads the file', async () => {
    await write('', { files: [{ name: 'invoice.pdf', content: 'R 120' }] });
    const event = eventOf(await workspace.hears(isBy('U_THANDI')));
    const [file] = event.files as { url_private: string; mimetype: string }[];
    expect(event.subtype).toBe('file_share');
    expect(file!.mimetype).toBe('application/pdf');
    const read = async (token: string) =>
      (await fetch(file!.url_private, { headers: { authorization: `Bearer ${token}` } })).text();
    expect(await read(BOT_TOKEN)).toBe('R 120');
    expect(await read('xoxb-other')).toContain('Login');
  });

  it('when the app does not answer the challenge, no event reaches it', async () => {
    const deaf = await startWorkspace({ eventsUrl: `${workspace.origin}/control/slack/nowhere`, redeliveries: [] });
    const { body } = await deaf.control<Clicked>('POST', 'messages', { user: 'U_THANDI', text: 'hello', wait: 0 });
    expect(body.status).toBeNull();
    const kinds = deaf.journal.entries().map(({ kind, direction }) => [direction, kind]);
    expect(kinds).toEqual([['fromVendor', 'url_verification']]);
    await deaf.stop();
  });
});

describe('redelivery', () => {
  it('when the app fails, the event comes three more times with number and reason', async () => {
    workspace.answerWith(() => Promise.resolve({ status: 500 }));
    await write('hello?');
    await workspace.hears((request) => request.headers['x-slack-retry-num'] === '3');
    expect(
      from('U_THANDI').map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    const ids = from('U_THANDI').map(({ body }) => body.event_id);
    expect(new Set(ids).size).toBe(1);
  });

  it('when the app succeeds at the second attempt, there is no third', async () => {
    workspace.answerWith(({ headers }) => Promise.resolve({ status: headers['x-slack-retry-num'] ? 200 : 503 }));
    await write('first');
    await workspace.hears((request) => request.headers['x-slack-retry-num'] === '1');
    await write('second');
    await workspace.hears(
      (request) => request.headers['x-slack-retry-num'] === '1' && eventOf(request).text === 'second',
    );
    expect(from('U_THANDI').map((request) => eventOf(request).text)).toEqual(['first', 'first', 'second', 'second']);
  });

  it('when the app says x-slack-no-retry, there is none', async () => {
    workspace.answerWith(() => Promise.resolve({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    const { body } = await write('once');
    expect(body.status).toBe(500);
    workspace.answerWith(() => Promise.resolve({ status: 200 }));
    await write('next');
    expect(from('U_THANDI').map((request) => eventOf(request).text)).toEqual(['once', 'next']);
  });

  it('when the app takes longer than three seconds, the event counts as failed and the click as unanswered', async () => {
    const ts = await postCard();
    let release = (): void => undefined;
    const held = new Promise<{ status: number }>((resolve) => (release = () => resolve({ status: 200 })));
    workspace.answerWith((request) => (request.headers['x-slack-retry-num'] ? Promise.resolve({ status: 200 }) : held));
    const [written, clicked] = await Promise.all([write('slow'), click('U_THANDI', ts, 'take')]);
    release();
    expect(written.body).toMatchObject({ status: null, ackMs: expect.any(Number) });
    expect(written.body.ackMs).toBeGreaterThanOrEqual(2_990);
    expect(clicked.body).toMatchObject({
      status: null,
      shown: [{ kind: 'error', text: 'This app did not respond in time.' }],
    });
    const again = await workspace.hears(
      (request) => isBy('U_THANDI')(request) && !!request.headers['x-slack-retry-num'],
    );
    expect(again.headers['x-slack-retry-reason']).toBe('http_timeout');
    expect(workspace.received.filter(ofType('block_actions'))).toHaveLength(1);
  });

  it('when events are duplicated or dropped on their way, they are', async () => {
    workspace.faults.put({ vendor: 'slack', direction: 'fromVendor', kind: 'duplicate', only: 'message', count: 1 });
    await write('twice');
    workspace.faults.put({ vendor: 'slack', direction: 'fromVendor', kind: 'drop', only: 'message', count: 1 });
    await write('never');
    await write('once');
    expect(from('U_THANDI').map((request) => eventOf(request).text)).toEqual(['twice', 'twice', 'once']);
  });
});

describe('clicks', () => {
  it('when an agent clicks a button, the app gets the documented payload', async () => {
    const parent = await postCard();
    const ts = await postCard({ thread_ts: parent });
    await click('U_THANDI', ts, 'take');
    const request = await workspace.hears(ofType('block_actions'));
    expectSigned(request);
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request.body).toMatchObject({
      user: { id: 'U_THANDI' },
      team: { id: 'T0BATON' },
      channel: { id: CHANNEL },
      container: { type: 'message', message_ts: ts, thread_ts: parent, channel_id: CHANNEL, is_ephemeral: false },
      message: { ts, thread_ts: parent, blocks: expect.any(Array), metadata: { event_payload: { intent: 'n-1' } } },
      actions: [{ action_id: 'take', block_id: 'buttons', type: 'button', value: 'one', style: 'primary' }],
    });
  });

  it('when the button is not showing, nothing is sent', async () => {
    const ts = await postCard();
    expect(await click('U_THANDI', ts, 'resolve')).toMatchObject({ status: 409 });
    expect(await click('U_THANDI', ts, 'take', { value: 'two' })).toMatchObject({ status: 409 });
    expect(await click('U_THANDI', '1.000001', 'take')).toMatchObject({ status: 404 });
    expect(await click('U_STRANGER', ts, 'take')).toMatchObject({ status: 400 });
    await workspace.client.chat.update({ channel: CHANNEL, ts, text: 'taken', blocks: [] });
    expect(await click('U_THANDI', ts, 'take')).toMatchObject({ status: 409 });
    expect(workspace.received.filter(ofType('block_actions'))).toEqual([]);
  });

  it('when the app shows the clicker something, the answer holds it and its buttons can be clicked', async () => {
    const ts = await postCard();
    workspace.answerWith(async (request) => {
      if (request.body.type !== 'block_actions') return { status: 200 };
      const buttons = CARD_BLOCKS[1];
      await workspace.client.chat.postEphemeral({
        channel: CHANNEL,
        user: 'U_VISITOR',
        text: 'Members only',
        blocks: [buttons] as never,
      });
      return { status: 200 };
    });
    const { body } = await click('U_VISITOR', ts, 'take');
    expect(body.shown).toMatchObject([{ kind: 'ephemeral', actions: [{ action_id: 'take' }, { action_id: 'open' }] }]);
    const ephemeral = body.shown[0]!.ts!;

    expect(await click('U_THANDI', ephemeral, 'take')).toMatchObject({ status: 404 });
    await click('U_VISITOR', ephemeral, 'take');
    const second = workspace.received.filter(ofType('block_actions'))[1]!;
    expect(second.body).toMatchObject({ container: { is_ephemeral: true, message_ts: ephemeral } });
    expect(second.body).not.toHaveProperty('message');
    const list = await workspace.control<unknown[]>('GET', 'ephemerals?user=U_VISITOR');
    expect(list.body).toHaveLength(2);
    expect((await workspace.control<unknown[]>('GET', 'ephemerals?user=U_THANDI')).body).toEqual([]);
    const refused = workspace.client.conversations.replies({ channel: CHANNEL, ts: ephemeral });
    await expect(refused).rejects.toMatchObject({ data: { error: 'thread_not_found' } });
  });

  it('when the app changes the card after its answer, the clicker’s answer waits for it', async () => {
    const ts = await postCard();
    workspace.answerWith(({ body }) => {
      if (body.type === 'block_actions') {
        setTimeout(
          () => void workspace.client.chat.update({ channel: CHANNEL, ts, text: 'Thandi has it', blocks: [] }),
          50,
        );
      }
      return Promise.resolve({ status: 200 });
    });
    const { body } = await click('U_THANDI', ts, 'take', { wait: 10_000 });
    expect(body).toMatchObject({ status: 200, shown: [], message: { text: 'Thandi has it', actions: [] } });
  });

  it('when the app opens a modal, its trigger works once and its submission comes back', async () => {
    const ts = await postCard();
    const input = {
      type: 'input',
      block_id: 'note',
      label: { type: 'plain_text', text: 'Note' },
      element: { type: 'plain_text_input', action_id: 'text' },
    };
    const words = (text: string) => ({ type: 'plain_text', text });
    const view = { type: 'modal', title: words('Resolve'), submit: words('Send'), blocks: [input] };
    let trigger = '';
    workspace.answerWith(async ({ body }) => {
      if (body.type === 'view_submission') {
        return { status: 200, body: { response_action: 'errors', errors: { note: 'Too short' } } };
      }
      if (body.type !== 'block_actions') return { status: 200 };
      trigger = String(body.trigger_id);
      await workspace.client.views.open({ trigger_id: trigger, view: view as never });
      return { status: 200 };
    });
    const { body } = await click('U_THANDI', ts, 'take');
    expect(body.shown).toMatchObject([{ kind: 'modal', text: 'Resolve' }]);
    const again = workspace.client.views.open({ trigger_id: trigger, view: view as never });
    await expect(again).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
    const send = (values: object) =>
      workspace.control<Clicked>('POST', 'views', { user: 'U_THANDI', view_id: body.shown[0]!.view_id, values });
    expect((await send({})).status).toBe(409);
    expect((await send({ other: { text: 'ok' } })).status).toBe(409);
    const submission = { user: 'U_THANDI', view_id: body.shown[0]!.view_id, values: { note: { text: 'ok' } }, wait: 0 };
    const submitted = await workspace.control<Clicked>('POST', 'views', submission);
    expect(submitted.body.shown).toMatchObject([{ kind: 'modal', errors: { note: 'Too short' } }]);
    expect(workspace.received.find(ofType('view_submission'))!.body).toMatchObject({
      view: { state: { values: { note: { text: { value: 'ok' } } } } },
    });
  });

  it('when a modal has a menu, what was chosen or stood there comes back, and nothing that is not in it', async () => {
    const ts = await postCard();
    const options = ['a', 'b'].map((value) => ({ text: { type: 'plain_text', text: value }, value }));
    const element = { type: 'static_select', action_id: 'menu', options, initial_option: options[1] };
    const input = { type: 'input', block_id: 'which', label: { type: 'plain_text', text: 'Which' }, element };
    const title = { type: 'plain_text', text: 'Choose' };
    const view = { type: 'modal', title, submit: title, blocks: [input] };
    workspace.answerWith(async ({ body }) => {
      const trigger_id = String(body.trigger_id);
      if (body.type !== 'block_actions') return { status: 200 };
      await workspace.client.views.open({ trigger_id, view: view as never });
      return { status: 200 };
    });
    for (const [values, chosen] of [
      [{}, 'b'],
      [{ which: { menu: 'a' } }, 'a'],
    ] as const) {
      const view_id = (await click('U_THANDI', ts, 'take')).body.shown[0]!.view_id;
      const submit = (given: object) =>
        workspace.control<Clicked>('POST', 'views', { user: 'U_THANDI', view_id, values: given, wait: 0 });
      expect((await submit({ which: { menu: 'c' } })).status).toBe(409);
      expect((await submit({ other: { menu: 'a' } })).status).toBe(409);
      await submit(values);
      expect(workspace.received.findLast(ofType('view_submission'))!.body).toMatchObject({
        view: { state: { values: { which: { menu: { selected_option: { value: chosen } } } } } },
      });
    }
  });

  it('when Slack is down, a click reaches nobody, then or later', async () => {
    const ts = await postCard();
    workspace.faults.put({ vendor: 'slack', direction: 'fromVendor', kind: 'outage' });
    expect((await click('U_THANDI', ts, 'take')).body).toMatchObject({ status: null, shown: [{ kind: 'error' }] });
    workspace.faults.clear();
    await write('back');
    expect(workspace.received.filter(ofType('block_actions'))).toEqual([]);
  });
});

describe('an outage of Slack', () => {
  it('when it ends, the app hears what was written meanwhile', async () => {
    workspace.faults.put({ vendor: 'slack', direction: 'fromVendor', kind: 'outage' });
    const { body } = await write('while it was down');
    expect(body.status).toBeNull();
    expect(from('U_THANDI')).toEqual([]);
    workspace.faults.clear();
    await workspace.hears(isBy('U_THANDI'));
    expect(from('U_THANDI').map((request) => eventOf(request).text)).toEqual(['while it was down']);
  });
});

describe('response URLs', () => {
  async function responseUrl(): Promise<string> {
    const ts = await postCard();
    await click('U_PIETER', ts, 'take');
    return String((await workspace.hears(ofType('block_actions'))).body.response_url);
  }
  const respond = (url: string, body: object) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('when one is used, the clicker alone is shown the answer, five times at most', async () => {
    const url = await responseUrl();
    for (let use = 1; use <= 5; use += 1) expect((await respond(url, { text: `answer ${use}` })).status).toBe(200);
    expect((await respond(url, { text: 'answer 6' })).status).toBe(404);
    const { body } = await workspace.control<{ text: string }[]>('GET', 'ephemerals?user=U_PIETER');
    expect(body).toHaveLength(5);
  });

  it('when it replaces the original, the card changes for all', async () => {
    await respond(await responseUrl(), { replace_original: true, text: 'taken' });
    const { body } = await workspace.control<{ text: string; actions: unknown[] }[]>('GET', 'messages');
    expect(body).toMatchObject([{ text: 'taken', actions: [] }]);
  });

  it('when it was never handed out, it says expired_url', async () => {
    const response = await respond(`${workspace.origin}/slack/response/NOBODY`, { text: 'x' });
    expect([response.status, await response.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  });
});

describe('slash commands', () => {
  it('when one is used, the app gets the documented form and its answer is shown', async () => {
    workspace.answerWith(() =>
      Promise.resolve({ status: 200, body: { response_type: 'ephemeral', text: 'Taking over…' } }),
    );
    const { body } = await command('take +27 82 555 1234');
    expect(body).toMatchObject({ status: 200, shown: [{ kind: 'ephemeral', text: 'Taking over…' }] });
    const request = await workspace.hears((one) => one.body.command === '/baton');
    expectSigned(request);
    expect(request.body).toMatchObject({ text: 'take +27 82 555 1234', user_id: 'U_PIETER', channel_id: CHANNEL });
  });

  it('when another of the same user is answered meanwhile, each shows its own answer', async () => {
    workspace.answerWith(async ({ body }) => {
      if (body.text === 'take 1') await workspace.hears((one) => one.body.text === 'take 2');
      return { status: 200, body: { response_type: 'ephemeral', text: `answer to ${String(body.text)}` } };
    });
    const first = command('take 1');
    await workspace.hears((one) => one.body.text === 'take 1');
    const second = await command('take 2');
    const shown = [await first, second].map(({ body }) => body.shown);
    expect(shown).toMatchObject([
      [{ text: 'answer to take 1', answers: true }],
      [{ text: 'answer to take 2', answers: true }],
    ]);
  });

  it('when the app fails, Slack says so itself', async () => {
    workspace.answerWith(() => Promise.resolve({ status: 500 }));
    expect((await command('take')).body.shown).toMatchObject([
      { kind: 'error', text: '/baton failed with the error "dispatch_failed"' },
    ]);
  });

  it('when nobody registered it, the app hears nothing', async () => {
    const { body } = await command('', { command: '/other' });
    expect(body.shown).toMatchObject([{ kind: 'error', text: '/other is not a valid command.' }]);
    expect(workspace.received).toEqual([]);
  });
});
