import type { AlwaysHumanIntent } from '../../../../workflows/conversation/words';

/** The always-human intents, gravest first: a message that shows several is about the first of them. */
export const ALWAYS_HUMAN: readonly AlwaysHumanIntent[] = [
  'self_harm',
  'threat',
  'safety',
  'fraud',
  'payment_dispute',
  'legal',
  'privacy_request',
  'refund_request',
  'complaint',
  'order_change',
];
