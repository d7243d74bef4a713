import type { Listed } from '../../../src/directory';
import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';
import { createFakeDirectory, type FakeDirectory } from '../../support/directory';
import { CHANNEL, startSlackApp, type RunningSlackApp } from '../../support/slack-app';
import { buttonsOf, markupIn, readHome } from '../../support/slack-blocks';
import { UNICODE_TRAPS } from '../../support/corpora';

const NOW = Date.UTC(2026, 10, 27, 10);
const MINUTE = 60_000;
const idOf = (digit: string) => `whatsapp-1-${digit.repeat(24)}`;
const [HERS, WAITS, LONGEST, LATER] = ['a', 'b', 'c', 'd'].map(idOf) as [string, string, string, string];

const row = (workflowId: string, change: Partial<Listed> = {}): Listed => ({
  workflowId,
  mode: 'paused',
  handoff: 'waiting',
  reason: 'refund_request',
  owedSince: NOW - 12 * MINUTE,
  card: { channel: CHANNEL, ts: '1764230000.000100' },
  ...change,
});

let app: RunningSlackApp;
let gateway: FakeAgentGateway;
let directory: FakeDirectory;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  directory = createFakeDirectory();
  directory.rows = [
    row(LONGEST, { owedSince: NOW - 3 * 60 * MINUTE, reason: 'complaint' }),
    row(WAITS),
    row(HERS, { handoff: 'claimed', agentId: 'U_THANDI' }),
    row(LATER, { handoff: 'snoozed', agentId: 'U_PIETER' }),
  ];
  directory.known.set(WAITS, { name: 'Lindiwe M', agent: undefined, handoff: 3, last: undefined });
  app = await startSlackApp(gateway, () => NOW, undefined, directory);
});
afterEach(() => app.close());

const opened = (user = 'U_THANDI', tab = 'home') =>
  app.event({ type: 'app_home_opened', user, channel: 'D1', tab, event_ts: '1764230000.000200' });

/** The Home tabs that were shown, oldest first. */
async function shown(): Promise<{ user: unknown; blocks: object[]; text: string }[]> {
  await app.settled();
  return app.slack.to('views.publish').map(({ user_id, view }) => {
    const { blocks } = view as { blocks: object[] };
    return { user: user_id, blocks, text: readHome(view as object) };
  });
}

const atHome = { type: 'view', view_id: 'V1' };

