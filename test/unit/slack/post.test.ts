import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebAPIRequestError } from '@slack/web-api';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { SlackPost, SlackRequest, SlackResult } from '../../../workflows/conversation/ports';
import { createSlackClient } from '../../../activities/slack/client';
import { postFailure } from '../../../activities/slack/failures';
import { createPace, type Pace } from '../../../activities/slack/pace';
import { createSlackActivity } from '../../../activities/slack/post';
import { startSlackWebApi, type SlackWebApi, type WebApiAnswer } from '../../support/slack-web-api';
import { until } from '../../support/until';
import { cardView, THANDI } from '../../support/slack-views';

const CHANNEL = 'C0AGENTS';
const WORKFLOW_ID = 'whatsapp-10550001-0123456789abcdef01234567';
const NOW = Date.UTC(2026, 9, 5, 8, 0);
const CARD: SlackPost = { kind: 'card', card: cardView('waiting') };
const LINE = { kind: 'sentence', sentence: 'taken_over', agent: THANDI } as const;
const THREAD: SlackPost = { kind: 'thread', channel: CHANNEL, ts: '1759650000.000100', line: LINE };

let slack: SlackWebApi;
beforeEach(async () => (slack = await startSlackWebApi()));
afterEach(() => slack.close());

interface Circumstances {
  lookUpFirst?: boolean;
  /** Ms that each look at the clock is later than the one before. */
  clockStep?: number;
  settlingMs?: number;
  /** Usually one of its own, whose clock stands still. */
  pace?: Pace;
}

function post(slackPost: SlackPost, circumstances: Circumstances = {}) {
  const { lookUpFirst = false, clockStep = 0, settlingMs = 0, pace = createPace(() => NOW) } = circumstances;
  let now = NOW;
  const postToSlack = createSlackActivity({
    client: createSlackClient({ token: 'xoxb-for-tests', apiUrl: slack.url }),
    links: { transcript: (workflowId) => `https://baton.example/transcript/${workflowId}` },
    matterOf: async () => ({ customer: { name: 'Lindiwe M', waId: '27825551234' } }),
    channelId: CHANNEL,
    escalationChannelId: 'C0MANAGERS',
    agentGroup: 'S0AGENTS',
    stall: { settlingMs: () => settlingMs },
    pace,
    now: () => (now += clockStep),
  });
  const environment = new MockActivityEnvironment(
    { startToCloseTimeoutMs: 15_000 },
    { logger: new DefaultLogger('ERROR') },
  );
  const request: SlackRequest = { workflowId: WORKFLOW_ID, postId: 'p-7', lookUpFirst, post: slackPost };
  return environment.run<[SlackRequest], SlackResult, typeof postToSlack>(postToSlack, request);
}

async function failureOf(promise: Promise<unknown>): Promise<ApplicationFailure> {
  const failure: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof ApplicationFailure)) throw new Error(`Not an ApplicationFailure: ${String(failure)}`);
  return failure;
}

describe('postToSlack', () => {
  it('when a card is posted, it goes to the channel of the agents with its id and without previews', async () => {
    expect(await post(CARD)).toEqual({ channel: CHANNEL, ts: '1759650000.000100' });
    const [call] = slack.to('chat.postMessage');
    expect(call).toMatchObject({
      channel: CHANNEL,
      metadata: { event_type: 'baton', event_payload: { post: 'p-7', conversation: WORKFLOW_ID } },
      unfurl_links: 'false',
      unfurl_media: 'false',
      parse: 'none',
      link_names: 'false',
    });
    expect(call).not.toHaveProperty('thread_ts');
    expect(JSON.stringify(call?.blocks)).toContain(`https://baton.example/transcript/${WORKFLOW_ID}`);
  });

  it('when a card changes, the same message is updated', async () => {
    const update: SlackPost = {
      kind: 'card_update',
      channel: CHANNEL,
      ts: '1759650000.000100',
      card: cardView('claimed'),
    };
    expect(await post(update)).toEqual({ channel: CHANNEL, ts: '1759650000.000100' });
    expect(slack.to('chat.update')).toEqual([
      expect.objectContaining({ channel: CHANNEL, ts: '1759650000.000100', parse: 'none' }),
    ]);
  });

  it('when a line goes to a thread, it is a reply; where nobody is asked, the channel sees it too', async () => {
    await post(THREAD);
    await post({ ...THREAD, line: { kind: 'confirm_resume', epoch: 1, question: 1, inactiveMinutes: 30 } });
    const [reply, question] = slack.to('chat.postMessage');
    expect(reply).toMatchObject({ channel: CHANNEL, thread_ts: '1759650000.000100' });
    expect(reply).not.toHaveProperty('reply_broadcast');
    expect(question).toMatchObject({ thread_ts: '1759650000.000100', reply_broadcast: 'true' });
  });

  it('when the list of those who wait is told, each channel gets its own, and it is edited where it stands', async () => {
    const list = { kind: 'waiting' as const, waiting: [] };
    await post({ kind: 'waiting_list', list, second: false });
    await post({ kind: 'waiting_list', list, second: true });
    expect(slack.to('chat.postMessage').map(({ channel }) => channel)).toEqual([CHANNEL, 'C0MANAGERS']);
    const place = { channel: 'C0MANAGERS', ts: '1759650000.000100' };
    expect(await post({ kind: 'waiting_list', list, second: true, place })).toEqual(place);
    expect(slack.to('chat.update')).toEqual([expect.objectContaining(place)]);
  });

  it('when a line has no thread, it goes to the channel', async () => {
    await post({ kind: 'channel', line: LINE, customer: { name: 'Lindiwe M' } });
    expect(slack.to('chat.postMessage')).toEqual([expect.objectContaining({ channel: CHANNEL })]);
  });

  it('when a sentence is for one agent, only he is shown it, and its markup is text', async () => {
    const sentence: SlackPost = {
      kind: 'ephemeral',
      channel: CHANNEL,
      threadTs: '1759650000.000100',
      user: 'U_THANDI',
      text: '<!channel> & more',
    };
    expect(await post(sentence)).toEqual({ channel: CHANNEL, ts: '1759650000.000200' });
    expect(slack.to('chat.postEphemeral')).toEqual([
      {
        channel: CHANNEL,
        thread_ts: '1759650000.000100',
        user: 'U_THANDI',
        text: '&lt;!channel&gt; &amp; more',
      },
    ]);
  });

  it.each([
    ['too much of the attempt’s time has gone', { clockStep: 6_001 }, 1_000],
    ['the worker has just come back from a standstill', { settlingMs: 2_500 }, 2_500],
  ])('when %s, nothing is written', async (_what, circumstances, retryAfterMs) => {
    const failure = await failureOf(post(CARD, circumstances));
    expect(failure).toMatchObject({ type: 'SlackNotPosted', details: [{ code: 'deadline', retryAfterMs }] });
    expect(slack.calls).toEqual([]);
  });
});

