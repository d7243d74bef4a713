import { NotTakenError } from '../../../src/agent-gateway';
import { startSlackApp, CHANNEL, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';
import { createFakeAgentGateway, DONE, type FakeAgentGateway } from '../../support/agent-gateway';

const TAKEN = 'You have this conversation now. Its card comes into the channel: write to the customer in its thread.';

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  gateway.numbers.set('27825551234', WORKFLOW_ID);
  app = await startSlackApp(gateway);
});
afterEach(() => app.close());

async function answer(text: string, options?: { user?: string; channel?: string }): Promise<unknown> {
  const response = await app.command(text, options);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  const body = (await response.json()) as { response_type: string; text: string };
  expect(body.response_type).toBe('ephemeral');
  return body.text;
}

describe('/baton take', () => {
  it.each([
    'take +27 82 555 1234',
    'take 082 555 1234',
    'Take 0825551234',
    ' take  <tel:+27825551234|082 555 1234>',
    'take 27825551234',
  ])('when an agent types "%s", the conversation of that customer is taken over', async (text) => {
    expect(await answer(text)).toBe(TAKEN);
    expect(gateway.commands).toEqual([
      {
        workflowId: WORKFLOW_ID,
        way: 'update',
        command: {
          updateId: 'slack:T0TEAM:1759650002.2222.fedcba:U_THANDI',
          kind: 'takeOver',
          agent: { id: 'U_THANDI', name: 'THANDI' },
          source: { channel: CHANNEL },
        },
      },
    ]);
  });

  it('when somebody else has it, the agent reads who', async () => {
    gateway.updates = [
      { accepted: false, code: 'claimed_by_other', sentence: 'Pieter already has this conversation.' },
    ];
    expect(await answer('take 082 555 1234')).toBe('Pieter already has this conversation.');
  });

  it('when the verdict takes longer than Slack waits, it follows', async () => {
    gateway.updates = ['verdict later'];
    expect(await answer('take 082 555 1234')).toBe('Recorded, takes effect in a moment.');
    gateway.decide(DONE);
    await app.settled();
    expect(app.slack.to('response_url')).toEqual([{ response_type: 'ephemeral', text: TAKEN }]);
  });

  it('when no worker is there, the command is recorded', async () => {
    gateway.updates = ['unclear'];
    expect(await answer('take 082 555 1234')).toBe('Recorded, takes effect in a moment.');
    expect(gateway.commands.map(({ way }) => way)).toEqual(['update', 'signal']);
  });

  it('when it cannot be recorded until shortly before Slack gives up, the agent is never told that it was', async () => {
    gateway.updates = ['unclear'];
    gateway.signalCommand = (_workflowId, _command, deadline) =>
      new Promise((_taken, reject) => {
        setTimeout(() => reject(new NotTakenError('unclear', undefined)), deadline - Date.now());
      });
    expect(await answer('take 082 555 1234')).toBe(
      'It could not be recorded for certain. If nothing changes here in a moment, try again.',
    );
    await app.settled();
    expect(app.slack.to('response_url')).toEqual([]);
  });

  it.each([
    ['a number that nobody wrote from', 'take 082 555 9999', {}, /^There is no open conversation with that number/],
    ['words', 'take the next one', {}, /^That is not a phone number/],
    ['nothing', 'take', {}, /^That is not a phone number/],
    ['a number as a visitor', 'take 082 555 1234', { user: 'U_VISITOR' }, /^Only members of the agents' group/],
    [
      'a number in another channel',
      'take 082 555 1234',
      { channel: 'C0OTHER' },
      /^This works only in the agents' channel/,
    ],
  ])('when %s is typed, nothing happens and the answer says why', async (_what, text, options, sentence) => {
    expect(await answer(text, options)).toMatch(sentence);
    expect(gateway.commands).toEqual([]);
  });

  it('when conversations cannot be looked up, the agent is told that nothing has changed', async () => {
    gateway.findByNumber = () => Promise.reject(new Error('27825551234 cannot be looked up'));
    expect(await answer('take 082 555 1234')).toBe(
      'It could not be recorded for certain. If nothing changes here in a moment, try again.',
    );
    expect(app.logged.join('')).not.toContain('27825551234');
  });
});

describe('/baton pause <number>', () => {
  it('when an agent types a number, then that one conversation is paused and no other', async () => {
    expect(await answer('pause 082 555 1234')).toMatch(/^People have this conversation now: the assistant is silent/);
    expect(gateway.commands).toMatchObject([
      { workflowId: WORKFLOW_ID, command: { kind: 'pause', agent: { id: 'U_THANDI', name: 'THANDI' } } },
    ]);
    await app.settled();
    expect([gateway.paused, app.slack.to('response_url')]).toEqual([undefined, []]);
  });

  it('when people have it already, then she reads that', async () => {
    gateway.updates = [{ accepted: false, code: 'with_people', sentence: 'People have this conversation already.' }];
    expect(await answer('pause 082 555 1234')).toBe('People have this conversation already.');
  });

  it.each([
    ['a number that nobody wrote from', 'pause 082 555 9999', {}, /^There is no open conversation with that number/],
    ['a word', 'pause please', {}, /not a phone number: nothing has changed\. `\/baton pause 082 555 1234` is for one/],
    ['a number as a visitor', 'pause 082 555 1234', { user: 'U_VISITOR' }, /^Only members of the agents' group/],
    [
      'a number behind resume',
      'resume 082 555 1234',
      {},
      /^One conversation comes back only when somebody in it confi/,
    ],
  ])('when %s is typed, then the assistant is paused nowhere', async (_what, text, options, sentence) => {
    gateway.paused = { since: new Date() };
    const before = gateway.paused;
    expect(await answer(text, options)).toMatch(sentence);
    await app.settled();
    expect([gateway.commands, gateway.paused, app.slack.to('response_url')]).toEqual([[], before, []]);
  });
});

describe('/baton', () => {
  it.each(['help', '', 'dance'])('when the text is "%s", the help is shown', async (text) => {
    expect(await answer(text)).toContain('`/baton take &lt;number&gt;`');
    expect(gateway.commands).toEqual([]);
  });
});
