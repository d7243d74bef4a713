import { startSlackApp, CHANNEL, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';
import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';
import type { OwnConversation } from '../../../src/own-conversations';

const THREAD = '1759650000.000050';
const OTHER = WORKFLOW_ID.replace('0123', 'aaaa');
const POSTED = '1759650000.000100';

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

const own = (change: Partial<OwnConversation> = {}): OwnConversation => ({
  workflowId: WORKFLOW_ID,
  card: { channel: CHANNEL, ts: THREAD },
  customer: { waId: '27825551234', name: 'Lindiwe' },
  issue: 'a broken mug',
  language: 'af',
  ...change,
});

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  gateway.own.set('U_THANDI', [own()]);
  app = await startSlackApp(gateway);
  app.slack.answer('views.open', { ok: true });
});
afterEach(() => app.close());

interface Block {
  block_id?: string;
  element?: { initial_value?: string; options?: { text: { text: string }; value: string }[] };
}
const opened = () =>
  app.slack.to('views.open').map(({ view }) => view as Record<string, unknown> & { blocks: Block[] });
const inputOf = (block: string) => opened()[0]!.blocks.find(({ block_id }) => block_id === block)?.element;

/** What the agent reads of his command; nothing where a form has opened. */
async function answer(text: string, options?: { user?: string; channel?: string }): Promise<string> {
  const body = await (await app.command(text, options)).text();
  return body === '' ? '' : (JSON.parse(body) as { text: string }).text;
}

async function send(value: string, { user = 'U_THANDI', to }: { user?: string; to?: string } = {}): Promise<unknown> {
  const chosen =
    to === undefined ? {} : { conversation: { input: { type: 'static_select', selected_option: { value: to } } } };
  const values = { input: { input: { type: 'plain_text_input', value } }, ...chosen };
  const body = await (await app.sendForm(opened().at(-1)!, values, user)).text();
  return body === '' ? undefined : (JSON.parse(body) as unknown);
}
const errors = (sentence: unknown) => ({ response_action: 'errors', errors: { input: sentence } });
const told = async () => {
  await app.settled();
  return app.slack.to('chat.postEphemeral').map(({ text }) => text);
};

