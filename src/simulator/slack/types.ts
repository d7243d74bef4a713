/** A block or a block element, as it came over the wire and passed the checks of block-rules.ts. */
export type Json = Record<string, unknown>;

export interface SlackUser {
  id: string;
  name: string;
  realName: string;
  isBot?: boolean;
}

export interface SlackFile extends Json {
  id: string;
  name: string;
}

export interface SlackMessage {
  ts: string;
  /** Where it is not the channel of the cards. */
  channel?: string;
  /** Set on replies only; the parent knows its replies by it. */
  threadTs?: string;
  user: string;
  botId?: string;
  text: string;
  blocks: Json[];
  metadata?: Json;
  files?: SlackFile[];
  /** A reply that the channel shows as well. */
  broadcast?: boolean;
  /** ts of the last edit. */
  edited?: string;
  reactions: { name: string; users: string[] }[];
  /** Everybody whom the message would notify: user and group ids, `channel`, `here`, `everyone`. */
  mentions: string[];
  /** The only user who sees it, and only until he reloads: Slack keeps no ephemeral message. */
  ephemeralFor?: string;
}

/** What a user is shown besides the channel. `error` is Slack's own sentence. */
export interface Shown {
  user: string;
  kind: 'ephemeral' | 'modal' | 'error';
  text: string;
  ts?: string;
  viewId?: string;
  errors?: Record<string, string>;
  /** What the user did, where this is the app's answer to just that: its trigger id. */
  cause?: string;
}

export interface SlackView {
  id: string;
  user: string;
  hash: string;
  view: Json;
  /** What the app has said about its inputs, by block id. */
  errors?: Record<string, string>;
}

export interface SlackLimits {
  /** Posts into one channel: how many at once, and how many a second after that. */
  posts: { burst: number; perSecond: number };
  /** `chat.update`, tier 3: 50 a minute over the whole workspace. */
  updates: { burst: number; perSecond: number };
}

export interface SlackOptions {
  /** The product's one URL for events, interactivity and commands. Without it nothing is delivered. */
  eventsUrl?: string | undefined;
  botToken: string;
  signingSecret: string;
  channelId: string;
  /** A second channel, to which the app has been invited as well. */
  escalationChannelId?: string | undefined;
  agentGroup: string;
  commands?: string[];
  limits?: SlackLimits;
  /** Ms before each redelivery of an event. Slack: at once, 1 min, 5 min; here compressed to at once, 2 s, 10 s. */
  redeliveries?: number[];
}

/** What real Slack answers with HTTP 200 and `{ok: false}`. */
export class SlackRefusal extends Error {
  constructor(
    readonly code: string,
    readonly details: Json = {},
  ) {
    super(code);
  }
}
