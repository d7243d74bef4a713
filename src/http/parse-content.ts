import { z } from 'zod';
import type { CustomerContent } from '../../workflows/conversation/messages';
import type { MediaKind } from '../../workflows/conversation/words';
import { withoutCardAndIdNumbers } from '../card-and-id-numbers';
import { defined, id, list, maybe, name, text } from './shapes';

type Read = (payload: unknown) => CustomerContent | undefined;

/** Reads one kind of content from the field of the message that is named like its type. */
const read =
  <T extends z.ZodType>(shape: T, toContent: (payload: z.output<T>) => CustomerContent | undefined): Read =>
  (payload) => {
    const parsed = shape.safeParse(payload);
    return parsed.success ? toContent(parsed.data) : undefined;
  };

const media = (kind: MediaKind): Read =>
  read(
    z.object({
      id,
      mime_type: z.string().max(200).catch('application/octet-stream'),
      caption: maybe(text),
      filename: maybe(name),
      voice: z.boolean().catch(false),
      sha256: maybe(z.string().max(100)),
    }),
    ({ id: mediaId, mime_type: mimeType, caption, filename: fileName, voice, sha256 }) => ({
      kind: 'media',
      media: kind,
      voice,
      mediaId,
      mimeType,
      ...defined({ caption, fileName, sha256 }),
    }),
  );

// Numbers in Meta's examples, strings in what some clients send.
const coordinate = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?$/)
    .transform(Number),
]);

const location = read(
  z.object({
    latitude: coordinate,
    longitude: coordinate,
    name: maybe(name),
    address: maybe(name),
  }),
  ({ latitude, longitude, name: place, address }) => ({
    kind: 'location',
    latitude,
    longitude,
    ...defined({ name: place, address }),
  }),
);

const person = z.object({
  name: maybe(z.object({ formatted_name: maybe(name), first_name: maybe(name), last_name: maybe(name) })),
  org: maybe(z.object({ company: maybe(name) })),
  phones: maybe(z.array(z.object({ phone: maybe(name), wa_id: maybe(name) }))),
});

const MOST_CONTACTS = 50;

// Contacts shared on request carry nothing but a number.
const contacts = read(list, (people) => {
  const names = people.slice(0, MOST_CONTACTS).map((one) => {
    const { name: called, org, phones } = person.catch({}).parse(one);
    const full = [called?.first_name, called?.last_name].filter((part) => part !== undefined).join(' ');
    const number = phones?.[0]?.phone ?? phones?.[0]?.wa_id;
    const masked = number === undefined ? '' : `••••• ${number.replace(/\D/g, '').slice(-4)}`;
    const words = called?.formatted_name ?? (full || org?.company);
    return [words, masked].filter(Boolean).join(' ') || '?';
  });
  return names.length > 0 ? { kind: 'contacts', names } : undefined;
});

const reply = z.object({ id: z.string().max(256), title: text });

// A filled-in form arrives as JSON in a string; the flow's own token is none of the customer's answers.
function formAnswers(json: string | undefined): string | undefined {
  try {
    const answers = z.record(z.string(), z.unknown()).parse(JSON.parse(json ?? ''));
    const lines = Object.entries(answers)
      .filter(([question]) => question !== 'flow_token')
      .map(([question, answer]) => `${question}: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`);
    return lines.length > 0 ? lines.join('\n') : undefined;
  } catch {
    return undefined;
  }
}

const form = z.object({ name: z.string().max(200).catch('form'), body: maybe(text), response_json: maybe(text) });

const interactive = read(
  z.object({ type: z.string(), button_reply: maybe(reply), list_reply: maybe(reply), nfm_reply: maybe(form) }),
  ({ type, button_reply, list_reply, nfm_reply }) => {
    const chosen = button_reply ?? list_reply;
    if (chosen) return { kind: 'button', id: chosen.id, title: chosen.title };
    if (nfm_reply) {
      return { kind: 'form', name: nfm_reply.name, text: formAnswers(nfm_reply.response_json) ?? nfm_reply.body ?? '' };
    }
    return type === 'call_permission_reply' ? { kind: 'unsupported', type } : undefined;
  },
);

const edited = z.looseObject({ type: z.string(), text: maybe(z.object({ body: maybe(text) })) });

/** The words of a message inside another one: its text, or the caption of its picture. */
function wordsOf(message: z.infer<typeof edited> | undefined): string | undefined {
  if (!message) return undefined;
  const content = maybe(z.object({ caption: maybe(text) })).parse(message[message.type]);
  return message.text?.body ?? content?.caption;
}

const readers = new Map<string, Read>([
  ['text', read(z.object({ body: text }), ({ body }) => ({ kind: 'text', text: body }))],
  ['image', media('image')],
  ['video', media('video')],
  ['audio', media('audio')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['location', location],
  ['contacts', contacts],
  ['interactive', interactive],
  [
    'button',
    read(z.object({ payload: maybe(z.string()), text: maybe(text) }), ({ payload, text: title = payload }) =>
      title ? { kind: 'button', id: (payload ?? title).slice(0, 256), title } : undefined,
    ),
  ],
  [
    'reaction',
    read(z.object({ message_id: id, emoji: maybe(z.string().min(1).max(64)) }), ({ message_id: messageId, emoji }) => ({
      kind: 'reaction',
      messageId,
      ...defined({ emoji }),
    })),
  ],
  [
    'order',
    read(z.object({ text: maybe(text), product_items: list }), ({ text: words, product_items: items }) => ({
      kind: 'order',
      items: items.length,
      ...defined({ text: words }),
    })),
  ],
  [
    'edit',
    read(z.object({ original_message_id: id, message: maybe(edited) }), ({ original_message_id, message }) => ({
      kind: 'edit',
      originalMessageId: original_message_id,
      ...defined({ text: wordsOf(message) }),
    })),
  ],
  [
    'revoke',
    read(z.object({ original_message_id: id }), ({ original_message_id: originalMessageId }) => ({
      kind: 'revoke',
      originalMessageId,
    })),
  ],
  ['request_welcome', () => ({ kind: 'welcome' })],
  [
    'unsupported',
    (payload) => ({
      kind: 'unsupported',
      type: z.object({ type: name }).catch({ type: 'unknown' }).parse(payload).type,
    }),
  ],
]);

/** Everything that a person may have typed; ids of messages, media and our own buttons hold no such number. */
const WORDS = ['text', 'title', 'caption', 'fileName', 'name', 'address', 'emoji', 'id'];

// Before anything else sees it: no state, no model and no colleague is to have it.
function masked(content: CustomerContent): CustomerContent {
  const mask = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => mask(name, one));
    return typeof value === 'string' && [...WORDS, 'names'].includes(name) ? withoutCardAndIdNumbers(value) : value;
  };
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, mask(name, value)]),
  ) as unknown as CustomerContent;
}

export interface ParsedContent {
  content: CustomerContent;
  /** The type is one that WhatsApp documents, but its content was not in the documented shape. */
  unreadable: boolean;
}

/**
 * What a customer message says. Whatever cannot be read is `unsupported`: the customer did write, and people are to know.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples
 */
export function parseContent(type: string, payload: unknown): ParsedContent {
  const content = readers.get(type)?.(payload);
  return {
    content: content === undefined ? { kind: 'unsupported', type: type.slice(0, 64) } : masked(content),
    unreadable: !content && readers.has(type),
  };
}