describe('/baton reply', () => {
  it('when it names one, then the text is there in the customer’s language, and what is sent is a message of the thread', async () => {
    expect(await answer('reply order-number')).toBe('');
    expect(JSON.stringify(opened()[0])).toContain('Lindiwe (••••• 1234): a broken mug');
    expect(JSON.stringify(opened()[0])).not.toContain('27825551234');
    expect(inputOf('input')?.initial_value).toBe('Die nommer?');
    expect(gateway.messages).toEqual([]);
    expect(await send('Die nommer, asseblief?')).toBeUndefined();
    expect(app.slack.to('chat.postMessage')).toMatchObject([{ channel: CHANNEL, thread_ts: THREAD }]);
    expect(gateway.messages).toEqual([
      {
        workflowId: WORKFLOW_ID,
        message: {
          id: `${CHANNEL}:${POSTED}`,
          channel: CHANNEL,
          threadTs: THREAD,
          agent: { id: 'U_THANDI', name: 'THANDI' },
          text: 'Die nommer, asseblief?',
          note: false,
          mentions: false,
          files: 0,
        },
      },
    ]);
  });

  it('when the agent has several conversations, then he chooses, and languages that differ get the text for everybody', async () => {
    gateway.own.set('U_THANDI', [own(), own({ workflowId: OTHER, customer: { name: 'Sipho' }, language: 'zu' })]);
    await answer('reply Order-Number ');
    expect(inputOf('input')?.initial_value).toBe('The number?');
    const options = inputOf('conversation')?.options ?? [];
    expect(options.map(({ text }) => text.text)).toEqual(['Lindiwe (••••• 1234): a broken mug', 'Sipho: a broken mug']);
    expect(await send('The number?', { to: options[1]!.value })).toBeUndefined();
    expect(gateway.messages.map(({ workflowId }) => workflowId)).toEqual([OTHER]);
  });

  it.each([
    [
      'reply nonsense',
      {},
      /^There is no canned reply of that name\. There are:\n`\/baton reply order-number`: Ask for/,
    ],
    ['reply', {}, /^The canned replies are:\n`\/baton reply order-number`: Ask for/],
    ['reply thanks', { user: 'U_PIETER' }, /^You have no conversation/],
    ['reply thanks', { channel: 'C0OTHER' }, /^This works only in the agents' channel/],
  ])('when "%s" is typed %j, then no form opens and the answer says why', async (text, options, sentence) => {
    expect(await answer(text, options)).toMatch(sentence);
    expect(opened()).toEqual([]);
  });

  it('when somebody outside the group types it, then no form opens and he reads why', async () => {
    gateway.own.set('U_VISITOR', [own()]);
    expect(await answer('reply thanks', { user: 'U_VISITOR' })).toMatch(/^Only members of the agents' group/);
    expect(opened()).toEqual([]);
  });

  it('when conversations cannot be looked up, or Slack opens nothing, then the agent reads that', async () => {
    app.slack.answer('views.open', { ok: false, error: 'expired_trigger_id' });
    expect(await answer('reply thanks')).toMatch(/^The form could not be opened/);
    gateway.ownConversations = () => Promise.reject(new Error('no answer'));
    expect(await answer('reply thanks')).toMatch(/^The form could not be opened/);
  });

  it.each([
    ['My card is 4111 1111 1111 1111', {}, /card or ID number is in it/],
    ['Please send me your card number', {}, /nobody should write one in a chat/],
    [' ', {}, /^Write something/],
    ['Thank you', { user: 'U_VISITOR' }, /^Only members of the agents' group/],
  ])('when %j is sent %j, then nothing goes and the form says why', async (value, options, sentence) => {
    await answer('reply thanks');
    expect(await send(value, options)).toEqual(errors(expect.stringMatching(sentence)));
    expect([app.slack.to('chat.postMessage'), gateway.messages]).toEqual([[], []]);
  });

  it('when it begins with an exclamation mark, then it is a note', async () => {
    await answer('reply thanks');
    await send('! he is a friend of mine');
    expect(gateway.messages[0]?.message).toMatchObject({ note: true, text: 'he is a friend of mine' });
  });

  it('when Slack does not take the post, then the conversation gets nothing and the words stay in the form', async () => {
    app.slack.answer('chat.postMessage', { ok: false, error: 'ratelimited' });
    await answer('reply thanks');
    expect(await send('Thank you')).toEqual(errors(expect.stringMatching(/^Slack did not take it/)));
    expect(gateway.messages).toEqual([]);
  });

  it('when it is not recorded in time, then it is tried again under the same name, and the agent reads what comes of it', async () => {
    const ids: string[] = [];
    const { agentMessage } = gateway;
    gateway.agentMessage = (workflowId, message, deadline) => {
      ids.push(message.id);
      return ids.length === 1 ? Promise.reject(new Error('no answer')) : agentMessage(workflowId, message, deadline);
    };
    await answer('reply thanks');
    expect(await send('Thank you')).toBeUndefined();
    expect(await told()).toEqual([
      expect.stringMatching(/^Not recorded yet/),
      'Recorded now: your message takes its way.',
    ]);
    expect(ids).toEqual([`${CHANNEL}:${POSTED}`, `${CHANNEL}:${POSTED}`]);
  });

  it('when the conversation is closed by then, then the agent reads that nothing was sent', async () => {
    gateway.messageAnswer = 'closed';
    await answer('reply thanks');
    expect(await send('Thank you')).toBeUndefined();
    expect(await told()).toEqual([expect.stringMatching(/^This conversation is closed: nothing was sent/)]);
  });
});

describe('[Take it back]', () => {
  const press = async (user: string): Promise<unknown[]> => {
    await answer('reply thanks');
    await send('Thank you');
    const [posted] = app.slack.to('chat.postMessage');
    const button = (posted?.['blocks'] as { elements: { value?: string }[] }[]).at(-1)?.elements[0];
    await app.click('take_back', { user, threadTs: THREAD, value: button?.value ?? '' });
    await app.settled();
    return app.slack.to('response_url').map(({ text }) => text);
  };

  it('when its sender presses it, then the conversation is told as if he had deleted it', async () => {
    expect(await press('U_THANDI')).toEqual([]);
    expect(gateway.changes).toEqual([
      {
        workflowId: WORKFLOW_ID,
        change: {
          id: 'slack:T0TEAM:1759650001.000300:U_THANDI',
          messageId: `${CHANNEL}:${POSTED}`,
          channel: CHANNEL,
          threadTs: THREAD,
          agent: { id: 'U_THANDI', name: 'THANDI' },
        },
      },
    ]);
  });

  it.each([
    ['U_PIETER', 'Only whoever sent it can take it back.'],
    ['U_VISITOR', "Only members of the agents' group can do that. Nothing has changed."],
  ])('when %s presses it, then nothing changes and he reads why', async (user, sentence) => {
    expect(await press(user)).toEqual([sentence]);
    expect(gateway.changes).toEqual([]);
  });
});
