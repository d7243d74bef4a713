import type { ConversationState } from '../state';
import { WISH_RULES } from '../rules';

/** Whether the customer has said "stop", so that nothing is offered to him and nobody writes to him first. */
export const hasStopped = ({ rules, memory }: ConversationState): boolean =>
  rules >= WISH_RULES && memory.optedOutAt !== undefined;