describe('the Home tab', () => {
  it('when an agent opens it, then hers, who waits and what is snoozed stand there, the longest first, with what leads there', async () => {
    expect((await opened()).status).toBe(200);
    const [home] = await shown();
    expect(home?.user).toBe('U_THANDI');
    const lines = home?.text.split('\n') ?? [];
    expect(lines[0]).toMatch(/^2 wait for a person · 1 with agents · 1 snoozed · 0 with the assistant/);
    expect(lines.slice(1)).toEqual([
      'Today: no customer has written yet.',
      'Yours',
      'A customer · The customer wants a refund · owed an answer for 12 min · thread · full chat history',
      'Waiting for a person, oldest first',
      'A customer · Complaint: something is missing, damaged or wrong · owed an answer for 3 h · thread · full chat history',
      'Lindiwe M · The customer wants a refund · owed an answer for 12 min · thread · full chat history',
      'Snoozed',
      'A customer · The customer wants a refund · put off by PIETER · owed an answer for 12 min · thread · full chat history',
    ]);
    expect(buttonsOf(home?.blocks ?? [])).toEqual([
      { label: 'Refresh', actionId: 'home_refresh', value: null },
      { label: 'Take over', actionId: 'home_take_over', value: { w: LONGEST } },
      { label: 'Take over', actionId: 'home_take_over', value: { w: WAITS, h: 3 } },
    ]);
    const links = JSON.stringify(home?.blocks);
    expect(links).toContain(`https://slack.com/archives/${CHANNEL}/p1764230000000100`);
    expect(links).toContain(`https://baton.example/transcript/${WAITS}`);
  });

  it('when she takes somebody over there, then the conversation is told once and the tab says what came of it', async () => {
    const value = JSON.stringify({ w: WAITS, h: 3 });
    gateway.command = (
      (command) =>
      async (...asked: Parameters<FakeAgentGateway['command']>) => {
        directory.rows = directory.rows.map((one) =>
          one.workflowId === WAITS ? row(WAITS, { handoff: 'claimed', agentId: 'U_THANDI' }) : one,
        );
        return command(...asked);
      }
    )(gateway.command);
    expect((await app.click('home_take_over', { value, container: atHome })).status).toBe(200);
    const [home, ...more] = await shown();
    expect(more).toEqual([]);
    expect(home?.text).toMatch(/^You have it now: write to the customer in its thread\.\n1 waits for a person/);
    expect(gateway.commands).toEqual([
      {
        workflowId: WAITS,
        way: 'update',
        command: expect.objectContaining({ kind: 'takeOver', handoff: 3, source: { channel: CHANNEL } }),
      },
    ]);
  });

  it('when a colleague was faster, then the tab says so and shows what is left', async () => {
    const sentence = 'Pieter already has this conversation.';
    gateway.updates = [{ accepted: false, code: 'claimed_by_other', sentence }];
    await app.click('home_take_over', { value: JSON.stringify({ w: WAITS, h: 3 }), container: atHome });
    expect((await shown())[0]?.text.split('\n')[0]).toBe(sentence);
  });

  it('when the button is none of ours or its presser no agent, then nothing is commanded', async () => {
    await app.click('home_take_over', { value: '{}', container: atHome });
    await app.settled();
    await app.click('home_take_over', { user: 'U_VISITOR', container: atHome });
    expect((await shown()).map(({ text }) => text.split('\n')[0])).toEqual([
      'This button is out of date. Nothing has changed.',
      "Only members of the agents' group see conversations here.",
    ]);
    expect(gateway.commands).toEqual([]);
  });

  it('when somebody outside the group opens it, then he reads one sentence and no conversation', async () => {
    await opened('U_VISITOR');
    expect((await shown()).map(({ text }) => text)).toEqual([
      "Only members of the agents' group see conversations here.",
    ]);
  });

  it.each([
    ['all were answered', 3, 3, 4 * MINUTE, ' · 3 handoffs · 3 answered by a person, half of those within 4 min'],
    [
      'most were not answered',
      13,
      4,
      MINUTE / 2,
      ' · 13 handoffs · 4 answered by a person, half of those within a minute · 9 not answered by a person',
    ],
    ['the one was answered', 1, 1, 2 * MINUTE, ' · 1 handoff · 1 answered by a person within 2 min'],
    ['none was answered', 2, 0, undefined, ' · 2 handoffs · 2 not answered by a person'],
  ])('when customers have written today and %s, then the tab says so', async (_, handoffs, count, median, told) => {
    const toHuman = { count, median, p90: median };
    const unanswered = handoffs - count;
    Object.assign(directory.report, { conversations: 14, byAssistant: 11, handoffs, toHuman, unanswered });
    await opened();
    expect((await shown())[0]?.text.split('\n')[1]).toBe(
      `Today: 14 customers wrote · the assistant alone answered 11 (79 %)${told}`,
    );
  });

  it('when only the messages are looked at, then nothing is shown', async () => {
    await opened('U_THANDI', 'messages');
    expect(await shown()).toEqual([]);
  });

  it('when the assistant is paused, then the tab says since when and by whom', async () => {
    gateway.paused = { since: new Date(NOW - MINUTE), agentId: 'U_PIETER' };
    await opened();
    expect((await shown())[0]?.text).toMatch(
      /^The assistant is paused in every conversation since 2026-11-27 09:59 UTC, by PIETER\./,
    );
  });

  it('when Temporal does not answer, then a sentence stands there, with a button that tries again', async () => {
    directory.away = true;
    await opened();
    await app.settled();
    directory.away = false;
    await app.click('home_refresh', { value: '', container: atHome });
    const [failed, again] = await shown();
    expect(failed?.text).toBe('The conversations cannot be read at the moment. Try again in a minute.');
    expect(buttonsOf(failed?.blocks ?? []).map(({ actionId }) => actionId)).toEqual(['home_refresh']);
    expect(again?.text).toContain('Waiting for a person');
  });

  it('when hundreds wait, then Slack takes the tab and the rest is counted', async () => {
    const many = Array.from({ length: 300 }, (_, number) => `whatsapp-1-${String(number).padStart(24, '0')}`);
    directory.rows = ['waiting', 'claimed', 'snoozed'].flatMap((handoff, place) =>
      many.slice(place * 100, place * 100 + 100).map((id) => row(id, { handoff, agentId: 'U_THANDI' })),
    );
    await opened();
    const [home] = await shown();
    expect(home?.blocks.length).toBeLessThanOrEqual(100);
    expect(home?.text.match(/… and (\d+) more\./g)).toEqual(['… and 85 more.', '… and 80 more.', '… and 85 more.']);
  });

  it.each(['<!channel> *Boss*', '<https://evil.example|Slack>', '`x` @here', ...UNICODE_TRAPS])(
    'when a customer is called %j, then the tab shows the name and obeys nothing in it',
    async (name) => {
      directory.known.set(WAITS, { name, agent: undefined, handoff: 3, last: undefined });
      await opened();
      const [home] = await shown();
      expect(markupIn(home?.blocks)).toEqual([]);
      expect(home?.text).toContain('Waiting for a person, oldest first');
    },
  );
});

