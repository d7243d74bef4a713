import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApplicationFailure } from '@temporalio/common';
import { teamsList, teamsMessage, type HandoffToTell } from '../../activities/teams/card';
import { postToWebhook } from '../../activities/teams/webhook';
import { createChannels } from '../../activities/channels';
import type { Client } from '@temporalio/client';
import { createTeams, createTeamsAnnouncer } from '../../src/teams';
import type { SlackPost, Waiting, WaitingList } from '../../workflows/conversation/ports';
import { cardView, HOSTILE } from '../support/slack-views';

const DESK = 'https://support.example/desk/conversations/whatsapp-1-0123';
const handoff: HandoffToTell = {
  handoffNumber: 1,
  customer: { waId: '27825551234', name: 'Lindiwe M' },
  reason: 'refund_request',
  issue: 'wants 300 rand back',
  summary: { engine: 'local', askedFor: 'A refund.', told: 'Her order.', tried: 'Nothing.', wants: 'Her money.' },
};

describe('the card of a handoff in Teams', () => {
  it('when it is made, then it tells who, why, what and the summary, with one button to the desk', () => {
    const text = JSON.stringify(teamsMessage(handoff, DESK));
    for (const told of [
      'Lindiwe M · +27 ••••• 1234',
      'The customer wants a refund',
      'wants 300 rand back',
      'Her money.',
    ])
      expect(text).toContain(told);
    expect(text).not.toContain('27825551234');
    expect(text).toContain(`"actions":[{"type":"Action.OpenUrl","title":"Open on the desk","url":"${DESK}"}]`);
  });

  it.each(HOSTILE)(
    'when somebody writes %j, then it stands in a text run, which knows no markup, and all fits',
    (words) => {
      const long = words.repeat(40);
      const summary = { engine: 'openai' as const, askedFor: long, told: long, tried: long, wants: long };
      const message = teamsMessage({ ...handoff, customer: { name: long }, issue: long, summary }, DESK);
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(28 * 1024);
      const { body } = (message as { attachments: { content: { body: { type: string; text?: string }[] } }[] })
        .attachments[0]!.content;
      expect(body.filter(({ type }) => type === 'TextBlock').map(({ text }) => text)).toEqual(['New handoff']);
    },
  );
});

interface Element {
  text?: string;
  inlines?: { text: string }[];
}

/** What stands in the card, line by line. */
const textsOf = (message: object): string[] =>
  (message as { attachments: { content: { body: Element[] } }[] }).attachments[0]!.content.body.map(
    ({ text, inlines = [] }) => text ?? inlines.map((run) => run.text).join(''),
  );

describe('the list of those who wait, in Teams', () => {
  it('when many wait, then it tells for how long and why, oldest first, and counts the rest', () => {
    const now = 30 * 60_000;
    const waiting = Array.from({ length: 17 }, (_, place) => ({
      workflowId: `w${place}`,
      since: place * 60_000,
      ...(place === 0 ? { reason: 'refund_request' } : {}),
    }));
    const message = teamsList({ kind: 'nobody', waiting }, 'https://support.example/desk/queue', now);
    const [title, ...lines] = textsOf(message);
    expect(title).toBe('17 customers wait for a person, and nobody has come.');
    expect(lines.slice(0, 2)).toEqual(['30 min: The customer wants a refund', '29 min: a person']);
    expect(lines.slice(14)).toEqual(['16 min: a person', '…: and 2 more']);
    expect(JSON.stringify(message)).toContain('"url":"https://support.example/desk/queue"');
  });
});

describe('what begins to tell Teams who waits', () => {
  const waiting: Waiting[] = [{ workflowId: 'w1', since: 0 }];

  it.each<[WaitingList['kind'], unknown[]]>([
    ['nobody', ['nobody']],
    ['opening', ['opening']],
    ['escalated', ['escalated', ['w1']]],
  ])('when a list is of kind %s, then it is handed on whom it is about: %j', async (kind, args) => {
    const started: unknown[] = [];
    const start = async (_type: string, options: { args: unknown[] }) => void started.push(options.args);
    await createTeamsAnnouncer({ workflow: { start } } as unknown as Client).waiting('p', { kind, waiting });
    expect(started).toEqual([args]);
  });
});

