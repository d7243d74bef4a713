import type { WebClient } from '@slack/web-api';
import type { SlackRequest, SlackResult } from '../../workflows/conversation/ports';
import { openDirectMessage } from './direct-message';
import { postFailure, unknownOutcome } from './failures';

const PAGE = 200;
const PAGES = 10;
const LOOK_BACK_MS = 24 * 3_600_000;

interface Page {
  messages?: {
    ts?: string;
    metadata?: { event_type?: string; event_payload?: unknown };
    files?: { id?: string }[];
  }[];
  response_metadata?: { next_cursor?: string };
}

/**
 * Looks for a post whose earlier attempt ended in an unknown outcome, by the metadata it carries, in the last 24 hours
 * (docs.slack.dev, conversations.history and conversations.replies with include_all_metadata). Undefined: it is not
 * there. An update and an ephemeral message are simply made again. Throws an unknown outcome when Slack does not answer:
 * the earlier attempt is then as open as it was.
 */
export async function findPost(
  { client, now, ...channels }: Channels & { client: WebClient; now: () => number },
  request: SlackRequest,
): Promise<SlackResult | undefined> {
  const place = await placeOf(client, request, channels);
  if (!place) return undefined;
  const oldest = String(Math.floor((now() - LOOK_BACK_MS) / 1000));
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await readPage(client, place, { oldest, ...(cursor ? { cursor } : {}) });
    const ts = answer.messages?.find((message) => isPost(message, request))?.ts;
    if (ts !== undefined) return { channel: place.channel, ts };
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
  return undefined;
}

interface Place {
  channel: string;
  thread?: string;
}

interface Channels {
  channelId: string;
  escalationChannelId?: string | undefined;
}

async function placeOf(
  client: WebClient,
  { post }: SlackRequest,
  { channelId, escalationChannelId }: Channels,
): Promise<Place | undefined> {
  switch (post.kind) {
    case 'card':
    case 'channel':
      return { channel: channelId };
    case 'team_question':
      return post.question.place ? undefined : { channel: channelId };
    case 'outage':
      return post.place ? undefined : { channel: channelId };
    case 'waiting_list':
      if (post.place) return undefined;
      return { channel: post.second ? (escalationChannelId ?? channelId) : channelId };
    case 'file':
      return post.place === undefined ? { channel: channelId } : { channel: post.place.channel, thread: post.place.ts };
    case 'thread':
      return { channel: post.channel, thread: post.ts };
    case 'closing':
      return post.place ? undefined : { channel: await openDirectMessage(client, post.user) };
    case 'card_update':
    case 'reaction':
    case 'ephemeral':
      return undefined;
  }
}

async function readPage(
  client: WebClient,
  { channel, thread }: Place,
  range: { oldest: string; cursor?: string },
): Promise<Page> {
  const options = { channel, limit: PAGE, include_all_metadata: true, ...range };
  try {
    return thread
      ? await client.conversations.replies({ ...options, ts: thread })
      : await client.conversations.history(options);
  } catch (error) {
    throw unknownOutcome(`Looking for the post in Slack failed: ${postFailure(error).message}`);
  }
}

function isPost(message: NonNullable<Page['messages']>[number], { workflowId, postId, post }: SlackRequest): boolean {
  if (post.kind === 'file') return message.files?.some(({ id }) => id === post.fileId) ?? false;
  const payload = message.metadata?.event_payload as { post?: unknown; conversation?: unknown } | undefined;
  return payload?.post === postId && payload.conversation === workflowId;
}
