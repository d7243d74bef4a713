/** The closed vocabularies of a conversation. Operators filter by these values, so none may be renamed lightly. */

/** Who may speak: the assistant (`active`) or the agents (`paused`, `confirming`). */
export const MODES = ['active', 'paused', 'confirming'] as const;
export type Mode = (typeof MODES)[number];

/** What people owe the customer. */
export type HandoffStatus = 'none' | OpenHandoffStatus;
export const OPEN_HANDOFF_STATUSES = ['waiting', 'claimed', 'snoozed'] as const;
export type OpenHandoffStatus = (typeof OPEN_HANDOFF_STATUSES)[number];

/** Who wrote an outgoing WhatsApp message. */
export const AUTHORS = ['assistant', 'agent', 'notice'] as const;
export type Author = (typeof AUTHORS)[number];

/** What a customer's entry is where it is not words alone. */
export type ContentKind =
  | 'photo'
  | 'video'
  | 'voice note'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'reaction'
  | 'order'
  | 'form';

/** The kinds of media that WhatsApp knows. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** Why a customer's file is not shown to the team. */
export const FILE_PROBLEMS = [
  'empty',
  'too_large',
  'not_what_it_says',
  'not_passed_on',
  'gone',
  'incomplete',
  'damaged',
  'unavailable',
  'slack',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** Why an agent's message has not gone out. */
export type HeldBecause = 'mention' | 'assistant_active' | 'nobody_claimed' | 'sensitive';

/** What becomes of an agent's message, as a reaction to it: delivered, read, not delivered. */
export type Reaction = 'white_check_mark' | 'eyes' | 'x';

/** Why an agent's file does not go to the customer. */
export const FILE_REFUSALS = [
  'held',
  'nobody_claimed',
  'assistant_active',
  'window_closed',
  'empty',
  'too_large',
  'not_taken',
  'gone',
  'incomplete',
  'unavailable',
  'slack',
] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];

export type Language = 'en' | 'af' | 'zu' | 'xh' | 'st';

export type Sentiment = 'positive' | 'neutral' | 'negative' | 'angry';

/** Intents that only people may carry out. Each is also the reason code of its handoff. */
export const ALWAYS_HUMAN_INTENTS = [
  'refund_request',
  'complaint',
  'order_change',
  'payment_dispute',
  'fraud',
  'legal',
  'privacy_request',
  'threat',
  'safety',
  'self_harm',
] as const;
export type AlwaysHumanIntent = (typeof ALWAYS_HUMAN_INTENTS)[number];

/** What the customer's message is about, as far as the rules care. */
export const INTENTS = [...ALWAYS_HUMAN_INTENTS, 'order_status', 'question', 'social', 'out_of_scope'] as const;
export type Intent = (typeof INTENTS)[number];

export type Social = 'greeting' | 'thanks' | 'acknowledgement' | 'goodbye';

/** Why people got the conversation. Closed; shown to operators and filterable as `BatonHandoffReason`. */
export const HANDOFF_REASONS = [
  'human_requested',
  'offer_accepted',
  'angry_customer',
  ...ALWAYS_HUMAN_INTENTS,
  'not_answerable',
  'promise_blocked',
  'unsupported_message',
  'assistant_unavailable',
  'assistant_paused',
  'agent_initiated',
  'answered_from_phone',
  'budget_exhausted',
  'returned',
  'automated_sender',
  'delivery_unconfirmed',
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];

/** What came of a handoff, in the words of whoever resolved it. */
export const OUTCOMES = ['solved', 'compensated', 'passed_on', 'no_reply', 'nothing_to_do'] as const;
export type HandoffOutcome = (typeof OUTCOMES)[number];

/** The fixed sentences of the business (`knowledge/texts/*.yml`). */
export const NOTICE_KEYS = [
  'greeting',
  'thanks',
  'out_of_scope',
  'offer',
  'offer_declined',
  'asking_team',
  'handoff_open',
  'handoff_closed',
  'handoff_keep_open',
  'ask_keep_open',
  'kept_open',
  'now_with_agent',
  'already_waiting',
  'nobody_yet',
  'answer_delayed',
  'settled_question',
  'settled',
  'still_waiting',
  'ask_resume',
  'chose_wait',
  'assistant_back',
  'assistant_meanwhile',
  'cannot_read',
  'type_it',
  'distress',
  'order_not_found',
  'order_missing',
  'orders_down',
  'opted_out',
  'opted_in',
] as const;
export type NoticeKey = (typeof NOTICE_KEYS)[number];

/** Titles of reply buttons (`buttons` in `knowledge/texts/*.yml`). */
export const BUTTON_KEYS = [
  'connect_me',
  'no_thanks',
  'ask_assistant',
  'type_it',
  'yes_sorted',
  'still_need_help',
  'keep_waiting',
  'keep_open',
] as const;
export type ButtonKey = (typeof BUTTON_KEYS)[number];

/** How far an outgoing message has got. Ordered: a later state never goes back to an earlier one. */
export type Delivery = 'sending' | 'unconfirmed' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled';
