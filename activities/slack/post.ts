import { activityInfo } from '@temporalio/activity';
import { WebAPIPlatformError, type ChatPostMessageArguments, type WebClient } from '@slack/web-api';
import type { SlackPost, SlackRequest, SlackResult } from '../../workflows/conversation/ports';
import { renderCard, type SlackMessage } from './card';
import { mattersOf, renderClosing, type Matter, type Matters } from './closing';
import { SLACK_TIMEOUT_MS } from './client';
import { openDirectMessage } from './direct-message';
import { notPosted, pauseAfter, postFailure, rateLimited, rejected, unknownOutcome } from './failures';
import { findPost } from './look-up';
import { renderOutage } from './outage';
import type { Lane, Pace } from './pace';
import { escapeMarkup, shown } from './rich-text';
import { renderWaitingList } from './waiting-list';
import { renderTeamQuestion } from './team-question';
import { renderChannelLine, renderLine } from './thread-line';

export interface SlackActivityDependencies {
  /** Made by `createSlackClient`: without retries and with SLACK_TIMEOUT_MS. */
  client: WebClient;
  links: { transcript(workflowId: string): string };
  /** Who the customer of a conversation is, and what it is about. */
  matterOf(workflowId: string): Promise<Matter | undefined>;
  /** The channel of the agents. */
  channelId: string;
  /** Where it is told that nobody has come; the agents' own where there is no second one. */
  escalationChannelId?: string | undefined;
  /** The user group whose members are the agents. */
  agentGroup: string;
  /** Knows whether this process has stood still (`createStallWatch`). */
  stall: { settlingMs(): number };
  /** Shared by all posts of this process. */
  pace: Pace;
  /** Ms UTC. */
  now: () => number;
}

const DEADLINE_MARGIN_MS = 1_000;

// Text in a notification is markup: nothing in it may be linked, and no link may bring a preview along.
const PLAIN = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;

/**
 * The activity that posts to Slack: one attempt, exactly as described on docs.slack.dev for chat.postMessage, chat.update
 * and chat.postEphemeral. Where Slack limits the rate, it waits for its turn as far as its time allows. Throws
 * ApplicationFailure: `SlackRejected`, `SlackNotPosted`, or another type where nobody knows whether Slack has it.
 */
export function createSlackActivity(deps: SlackActivityDependencies): (request: SlackRequest) => Promise<SlackResult> {
  return async (request) => {
    const startedAt = deps.now();
    const settlingMs = deps.stall.settlingMs();
    if (request.lookUpFirst) {
      const found = await findPost(deps, request);
      if (found) return found;
    }
    const lane = laneOf(request.post);
    const message = request.post.kind === 'closing' ? request.post.message : undefined;
    const matters = await mattersOf(message, deps.matterOf);
    for (;;) {
      await waitForTurn(deps, lane, request.post.kind === 'card', startedAt);
      requireTime(deps.now() - startedAt, Math.max(settlingMs, deps.stall.settlingMs()));
      try {
        return await write(deps, request, matters);
      } catch (error) {
        const failure = postFailure(error);
        const pause = pauseAfter(failure);
        if (pause === undefined) throw failure;
        deps.pace.limited(lane, pause);
      }
    }
  };
}

function laneOf(post: SlackPost): Lane {
  if (post.kind === 'card_update') return 'update';
  if (post.kind === 'team_question' && post.question.place) return 'update';
  if ((post.kind === 'outage' || post.kind === 'waiting_list') && post.place) return 'update';
  if (post.kind === 'closing') return post.place ? 'update' : 'ephemeral';
  return post.kind === 'ephemeral' || post.kind === 'reaction' ? 'ephemeral' : 'post';
}

// Somebody waits for a card; lines belong to a card that is there.
async function waitForTurn(
  { pace, now }: SlackActivityDependencies,
  lane: Lane,
  urgent: boolean,
  startedAt: number,
): Promise<void> {
  const left = await pace.turn({ lane, urgent, patienceMs: timeToWrite(now() - startedAt) });
  if (left > 0) throw rateLimited('Slack limits the rate of posts: others come first.', left);
}

/** How long an attempt of this age may still put off its write, ms. */
const timeToWrite = (age: number): number =>
  activityInfo().startToCloseTimeoutMs - age - SLACK_TIMEOUT_MS - DEADLINE_MARGIN_MS;

// A worker that was frozen with the attempt in its hands must not post when it wakes up: the server has given it up.
function requireTime(age: number, settlingMs: number): void {
  if (settlingMs > 0 || timeToWrite(age) < 0) {
    throw notPosted('deadline', 'Too late to post within the time limit of this attempt.', Math.max(settlingMs, 1_000));
  }
}

