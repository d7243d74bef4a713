import type { Method } from '../context';
import * as uploads from '../uploads';
import * as chat from './chat';
import * as conversations from './conversations';
import * as people from './people';
import * as screens from './screens';

export interface MethodRule {
  run: Method;
  /** The scopes of which the token needs one. */
  scopes: string[];
}

const rule = (run: Method, ...scopes: string[]): MethodRule => ({ run, scopes });

/** The Web API methods that the fake workspace knows, each with the scopes of its page on docs.slack.dev. */
export const METHODS: ReadonlyMap<string, MethodRule> = new Map([
  ['auth.test', rule(people.authTest)],
  ['chat.postMessage', rule(chat.postMessage, 'chat:write')],
  ['chat.update', rule(chat.update, 'chat:write')],
  ['chat.postEphemeral', rule(chat.postEphemeral, 'chat:write')],
  ['chat.getPermalink', rule(chat.getPermalink)],
  ['conversations.replies', rule(conversations.replies, 'groups:history', 'channels:history')],
  ['conversations.history', rule(conversations.history, 'groups:history', 'channels:history', 'im:history')],
  ['conversations.open', rule(conversations.open, 'im:write')],
  ['conversations.info', rule(conversations.info, 'groups:read', 'channels:read')],
  ['conversations.members', rule(conversations.members, 'groups:read', 'channels:read')],
  ['usergroups.list', rule(people.groupList, 'usergroups:read')],
  ['usergroups.users.list', rule(people.groupMembers, 'usergroups:read')],
  ['users.info', rule(people.userInfo, 'users:read')],
  ['users.list', rule(people.userList, 'users:read')],
  ['views.open', rule(screens.openView)],
  ['views.publish', rule(screens.publishView)],
  ['files.info', rule(uploads.fileInfo, 'files:read')],
  ['files.getUploadURLExternal', rule(uploads.getUploadUrl, 'files:write')],
  ['files.completeUploadExternal', rule(uploads.completeUpload, 'files:write')],
  ['reactions.add', rule(screens.addReaction, 'reactions:write')],
  ['reactions.remove', rule(screens.removeReaction, 'reactions:write')],
]);
