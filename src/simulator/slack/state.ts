import { randomBytes } from 'node:crypto';
import type { FileContent } from '../file-content';
import type { Json, Shown, SlackLimits, SlackMessage, SlackOptions, SlackUser, SlackView } from './types';

export const TEAM = { id: 'T0BATON', domain: 'baton-demo', name: 'Baton demo' };
export const APP_ID = 'A0BATON';
export const BOT: SlackUser & { botId: string } = {
  id: 'U0BATON',
  botId: 'B0BATON',
  name: 'baton',
  realName: 'Baton',
  isBot: true,
};
export const CHANNEL_NAME = 'customer-desk';

export const PEOPLE: readonly SlackUser[] = [
  { id: 'U_THANDI', name: 'thandi', realName: 'Thandi Mokoena' },
  { id: 'U_PIETER', name: 'pieter', realName: 'Pieter Botha' },
  { id: 'U_VISITOR', name: 'visitor', realName: 'Vusi Visitor' },
];
const AGENTS = ['U_THANDI', 'U_PIETER'];

export const ALL_SCOPES = [
  'chat:write',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'im:history',
  'im:write',
  'commands',
  'files:read',
  'files:write',
  'reactions:read',
  'reactions:write',
  'users:read',
  'usergroups:read',
  'metadata.message:read',
];

const DEFAULT_REDELIVERIES = [0, 2_000, 10_000];

const DEFAULT_LIMITS: SlackLimits = {
  posts: { burst: 20, perSecond: 1 },
  updates: { burst: 50, perSecond: 50 / 60 },
};

/** What a `response_url` or a `trigger_id` that Slack has handed out stands for. */
export interface ResponseTarget {
  user: string;
  /** What he did: the trigger id of it. */
  cause: string;
  /** The message whose button was clicked. */
  messageTs?: string;
  expiresAt: number;
  usesLeft: number;
}

interface Upload {
  name: string;
  length: number;
  token: string;
  content?: FileContent;
}

interface Trigger {
  user: string;
  expiresAt: number;
  used: boolean;
}

export interface SlackState {
  readonly options: SlackOptions;
  readonly messages: ReadonlyMap<string, SlackMessage>;
  readonly shown: Shown[];
  readonly views: Map<string, SlackView>;
  /** Home tabs by user. */
  readonly homes: Map<string, SlackView>;
  readonly responses: Map<string, ResponseTarget>;
  readonly triggers: Map<string, Trigger>;
  readonly fileContents: Map<string, FileContent>;
  /** What may be brought, or has been and is not shown yet, by file id. */
  readonly uploads: Map<string, Upload>;
  agents: string[];
  scopes: string[];
  limits: SlackLimits;
  /** Ms before each redelivery of an event. */
  redeliveries: number[];
  eventsUrl: string | undefined;
  /** True once the app has answered the URL's challenge. */
  verified: boolean;
  /** Another URL has to answer the challenge first. */
  useEventsUrl(url: string): void;
  /** A fresh `ts`: seconds with six decimals, later than every other of the workspace. */
  nextTs(): string;
  /** A name for a user, group or channel id. */
  nameOf: (id: string) => string | undefined;
  keep(message: SlackMessage): void;
  drop(message: SlackMessage): void;
  find(ts: string): SlackMessage | undefined;
  repliesTo(ts: string): SlackMessage[];
  reset(): void;
}

/** Random letters and digits, as Slack uses them in block, file and view ids. */
export const randomId = (prefix = ''): string => prefix + randomBytes(5).toString('hex').toUpperCase();

export const isPerson = (user: string): boolean => PEOPLE.some(({ id }) => id === user);

/** The channel in which the app and this person talk. */
export const directChannelOf = (user: string): string => `D${user.slice(1)}`;

/** Whose it is, where it is such a channel. */
export const directUserOf = (channel: string | undefined): string | undefined =>
  PEOPLE.find(({ id }) => directChannelOf(id) === channel)?.id;

export const userOf = (id: string): SlackUser | undefined => [...PEOPLE, BOT].find((user) => user.id === id);

const settings = ({ limits = DEFAULT_LIMITS, redeliveries = DEFAULT_REDELIVERIES }: SlackOptions) => ({
  agents: [...AGENTS],
  scopes: [...ALL_SCOPES],
  limits,
  redeliveries,
});

type Store = Pick<SlackState, 'messages' | 'keep' | 'drop' | 'find' | 'repliesTo'>;

/** All messages, and those of each thread, so that no thread has to be looked for among thousands. */
function createStore(): Store & { clear(): void } {
  const messages = new Map<string, SlackMessage>();
  const threads = new Map<string, Set<SlackMessage>>();
  return {
    messages,
    keep(message) {
      messages.set(message.ts, message);
      const { threadTs, ephemeralFor } = message;
      if (threadTs === undefined || ephemeralFor !== undefined) return;
      threads.set(threadTs, (threads.get(threadTs) ?? new Set()).add(message));
    },
    drop(message) {
      messages.delete(message.ts);
      threads.get(message.threadTs ?? '')?.delete(message);
    },
    find: (ts) => messages.get(ts),
    repliesTo: (ts) => [...(threads.get(ts) ?? [])],
    clear() {
      messages.clear();
      threads.clear();
    },
  };
}

export function createState(options: SlackOptions, now: () => number): SlackState {
  let lastMicroseconds = 0;
  const names = (id: string): string | undefined => {
    if (id === options.channelId) return CHANNEL_NAME;
    return id === options.agentGroup ? 'agents' : userOf(id)?.realName;
  };

  const { clear, ...store } = createStore();

  const state: SlackState = {
    options,
    ...store,
    shown: [],
    views: new Map(),
    homes: new Map(),
    responses: new Map(),
    triggers: new Map(),
    fileContents: new Map(),
    uploads: new Map(),
    ...settings(options),
    eventsUrl: options.eventsUrl,
    verified: false,
    useEventsUrl(url) {
      state.eventsUrl = url;
      state.verified = false;
    },
    nextTs() {
      lastMicroseconds = Math.max(lastMicroseconds + 1, now() * 1000);
      return `${Math.floor(lastMicroseconds / 1e6)}.${String(lastMicroseconds % 1e6).padStart(6, '0')}`;
    },
    nameOf: names,
    reset() {
      const { views, homes, responses, triggers, fileContents, uploads } = state;
      for (const map of [views, homes, responses, triggers, fileContents, uploads]) map.clear();
      clear();
      state.shown.length = 0;
      Object.assign(state, settings(options));
    },
  };
  return state;
}

/** A message in the form in which the Web API and events carry it. */
export function wireMessage(state: SlackState, message: SlackMessage, { metadata }: { metadata: boolean }): Json {
  const replies = message.threadTs === undefined ? state.repliesTo(message.ts) : [];
  const threadTs = message.threadTs ?? (replies.length > 0 ? message.ts : undefined);
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(message.files ? { subtype: 'file_share', files: message.files, upload: false } : {}),
    user: message.user,
    ...(message.botId ? { bot_id: message.botId, app_id: APP_ID, bot_profile: botProfile() } : {}),
    text: message.text,
    team: TEAM.id,
    ts: message.ts,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(message.threadTs === undefined ? {} : { parent_user_id: state.find(message.threadTs)?.user }),
    ...(replies.length > 0 ? { reply_count: replies.length, latest_reply: replies.at(-1)!.ts } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.edited } } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

const botProfile = (): Json => ({
  id: BOT.botId,
  app_id: APP_ID,
  name: BOT.realName,
  team_id: TEAM.id,
  deleted: false,
});
