import { createHmac } from 'node:crypto';

/** How WhatsApp names one customer. Personal data: none of it may reach a log, an id or a search attribute. */
export interface CustomerIdentifiers {
  /** Phone number as WhatsApp writes it: digits, no plus. Absent for customers who go by a username. */
  waId?: string;
  /** Business-scoped user id. */
  userId?: string;
  /** Business-scoped user id of the linked portfolio. */
  parentUserId?: string;
}

const KEY_LENGTH = 24;
/** A country, a dot and what Meta puts behind it. */
const USER_ID = /^[A-Z]{2}\.[\w.-]{1,197}$/;
const CONVERSATION_ID = /^whatsapp-(\d{1,32})-[0-9a-f]{24}$/;

/** The identifier that names the customer for good: the business-scoped user id where there is one, else the number. */
export const customerKey = ({ userId, waId }: CustomerIdentifiers): string | undefined => userId ?? waId;

/** Whether this can be a business-scoped user id at all, such as `ZA.8843120077`. */
export const isUserId = (text: string): boolean => USER_ID.test(text);

/** What stands for an identifier wherever it is stored in the clear: 24 hex digits of HMAC-SHA256(idKey, value). */
export const hmacKey = (idKey: string, value: string): string =>
  createHmac('sha256', idKey).update(value).digest('hex').slice(0, KEY_LENGTH);

/** The HMACs of everything that names this customer, the one of `customerKey` first. */
export const customerKeys = (idKey: string, { userId, waId, parentUserId }: CustomerIdentifiers): string[] =>
  [userId, waId, parentUserId].filter((value) => value !== undefined).map((value) => hmacKey(idKey, value));

/** The workflow id of the conversation between a customer and a business number, for a key of `customerKeys`. */
export const workflowIdOfKey = (phoneNumberId: string, key: string): string => `whatsapp-${phoneNumberId}-${key}`;

/** The workflow id of the conversation between a business number and the customer whom `customerKey` names. */
export const conversationWorkflowId = (idKey: string, phoneNumberId: string, key: string): string =>
  workflowIdOfKey(phoneNumberId, hmacKey(idKey, key));

/** The key that a conversation's workflow id was made from. */
export const workflowKeyOf = (workflowId: string): string => workflowId.slice(workflowId.lastIndexOf('-') + 1);

/** The business number of a conversation, or `undefined` where the id is not the id of a conversation. */
export const phoneNumberIdOf = (workflowId: string): string | undefined => CONVERSATION_ID.exec(workflowId)?.[1];