describe('a Workflows webhook', () => {
  let server: Server;
  let url: string;
  let answers: { status: number; headers?: Record<string, string> }[];
  let bodies: string[];

  beforeEach(async () => {
    bodies = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(body);
        const { status, headers = {} } = answers.shift() ?? { status: 202 };
        response.writeHead(status, headers).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/workflows/1?sig=the-secret`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const failureOf = async (): Promise<ApplicationFailure> => {
    const failure: unknown = await postToWebhook(url, { words: 'of a customer' }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof ApplicationFailure)) throw new Error(`No failure: ${String(failure)}`);
    expect(failure.message).not.toMatch(/secret|customer/);
    return failure;
  };

  it('when it takes the message, then that was all', async () => {
    answers = [{ status: 202 }];
    await postToWebhook(url, { type: 'message' });
    expect(bodies).toEqual(['{"type":"message"}']);
  });

  it.each([400, 401, 404, 413])('when it answers %i, then it is never tried again', async (status) => {
    answers = [{ status }];
    expect(await failureOf()).toMatchObject({ type: 'TeamsRejected', nonRetryable: true });
  });

  it.each([
    [429, { 'retry-after': '7' }, 7_000],
    [429, {}, undefined],
    [503, { 'retry-after': '86400' }, 300_000],
  ])('when it answers %i %j, then it is tried again after %s ms', async (status, headers, pause) => {
    answers = [{ status, headers }];
    const { nonRetryable, nextRetryDelay } = await failureOf();
    expect({ nonRetryable: nonRetryable ?? false, nextRetryDelay: nextRetryDelay ?? undefined }).toEqual({
      nonRetryable: false,
      nextRetryDelay: pause,
    });
  });

  it('when a list is about some of those who wait, then it counts those alone', async () => {
    answers = [];
    async function* list() {
      for (const workflowId of ['w1', 'w2', 'w3'])
        yield { workflowId, startTime: new Date(0), typedSearchAttributes: { get: () => undefined } };
    }
    const client = { workflow: { list } } as unknown as Client;
    const teams = createTeams({ client, webhookUrl: url, publicUrl: 'https://support.example' });
    await teams.tellTeamsWhoWaits('escalated', ['w2']);
    await teams.tellTeamsWhoWaits('nobody');
    expect(bodies).toEqual([
      expect.stringContaining('1 customer has waited too long for a person, and nobody of the desk has come.'),
      expect.stringContaining('3 customers wait for a person, and nobody has come.'),
    ]);
    await teams.tellTeamsWhoWaits('escalated', ['gone']);
    expect(bodies).toHaveLength(2);
  });

  it('when it leads elsewhere, then nothing follows it there', async () => {
    answers = [{ status: 307, headers: { location: url } }];
    expect((await failureOf()).type).toBe('TeamsNotPosted');
    expect(bodies).toHaveLength(1);
  });
});

describe('the channels', () => {
  const request = (post: SlackPost) => ({ workflowId: 'w', postId: 'p', lookUpFirst: false, post });
  const card: SlackPost = { kind: 'card', card: cardView('waiting') };
  const announcer = (told: string[]) => ({
    handoff: async (workflowId: string) => void told.push(`teams ${workflowId}`),
    waiting: async (postId: string, { kind }: WaitingList) => void told.push(`teams ${kind} ${postId}`),
  });

  it('when a handoff is new, then each channel is told; of what follows only Slack', async () => {
    const told: string[] = [];
    const channels = createChannels({
      slack: async ({ post }) => (told.push(`slack ${post.kind}`), { channel: 'C1', ts: '1.1' }),
      announcers: [announcer(told)],
    });
    expect(await channels(request(card))).toEqual({ channel: 'C1', ts: '1.1' });
    await channels(request({ kind: 'card_update', channel: 'C1', ts: '1.1', card: cardView('claimed') }));
    await channels(request({ kind: 'card', card: cardView('claimed') }));
    expect(told).toEqual(['teams w', 'slack card', 'slack card_update', 'slack card']);
  });

  it('when a list of those who wait is new, then each channel is told; of how it changes only Slack', async () => {
    const told: string[] = [];
    const channels = createChannels({ slack: undefined, announcers: [announcer(told)] });
    const list = { kind: 'nobody' as const, waiting: [{ workflowId: 'w', since: 0 }] };
    const place = await channels(request({ kind: 'waiting_list', list, second: false }));
    await channels(request({ kind: 'waiting_list', list, second: false, place }));
    await channels(request({ kind: 'waiting_list', list: { kind: 'moved', waiting: [] }, second: false, place }));
    expect(told).toEqual(['teams nobody p']);
  });

  it('when there is no Slack, then what is posted counts as shown', async () => {
    const told: string[] = [];
    const channels = createChannels({ slack: undefined, announcers: [announcer(told)] });
    expect(await channels(request(card))).toEqual({ channel: 'desk', ts: 'p' });
    expect(told).toEqual(['teams w']);
  });
});
