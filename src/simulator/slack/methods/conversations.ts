import type { Method } from '../context';
import { BOT, CHANNEL_NAME, directChannelOf, directUserOf, isPerson, PEOPLE, TEAM, wireMessage } from '../state';
import { SlackRefusal, type Json, type SlackMessage } from '../types';
import { flag, optional, paged, required } from './arguments';
import { requireChannel } from './chat';

const byTime = (one: SlackMessage, other: SlackMessage): number => (one.ts < other.ts ? -1 : 1);

export const replies: Method = (args, context) => {
  requireChannel(args, context);
  const { state } = context;
  const asked = state.find(required(args, 'ts', 'thread_not_found'));
  const parent = asked?.threadTs === undefined ? asked : state.find(asked.threadTs);
  if (!parent || parent.ephemeralFor !== undefined) throw new SlackRefusal('thread_not_found');
  const thread = [
    parent,
    ...state
      .repliesTo(parent.ts)
      .filter((one) => isBetween(one, args))
      .sort(byTime),
  ];
  return page(args, thread, (message) => wireMessage(state, message, { metadata: flag(args, 'include_all_metadata') }));
};

/** Opens the direct message with one person; the same one each time. */
export const open: Method = (args, context) => {
  const user = required(args, 'users', 'users_list_not_supplied');
  if (!isPerson(user)) throw new SlackRefusal('user_not_found');
  const isNew = ![...context.state.messages.values()].some(({ channel }) => directUserOf(channel) === user);
  const already = isNew ? {} : { no_op: true, already_open: true };
  return { ...already, channel: { id: directChannelOf(user) } };
};

export const history: Method = (args, context) => {
  const channel = requireChannel(args, context);
  const { state } = context;
  const scope = directUserOf(channel) === undefined ? undefined : 'im:history';
  if (scope !== undefined && !state.scopes.includes(scope))
    throw new SlackRefusal('missing_scope', { needed: scope, provided: state.scopes.join(',') });
  const roots = [...state.messages.values()].filter(
    (one) => one.threadTs === undefined && !one.ephemeralFor && (one.channel ?? state.options.channelId) === channel,
  );
  const found = roots
    .filter((one) => isBetween(one, args))
    .sort(byTime)
    .reverse();
  return page(args, found, (message) => wireMessage(state, message, { metadata: flag(args, 'include_all_metadata') }));
};

export const info: Method = (args, context) => {
  requireChannel(args, context);
  return {
    channel: {
      id: context.state.options.channelId,
      name: CHANNEL_NAME,
      name_normalized: CHANNEL_NAME,
      is_channel: true,
      is_group: false,
      is_im: false,
      is_mpim: false,
      is_private: true,
      is_archived: false,
      is_general: false,
      is_shared: false,
      is_ext_shared: false,
      is_org_shared: false,
      is_member: true,
      creator: PEOPLE[0]!.id,
      context_team_id: TEAM.id,
      ...(flag(args, 'include_num_members') ? { num_members: PEOPLE.length + 1 } : {}),
    },
  };
};

export const members: Method = (args, context) => {
  requireChannel(args, context);
  const { items, nextCursor } = paged(args, [...PEOPLE, BOT]);
  return { members: items.map(({ id }) => id), response_metadata: { next_cursor: nextCursor } };
};

function isBetween({ ts }: SlackMessage, args: Json): boolean {
  const inclusive = flag(args, 'inclusive');
  const oldest = optional(args, 'oldest') ?? '0';
  const latest = optional(args, 'latest') ?? '9999999999.999999';
  return inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;
}

function page(args: Json, messages: readonly SlackMessage[], write: (message: SlackMessage) => Json): Json {
  const { items, nextCursor } = paged(args, messages);
  return {
    messages: items.map(write),
    has_more: nextCursor !== '',
    ...(nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }),
  };
}
