import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Customer } from './customers';

const contents = {
  text: z.string().min(1).max(65_536),
  /** The id of a button that this phone was sent. */
  button: z.string(),
  image: z.strictObject({ caption: z.string().optional() }),
  document: z.strictObject({ filename: z.string().default('document.pdf'), caption: z.string().optional() }),
  audio: z.strictObject({ seconds: z.number().positive().default(5) }),
  sticker: z.strictObject({}),
  location: z.strictObject({
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  contacts: z.array(z.strictObject({ name: z.string(), phone: z.string().optional() })).min(1),
  reaction: z.strictObject({ emoji: z.string(), messageId: z.string().optional() }),
  /** Any message object of the vendor, e.g. `{type: "unsupported", …}`; id, sender and time are added. */
  raw: z.looseObject({ type: z.string() }),
};

export const phoneActionSchema = z
  .strictObject({
    ...z.object(contents).partial().shape,
    /** Quotes an earlier message. */
    replyTo: z.string().optional(),
    /** How long ago, in ms, the phone sent what reaches the business only now. */
    ageMs: z.number().nonnegative().default(0),
  })
  .refine((action) => Object.keys(contents).filter((name) => name in action).length === 1, {
    message: `Give exactly one of ${Object.keys(contents).join(', ')}.`,
  });

export type PhoneAction = z.infer<typeof phoneActionSchema>;

/** What is wrong with an action, as a sentence for whoever tried it. */
export class PhoneError extends Error {}

export interface Content {
  type: string;
  /** Beside `type` in the vendor's message. */
  fields: object;
  /** On the phone's own screen. */
  shown: string;
}

function media(mimeType: string): object {
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString();
  return {
    id,
    mime_type: mimeType,
    sha256: createHash('sha256').update(id).digest('base64'),
    url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}`,
  };
}

function tapped(customer: Customer, buttonId: string, business: string): Content {
  const message = customer.messages.findLast(({ buttons }) => buttons?.some(({ id }) => id === buttonId));
  const button = message?.buttons?.find(({ id }) => id === buttonId);
  if (!message || !button) throw new PhoneError('This phone shows no button with this id.');
  if (message.kind === 'template') {
    const fields = { context: { from: business, id: message.id }, button: { payload: button.id, text: button.title } };
    return { type: 'button', fields, shown: button.title };
  }
  const reply = { type: 'button_reply', button_reply: { id: button.id, title: button.title } };
  return {
    type: 'interactive',
    fields: { context: { from: business, id: message.id }, interactive: reply },
    shown: button.title,
  };
}

function reacted(customer: Customer, { emoji, messageId }: NonNullable<PhoneAction['reaction']>): Content {
  const target = messageId ?? customer.messages.findLast(({ from }) => from === 'business')?.id;
  if (target === undefined) throw new PhoneError('There is no message to react to.');
  return { type: 'reaction', fields: { reaction: { message_id: target, emoji } }, shown: emoji };
}

const card = ({ name, phone }: { name: string; phone?: string | undefined }): object => ({
  name: { formatted_name: name, first_name: name },
  ...(phone === undefined ? {} : { phones: [{ phone, type: 'CELL' }] }),
});

/** What one action of the customer's looks like, on the wire and on his own screen. Throws PhoneError. */
export function contentOf(customer: Customer, action: PhoneAction, business: string): Content {
  const { text, button, image, document, audio, sticker, location, contacts, reaction, raw } = action;
  if (text !== undefined) return { type: 'text', fields: { text: { body: text } }, shown: text };
  if (button !== undefined) return tapped(customer, button, business);
  if (reaction) return reacted(customer, reaction);
  if (image)
    return { type: 'image', fields: { image: { ...media('image/jpeg'), ...image } }, shown: image.caption ?? '' };
  if (document) {
    return {
      type: 'document',
      fields: { document: { ...media('application/pdf'), ...document } },
      shown: document.filename,
    };
  }
  if (audio) {
    const note = { ...media('audio/ogg; codecs=opus'), voice: true };
    return { type: 'audio', fields: { audio: note }, shown: `${audio.seconds} s` };
  }
  if (sticker) return { type: 'sticker', fields: { sticker: { ...media('image/webp'), animated: false } }, shown: '' };
  if (location) return { type: 'location', fields: { location }, shown: location.name ?? location.address ?? '' };
  if (contacts) {
    const shown = contacts.map(({ name }) => name).join(', ');
    return { type: 'contacts', fields: { contacts: contacts.map(card) }, shown };
  }
  return { type: raw!.type, fields: raw!, shown: '' };
}