describe('/baton find', () => {
  const asked = async (text: string, options: { user?: string; channel?: string } = {}): Promise<string> => {
    const response = await app.command(text, options);
    const body = await response.text();
    await app.settled();
    const late = app.slack.to('response_url').at(-1);
    if (late !== undefined) expect(late.response_type).toBe('ephemeral');
    const { text: words } = (late ?? JSON.parse(body)) as { text: string };
    return words;
  };

  it.each(['082 555 1234', '+27 82 555 1234', '0825551234', '27825551234', '(082) 555-1234', '0027 82 555 1234'])(
    'when an agent looks for %s, then only he reads who has it, and where it is',
    async (number) => {
      gateway.numbers.set('27825551234', WAITS);
      const told = await asked(`find ${number}`);
      expect(told).toBe(
        [
          '*Nobody has it yet* · The customer wants a refund · owed an answer for 12 min',
          `<https://slack.com/archives/${CHANNEL}/p1764230000000100|Thread> · <https://baton.example/transcript/${WAITS}?expires=1&amp;signature=ab|Full chat history> · this link works for 24 hours.`,
        ].join('\n'),
      );
      expect(app.logged.join('')).not.toContain('82555');
    },
  );

  it.each([
    [HERS, /^\*THANDI has it\*/],
    [LATER, /^\*PIETER has put it off\*/],
  ])('when %s is found, then it says who has it', async (workflowId, words) => {
    gateway.numbers.set('27825551234', workflowId);
    expect(await asked('find 082 555 1234')).toMatch(words);
  });

  it.each([
    ['has no conversation', 'find 082 555 9999', {}, /^There is no open conversation with that number/],
    ['is no number', 'find her', {}, /^That is not a phone number/],
    ['is asked for by a visitor', 'find 082 555 1234', { user: 'U_VISITOR' }, /^Only members of the agents' group/],
    ['is asked for elsewhere', 'find 082 555 1234', { channel: 'C0OTHER' }, /^This works only in the agents' channel/],
  ])('when what is looked for %s, then the answer says so', async (_what, text, options, sentence) => {
    expect(await asked(text, options)).toMatch(sentence);
  });

  it('when it cannot be looked up, then he reads that and the log has no number', async () => {
    gateway.findByNumber = () => Promise.reject(new Error('27825551234 cannot be looked up'));
    expect(await asked('find 082 555 1234')).toBe('The conversation could not be looked up. Try again.');
    expect(app.logged.join('')).not.toContain('27825551234');
  });
});

describe('/baton pause', () => {
  const told = async (): Promise<unknown[]> => {
    await app.settled();
    return app.slack.to('response_url').map(({ response_type, text }) => [response_type, text]);
  };

  it('when an agent pauses the assistant and ends that, then the channel reads both', async () => {
    await app.command('pause');
    expect(await told()).toEqual([
      ['in_channel', expect.stringContaining('*THANDI paused the assistant in every conversation*')],
    ]);
    expect(gateway.paused?.agentId).toBe('U_THANDI');
    await app.command('resume');
    expect((await told()).at(-1)).toEqual([
      'in_channel',
      expect.stringContaining('*THANDI ended the pause: the assistant answers again.*'),
    ]);
    expect(gateway.paused).toBeUndefined();
  });

  it('when it is paused already, then only she reads by whom and since when; when it is not, that', async () => {
    gateway.paused = { since: new Date(NOW - MINUTE), agentId: 'U_PIETER' };
    await app.command('pause');
    await told();
    gateway.paused = undefined;
    await app.command('resume');
    expect(await told()).toEqual([
      [
        'ephemeral',
        expect.stringMatching(/^The assistant is paused already, since <!date\^1795773540\^.*>, by PIETER\.$/),
      ],
      ['ephemeral', 'The assistant is not paused.'],
    ]);
  });

  it('when no worker is there to end the pause, then the channel reads that it ends later', async () => {
    gateway.paused = { since: new Date(NOW) };
    gateway.resumes = false;
    await app.command('resume');
    expect(await told()).toEqual([['in_channel', expect.stringContaining('as soon as a worker runs')]]);
  });

  it('when Temporal does not take it, then she reads that nothing has changed', async () => {
    gateway.signals = 'unclear';
    await app.command('pause');
    expect(await told()).toEqual([
      ['ephemeral', 'It could not be recorded for certain. If nothing changes here in a moment, try again.'],
    ]);
  });

  it('when a visitor presses the kill switch, then he is refused', async () => {
    const response = await app.command('pause', { user: 'U_VISITOR' });
    expect(await response.json()).toMatchObject({ text: expect.stringContaining("Only members of the agents' group") });
    expect(await told()).toEqual([]);
    expect(gateway.paused).toBeUndefined();
  });
});