describe('postToSlack after an unknown outcome', () => {
  const message = (postId: string, ts: string, conversation = WORKFLOW_ID) => ({
    ts,
    metadata: { event_type: 'baton', event_payload: { post: postId, conversation } },
  });

  it('when the card is in the channel already, it is found and not posted again', async () => {
    slack.answer('conversations.history', ({ cursor }) =>
      cursor === 'next'
        ? { ok: true, messages: [message('p-7', '1759640000.000900')] }
        : {
            ok: true,
            messages: [{ ts: '1' }, message('p-6', '2'), message('p-7', '3', 'whatsapp-1-ffffffffffffffffffffffff')],
            response_metadata: { next_cursor: 'next' },
          },
    );
    expect(await post(CARD, { lookUpFirst: true })).toEqual({ channel: CHANNEL, ts: '1759640000.000900' });
    expect(slack.to('chat.postMessage')).toEqual([]);
    expect(slack.to('conversations.history')[0]).toMatchObject({ channel: CHANNEL, include_all_metadata: 'true' });
  });

  it('when the line is in its thread already, it is found there', async () => {
    slack.answer('conversations.replies', { ok: true, messages: [message('p-7', '1759640000.000900')] });
    expect(await post(THREAD, { lookUpFirst: true })).toEqual({ channel: CHANNEL, ts: '1759640000.000900' });
    expect(slack.to('conversations.replies')[0]).toMatchObject({ ts: '1759650000.000100' });
    expect(slack.to('chat.postMessage')).toEqual([]);
  });

  it('when it is nowhere, it is posted', async () => {
    expect(await post(THREAD, { lookUpFirst: true })).toEqual({ channel: CHANNEL, ts: '1759650000.000100' });
  });

  it('when Slack cannot say, nothing is posted and the outcome stays unknown', async () => {
    slack.answer('conversations.history', { ok: false, error: 'ratelimited' });
    const failure = await failureOf(post(CARD, { lookUpFirst: true }));
    expect(failure.type).toBe('SlackOutcomeUnknown');
    expect(slack.to('chat.postMessage')).toEqual([]);
  });

  it('when it was an update of a card, it is simply made again', async () => {
    await post({ kind: 'card_update', channel: CHANNEL, ts: '1', card: cardView('claimed') }, { lookUpFirst: true });
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.update']);
  });
});

describe('a post that comes too soon', () => {
  it('when Slack limits the rate for a moment, it waits for its turn, and a card goes before lines', async () => {
    const pace = createPace(Date.now);
    let refused = 0;
    slack.answer('chat.postMessage', ({ channel }) => {
      if (refused > 0) return { ok: true, channel, ts: '1759650000.000100' };
      refused += 1;
      return { http: 429, headers: { 'retry-after': '1' } };
    });
    const line = post(THREAD, { pace });
    await until(
      () => slack.calls,
      (calls) => calls.length === 1,
    );
    await Promise.all([line, post(CARD, { pace })]);
    const inThread = slack.to('chat.postMessage').map(({ thread_ts: thread }) => thread !== undefined);
    expect(inThread).toEqual([true, false, true]);
  });
});

