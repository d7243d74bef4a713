import { z } from 'zod';
import { contentOfFile, fileSchema, type FileRequest, type SampleType } from '../file-content';
import type { Customer, PhoneMessage } from './customers';
import type { MediaStore } from './media';

/** What its bytes are; a small sample where nothing is said. Its message says what it should be, whatever it is. */
const file = fileSchema.default({});

const contents = {
  text: z.string().min(1).max(65_536),
  /** The id of a button that this phone was sent. */
  button: z.string(),
  image: z.strictObject({ caption: z.string().optional(), file }),
  video: z.strictObject({ caption: z.string().optional(), file }),
  document: z.strictObject({ filename: z.string().default('document.pdf'), caption: z.string().optional(), file }),
  /** Not `voice`: a sound file, and none that he has spoken in the chat. */
  audio: z.strictObject({ seconds: z.number().positive().default(5), voice: z.boolean().default(true), file }),
  sticker: z.strictObject({ file }),
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
  media?: PhoneMessage['media'];
}

interface Surroundings {
  /** Its number. */
  business: string;
  media: MediaStore;
}

/** What the phone says of each kind, and what it is where nobody says otherwise. */
const MEDIA: Record<'image' | 'video' | 'document' | 'audio' | 'sticker', [mimeType: string, usual: SampleType]> = {
  image: ['image/png', 'png'],
  video: ['video/mp4', 'mp4'],
  document: ['application/pdf', 'pdf'],
  audio: ['audio/ogg; codecs=opus', 'ogg'],
  sticker: ['image/webp', 'webp'],
};

const named = (fields: object): { name?: string } => ('filename' in fields ? { name: String(fields.filename) } : {});

function mediaContent(
  type: keyof typeof MEDIA,
  { file: bytes, ...rest }: object & { file: FileRequest },
  { media }: Surroundings,
  shown = '',
): Content {
  const [mimeType, usual] = MEDIA[type];
  const put = media.put(contentOfFile(bytes, usual), mimeType);
  return { type, fields: { [type]: { ...put, ...rest } }, shown, media: { id: put.id, ...named(rest) } };
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
export function contentOf(customer: Customer, action: PhoneAction, around: Surroundings): Content {
  const { text, button, location, contacts, reaction, raw } = action;
  if (text !== undefined) return { type: 'text', fields: { text: { body: text } }, shown: text };
  if (button !== undefined) return tapped(customer, button, around.business);
  if (reaction) return reacted(customer, reaction);
  if (location) return { type: 'location', fields: { location }, shown: location.name ?? location.address ?? '' };
  if (contacts) {
    const shown = contacts.map(({ name }) => name).join(', ');
    return { type: 'contacts', fields: { contacts: contacts.map(card) }, shown };
  }
  return sentFile(action, around) ?? { type: raw!.type, fields: raw!, shown: '' };
}

function sentFile({ image, video, document, audio, sticker }: PhoneAction, around: Surroundings): Content | undefined {
  if (image) return mediaContent('image', image, around, image.caption);
  if (video) return mediaContent('video', video, around, video.caption);
  if (document) return mediaContent('document', document, around, document.filename);
  if (sticker) return mediaContent('sticker', { ...sticker, ...{ animated: false } }, around);
  if (audio === undefined) return undefined;
  const { seconds, ...rest } = audio;
  return mediaContent('audio', rest, around, `${seconds} s`);
}
