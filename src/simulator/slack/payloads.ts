import type { Action } from './blocks';
import { VERIFICATION_TOKEN } from './deliveries';
import { APP_ID, directChannelOf, directUserOf, randomId, TEAM, userOf, wireMessage, type SlackState } from './state';
import { wireView } from './methods/screens';
import type { Json, SlackMessage, SlackView } from './types';

const TRIGGER_LIVES_MS = 3_000;

/** Hands out a `trigger_id`: one use, three seconds. */
export function createTrigger(state: SlackState, user: string, now: number): string {
  const id = `${Math.floor(now)}.${TEAM.id.length}.${randomId().toLowerCase()}`;
  state.triggers.set(id, { user, expiresAt: now + TRIGGER_LIVES_MS, used: false });
  return id;
}

const base = (user: string, triggerId: string): Json => ({
  user: { id: user, username: userOf(user)?.name, name: userOf(user)?.name, team_id: TEAM.id },
  team: { id: TEAM.id, domain: TEAM.domain },
  enterprise: null,
  is_enterprise_install: false,
  api_app_id: APP_ID,
  token: VERIFICATION_TOKEN,
  trigger_id: triggerId,
});

export interface Click {
  user: string;
  message: SlackMessage;
  action: Action;
  triggerId: string;
  responseUrl: string;
}

/** The payload of a click in a message. One in an ephemeral message carries no `message`: Slack does not keep it. */
export function blockActions(state: SlackState, { user, message, action, triggerId, responseUrl }: Click): Json {
  const isEphemeral = message.ephemeralFor !== undefined;
  const channel = message.channel ?? state.options.channelId;
  const threadTs = message.threadTs ?? (state.repliesTo(message.ts).length > 0 ? message.ts : undefined);
  return {
    type: 'block_actions',
    ...base(user, triggerId),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel,
      is_ephemeral: isEphemeral,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    channel: { id: channel, name: directUserOf(channel) === undefined ? 'privategroup' : 'directmessage' },
    ...(isEphemeral ? {} : { message: wireMessage(state, message, { metadata: true }) }),
    state: { values: {} },
    response_url: responseUrl,
    actions: [wireAction(action, state.nextTs())],
  };
}

/** The payload of a click in a Home tab: it has no channel, no message and no response_url. */
export const homeActions = (
  state: SlackState,
  { user, home, action, triggerId }: { user: string; home: SlackView; action: Action; triggerId: string },
): Json => ({
  type: 'block_actions',
  ...base(user, triggerId),
  container: { type: 'view', view_id: home.id },
  view: wireView(home),
  actions: [wireAction(action, state.nextTs())],
});

/** The event of a tab of the app's own place in Slack (docs.slack.dev, app_home_opened). */
export const homeOpened = (state: SlackState, user: string): Json => {
  const home = state.homes.get(user);
  return {
    type: 'app_home_opened',
    user,
    channel: directChannelOf(user),
    tab: 'home',
    event_ts: state.nextTs(),
    ...(home && { view: wireView(home) }),
  };
};

function wireAction({ element, blockId, actionId, label, value }: Action, actionTs: string): Json {
  const common = { action_id: actionId, block_id: blockId, type: element.type, action_ts: actionTs };
  if (element.type === 'button') {
    const style = element.style === undefined ? {} : { style: element.style };
    return { ...common, text: element.text, ...(value === undefined ? {} : { value }), ...style };
  }
  return { ...common, selected_option: { text: { type: 'plain_text', text: label, emoji: true }, value } };
}

export interface Command {
  user: string;
  command: string;
  text: string;
  triggerId: string;
  responseUrl: string;
}

/** The form of a slash command. */
export function commandForm(state: SlackState, { user, command, text, triggerId, responseUrl }: Command) {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: state.options.channelId,
    channel_name: 'privategroup',
    user_id: user,
    user_name: userOf(user)?.name ?? '',
    command,
    text,
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  };
}

export function viewSubmission(user: string, view: SlackView, values: Json, triggerId: string): Json {
  return {
    type: 'view_submission',
    ...base(user, triggerId),
    view: { ...wireView(view), state: { values } },
    response_urls: [],
  };
}

/** The event of a reaction to a message (docs.slack.dev, reaction_added and reaction_removed). */
export const reactionEvent = (
  state: SlackState,
  type: 'reaction_added' | 'reaction_removed',
  { user, name, message }: { user: string; name: string; message: SlackMessage },
): Json => ({
  type,
  user,
  reaction: name,
  item: { type: 'message', channel: message.channel ?? state.options.channelId, ts: message.ts },
  item_user: message.user,
  event_ts: state.nextTs(),
});
