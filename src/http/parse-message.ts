import { z } from 'zod';
import { customerKeys, type CustomerIdentifiers } from '../identity';
import { parseContent } from './parse-content';
import { profileOf } from './parse-customer';
import { defined, digits, id, maybe, timestamp, userId } from './shapes';
import { refuse, type ChangeContext, type WebhookItem } from './webhook-items';

const messageShape = z.looseObject({
  id,
  type: z.string().min(1),
  from: maybe(digits),
  from_user_id: maybe(userId),
  from_parent_user_id: maybe(userId),
  group_id: z.unknown().optional(),
  timestamp: maybe(timestamp),
  context: maybe(z.object({ id: maybe(id) })),
});

type Message = z.infer<typeof messageShape>;

/** One entry of `messages[]`: an event, and what is to be told about it. */
export function parseMessage(raw: unknown, context: ChangeContext): WebhookItem[] {
  const parsed = messageShape.safeParse(raw);
  if (!parsed.success) return [refuse('malformed', 'message')];
  const message = parsed.data;
  if (message.group_id !== undefined) return [refuse('group_message', message.type)];
  if (message.type === 'system') return [parseSystem(message, context)];
  const customer = profileOf(senderOf(message), context);
  if (!customer) return [refuse('no_sender', message.type)];
  const { content, unreadable } = parseContent(message.type, message[message.type]);
  const item: WebhookItem = {
    kind: 'message',
    phoneNumberId: context.phoneNumberId,
    message: {
      id: message.id,
      sentAt: message.timestamp ?? context.now(),
      content,
      customer,
      ...defined({ quotedMessageId: message.context?.id }),
    },
  };
  return unreadable ? [item, refuse('unreadable_content', message.type)] : [item];
}

const senderOf = ({ from, from_user_id, from_parent_user_id }: Message): CustomerIdentifiers =>
  defined({ waId: from, userId: from_user_id, parentUserId: from_parent_user_id });

const systemShape = z.object({
  type: z.string(),
  wa_id: maybe(digits),
  new_wa_id: maybe(digits),
  user_id: maybe(userId),
  parent_user_id: maybe(userId),
  previous_user_id: maybe(userId),
  previous_parent_user_id: maybe(userId),
});

const MOVES = ['user_changed_number', 'user_changed_user_id'];

/** A message by WhatsApp itself, never the customer's words: a new number, a new user id, new encryption keys. */
function parseSystem(message: Message, context: ChangeContext): WebhookItem {
  const parsed = systemShape.safeParse(message['system']);
  if (!parsed.success) return refuse('malformed', 'system');
  const system = parsed.data;
  if (system.type === 'customer_identity_changed') return refuse('identity_changed');
  if (!MOVES.includes(system.type)) return refuse('system_notice', system.type);
  const sender = senderOf(message);
  const previous = defined({
    waId: sender.waId,
    userId: system.previous_user_id ?? (sender.userId === system.user_id ? undefined : sender.userId),
    parentUserId: system.previous_parent_user_id ?? sender.parentUserId,
  });
  const before = profileOf(previous, { ...context, contacts: [] });
  const present = defined({
    waId: system.wa_id ?? system.new_wa_id,
    userId: system.user_id,
    parentUserId: system.parent_user_id,
  });
  const keys = customerKeys(context.idKey, present);
  if (!before || keys.length === 0) return refuse('no_sender', system.type);
  return {
    kind: 'moved',
    phoneNumberId: context.phoneNumberId,
    before,
    moved: {
      id: message.id,
      sentAt: message.timestamp ?? context.now(),
      customer: { ...present, keys },
    },
  };
}