function write(deps: SlackActivityDependencies, request: SlackRequest, matters: Matters): Promise<SlackResult> {
  const { post } = request;
  switch (post.kind) {
    case 'card':
      return postMessage(deps, request, card(deps, request.workflowId, post), {});
    case 'channel':
      return toChannel(deps, request, post);
    case 'thread':
      return toThread(deps, request, post);
    case 'card_update':
      return updateMessage(deps, card(deps, request.workflowId, post), post);
    case 'outage': {
      const message = renderOutage(post.outage, request.workflowId);
      return post.place ? updateMessage(deps, message, post.place) : postMessage(deps, request, message, {});
    }
    case 'waiting_list': {
      const message = renderWaitingList(post.list, deps.agentGroup);
      if (post.place) return updateMessage(deps, message, post.place);
      return postMessage(deps, request, message, {}, listChannel(deps, post.second));
    }
    case 'team_question': {
      const { question, epoch } = post;
      const message = renderTeamQuestion(question, epoch, request.workflowId);
      return question.place ? updateMessage(deps, message, question.place) : postMessage(deps, request, message, {});
    }
    case 'reaction':
      return react(deps, post);
    case 'file':
      return showFile(deps, post);
    case 'closing': {
      const message = renderClosing(post.message, matters);
      if (post.place) return updateMessage(deps, message, post.place);
      return toDirectMessage(deps, request, message, post.user);
    }
    case 'ephemeral':
      return postEphemeral(deps, post);
  }
}

function card(
  { links }: SlackActivityDependencies,
  workflowId: string,
  post: Extract<SlackPost, { kind: 'card' | 'card_update' }>,
): SlackMessage {
  return renderCard(post.card, { workflowId, transcriptLink: links.transcript(workflowId) });
}

const listChannel = (
  deps: Pick<SlackActivityDependencies, 'channelId' | 'escalationChannelId'>,
  second: boolean,
): string => (second ? (deps.escalationChannelId ?? deps.channelId) : deps.channelId);

const metadata = ({ workflowId, postId }: SlackRequest) => ({
  event_type: 'baton',
  event_payload: { post: postId, conversation: workflowId },
});

async function postMessage(
  { client, channelId }: SlackActivityDependencies,
  request: SlackRequest,
  { text, blocks }: SlackMessage,
  place: { thread_ts?: string; reply_broadcast?: boolean },
  channel = channelId,
): Promise<SlackResult> {
  const content = { channel, text, blocks, metadata: metadata(request), ...PLAIN, ...place };
  return posted(await client.chat.postMessage(content as ChatPostMessageArguments));
}

function toThread(
  deps: SlackActivityDependencies,
  request: SlackRequest,
  { channel, ts, line }: Extract<SlackPost, { kind: 'thread' }>,
): Promise<SlackResult> {
  const { broadcast, ...message } = renderLine(line, request.workflowId, deps.agentGroup);
  const place = { thread_ts: ts, ...(broadcast ? { reply_broadcast: true } : {}) };
  return postMessage(deps, request, message, place, channel);
}

const toChannel = (
  deps: SlackActivityDependencies,
  request: SlackRequest,
  { line, customer }: Extract<SlackPost, { kind: 'channel' }>,
): Promise<SlackResult> =>
  postMessage(deps, request, renderChannelLine(line, customer, request.workflowId, deps.agentGroup), {});

async function toDirectMessage(
  deps: SlackActivityDependencies,
  request: SlackRequest,
  message: SlackMessage,
  user: string,
): Promise<SlackResult> {
  return postMessage(deps, request, message, {}, await openDirectMessage(deps.client, user));
}

async function updateMessage(
  { client }: SlackActivityDependencies,
  { text, blocks }: SlackMessage,
  { channel, ts }: SlackResult,
): Promise<SlackResult> {
  // Unlike chat.postMessage, chat.update looks for links by itself unless it is told not to.
  const { parse, link_names } = PLAIN;
  await client.chat.update({ channel, ts, text, blocks, parse, link_names });
  return { channel, ts };
}

// It is no more than a sign: where Slack refuses it, nothing waits for it.
async function react(
  { client }: SlackActivityDependencies,
  { channel, ts, name, gone }: Extract<SlackPost, { kind: 'reaction' }>,
): Promise<SlackResult> {
  const reaction = { channel, timestamp: ts, name };
  try {
    await (gone === true ? client.reactions.remove(reaction) : client.reactions.add(reaction));
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    const { error: code } = error.data;
    if (code !== 'already_reacted' && code !== 'no_reaction')
      throw code === 'ratelimited' ? error : rejected(code, `Slack refuses a reaction (${code}).`);
  }
  return { channel, ts };
}

/** Until then nobody sees it. Slack does not say which message it has made of it. */
async function showFile(
  { client, channelId }: SlackActivityDependencies,
  { fileId, name, place }: Extract<SlackPost, { kind: 'file' }>,
): Promise<SlackResult> {
  const where = place ?? { channel: channelId, ts: '' };
  const files = [{ id: fileId, title: name }] as [{ id: string; title: string }];
  const channel = { channel_id: where.channel, ...(place !== undefined && { thread_ts: place.ts }) };
  await client.files.completeUploadExternal({ files, ...channel });
  return where;
}

async function postEphemeral(
  { client }: SlackActivityDependencies,
  { channel, user, threadTs, text }: Extract<SlackPost, { kind: 'ephemeral' }>,
): Promise<SlackResult> {
  const place = threadTs === undefined ? {} : { thread_ts: threadTs };
  const answer = await client.chat.postEphemeral({ channel, user, text: escapeMarkup(shown(text, 3_000)), ...place });
  return posted({ channel, ts: answer.message_ts });
}

function posted({ channel, ts }: { channel?: string | undefined; ts?: string | undefined }): SlackResult {
  if (channel === undefined || ts === undefined) throw unknownOutcome('Slack did not say what it posted.');
  return { channel, ts };
}
