import type {
  CustomerMessage,
  CustomerMoved,
  CustomerProfile,
  DeliveryStatus,
  PhoneReply,
} from '../../workflows/conversation/messages';

/** Why something in a webhook does not reach a conversation. Closed; every one of them is logged. */
export type RefusalReason =
  /** Not a webhook of a WhatsApp Business account. */
  | 'unknown_object'
  /** A field that nobody here subscribed to. */
  | 'unknown_field'
  /** Another number of the business; the detail says whether words were lost with it: `messages` or `statuses`. */
  | 'unknown_phone_number'
  /** Not in the documented shape. */
  | 'malformed'
  /** Only the content is not in the documented shape: the message is delivered as one that cannot be read. */
  | 'unreadable_content'
  | 'group_message'
  /** Neither a number nor a user id. */
  | 'no_sender'
  /** The customer's encryption keys changed: nothing that anybody has to act on. */
  | 'identity_changed'
  | 'system_notice'
  /** A message of ours, echoed. */
  | 'own_echo'
  /** A reaction or deletion in the business's phone app: nobody answered. */
  | 'echo_without_words'
  /** An answer from the phone app to a customer of whom nothing but a number is known, and who has no conversation. */
  | 'unresolved_echo'
  /** A change of number of a customer of whom nothing but a number is known, and who has no conversation. */
  | 'unresolved_move'
  /** A status of a conversation that is not open any more. */
  | 'unresolved_status'
  /** An error that belongs to no message. */
  | 'vendor_error'
  /** A status without an intent of ours. */
  | 'foreign_status'
  /** A status that no conversation needs. */
  | 'unneeded_status'
  | 'unknown_status';

export interface Refusal {
  kind: 'refused';
  reason: RefusalReason;
  /** A word of the vendor's that names what it was, never content. */
  detail?: string;
}

export type WebhookItem =
  | { kind: 'message'; phoneNumberId: string; message: CustomerMessage }
  | { kind: 'reply'; phoneNumberId: string; reply: PhoneReply }
  | { kind: 'moved'; phoneNumberId: string; before: CustomerProfile; moved: CustomerMoved }
  | { kind: 'status'; workflowId: string; status: DeliveryStatus }
  | Refusal;

export interface ParseContext {
  /** The business numbers that this gateway serves. */
  phoneNumberIds: ReadonlySet<string>;
  /** BATON_ID_KEY. */
  idKey: string;
  /** A sentence for the agent about a Graph error code; `title` is Meta's own. */
  explainFailure: (code: string, title: string) => string;
  /** ms UTC. */
  now: () => number;
}

/** The part of a webhook in which an item was found. */
export interface ChangeContext extends ParseContext {
  phoneNumberId: string;
  contacts: unknown[];
}

export function refuse(reason: RefusalReason, detail?: unknown): Refusal {
  const isName = typeof detail === 'number' || (typeof detail === 'string' && /^[a-zA-Z][\w.-]{0,39}$/.test(detail));
  return { kind: 'refused', reason, ...(isName ? { detail: String(detail) } : {}) };
}
