import { randomBytes } from 'node:crypto';
import { signature } from './http';
import type { Outputs } from './outputs';
import type { System } from './system';

/** A customer as Meta's webhooks name him. */
export interface Person {
  phone: string;
  userId: string;
  name: string;
}

export interface RawMessage {
  from: Person;
  text?: string;
  /** Anything else that the message holds; it wins over the text. */
  more?: Record<string, unknown>;
}

type Surroundings = Pick<System, 'credentials' | 'gateway' | 'control'> & { outputs: Pick<Outputs, 'remember'> };

/** Builds webhooks by hand and takes them to a gateway, as Meta would or as nobody should. */
export function createMeta(system: Surroundings) {
  const { credentials, outputs } = system;
  const { phoneNumberId, displayPhoneNumber, wabaId, appSecret } = credentials;

  const newId = (): string => {
    const id = `wamid.${randomBytes(24).toString('base64url')}`;
    outputs.remember(id);
    return id;
  };
  const message = ({ from, text = '', more = {} }: RawMessage): Record<string, unknown> => {
    outputs.remember(text);
    const head = { from: from.phone, from_user_id: from.userId, id: newId(), timestamp: seconds() };
    return { ...head, type: 'text', text: { body: text }, ...more };
  };
  const value = (messages: RawMessage[], number: string): Record<string, unknown> => ({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: displayPhoneNumber, phone_number_id: number },
    contacts: messages.map(({ from }) => ({
      profile: { name: from.name },
      wa_id: from.phone,
      user_id: from.userId,
    })),
    messages: messages.map(message),
  });
  const envelope = (...changes: { field: string; value: unknown }[]): string =>
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: wabaId, changes }] });

  /** Takes a body to the gateway, signed unless other headers are given. */
  const send = (body: string | Buffer, headers?: Record<string, string>): Promise<Response> => {
    const signed = headers ?? { 'x-hub-signature-256': signature(body, appSecret) };
    const request = { method: 'POST', headers: { 'content-type': 'application/json', ...signed } };
    const sent = typeof body === 'string' ? body : new Uint8Array(body);
    return fetch(`${system.gateway}/whatsapp/webhook`, { ...request, body: sent });
  };

  return {
    message,
    envelope,
    /** One body with these messages. */
    body: (messages: RawMessage[], number = phoneNumberId): string =>
      envelope({ field: 'messages', value: value(messages, number) }),
    value: (messages: RawMessage[]) => value(messages, phoneNumberId),
    sign: (body: string | Buffer, secret = appSecret): Record<string, string> => ({
      'x-hub-signature-256': signature(body, secret),
    }),
    send,
    /** … and returns the status alone. */
    post: async (body: string | Buffer, headers?: Record<string, string>): Promise<number> =>
      (await send(body, headers)).status,
    /** A new customer whose phone the vendor knows. */
    async person(phone: string): Promise<Person> {
      const { userId, name } = await system.control.call<Person>('GET', `/control/customers/${phone}`);
      return { phone, userId, name };
    },
  };
}

const seconds = (): string => String(Math.floor(Date.now() / 1000));
