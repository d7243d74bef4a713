import { z } from 'zod';
import type { CustomerProfile } from '../../workflows/conversation/messages';
import { withoutCardAndIdNumbers } from '../card-and-id-numbers';
import { customerKey, customerKeys, type CustomerIdentifiers } from '../identity';
import { defined, digits, maybe, name, userId } from './shapes';
import type { ChangeContext } from './webhook-items';

const contactShape = z.object({
  wa_id: maybe(digits),
  user_id: maybe(userId),
  parent_user_id: maybe(userId),
  profile: maybe(z.object({ name: maybe(name), username: maybe(name) })),
});

type Contact = z.infer<typeof contactShape>;

/**
 * The customer a message is from, or `undefined` where nothing names him. What the message leaves out is taken from the
 * contact with the same number or user id: https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids
 */
export function profileOf(sender: CustomerIdentifiers, context: ChangeContext): CustomerProfile | undefined {
  const contacts = context.contacts.map((one) => contactShape.safeParse(one).data).filter((one) => one !== undefined);
  const contact = contacts.find((one) => belongsTo(one, sender)) ?? only(contacts, sender);
  const identifiers = defined({
    waId: sender.waId ?? contact?.wa_id,
    userId: sender.userId ?? contact?.user_id,
    parentUserId: sender.parentUserId ?? contact?.parent_user_id,
  });
  if (customerKey(identifiers) === undefined) return undefined;
  const { name: given, username } = contact?.profile ?? {};
  const shown = given ?? (username === undefined ? undefined : `@${username.replace(/^@/, '')}`);
  return {
    ...identifiers,
    ...defined({ name: shown && withoutCardAndIdNumbers(shown) }),
    keys: customerKeys(context.idKey, identifiers),
  };
}

const belongsTo = ({ wa_id: waId, user_id: user }: Contact, sender: CustomerIdentifiers): boolean =>
  (user !== undefined && user === sender.userId) || (waId !== undefined && waId === sender.waId);

// A message that says nothing about its sender can only be from the one contact that came along.
const only = (contacts: Contact[], sender: CustomerIdentifiers): Contact | undefined =>
  contacts.length === 1 && customerKey(sender) === undefined ? contacts[0] : undefined;
