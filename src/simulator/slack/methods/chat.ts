import { z } from 'zod';
import { checkedBlocks } from '../block-rules';
import { bareMentions, mentionsInBlocks, readableBlocks } from '../blocks';
import type { Method, SlackContext } from '../context';
import { BOT, directUserOf, randomId, userOf, wireMessage } from '../state';
import { mentionsIn } from '../text';
import { SlackRefusal, type Json, type SlackMessage } from '../types';
import { flag, optional, required } from './arguments';

const TEXT_AT_MOST = 40_000;
const metadataSchema = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

interface Content {
  text: string;
  blocks: Json[];
  mentions: string[];
}

/** What a message says, checked as Slack checks it. Throws SlackRefusal. */
export function checkedContent(args: Json): Content {
  const text = typeof args.text === 'string' ? args.text : '';
  const blocks = args.blocks === undefined ? [] : checkedBlocks(args.blocks, randomId);
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  if (text.length > TEXT_AT_MOST) throw new SlackRefusal('msg_too_long');
  const parses = args.parse === 'full' || flag(args, 'link_names');
  const mentioned = parses ? [...mentionsIn(text), ...bareMentions(text)] : mentionsIn(text);
  return { text, blocks, mentions: [...mentioned, ...mentionsInBlocks(blocks)] };
}

/** The channel that a call names: one that the app is in, or that of a person and the app. */
export function requireChannel(args: Json, { state }: SlackContext): string {
  const { channelId, escalationChannelId } = state.options;
  const channel = required(args, 'channel', 'channel_not_found');
  const isKnown = channel === channelId || channel === escalationChannelId || directUserOf(channel) !== undefined;
  if (!isKnown) throw new SlackRefusal('channel_not_found');
  return channel;
}

const channelOf = ({ state }: SlackContext, { channel }: SlackMessage): string => channel ?? state.options.channelId;

/** Puts a message of the bot into the channel and echoes it to the app, as Slack does with every message. */
export function post(context: SlackContext, content: Content, extra: Partial<SlackMessage> = {}): SlackMessage {
  const { state } = context;
  const ts = state.nextTs();
  const message: SlackMessage = { ts, user: BOT.id, botId: BOT.botId, ...content, reactions: [], ...extra };
  state.keep(message);
  context.changed();
  // The app has subscribed to nothing that happens in direct messages.
  const isEcho = message.ephemeralFor === undefined && directUserOf(message.channel) === undefined;
  if (isEcho) void context.sendEvent(channelEvent(context, message));
  return message;
}

export function channelEvent(context: SlackContext, message: SlackMessage): Json {
  return {
    ...wireMessage(context.state, message, { metadata: true }),
    channel: channelOf(context, message),
    channel_type: 'group',
    event_ts: message.ts,
  };
}