describe('a failed post', () => {
  it.each<[string, WebApiAnswer, string, object | undefined]>([
    [
      'limits the rate',
      { http: 429, headers: { 'retry-after': '7' } },
      'SlackNotPosted',
      { code: 'ratelimited', retryAfterMs: 7_000 },
    ],
    ['limits the rate without a time', { http: 429 }, 'SlackNotPosted', { code: 'ratelimited', retryAfterMs: 30_000 }],
    [
      'limits the rate in its answer',
      { ok: false, error: 'ratelimited' },
      'SlackNotPosted',
      { code: 'ratelimited', retryAfterMs: 30_000 },
    ],
    ['refuses the blocks', { ok: false, error: 'invalid_blocks' }, 'SlackRejected', { code: 'invalid_blocks' }],
    [
      'finds it too long',
      { ok: false, error: 'msg_blocks_too_long' },
      'SlackRejected',
      { code: 'msg_blocks_too_long' },
    ],
    ['misses the thread', { ok: false, error: 'thread_not_found' }, 'SlackRejected', { code: 'thread_not_found' }],
    ['finds it too large', { http: 413 }, 'SlackRejected', { code: 'too_large' }],
    [
      'misses the channel',
      { ok: false, error: 'channel_not_found' },
      'SlackNotPosted',
      { code: 'channel_not_found', retryAfterMs: 60_000 },
    ],
    [
      'has not invited the bot',
      { ok: false, error: 'not_in_channel' },
      'SlackNotPosted',
      { code: 'not_in_channel', retryAfterMs: 60_000 },
    ],
    [
      'refuses the token',
      { ok: false, error: 'invalid_auth' },
      'SlackNotPosted',
      { code: 'invalid_auth', retryAfterMs: 60_000 },
    ],
    [
      'misses a scope',
      { ok: false, error: 'missing_scope' },
      'SlackNotPosted',
      { code: 'missing_scope', retryAfterMs: 60_000 },
    ],
    [
      'is hidden behind a proxy that refuses',
      { http: 403 },
      'SlackNotPosted',
      { code: 'http_403', retryAfterMs: 60_000 },
    ],
    ['is in trouble', { ok: false, error: 'internal_error' }, 'SlackOutcomeUnknown', undefined],
    ['answers a server error', { http: 503 }, 'SlackOutcomeUnknown', undefined],
    ['answers a page', { http: 200, body: '<html>' }, 'SlackOutcomeUnknown', undefined],
    ['breaks the connection', 'reset', 'SlackOutcomeUnknown', undefined],
    ['says nothing about the post', { ok: true }, 'SlackOutcomeUnknown', undefined],
  ])('when Slack %s, it is %j → %s', async (_what, answer, type, details) => {
    slack.answer('chat.postMessage', answer);
    const failure = await failureOf(post(CARD));
    expect(failure).toMatchObject({ type, nonRetryable: true });
    expect(failure.details?.[0]).toEqual(details);
    expect(slack.to('chat.postMessage')).toHaveLength(1);
  });

  it('when Slack does not answer in time, the outcome is unknown', async () => {
    slack.answer('chat.postMessage', 'silence');
    expect((await failureOf(post(CARD))).type).toBe('SlackOutcomeUnknown');
  }, 12_000);

  it('when Slack cannot be reached, it is certainly not posted', async () => {
    // In a process of its own: jest's errors are not those of fetch, and their causes get lost.
    const script = join(__dirname, '../../support/post-to-nowhere.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'SlackNotPosted', details: [{ code: 'connection' }] });
  });

  it.each([
    ['several addresses refuse', Object.assign(new AggregateError([{ code: 'ECONNREFUSED' }]), {}), 'SlackNotPosted'],
    ['connecting takes too long', { code: 'ETIMEDOUT', syscall: 'connect' }, 'SlackNotPosted'],
    ['the certificate is wrong', { code: 'CERT_HAS_EXPIRED' }, 'SlackNotPosted'],
    ['reading takes too long', { code: 'ETIMEDOUT', syscall: 'read' }, 'SlackOutcomeUnknown'],
    ['the connection is reset', { code: 'ECONNRESET' }, 'SlackOutcomeUnknown'],
  ])('when %s, it is told from a write that broke off', (_what, cause, type) => {
    const error = new WebAPIRequestError(new TypeError('fetch failed', { cause }));
    expect(postFailure(error)).toMatchObject({ type });
  });

  it('when Slack says where the blocks are wrong, the failure does too, without any words of the post', async () => {
    slack.answer('chat.postMessage', {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] Lindiwe M is too long [json-pointer:/blocks/0/text/text]'] },
    });
    const { message } = await failureOf(post(CARD));
    expect(message).toBe('Slack refuses the post (invalid_blocks) [json-pointer:/blocks/0/text/text]');
  });
});
