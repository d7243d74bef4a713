import { createFakeAgentGateway, DONE, type FakeAgentGateway } from '../../support/agent-gateway';
import { CHANNEL, startSlackApp, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';

const ROOT = '1759650000.000100';
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 27, 10, 30);
const CARD = { w: WORKFLOW_ID, e: 1759650000, h: 1 };

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  app = await startSlackApp(gateway, () => NOW);
  app.slack.answer('views.open', { ok: true });
});
afterEach(() => app.close());

const choose = (a: string, more: object = {}, user = 'U_THANDI') =>
  app.click('more', { user, value: JSON.stringify({ ...CARD, ...more, a }), option: true });
const opened = () => app.slack.to('views.open').map(({ view }) => view as Record<string, unknown>);
const told = async (): Promise<unknown[]> => {
  await app.settled();
  return app.slack.to('response_url').map(({ text }) => text);
};
const commands = () => gateway.commands.map(({ command }) => command);

/** Fills in the form that was opened last and sends it. */
async function submit(content: object, user = 'U_PIETER'): Promise<unknown> {
  const view = opened().at(-1)!;
  const response = await app.sendForm(view, { input: { input: content } }, user);
  expect(response.status).toBe(200);
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
const errors = (sentence: unknown) => ({ response_action: 'errors', errors: { input: sentence } });

describe('[Use this reply]', () => {
  const press = (text?: string) =>
    app.click('use_reply', {
      blocks: [
        {
          type: 'rich_text',
          block_id: text === undefined ? 'other' : 'suggested_reply',
          elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
        },
      ],
    });

  it('when an agent presses it, a form has the words of the card, and what he makes of them is the command', async () => {
    await press('I am looking into it.');
    expect(opened()[0]).toMatchObject({
      callback_id: 'use_reply',
      blocks: [{ element: { type: 'plain_text_input', initial_value: 'I am looking into it.' } }],
    });
    expect(gateway.commands).toEqual([]);
    expect(await submit({ type: 'plain_text_input', value: ' I am on it. ' })).toBeUndefined();
    expect(gateway.commands).toEqual([
      {
        workflowId: WORKFLOW_ID,
        way: 'update',
        command: {
          updateId: 'slack:T0TEAM:V1:U_PIETER',
          kind: 'reply',
          agent: { id: 'U_PIETER', name: 'PIETER' },
          source: { channel: CHANNEL, threadTs: ROOT },
          epoch: 1759650000,
          handoff: 1,
          text: 'I am on it.',
        },
      },
    ]);
  });

  it.each([
    ['My card is 4111 1111 1111 1111', /card or ID number is in it/],
    ['Please send me your card number', /nobody should write one in a chat/],
    ['', /Write something/],
  ])('when %j is to be sent, the form stays open and says why', async (value, sentence) => {
    await press('I am looking into it.');
    expect(await submit({ type: 'plain_text_input', value })).toEqual(errors(expect.stringMatching(sentence)));
    expect(gateway.commands).toEqual([]);
  });

  it('when the conversation refuses, the words stay in the form', async () => {
    const sentence = 'Pieter has this conversation; only Pieter can do that.';
    gateway.updates = [{ accepted: false, code: 'not_assignee', sentence }];
    await press('I am looking into it.');
    expect(await submit({ type: 'plain_text_input', value: 'Hi' })).toEqual(errors(sentence));
  });

  it('when no worker takes it, it goes as a signal, the form closes and the agent is told in the thread', async () => {
    gateway.updates = ['unclear'];
    await press('I am looking into it.');
    expect(await submit({ type: 'plain_text_input', value: 'Hi' })).toBeUndefined();
    await app.settled();
    expect(app.slack.to('chat.postEphemeral')).toMatchObject([
      { user: 'U_PIETER', thread_ts: ROOT, text: 'Recorded, takes effect in a moment.' },
    ]);
  });

  it('when the card suggests nothing any more, the clicker is told', async () => {
    await press();
    expect(opened()).toEqual([]);
    expect(await told()).toEqual(['This button is out of date. Nothing has changed.']);
  });

  it('when Slack does not open the form, the clicker is told', async () => {
    app.slack.answer('views.open', { ok: false, error: 'expired_trigger_id' });
    await press('I am looking into it.');
    expect(await told()).toEqual(['The form could not be opened. Nothing has changed. Try again.']);
  });
});

describe('the three dots of a card', () => {
  it.each([
    ['snooze_hour', { forMs: HOUR }],
    ['snooze_tomorrow', { until: Date.UTC(2026, 10, 28, 6) }],
  ])('when %s is chosen, the conversation is put off', async (choice, fields) => {
    await choose(choice);
    expect(commands()).toEqual([expect.objectContaining({ kind: 'snooze', epoch: 1759650000, handoff: 1, ...fields })]);
  });

  it('when a time is chosen, it is asked for, and only one that is ahead is taken', async () => {
    await choose('snooze_until');
    expect(opened()[0]).toMatchObject({
      blocks: [{ element: { initial_date_time: Date.UTC(2026, 10, 27, 12) / 1000 } }],
    });
    const at = (ms: number) => submit({ type: 'datetimepicker', selected_date_time: ms / 1000 });
    for (const wrong of [NOW - HOUR, NOW + 40 * 24 * HOUR])
      expect(await at(wrong)).toEqual(errors('Choose a moment between now and a month from now.'));
    expect(await at(NOW + 5 * HOUR)).toBeUndefined();
    expect(commands()).toEqual([expect.objectContaining({ kind: 'snooze', until: NOW + 5 * HOUR })]);
  });

  it('when it is transferred, everybody of the group but the clicker is offered, and the group itself', async () => {
    await choose('transfer');
    const [{ element }] = opened()[0]!['blocks'] as [
      { element: { options: { value: string; text: { text: string } }[] } },
    ];
    expect(element.options.map(({ value, text }) => [value, text.text])).toEqual([
      ['group', 'Whoever of the group comes first'],
      ['U_PIETER', 'PIETER'],
    ]);
    const to = (value: string) => submit({ type: 'static_select', selected_option: { value } }, 'U_THANDI');
    expect(await to('U_VISITOR')).toEqual(errors(expect.stringContaining('choose somebody else')));
    expect(await to('U_PIETER')).toBeUndefined();
    expect(await to('group')).toBeUndefined();
    expect(commands()).toMatchObject([
      { kind: 'transfer', to: { id: 'U_PIETER', name: 'PIETER' } },
      { kind: 'transfer', toGroup: true },
    ]);
  });

  it('when it is taken from a colleague, a reason is asked for; whoever has it himself is told so', async () => {
    await choose('take_from', { f: 'U_THANDI' });
    expect(await told()).toEqual(['You have it yourself.']);
    await choose('take_from', { f: 'U_THANDI' }, 'U_PIETER');
    expect(opened()[0]).toMatchObject({ blocks: [{ label: { text: 'Why? THANDI has it and reads this' } }] });
    expect(await submit({ type: 'plain_text_input', value: ' ' })).toEqual(errors('Write something first.'));
    expect(await submit({ type: 'plain_text_input', value: 'She is at lunch' })).toBeUndefined();
    expect(commands()).toEqual([
      expect.objectContaining({ kind: 'takeOver', from: { agent: 'U_THANDI', reason: 'She is at lunch' } }),
    ]);
  });

  it('when somebody outside the group chooses or sends anything, nothing happens and he reads why', async () => {
    for (const choice of ['snooze_hour', 'snooze_until', 'transfer', 'take_from'])
      await choose(choice, {}, 'U_VISITOR');
    expect(new Set(await told())).toEqual(
      new Set(["Only members of the agents' group can do that. Nothing has changed."]),
    );
    await choose('snooze_until');
    const sent = submit({ type: 'datetimepicker', selected_date_time: NOW / 1000 + 60 }, 'U_VISITOR');
    expect(await sent).toEqual(errors("Only members of the agents' group can do that. Nothing has changed."));
    expect(gateway.commands).toEqual([]);
  });

  it('when what is chosen is not known any more, Slack has its answer all the same', async () => {
    expect((await choose('from_an_older_version')).status).toBe(200);
    expect(gateway.commands).toEqual([]);
  });
});

describe('[Resolve as …]', () => {
  it('when an outcome is chosen, it goes with the command', async () => {
    gateway.updates = [DONE];
    await app.click('resolve', { value: JSON.stringify({ ...CARD, o: 'no_reply' }), option: true });
    expect(commands()).toEqual([expect.objectContaining({ kind: 'resolve', outcome: 'no_reply' })]);
  });
});

describe('[Show number]', () => {
  it('when an agent presses it, he alone reads the number; nobody else gets it', async () => {
    await app.click('show_number');
    await app.click('show_number', { user: 'U_VISITOR' });
    expect((await told()).sort()).toEqual([
      '+27 82 555 1234',
      "Only members of the agents' group can do that. Nothing has changed.",
    ]);
    expect(app.slack.to('response_url')[0]).toMatchObject({ response_type: 'ephemeral' });
  });

  it('when WhatsApp shares none, or nobody can say, he reads that', async () => {
    gateway.customer = async () => ({ userId: 'ZA.1' });
    await app.click('show_number');
    await app.settled();
    gateway.customer = () => Promise.reject(new Error('no worker'));
    await app.click('show_number');
    expect((await told()).sort()).toEqual([
      'The number could not be read. Try again.',
      'WhatsApp has not shared a number of this customer.',
    ]);
  });
});
