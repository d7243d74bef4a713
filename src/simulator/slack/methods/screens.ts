import { checkedHome, checkedModal } from '../block-rules';
import type { Method, SlackContext } from '../context';
import { APP_ID, BOT, isPerson, randomId, TEAM } from '../state';
import { SlackRefusal, type Json, type SlackMessage, type SlackView } from '../types';
import { optional, required } from './arguments';

export const openView: Method = (args, context) => {
  const { state } = context;
  const trigger = state.triggers.get(required(args, 'trigger_id', 'invalid_trigger_id'));
  if (!trigger) throw new SlackRefusal('invalid_trigger_id');
  if (context.now() > trigger.expiresAt) throw new SlackRefusal('expired_trigger_id');
  if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
  const view = checkedModal(args.view, randomId);
  trigger.used = true;
  const opened: SlackView = { id: randomId('V'), user: trigger.user, hash: state.nextTs(), view };
  state.views.set(opened.id, opened);
  state.shown.push({ user: trigger.user, kind: 'modal', text: String((view.title as Json).text), viewId: opened.id });
  context.changed();
  return { view: wireView(opened) };
};

/** The Home tab of one person (docs.slack.dev, views.publish). */
export const publishView: Method = (args, context) => {
  const { state } = context;
  const user = required(args, 'user_id');
  if (!isPerson(user)) throw new SlackRefusal('user_not_found');
  const before = state.homes.get(user);
  const hash = optional(args, 'hash');
  if (hash !== undefined && hash !== before?.hash) throw new SlackRefusal('hash_conflict');
  const view = checkedHome(args.view, randomId);
  const home: SlackView = { id: before?.id ?? randomId('V'), user, hash: state.nextTs(), view };
  state.homes.set(user, home);
  context.changed();
  return { view: wireView(home) };
};

export function wireView({ id, hash, view }: SlackView): Json {
  return {
    private_metadata: '',
    callback_id: '',
    ...view,
    id,
    hash,
    team_id: TEAM.id,
    app_id: APP_ID,
    bot_id: BOT.botId,
    root_view_id: id,
    previous_view_id: null,
    state: { values: {} },
  };
}

function reactedTo(args: Json, { state }: SlackContext): { name: string; message: SlackMessage } {
  const name = required(args, 'name', 'invalid_name');
  if (!/^[a-z0-9_+'-]+$/.test(name)) throw new SlackRefusal('invalid_name');
  if (args.channel !== state.options.channelId) throw new SlackRefusal('channel_not_found');
  const message = state.find(required(args, 'timestamp', 'bad_timestamp'));
  if (!message || message.ephemeralFor !== undefined) throw new SlackRefusal('message_not_found');
  return { name, message };
}

export const removeReaction: Method = (args, context) => {
  const { name, message } = reactedTo(args, context);
  const reaction = message.reactions.find((one) => one.name === name);
  if (!reaction?.users.includes(BOT.id)) throw new SlackRefusal('no_reaction');
  reaction.users = reaction.users.filter((user) => user !== BOT.id);
  message.reactions = message.reactions.filter(({ users }) => users.length > 0);
  context.changed();
  return {};
};

export const addReaction: Method = (args, context) => {
  const { name, message } = reactedTo(args, context);
  const reaction = message.reactions.find((one) => one.name === name);
  if (reaction?.users.includes(BOT.id)) throw new SlackRefusal('already_reacted');
  if (reaction) reaction.users.push(BOT.id);
  else message.reactions.push({ name, users: [BOT.id] });
  context.changed();
  return {};
};
