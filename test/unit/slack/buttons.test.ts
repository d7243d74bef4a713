import { startSlackApp, CHANNEL, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';
import { createFakeAgentGateway, DONE, type FakeAgentGateway } from '../../support/agent-gateway';
import type { Verdict } from '../../../workflows/conversation/messages';

let app: RunningSlackApp;
let gateway: FakeAgentGateway;
let now: number;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  now = Date.now();
  app = await startSlackApp(gateway, () => now);
});
afterEach(() => app.close());

async function shown(): Promise<unknown[]> {
  await app.settled();
  return app.slack.to('response_url').map(({ text }) => text);
}

const TAKEN: Verdict = {
  accepted: false,
  code: 'claimed_by_other',
  sentence: 'Pieter already has this <conversation>.',
};

describe('a button', () => {
  it.each([
    ['take_over', 'takeOver'],
    ['take_over_and_send', 'takeOver'],
    ['hand_back', 'resume'],
    ['keep_with_us', 'keepPaused'],
    ['resolve', 'resolve'],
    ['send_held', 'sendHeld'],
    ['keep_as_note', 'keepAsNote'],
    ['send_again', 'sendAgain'],
  ])('when an agent presses %s, the conversation gets %s with all that the button carries', async (actionId, kind) => {
    const value = JSON.stringify({ w: WORKFLOW_ID, e: 5, h: 2, q: 3, m: 'C1:1.2', i: 'h-9' });
    const response = await app.click(actionId, { value, threadTs: '1759640000.000100' });
    expect(response.status).toBe(200);
    expect(gateway.commands).toEqual([
      {
        workflowId: WORKFLOW_ID,
        way: 'update',
        command: {
          updateId: 'slack:T0TEAM:1759650001.000300:U_THANDI',
          kind,
          agent: { id: 'U_THANDI', name: 'THANDI' },
          source: { channel: CHANNEL, threadTs: '1759640000.000100' },
          epoch: 5,
          handoff: 2,
          question: 3,
          heldId: 'C1:1.2',
          intentId: 'h-9',
        },
      },
    ]);
    expect(await shown()).toEqual([]);
  });

  it('when the button is on the card itself, no thread is named', async () => {
    await app.click('take_over');
    expect(gateway.commands[0]?.command).toMatchObject({ source: { channel: CHANNEL }, epoch: 1759650000, handoff: 1 });
    expect(gateway.commands[0]?.command.source).not.toHaveProperty('threadTs');
  });

  it('when the conversation refuses, the clicker reads why, in the thread of the button', async () => {
    gateway.updates = [TAKEN];
    await app.click('take_over', { threadTs: '1759640000.000100' });
    await app.settled();
    expect(app.slack.to('response_url')).toEqual([
      {
        response_type: 'ephemeral',
        replace_original: false,
        thread_ts: '1759640000.000100',
        text: 'Pieter already has this &lt;conversation&gt;.',
      },
    ]);
  });

  it('when the verdict takes its time, Slack has its answer before, and the clicker his afterwards', async () => {
    gateway.updates = ['verdict later'];
    expect((await app.click('take_over')).status).toBe(200);
    expect(app.slack.to('response_url')).toEqual([]);
    gateway.decide(TAKEN);
    expect(await shown()).toEqual(['Pieter already has this &lt;conversation&gt;.']);
  });

  it('when the verdict does not come, the app can be stopped all the same', async () => {
    gateway.updates = ['verdict later'];
    await app.click('take_over');
    await app.settled(20);
    gateway.decide(DONE);
    expect(await shown()).toEqual([]);
  });

  it.each([
    [
      'somebody outside the group',
      { user: 'U_VISITOR' },
      "Only members of the agents' group can do that. Nothing has changed.",
    ],
    [
      'an agent in another channel',
      { channel: 'C0OTHER' },
      "This works only in the agents' channel. Nothing has changed.",
    ],
    [
      'an agent with a button of another time',
      { value: '{"c":"old"}' },
      'This button is out of date. Nothing has changed.',
    ],
    ['an agent with a value that is no JSON', { value: 'take' }, 'This button is out of date. Nothing has changed.'],
    [
      'an agent with an id that is not ours',
      { value: '{"w":"order-1"}' },
      'This button is out of date. Nothing has changed.',
    ],
  ])('when it is pressed by %s, nothing happens and he reads why', async (_who, options, sentence) => {
    const response = await app.click('take_over', options);
    expect(response.status).toBe(200);
    expect(gateway.commands).toEqual([]);
    expect(await shown()).toEqual([sentence]);
  });

  it('when Slack cannot say who the agents are, nothing happens and the clicker is told', async () => {
    app.slack.answer('usergroups.users.list', { http: 500 });
    await app.click('take_over');
    expect(gateway.commands).toEqual([]);
    expect(await shown()).toEqual([
      'Slack could not say whether you are one of the agents. Nothing has changed. Try again.',
    ]);
  });

  it('when an agent leaves the group, his buttons stop working within a minute', async () => {
    await app.click('take_over', { actionTs: '1.1' });
    app.slack.answer('usergroups.users.list', { ok: true, users: [] });
    now += 59_000;
    await app.click('take_over', { actionTs: '1.2' });
    now += 1_000;
    await app.click('take_over', { actionTs: '1.3' });
    expect(gateway.commands).toHaveLength(2);
    expect(await shown()).toEqual(["Only members of the agents' group can do that. Nothing has changed."]);
    expect(app.slack.to('usergroups.users.list')).toHaveLength(2);
  });

  it('when Slack cannot say for a quarter of an hour, agents go on, and no longer', async () => {
    const began = now;
    await app.click('take_over', { actionTs: '1.1' });
    app.slack.answer('usergroups.users.list', { http: 500 });
    for (const [minutes, commands] of [
      [14, 2],
      [15, 2],
    ] as const) {
      now = began + minutes * 60_000;
      await app.click('take_over', { actionTs: `2.${minutes}` });
      expect(gateway.commands).toHaveLength(commands);
    }
    expect(await shown()).toEqual([
      'Slack could not say whether you are one of the agents. Nothing has changed. Try again.',
    ]);
    app.slack.answer('usergroups.users.list', { ok: true, users: [] });
    await app.click('take_over', { actionTs: '3.1' });
    expect((await shown()).at(-1)).toBe("Only members of the agents' group can do that. Nothing has changed.");
  });

  it('when a button is unknown, Slack has its answer all the same', async () => {
    expect((await app.click('from_an_older_version')).status).toBe(200);
    expect(gateway.commands).toEqual([]);
  });
});

