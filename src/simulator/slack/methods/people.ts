import type { Method } from '../context';
import { APP_ID, BOT, PEOPLE, TEAM, userOf } from '../state';
import { SlackRefusal, type Json, type SlackUser } from '../types';
import { paged, required } from './arguments';

export const authTest: Method = (_args, context) => ({
  url: `${context.origin()}/slack/`,
  team: TEAM.name,
  team_id: TEAM.id,
  user: BOT.name,
  user_id: BOT.id,
  bot_id: BOT.botId,
  is_enterprise_install: false,
});

export const userInfo: Method = (args) => {
  const user = userOf(required(args, 'user', 'user_not_found'));
  if (!user) throw new SlackRefusal('user_not_found');
  return { user: wireUser(user) };
};

export const userList: Method = (args) => {
  const { items, nextCursor } = paged(args, [...PEOPLE, BOT]);
  return { members: items.map(wireUser), response_metadata: { next_cursor: nextCursor } };
};

export const groupMembers: Method = (args, { state }) => {
  if (required(args, 'usergroup', 'no_such_subteam') !== state.options.agentGroup) {
    throw new SlackRefusal('no_such_subteam');
  }
  return { users: [...state.agents] };
};

export const groupList: Method = (_args, { state }) => ({
  usergroups: [
    {
      id: state.options.agentGroup,
      team_id: TEAM.id,
      is_usergroup: true,
      name: 'Agents',
      handle: 'agents',
      user_count: state.agents.length,
    },
  ],
});

function wireUser({ id, name, realName, isBot }: SlackUser): Json {
  return {
    id,
    team_id: TEAM.id,
    name,
    real_name: realName,
    deleted: false,
    is_bot: isBot === true,
    is_app_user: false,
    is_restricted: false,
    is_ultra_restricted: false,
    tz: 'Africa/Johannesburg',
    tz_offset: 7_200,
    profile: {
      real_name: realName,
      real_name_normalized: realName,
      display_name: isBot ? '' : realName.split(' ')[0],
      display_name_normalized: isBot ? '' : realName.split(' ')[0],
      team: TEAM.id,
      ...(isBot ? { bot_id: BOT.botId, api_app_id: APP_ID } : {}),
    },
  };
}