export const postMessage: Method = (args, context) => {
  const channel = requireChannel(args, context);
  const content = checkedContent(args);
  const metadata = checkedMetadata(args);
  const threadTs = existingThread(args, context);
  takeTurn(context, `post:${channel}`, context.state.limits.posts);
  const message = post(context, content, {
    ...(threadTs === undefined ? {} : { threadTs, broadcast: flag(args, 'reply_broadcast') }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(channel === context.state.options.channelId ? {} : { channel }),
  });
  return {
    channel,
    ts: message.ts,
    message: wireMessage(context.state, message, { metadata: true }),
  };
};

export const update: Method = (args, context) => {
  const channel = requireChannel(args, context);
  const { state } = context;
  const message = state.find(required(args, 'ts', 'message_not_found'));
  if (!message || message.ephemeralFor !== undefined || channelOf(context, message) !== channel)
    throw new SlackRefusal('message_not_found');
  if (message.botId === undefined) throw new SlackRefusal('cant_update_message');
  const content = checkedContent(args);
  const metadata = checkedMetadata(args);
  takeTurn(context, 'update', state.limits.updates);
  change(context, message, { ...content, ...(metadata === undefined ? {} : { metadata }) });
  return {
    channel,
    ts: message.ts,
    text: message.text,
    message: wireMessage(state, message, { metadata: true }),
  };
};

/** Changes a message and sends the `message_changed` that Slack sends to the app even about the app's own edits. */
export function change(context: SlackContext, message: SlackMessage, changes: Partial<SlackMessage>): void {
  const { state } = context;
  const previous = wireMessage(state, message, { metadata: true });
  const edited = state.nextTs();
  Object.assign(message, changes, { edited });
  context.changed();
  if (message.ephemeralFor !== undefined || directUserOf(message.channel) !== undefined) return;
  void context.sendEvent({
    type: 'message',
    subtype: 'message_changed',
    message: wireMessage(state, message, { metadata: true }),
    previous_message: previous,
    channel: channelOf(context, message),
    channel_type: 'group',
    hidden: true,
    ts: edited,
    event_ts: edited,
  });
}

/** A person deletes what he has written: the app hears of it as Slack tells it. */
export function remove(context: SlackContext, message: SlackMessage): void {
  const previous = wireMessage(context.state, message, { metadata: true });
  context.state.drop(message);
  context.changed();
  const ts = context.state.nextTs();
  void context.sendEvent({
    ...{ type: 'message', subtype: 'message_deleted', hidden: true },
    ...{ deleted_ts: message.ts, previous_message: previous, ts, event_ts: ts },
    ...{ channel: channelOf(context, message), channel_type: 'group' },
  });
}

export const postEphemeral: Method = (args, context) => {
  requireChannel(args, context);
  const user = required(args, 'user', 'user_not_in_channel');
  if (!userOf(user)) throw new SlackRefusal('user_not_in_channel');
  const threadTs = existingThread(args, context);
  const message = showEphemeral(context, user, checkedContent(args), threadTs);
  return { message_ts: message.ts };
};

/** Shows a message to one user. Slack keeps it nowhere: no method can read, find or update it later. `cause`: what it answers. */
export function showEphemeral(
  context: SlackContext,
  user: string,
  content: Content,
  threadTs: string | undefined,
  cause?: string,
): SlackMessage {
  const message = post(context, content, { ephemeralFor: user, ...(threadTs === undefined ? {} : { threadTs }) });
  const { nameOf } = context.state;
  const text = content.blocks.length > 0 ? readableBlocks(content.blocks, nameOf) : content.text;
  context.state.shown.push({ user, kind: 'ephemeral', text, ts: message.ts, ...(cause !== undefined && { cause }) });
  context.changed();
  return message;
}

export const getPermalink: Method = (args, context) => {
  requireChannel(args, context);
  const message = context.state.find(required(args, 'message_ts', 'message_not_found'));
  if (!message || message.ephemeralFor !== undefined) throw new SlackRefusal('message_not_found');
  const channel = context.state.options.channelId;
  const permalink = `${context.origin()}/slack/archives/${channel}/p${message.ts.replace('.', '')}`;
  return { channel, permalink };
};

// Real Slack takes a reply to a message that does not exist and shows it nowhere: refusing is the stricter answer.
function existingThread(args: Json, { state }: SlackContext): string | undefined {
  const threadTs = optional(args, 'thread_ts');
  if (threadTs === undefined) return undefined;
  const parent = state.find(threadTs);
  if (!parent || parent.threadTs !== undefined || parent.ephemeralFor !== undefined) {
    throw new SlackRefusal('thread_not_found');
  }
  return threadTs;
}

function checkedMetadata(args: Json): Json | undefined {
  if (args.metadata === undefined) return undefined;
  const parsed = metadataSchema.safeParse(args.metadata);
  if (!parsed.success) throw new SlackRefusal('invalid_metadata_format');
  return parsed.data;
}

function takeTurn({ buckets }: SlackContext, name: string, rate: { burst: number; perSecond: number }): void {
  const retryAfter = buckets.take(name, rate);
  if (retryAfter !== undefined) throw new SlackRefusal('ratelimited', { retryAfter });
}
