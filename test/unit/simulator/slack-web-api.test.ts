import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { BOT_TOKEN, CARD_BLOCKS, CHANNEL, eventOf, startWorkspace, type Workspace } from './support/slack';

let workspace: Workspace;

beforeEach(async () => {
  workspace = await startWorkspace({ redeliveries: [] });
});
afterEach(() => workspace.stop());

const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WebAPIPlatformError) return error.data.error;
  throw new Error(`Slack accepted the call, or failed otherwise: ${String(error)}`);
};

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const post = (blocks: unknown[], extra: object = {}) =>
  workspace.client.chat.postMessage({ channel: CHANNEL, text: 'x', blocks: blocks as never, ...extra });

interface OnScreen {
  ts: string;
  user?: string;
  text: string;
  actions: { action_id: string; label: string; value?: string }[];
  mentions: string[];
  replies: OnScreen[];
}
const channel = async () => (await workspace.control<OnScreen[]>('GET', 'messages')).body;

describe('the Web API', () => {
  it('when the token is wrong or missing, it says invalid_auth or not_authed', async () => {
    expect(await refusalOf(workspace.clientFor('xoxb-other').auth.test())).toBe('invalid_auth');
    const response = await fetch(`${workspace.origin}/slack/api/auth.test`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await workspace.client.auth.test()).toMatchObject({ ok: true, user_id: 'U0BATON', bot_id: 'B0BATON' });
  });

  it('when a message is posted as a form or as JSON, both arrive', async () => {
    await post([...CARD_BLOCKS]);
    await fetch(`${workspace.origin}/slack/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: CHANNEL, text: 'plain &amp; simple' }),
    });
    expect((await channel()).map(({ text }) => text)).toEqual(['*Order 5544*: a part is missing', 'plain & simple']);
  });

  it('when messages hang in a thread, the channel shows them under their parent with their buttons', async () => {
    const parent = await post([...CARD_BLOCKS]);
    await workspace.client.chat.postMessage({ channel: CHANNEL, text: 'a reply', thread_ts: parent.ts! });
    const [card] = await channel();
    expect(card).toMatchObject({
      ts: parent.ts,
      actions: [
        { action_id: 'take', label: 'Take over', value: 'one' },
        { action_id: 'open', label: 'Open', url: 'http://127.0.0.1/transcript' },
      ],
      replies: [{ text: 'a reply' }],
    });
    expect(card).not.toHaveProperty('user');
  });

  it('when a reply is broadcast, the screen and the event say so', async () => {
    const parent = await post([...CARD_BLOCKS]);
    await post([section('who takes it?')], { thread_ts: parent.ts, reply_broadcast: true });
    expect((await channel())[0]!.replies).toMatchObject([{ text: 'who takes it?', broadcast: true }]);
    await workspace.hears((request) => eventOf(request).subtype === 'thread_broadcast');
  });

  it('when a reply names a message that does not exist, or a reply, it says thread_not_found', async () => {
    const parent = await post([section('parent')]);
    const reply = await post([section('reply')], { thread_ts: parent.ts });
    expect(await refusalOf(post([section('lost')], { thread_ts: '1.000001' }))).toBe('thread_not_found');
    expect(await refusalOf(post([section('deeper')], { thread_ts: reply.ts }))).toBe('thread_not_found');
  });

  it('when metadata is posted, it comes back only where it is asked for', async () => {
    const metadata = { event_type: 'baton', event_payload: { post: 'n-1' } };
    const { ts } = await post([section('with metadata')], { metadata });
    const read = (include_all_metadata: boolean) =>
      workspace.client.conversations.replies({ channel: CHANNEL, ts: ts!, include_all_metadata });
    expect((await read(true)).messages?.[0]?.metadata).toEqual(metadata);
    expect((await read(false)).messages?.[0]).not.toHaveProperty('metadata');
    const entry = workspace.journal.entries().find(({ kind }) => kind === 'chat.postMessage');
    expect(entry).toMatchObject({ vendor: 'slack', direction: 'toVendor', intent: 'n-1', answer: { status: 200 } });
    expect(JSON.stringify(entry)).not.toContain(BOT_TOKEN);
  });

  it('when threads are long, they come in pages', async () => {
    const { ts } = await post([section('parent')]);
    for (const text of ['1', '2', '3']) await post([section(text)], { thread_ts: ts });
    const first = await workspace.client.conversations.replies({ channel: CHANNEL, ts: ts!, limit: 3 });
    const cursor = first.response_metadata!.next_cursor!;
    const second = await workspace.client.conversations.replies({ channel: CHANNEL, ts: ts!, limit: 3, cursor });
    expect([first.messages!.length, second.messages!.length, second.has_more]).toEqual([3, 1, false]);
  });

  it('when a reply is deleted, or only one person was shown it, then the thread has it no more', async () => {
    const { ts } = await post([section('parent')]);
    const written = { user: 'U_THANDI', text: 'gone', thread_ts: ts, wait: 0 };
    const { body } = await workspace.control<{ ts: string }>('POST', 'messages', written);
    await workspace.control('POST', 'messages', { ...written, text: 'kept' });
    await workspace.client.chat.postEphemeral({ channel: CHANNEL, user: 'U_THANDI', text: 'hers', thread_ts: ts! });
    await workspace.control('DELETE', `messages/${body.ts}`, { user: 'U_THANDI' });
    const { messages } = await workspace.client.conversations.replies({ channel: CHANNEL, ts: ts! });
    expect(messages!.slice(1).map(({ text }) => text)).toEqual(['kept']);
    expect(messages![0]).toMatchObject({ reply_count: 1 });
  });

  it('when people are asked for, it knows the agents, the visitor and the members', async () => {
    const { client } = workspace;
    expect((await client.usergroups.users.list({ usergroup: 'S0AGENTS' })).users).toEqual(['U_THANDI', 'U_PIETER']);
    expect(await refusalOf(client.usergroups.users.list({ usergroup: 'S0OTHER' }))).toBe('no_such_subteam');
    expect((await client.users.info({ user: 'U_THANDI' })).user?.real_name).toBe('Thandi Mokoena');
    expect((await client.conversations.members({ channel: CHANNEL })).members).toContain('U_VISITOR');
    expect((await client.conversations.info({ channel: CHANNEL })).channel).toMatchObject({ is_private: true });
    expect(await refusalOf(client.conversations.info({ channel: 'C0OTHER' }))).toBe('channel_not_found');
  });

  it('when a scope was taken away, its methods say missing_scope', async () => {
    await workspace.control('PUT', 'settings', { withoutScopes: ['usergroups:read'] });
    expect(await refusalOf(workspace.client.usergroups.users.list({ usergroup: 'S0AGENTS' }))).toBe('missing_scope');
    await expect(workspace.client.users.info({ user: 'U_PIETER' })).resolves.toMatchObject({ ok: true });
  });

  it('when a reaction is added twice, the second is refused', async () => {
    const { ts } = await post([section('done')]);
    const add = () => workspace.client.reactions.add({ channel: CHANNEL, timestamp: ts!, name: 'white_check_mark' });
    await add();
    expect(await refusalOf(add())).toBe('already_reacted');
  });

  it('when a reaction is taken away, it is gone, and a second time there is none', async () => {
    const { ts } = await post([section('done')]);
    const reaction = { channel: CHANNEL, timestamp: ts!, name: 'x' };
    await workspace.client.reactions.add(reaction);
    await workspace.client.reactions.remove(reaction);
    expect(await refusalOf(workspace.client.reactions.remove(reaction))).toBe('no_reaction');
    await expect(workspace.client.reactions.add(reaction)).resolves.toMatchObject({ ok: true });
  });

  it('when a permalink is opened, it leads to the page', async () => {
    const { ts } = await post([section('linked')]);
    const { permalink } = await workspace.client.chat.getPermalink({ channel: CHANNEL, message_ts: ts! });
    const response = await fetch(permalink!, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`/#p${ts!.replace('.', '')}`);
  });
});

describe('the limits of a message', () => {
  const button = (text: string, value: string, action_id = 'go') => ({
    type: 'button',
    action_id,
    text: { type: 'plain_text', text },
    value,
  });
  const actions = (...elements: unknown[]) => ({ type: 'actions', elements });

  it.each<[string, unknown[], string]>([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), 'invalid_blocks'],
    ['a section of 3,001 characters', [section('x'.repeat(3_001))], 'invalid_blocks'],
    ['a header of 151', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }], 'invalid_blocks'],
    ['a button label of 76', [actions(button('x'.repeat(76), 'v'))], 'invalid_blocks'],
    ['a button value of 2,001', [actions(button('Go', 'x'.repeat(2_001)))], 'invalid_blocks'],
    ['an unknown field', [{ type: 'divider', colour: 'red' }], 'invalid_blocks'],
    ['an unknown block', [{ type: 'marquee' }], 'invalid_blocks'],
    ['an empty text', [section('')], 'invalid_blocks'],
    ['mrkdwn in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'invalid_blocks'],
    ['two buttons of one action_id in a block', [actions(button('A', 'a'), button('B', 'b'))], 'invalid_blocks'],
    [
      'more than 13,200 characters in all',
      Array.from({ length: 5 }, () => section('x'.repeat(2_700))),
      'msg_blocks_too_long',
    ],
    [
      'an empty rich text',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] }],
      'invalid_blocks',
    ],
  ])('when it holds %s, it is refused', async (_what, blocks, code) => {
    expect(await refusalOf(post(blocks))).toBe(code);
    expect(await channel()).toEqual([]);
  });

  it('when everything is at its limit, it is accepted', async () => {
    const elements = [button('x'.repeat(75), 'x'.repeat(2_000)), button('Other', 'b', 'other')];
    const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(150) } };
    const rest = Array.from({ length: 47 }, () => ({ type: 'divider' }));
    await expect(post([header, section('x'.repeat(3_000)), actions(...elements), ...rest])).resolves.toMatchObject({
      ok: true,
    });
  });

  it('when blocks are wrong, the answer points at the mistake', async () => {
    const error = await post([section('fine'), section('x'.repeat(3_001))]).catch(
      (reason: WebAPIPlatformError) => reason,
    );
    expect(error).toMatchObject({
      data: { errors: ['must be less than 3001 characters [json-pointer:/blocks/1/text/text]'] },
    });
  });

  it('when there is nothing to say, it says no_text', async () => {
    expect(await refusalOf(workspace.client.chat.postMessage({ channel: CHANNEL, text: '' }))).toBe('no_text');
  });
});

