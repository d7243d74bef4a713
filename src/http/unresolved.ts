import type { Deliverable } from './deliver';
import type { Refusals } from './refusals';
import { refuse, type RefusalReason } from './webhook-items';

/**
 * What is new may be ahead of the conversation that it belongs to: its first message is on its way, or Temporal does not
 * list it yet. What is older than this belongs to none, and Meta would stop to deliver if it were never taken.
 */
const MAY_COME_AGAIN_MS = 10 * 60_000;

const REASONS: Record<Deliverable['kind'], RefusalReason> = {
  // A message always has a conversation: it begins one.
  message: 'no_sender',
  reply: 'unresolved_echo',
  moved: 'unresolved_move',
  status: 'unresolved_status',
};

export interface Unresolved {
  /** Whether Meta has to bring these again; those that it need not are logged and counted as refused. */
  mustComeAgain(items: Deliverable[]): boolean;
}

/** `now`: ms UTC; the age of an item is told by Meta's own timestamp. */
export function createUnresolved(refusals: Refusals, now: () => number = Date.now): Unresolved {
  return {
    mustComeAgain(items) {
      const over = items.filter((item) => now() - timeOf(item) >= MAY_COME_AGAIN_MS);
      // Whatever comes again is told when it comes for the last time.
      if (over.length < items.length) return true;
      refusals.tell(over.map(({ kind }) => refuse(REASONS[kind])));
      return false;
    },
  };
}

function timeOf(item: Deliverable): number {
  switch (item.kind) {
    case 'message':
      return item.message.sentAt;
    case 'reply':
      return item.reply.sentAt;
    case 'moved':
      return item.moved.sentAt;
    case 'status':
      return item.status.at;
  }
}
