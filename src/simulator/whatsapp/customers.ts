import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Author } from '../journal';

interface Button {
  id: string;
  title: string;
}

type PhoneStatus = 'sent' | 'delivered' | 'read';

export interface PhoneMessage {
  id: string;
  from: 'customer' | 'business';
  author?: Author;
  kind: string;
  text: string;
  buttons?: Button[];
  /** The file that it is, or brings. */
  media?: { id: string; name?: string };
  /** Id of the message that it answers. */
  answers?: string;
  /** What the business has put on it. */
  reaction?: string;
  status: PhoneStatus;
  /** UTC ms on the customer's clock. */
  at: number;
}

export interface Customer {
  phone: string;
  name: string;
  userId: string;
  /** A customer who goes by username: his number is in no webhook. */
  hidden: boolean;
  /** A customer whose user id is in no webhook. */
  numberOnly: boolean;
  messages: PhoneMessage[];
  /** When the customer last wrote, on his own clock; the customer service window counts from here. */
  lastWroteAt?: number;
  typingUntil?: number;
  /** The number that he has now, where this one is no longer his. */
  movedTo?: string;
}

export interface Customers {
  /** The customer of this number; a number nobody has used yet becomes a new one. */
  get(phone: string): Customer;
  find(phone: string): Customer | undefined;
  findByUserId(userId: string): Customer | undefined;
  all(): Customer[];
  /** Shows a message on the customer's phone. */
  show(customer: Customer, message: PhoneMessage): void;
  /** Whose phone shows the message with this id. */
  findByMessage(messageId: string): Customer | undefined;
  /** Changes the number as WhatsApp does: the chat moves along, and the business-scoped user id is a new one. */
  move(customer: Customer, newPhone: string): Customer;
  reset(): void;
}

const NAMES = [
  'Sipho Dlamini',
  'Lerato Mokoena',
  'Anika van Wyk',
  'Nomvula Khumalo',
  'Johan Botha',
  'Zanele Ndlovu',
  'Priya Naidoo',
  'Themba Zulu',
];

/** Unique per person and business, and a new one after every change of number. */
function createUserId(wabaId: string, phone: string): string {
  const hash = createHash('sha256').update(`${wabaId}:${phone}`).digest('hex');
  const country = parsePhoneNumberFromString(`+${phone}`)?.country ?? 'ZA';
  return `${country}.${BigInt(`0x${hash.slice(0, 16)}`).toString()}`;
}

const nameOf = (phone: string): string => NAMES[createHash('sha256').update(phone).digest()[0]! % NAMES.length]!;

export const usernameOf = (customer: Customer): string => customer.name.toLowerCase().replace(/[^a-z0-9]+/g, '.');

/** How the journal and webhooks without a number name this customer. */
export const addressOf = (customer: Customer): string => (customer.hidden ? customer.userId : customer.phone);

export function createCustomers(wabaId: string): Customers {
  const byPhone = new Map<string, Customer>();
  const byMessage = new Map<string, Customer>();

  const add = (phone: string): Customer => {
    const customer: Customer = {
      phone,
      name: nameOf(phone),
      userId: createUserId(wabaId, phone),
      hidden: false,
      numberOnly: false,
      messages: [],
    };
    byPhone.set(phone, customer);
    return customer;
  };

  return {
    get: (phone) => byPhone.get(phone) ?? add(phone),
    find: (phone) => byPhone.get(phone),
    findByUserId: (userId) => [...byPhone.values()].find((one) => one.userId === userId),
    all: () => [...byPhone.values()],
    show(customer, message) {
      customer.messages.push(message);
      byMessage.set(message.id, customer);
    },
    findByMessage: (messageId) => byMessage.get(messageId),
    move(customer, newPhone) {
      const moved: Customer = { ...customer, phone: newPhone, userId: createUserId(wabaId, newPhone) };
      byPhone.set(newPhone, moved);
      customer.movedTo = newPhone;
      moved.messages.forEach(({ id }) => byMessage.set(id, moved));
      customer.messages = [];
      return moved;
    },
    reset() {
      byPhone.clear();
      byMessage.clear();
    },
  };
}