describe('mentions', () => {
  const customerText = 'look <!channel> and <@U_PIETER>';

  it('when a text is not escaped, the mentions in it are recorded', async () => {
    await post([section(customerText)]);
    await post([section('all of you, @here')]);
    expect((await channel()).map(({ mentions }) => mentions)).toEqual([['channel', 'U_PIETER'], ['here']]);
  });

  it('when it stands in rich text or is escaped and verbatim, nobody is mentioned and it reads as written', async () => {
    const rich = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: customerText }] }],
    };
    const escaped = { type: 'section', text: { type: 'mrkdwn', text: 'a &lt;!here&gt; b @here', verbatim: true } };
    await post([rich, escaped]);
    expect(await channel()).toMatchObject([{ mentions: [], text: `> ${customerText}\na <!here> b @here` }]);
  });
});

describe('rate limits', () => {
  it('when more posts come than a burst, the next is told how long to wait, and other methods are not', async () => {
    await workspace.control('PUT', 'settings', { limits: { posts: { burst: 2, perSecond: 0.5 } } });
    await post([section('1')]);
    await post([section('2')]);
    const refused = await post([section('3')]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WebAPIRateLimitedError);
    expect((refused as WebAPIRateLimitedError).retryAfter).toBe(2);
    await expect(workspace.client.auth.test()).resolves.toMatchObject({ ok: true });
    expect(await channel()).toHaveLength(2);
  });
});

