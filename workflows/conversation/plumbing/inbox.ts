import type { ConversationEvent } from '../events';

const MAX_STEPS = 100;

/** Messages that were drained together are ordered by the customer's own clock; everything else keeps its place. */
export function inSendingOrder(events: ConversationEvent[]): ConversationEvent[] {
  const messages = events.filter((event) => event.type === 'customerMessage');
  messages.sort((a, b) => a.message.sentAt - b.message.sentAt);
  return events.map((event) => (event.type === 'customerMessage' ? (messages.shift() ?? event) : event));
}

/** Counts rounds within one activation (its clock stands still): a loop that never parks takes down the worker. */
export function createStepCounter() {
  let at = 0;
  let count = 0;
  return {
    /** True once there were too many at one moment; counting then starts again. */
    exceeded(now: number): boolean {
      count = at === now ? count + 1 : 1;
      at = now;
      if (count <= MAX_STEPS) return false;
      count = 0;
      return true;
    },
  };
}
