import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConversationGateway } from '../../src/conversation-gateway';

const folder = join(__dirname, '..', 'fixtures', 'whatsapp');

/** The business number of every fixture but `other-phone-number`. */
export const PHONE_NUMBER_ID = '555000111222333';

export const fixtureNames = (): string[] => readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

/** A webhook as Meta would send it; see the names of the files. */
export const fixtureText = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');

export const fixture = (name: string): unknown => JSON.parse(fixtureText(name));

interface TextMessage {
  id: string;
  text: string;
  waId?: string;
  userId?: string;
}

/** A webhook with text messages, all in one change. */
export const textWebhook = (...messages: TextMessage[]): unknown => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '900100200300',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '27215550100', phone_number_id: PHONE_NUMBER_ID },
            messages: messages.map(({ id, text, waId, userId }) => ({
              ...(waId === undefined ? {} : { from: waId }),
              ...(userId === undefined ? {} : { from_user_id: userId }),
              id,
              timestamp: '1795420800',
              type: 'text',
              text: { body: text },
            })),
          },
        },
      ],
    },
  ],
});

export interface KeptGateway extends ConversationGateway {
  /** Everything that was delivered, as `<kind> <id>`, in the order in which it was durable. */
  delivered: string[];
}

/** Keeps what it is given; `before` runs first and may throw as Temporal would. */
export function keepDeliveries(before: (what: string) => Promise<void> | void = () => undefined): KeptGateway {
  const delivered: string[] = [];
  const keep = async (what: string): Promise<void> => {
    await before(what);
    delivered.push(what);
  };
  return {
    delivered,
    customerMessage: (_phoneNumberId, { id }) => keep(`message ${id}`),
    async phoneReply(_phoneNumberId, { id }) {
      if (id.includes('number-only')) return 'unresolved';
      await keep(`reply ${id}`);
      return 'delivered';
    },
    async customerMoved(_phoneNumberId, _before, { id }) {
      await keep(`moved ${id}`);
      return 'delivered';
    },
    async deliveryStatus(_workflowId, { intentId, status }) {
      if (intentId.includes('gone')) return 'unresolved';
      await keep(`status ${intentId} ${status}`);
      return 'delivered';
    },
    snapshot: () => Promise.resolve(undefined),
    revision: () => Promise.resolve(undefined),
    runs: () => Promise.resolve([]),
    find: () => Promise.resolve({ workflowId: 'whatsapp-1-0123456789abcdef01234567', open: false }),
  };
}