describe('a command that is not accepted at once', () => {
  const ways = (): string[] => gateway.commands.map(({ way }) => way);
  const ids = (): Set<string> => new Set(gateway.commands.map(({ command }) => command.updateId));

  it('when Temporal asks to try again, the same update is tried again', async () => {
    gateway.updates = ['again', 'again', DONE];
    await app.click('take_over');
    expect(ways()).toEqual(['update', 'update', 'update']);
    expect(ids().size).toBe(1);
    expect(await shown()).toEqual([]);
  });

  it('when no worker accepts it, it goes as a signal under the same id, and the clicker is told', async () => {
    gateway.updates = ['unclear'];
    await app.click('take_over');
    expect(ways()).toEqual(['update', 'signal']);
    expect(ids().size).toBe(1);
    expect(await shown()).toEqual(['Recorded, takes effect in a moment.']);
  });

  it('when it can be recorded in no way, the clicker is told that it may not be recorded', async () => {
    gateway.updates = ['unclear'];
    gateway.signals = 'unclear';
    expect((await app.click('take_over')).status).toBe(200);
    expect(await shown()).toEqual([
      'It could not be recorded for certain. If nothing changes here in a moment, try again.',
    ]);
  });

  it('when the conversation is closed, the clicker is told', async () => {
    gateway.updates = ['closed'];
    await app.click('resolve');
    expect(ways()).toEqual(['update']);
    expect(await shown()).toEqual(['This conversation is closed. Nothing has changed.']);
  });

  it('when it closes between the two ways, the clicker is told', async () => {
    gateway.updates = ['unclear'];
    gateway.signals = 'closed';
    await app.click('resolve');
    expect(await shown()).toEqual(['This conversation is closed. Nothing has changed.']);
  });

  it('when it is accepted but the verdict gets lost, the clicker is told that it is recorded', async () => {
    gateway.updates = ['verdict lost'];
    await app.click('take_over');
    expect(ways()).toEqual(['update']);
    expect(await shown()).toEqual(['Recorded, takes effect in a moment.']);
  });

  it('when it is rejected, it is not tried in another way', async () => {
    gateway.updates = ['verdict refused'];
    await app.click('take_over');
    expect(ways()).toEqual(['update']);
    expect(await shown()).toEqual(['The conversation refused this. Nothing has changed.']);
  });
});

describe('[Full chat history]', () => {
  it('when an agent presses it, he gets a fresh link that only he sees', async () => {
    await app.click('transcript');
    await app.settled();
    expect(app.slack.to('response_url')).toEqual([
      {
        response_type: 'ephemeral',
        replace_original: false,
        text: `<https://baton.example/transcript/${WORKFLOW_ID}?expires=1&amp;signature=ab|Full chat history> · this link works for 24 hours.`,
      },
    ]);
    expect(gateway.commands).toEqual([]);
  });

  it('when somebody outside the group presses it, he gets no link', async () => {
    await app.click('transcript', { user: 'U_VISITOR' });
    expect(await shown()).toEqual(["Only members of the agents' group can do that. Nothing has changed."]);
  });
});

describe('[Hand back all unclaimed]', () => {
  const others = ['a', 'b', 'c'].map((digit) => `whatsapp-1-${digit.repeat(24)}`);
  const press = (user = 'U_THANDI') =>
    app.click('hand_back_all', { user, value: JSON.stringify({ w: 'model-outage' }) });

  it('when an agent presses it, each conversation that waits is handed back, and he reads how many', async () => {
    gateway.waiting = others;
    gateway.updates = [DONE, TAKEN, DONE];
    expect((await press()).status).toBe(200);
    expect(await shown()).toEqual([
      expect.stringMatching(/^2 handed back to the assistant. 1 not: somebody has taken/),
    ]);
    expect(gateway.commands.map(({ workflowId }) => workflowId).sort()).toEqual(others);
    expect(new Set(gateway.commands.map(({ command }) => command.updateId)).size).toBe(3);
    for (const { command } of gateway.commands) expect(command).toMatchObject({ kind: 'resume', onlyUnclaimed: true });
  });

  it('when somebody else presses it, nothing happens', async () => {
    gateway.waiting = others;
    await press('U_VISITOR');
    expect(await shown()).toEqual([expect.stringContaining("Only members of the agents' group")]);
    expect(gateway.commands).toEqual([]);
  });
});
