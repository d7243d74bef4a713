import { actionsIn, readableBlocks } from './blocks';
import { BOT, CHANNEL_NAME, PEOPLE, type SlackState } from './state';
import { readableText } from './text';
import type { Json, SlackMessage, SlackView } from './types';

/** A message as the control API and the page show it. */
export interface ScreenMessage {
  ts: string;
  /** Absent on the app's own messages. */
  user?: string;
  text: string;
  actions: { action_id: string; label: string; value?: string; url?: string }[];
  blocks: Json[];
  /** Everybody whom it notified: user and group ids, `channel`, `here`, `everyone`. */
  mentions: string[];
  thread_ts?: string;
  /** A reply that the channel shows as well. */
  broadcast?: true;
  metadata?: Json;
  files?: Json[];
  edited?: string;
  reactions?: string[];
}

export type ScreenThread = ScreenMessage & { replies: ScreenMessage[] };

/** A channel, that of the cards by default, oldest first, each message with its thread. */
export function channelOnScreen(state: SlackState, channel = state.options.channelId): ScreenThread[] {
  return [...state.messages.values()]
    .filter((message) => message.threadTs === undefined && message.ephemeralFor === undefined)
    .filter((message) => (message.channel ?? state.options.channelId) === channel)
    .map((message) => ({
      ...onScreen(state, message),
      replies: state.repliesTo(message.ts).map((reply) => onScreen(state, reply)),
    }));
}

/** Every ephemeral message so far that is still on the screen of its user, oldest first. */
export function ephemeralsOnScreen(state: SlackState, user: string | undefined): (ScreenMessage & { user: string })[] {
  return [...state.messages.values()]
    .filter(({ ephemeralFor }) => ephemeralFor !== undefined && (user === undefined || ephemeralFor === user))
    .map((message) => ({ ...onScreen(state, message), user: message.ephemeralFor! }));
}

export function onScreen(state: SlackState, message: SlackMessage): ScreenMessage {
  const { blocks, botId } = message;
  const readsBlocks = botId !== undefined && blocks.length > 0;
  return {
    ts: message.ts,
    ...(botId === undefined ? { user: message.user } : {}),
    text: readsBlocks ? readableBlocks(blocks, state.nameOf) : readableText(message.text, state.nameOf),
    actions: actionsOnScreen(blocks),
    blocks,
    mentions: message.mentions,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.broadcast ? { broadcast: true as const } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.files === undefined ? {} : { files: message.files }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.reactions.length > 0 ? { reactions: message.reactions.map(({ name }) => name) } : {}),
  };
}

/** A modal as its user sees it. */
function viewOnScreen({ id, user, view, errors = {} }: SlackView): object {
  const { title, submit, close, blocks } = view as Record<string, { text: string } | undefined> & Json;
  return { id, user, title: title?.text, submit: submit?.text, close: close?.text, blocks, errors };
}

/** The Home tab as its user sees it; empty where the app has shown none. */
export function homeOnScreen(state: SlackState, user: string): object {
  const blocks = (state.homes.get(user)?.view.blocks ?? []) as Json[];
  return { text: readableBlocks(blocks, state.nameOf), actions: actionsOnScreen(blocks), blocks };
}

const actionsOnScreen = (blocks: Json[]): ScreenMessage['actions'] =>
  actionsIn(blocks).map(({ actionId, label, value, url }) => ({
    action_id: actionId,
    label,
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
  }));

/** All that the page shows. */
export function workspaceOnScreen(state: SlackState): object {
  return {
    channel: CHANNEL_NAME,
    bot: BOT.realName,
    people: PEOPLE.map(({ id, realName }) => ({ id, name: realName, agent: state.agents.includes(id) })),
    messages: channelOnScreen(state),
    ephemerals: ephemeralsOnScreen(state, undefined),
    views: [...state.views.values()].map(viewOnScreen),
    homes: Object.fromEntries([...state.homes].map(([user, { view }]) => [user, view.blocks])),
  };
}
