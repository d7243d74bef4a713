import { startSlackApp, slackFixture, CHANNEL, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';
import { until } from '../../support/until';
import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';

const LOST = 'Your message could not be recorded. Unless a ✅ comes to it, it was not sent: write it again.';
const THREAD = `${CHANNEL}:1759650000.000100`;

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  gateway.threads.set(THREAD, WORKFLOW_ID);
  app = await startSlackApp(gateway);
});
afterEach(() => app.close());

const message = (changes: Record<string, unknown> = {}) => ({ ...slackFixture('thread-message'), ...changes });

async function shownInThread(): Promise<unknown[]> {
  await app.settled();
  return app.slack.to('chat.postEphemeral');
}

describe('a message in the thread of a card', () => {
  it('when an agent writes, the conversation gets it before Slack gets its answer', async () => {
    const response = await app.event(message({ text: 'I&amp;O are looking into it :pray:' }));
    expect(response.status).toBe(200);
    expect(gateway.messages).toEqual([
      {
        workflowId: WORKFLOW_ID,
        message: {
          id: `${CHANNEL}:1759650010.000400`,
          channel: CHANNEL,
          threadTs: '1759650000.000100',
          agent: { id: 'U_THANDI', name: 'THANDI' },
          text: 'I&O are looking into it 🙏',
          note: false,
          mentions: false,
          files: 0,
        },
      },
    ]);
    expect(await shownInThread()).toEqual([]);
  });

  it('when it is a note, mentions a colleague or brings a file, the conversation is told', async () => {
    await app.event(message({ text: 'note: ask <@U_PIETER>', ts: '1759650013.000100' }));
    await app.event(slackFixture('file-share'));
    expect(
      gateway.messages.map(({ message: { text, note, mentions, files } }) => ({ text, note, mentions, files })),
    ).toEqual([
      { text: 'ask @PIETER', note: true, mentions: true, files: 0 },
      { text: 'Here is your invoice', note: false, mentions: false, files: 1 },
    ]);
  });

  it('when it is shown in the channel as well, it counts all the same', async () => {
    await app.event(message({ subtype: 'thread_broadcast' }));
    expect(gateway.messages).toHaveLength(1);
  });

  it('when somebody outside the agents’ group writes, it stays inside and he reads why', async () => {
    const response = await app.event(message({ user: 'U_VISITOR' }));
    expect(response.status).toBe(200);
    expect(gateway.messages).toEqual([]);
    expect(await shownInThread()).toEqual([
      {
        user: 'U_VISITOR',
        channel: CHANNEL,
        thread_ts: '1759650000.000100',
        text: "Only members of the agents' group can answer customers. Kept inside.",
      },
    ]);
  });

  it.each([
    ['an edit', () => slackFixture('message-changed')],
    ['a deletion', () => slackFixture('message-deleted')],
    ['another app', () => slackFixture('bot-message')],
    ['ourselves', () => message({ user: 'U0BATON', bot_id: 'B0BATON' })],
    ['somebody outside a thread', () => message({ thread_ts: undefined, parent_user_id: undefined })],
    ['somebody in another channel', () => message({ channel: 'C0OTHER' })],
    ['somebody in the thread of a colleague', () => message({ parent_user_id: 'U_PIETER' })],
    ['somebody who joins', () => message({ subtype: 'channel_join' })],
  ])('when it comes from %s, nothing happens', async (_who, event) => {
    expect((await app.event(event())).status).toBe(200);
    expect(gateway.messages).toEqual([]);
    expect(await shownInThread()).toEqual([]);
  });

  it('when Temporal is away, Slack is not told that all is well, and brings the message again', async () => {
    gateway.messageAnswer = 'unclear';
    expect((await app.event(message())).status).toBe(500);
    gateway.messageAnswer = 'taken';
    expect((await app.event(message(), { 'x-slack-retry-num': '1' })).status).toBe(200);
    expect(gateway.messages).toHaveLength(1);
  });

  it('when Temporal is away each time, the writer hears that it is not recorded yet, and in the end that it is lost', async () => {
    gateway.messageAnswer = 'unclear';
    const told: unknown[] = [];
    for (const retry of [undefined, '1', '2', '3']) {
      const { status } = await app.event(message(), retry === undefined ? {} : { 'x-slack-retry-num': retry });
      told.push([status, (await shownInThread()).length]);
    }
    expect(told).toEqual([
      [500, 0],
      [500, 1],
      [500, 2],
      [200, 3],
    ]);
    const to = { user: 'U_THANDI', channel: CHANNEL, thread_ts: '1759650000.000100' };
    const notYet = {
      ...to,
      text: expect.stringMatching(/^Not recorded yet: your message has not gone out\./) as string,
    };
    const lost = { ...to, text: LOST };
    expect(await shownInThread()).toEqual([notYet, notYet, lost]);
    expect(gateway.messages).toEqual([]);
  });

  it('when it is recorded a minute later, the writer who was told that it is not hears that it is', async () => {
    await app.event(message(), { 'x-slack-retry-num': '1' });
    expect(await shownInThread()).toEqual([]);
    await app.event(message(), { 'x-slack-retry-num': '2' });
    expect(await shownInThread()).toMatchObject([{ text: 'Recorded now: your message takes its way.' }]);
  });

  it.each([
    ['the thread cannot be looked up', () => (gateway.findByThread = () => Promise.reject(new Error('away')))],
    [
      'Slack does not say who the agents are',
      () => app.slack.answer('usergroups.users.list', { ok: false, error: 'internal_error' }),
    ],
  ])('when %s, not even the last time, the writer is told that it is lost', async (_what, goWrong) => {
    goWrong();
    expect((await app.event(message(), { 'x-slack-retry-num': '3' })).status).toBe(200);
    expect(await shownInThread()).toMatchObject([{ text: LOST }]);
  });

  it.each([
    ['answers 503', { http: 503 }],
    ['limits the rate', { http: 429, headers: { 'retry-after': '1' } }],
    ['breaks the connection', 'reset' as const],
  ])('when it is lost and Slack %s, the writer is told as soon as Slack takes it', async (_what, trouble) => {
    gateway.messageAnswer = 'unclear';
    let tries = 0;
    app.slack.answer('chat.postEphemeral', () => ((tries += 1) === 1 ? trouble : { ok: true, message_ts: '1.2' }));
    await app.event(message(), { 'x-slack-retry-num': '3' });
    expect(await shownInThread()).toMatchObject([{ text: LOST }, { text: LOST }]);
  });

  it('when Temporal is away and somebody outside the group writes, nothing of his is lost', async () => {
    gateway.findByThread = () => Promise.reject(new Error('away'));
    expect((await app.event(message({ user: 'U_VISITOR' }), { 'x-slack-retry-num': '1' })).status).toBe(200);
    expect(await shownInThread()).toMatchObject([{ text: expect.stringMatching(/Kept inside/) as string }]);
  });

  it('when a message fails, the log says what it was, why and at which try', async () => {
    gateway.messageAnswer = 'unclear';
    await app.event(message(), { 'x-slack-retry-num': '1' });
    const errors = app.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(errors.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ kind: 'message', code: 'unclear', attempt: 1 }),
    ]);
  });

  it('when Slack cannot say who the agents are, the message comes again', async () => {
    app.slack.answer('usergroups.users.list', { ok: false, error: 'internal_error' });
    expect((await app.event(message())).status).toBe(500);
    app.slack.answer('usergroups.users.list', { ok: true, users: ['U_THANDI'] });
    expect((await app.event(message())).status).toBe(200);
    expect(gateway.messages).toHaveLength(1);
  });

  it('when the token cannot be checked, the message comes again', async () => {
    app.slack.answer('auth.test', { http: 503 });
    expect((await app.event(message())).ok).toBe(false);
    app.slack.answer('auth.test', { ok: true, user_id: 'U0BATON', bot_id: 'B0BATON', team_id: 'T0TEAM' });
    expect((await app.event(message())).status).toBe(200);
    expect(gateway.messages).toHaveLength(1);
  });

  it('when the card was posted a moment ago, the message waits until it is found', async () => {
    gateway.threadVisibleAfter = 3;
    expect((await app.event(message())).status).toBe(200);
    expect(gateway.messages).toHaveLength(1);
  });

  it('when one message takes longer than the next in its thread, they are recorded as they were written', async () => {
    const other = '1759650000.000900';
    gateway.threads.set(`${CHANNEL}:${other}`, 'another-conversation');
    const { findByThread } = gateway;
    let goOn = (): void => undefined;
    let isFirst = true;
    gateway.findByThread = async (...asked) => {
      if (isFirst) {
        isFirst = false;
        await new Promise<void>((resolve) => (goOn = resolve));
      }
      return findByThread(...asked);
    };
    const texts = () => gateway.messages.map(({ message: { text } }) => text);
    const first = app.event(message({ ts: '1759650011.000100', text: 'first' }));
    await until(
      () => isFirst,
      (is) => !is,
    );
    const second = app.event(message({ ts: '1759650012.000100', text: 'second' }));
    // In other threads nobody waits.
    await app.event(message({ ts: '1759650013.000100', thread_ts: other, text: 'elsewhere' }));
    goOn();
    expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual([200, 200]);
    expect(texts()).toEqual(['elsewhere', 'first', 'second']);
  });

  it('when the first of two fails, the second is recorded all the same', async () => {
    gateway.messageAnswer = 'unclear';
    const first = app.event(message({ ts: '1759650011.000100', text: 'first' }));
    await first;
    gateway.messageAnswer = 'taken';
    expect((await app.event(message({ ts: '1759650012.000100', text: 'second' }))).status).toBe(200);
    expect(gateway.messages).toHaveLength(1);
  });

  it('when the card is not found in time, Slack brings the message again; in the end the writer is told', async () => {
    gateway.threads.clear();
    expect((await app.event(message())).status).toBe(500);
    expect((await app.event(message(), { 'x-slack-retry-num': '3' })).status).toBe(200);
    expect(await shownInThread()).toMatchObject([
      { text: 'This thread belongs to no conversation: nothing was sent.' },
    ]);
  });

  it('when the conversation is closed, the writer is told', async () => {
    gateway.messageAnswer = 'closed';
    expect((await app.event(message())).status).toBe(200);
    expect(await shownInThread()).toMatchObject([
      { text: 'This conversation is closed: nothing was sent. It opens again when the customer writes.' },
    ]);
  });

  it('when there is nothing in it but what cannot be sent, the writer is told', async () => {
    await app.event(message({ text: '' }));
    expect(gateway.messages).toEqual([]);
    expect(await shownInThread()).toMatchObject([{ text: 'Only text can be sent to the customer: nothing was sent.' }]);
  });

  it('when Slack does not say how the agent is called, the message goes on without', async () => {
    app.slack.answer('users.info', { ok: false, error: 'internal_error' });
    await app.event(message());
    expect(gateway.messages[0]?.message.agent).toEqual({ id: 'U_THANDI', name: 'An agent' });
  });

  it('when messages fail, nothing of them is logged', async () => {
    gateway.messageAnswer = 'unclear';
    await app.event(message({ text: 'her number is +27 82 555 1234' }));
    expect(app.logged.join('\n')).not.toMatch(/her number|555/);
  });
});
