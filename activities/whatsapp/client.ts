import { UnknownOutcomeError, withoutAnswer, withoutMessage } from './failures';
import { createPost, type HttpAnswer } from './http';

interface Recipient {
  /** Digits, no plus. */
  waId?: string;
  /** Business-scoped user id; it is used where there is one. */
  userId?: string;
}

interface Message {
  phoneNumberId: string;
  customer: Recipient;
  /** Comes back in every status of this message (`biz_opaque_callback_data`), at most 512 characters. */
  callbackData: string;
  /** At most 4,096 characters; with buttons 1,024. */
  text: string;
  /** Id of the customer's message that it answers. */
  answers?: string | undefined;
  /** Called right before the write, in the same tick: what it throws is thrown, and nothing is sent. */
  beforeWrite?: () => void;
}

interface Value {
  /** Where the template's placeholders have names. */
  name?: string;
  text: string;
}

interface TemplateSend extends Message {
  template: { name: string; language: string; header: Value[]; body: Value[] };
}

interface FileMessage extends Message {
  file: { media: 'image' | 'video' | 'audio' | 'document'; mediaId: string; name: string };
}

interface ButtonMessage extends Message {
  /** One to three. `id` at most 256 characters, `title` 20. */
  buttons: { id: string; title: string }[];
}

/**
 * Every method makes one request and throws NotSentError or UnknownOutcomeError; none tries again by itself.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export interface WhatsAppClient {
  /** How long an answer is waited for, ms. */
  readonly timeoutMs: number;
  /** Returns the id of the message. */
  sendText(message: Message): Promise<string>;
  /** Returns the id of the message. */
  sendButtons(message: ButtonMessage): Promise<string>;
  /** What was uploaded before, with `text` as its caption. Returns the id of the message. */
  sendFile(message: FileMessage): Promise<string>;
  /** On the customer's message `to`; '': taken off it again. Returns the id of the reaction. */
  sendReaction(message: Message & { to: string; emoji: string }): Promise<string>;
  /** An approved template, the one message that needs no open window. Returns the id of the message. */
  sendTemplate(message: TemplateSend): Promise<string>;
  /** Marks the customer's message, and all before it, as read; shows "typing" for up to 25 s if asked. */
  markRead(phoneNumberId: string, messageId: string, options: { typing: boolean }): Promise<void>;
}

export interface WhatsAppClientOptions {
  /** Base URL of the Graph API with its version. */
  apiUrl: string;
  accessToken: string;
  /** How long an answer is waited for once the request is written, ms. */
  timeoutMs?: number;
  /** How long a connection may take, ms. */
  connectTimeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 4_000;
const LINK = /\bhttps?:\/\/\S/i;

/** A client of the WhatsApp Cloud API. */
export function createWhatsAppClient(options: WhatsAppClientOptions): WhatsAppClient {
  const { timeoutMs = TIMEOUT_MS } = options;
  const post = createMessagesPost({ ...options, timeoutMs });

  const send = async (message: Message, content: object): Promise<string> => {
    const body = { ...head(message), ...content };
    const answer = await post(message.phoneNumberId, body, message.beforeWrite);
    const id = messageId(answer);
    if (id !== undefined) return id;
    throw withoutMessage(answer);
  };

  return {
    timeoutMs,
    sendText: (message) =>
      send(message, { type: 'text', text: { body: message.text, preview_url: LINK.test(message.text) } }),
    sendButtons: (message) => send(message, { type: 'interactive', interactive: replyButtons(message) }),
    sendFile: (message) => send(message, { type: message.file.media, [message.file.media]: mediaObject(message) }),
    sendReaction: ({ to, emoji, ...message }) =>
      send(message, { type: 'reaction', reaction: { message_id: to, emoji } }),
    sendTemplate: (message) => send(message, { type: 'template', template: filledTemplate(message.template) }),
    async markRead(phoneNumberId, message, { typing }) {
      const indicator = typing ? { typing_indicator: { type: 'text' } } : {};
      const body = { messaging_product: 'whatsapp', status: 'read', message_id: message, ...indicator };
      const answer = await post(phoneNumberId, body);
      if (answer.status !== 200) throw withoutMessage(answer);
    },
  };
}

function createMessagesPost({
  apiUrl,
  accessToken,
  timeoutMs: answerWithinMs = TIMEOUT_MS,
  connectTimeoutMs: connectWithinMs = CONNECT_TIMEOUT_MS,
}: WhatsAppClientOptions) {
  const post = createPost();
  const base = apiUrl.replace(/\/+$/, '');
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  return async (phoneNumberId: string, body: object, beforeWrite?: () => void): Promise<HttpAnswer> => {
    const url = new URL(`${base}/${encodeURIComponent(phoneNumberId)}/messages`);
    try {
      return await post(url, { headers, body: JSON.stringify(body), connectWithinMs, answerWithinMs, beforeWrite });
    } catch (error) {
      throw withoutAnswer(error);
    }
  };
}

function head({ customer, callbackData, answers }: Message): object {
  // With both, `to` would win; the user id outlives a hidden number.
  const address = customer.userId === undefined ? { to: customer.waId } : { recipient: customer.userId };
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address,
    ...(answers !== undefined && { context: { message_id: answers } }),
    biz_opaque_callback_data: callbackData,
  };
}

const replyButtons = ({ text, buttons }: ButtonMessage): object => ({
  type: 'button',
  body: { text },
  action: { buttons: buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
});

/** Of a document the customer sees the name, of sound no words. */
const mediaObject = ({ text, file: { media, mediaId, name } }: FileMessage): object => ({
  id: mediaId,
  ...(text !== '' && media !== 'audio' && { caption: text }),
  ...(media === 'document' && { filename: name }),
});

const filledTemplate = ({ name, language, header, body }: TemplateSend['template']): object => ({
  name,
  language: { code: language },
  components: [component('header', header), component('body', body)].filter(({ parameters }) => parameters.length > 0),
});

const component = (type: string, values: Value[]) => ({
  type,
  parameters: values.map(({ name, text }) => ({
    type: 'text',
    ...(name !== undefined && { parameter_name: name }),
    text,
  })),
});

function messageId({ status, body }: HttpAnswer): string | undefined {
  if (status !== 200) return undefined;
  try {
    const { messages } = JSON.parse(body) as { messages?: { id?: unknown }[] };
    const id = messages?.[0]?.id;
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch (error) {
    throw new UnknownOutcomeError('http_200', error);
  }
}