describe('echoes', () => {
  it('when the app posts, it hears its own message with its bot id', async () => {
    const { ts } = await post([section('hello')]);
    const echo = await workspace.hears((request) => eventOf(request).ts === ts);
    expect(eventOf(echo)).toMatchObject({ type: 'message', bot_id: 'B0BATON', user: 'U0BATON', channel_type: 'group' });
  });

  it('when the app updates its message, it hears message_changed with both texts', async () => {
    const { ts } = await post([], { text: 'before' });
    await workspace.client.chat.update({ channel: CHANNEL, ts: ts!, text: 'after' });
    const echo = await workspace.hears((request) => eventOf(request).subtype === 'message_changed');
    expect(eventOf(echo)).toMatchObject({ message: { text: 'after', ts }, previous_message: { text: 'before' } });
  });

  it('when the app updates what is not its own or not there, it is refused', async () => {
    const { body } = await workspace.control<{ ts: string }>('POST', 'messages', {
      user: 'U_THANDI',
      text: 'mine',
      wait: 0,
    });
    const update = (ts: string) => workspace.client.chat.update({ channel: CHANNEL, ts, text: 'changed' });
    expect(await refusalOf(update(body.ts))).toBe('cant_update_message');
    expect(await refusalOf(update('1.000001'))).toBe('message_not_found');
  });
});

describe('faults towards Slack', () => {
  it('when the answer is lost after acceptance, the message is there and the caller is not told', async () => {
    workspace.faults.put({ vendor: 'slack', kind: 'resetAfter', only: 'chat.postMessage', count: 1 });
    await expect(post([section('once')])).rejects.toThrow();
    expect(await channel()).toHaveLength(1);
  });

  it('when Slack limits the rate, the client reads the wait', async () => {
    workspace.faults.put({ vendor: 'slack', kind: 'rateLimit', retryAfter: 7, count: 1 });
    await expect(post([section('later')])).rejects.toMatchObject({ retryAfter: 7 });
    expect(await channel()).toEqual([]);
  });
});
