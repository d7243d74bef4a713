import { isDeepStrictEqual } from 'node:util';
import type { ConversationEvent } from '../../../workflows/conversation/events';
import type { ConversationState } from '../../../workflows/conversation/state';
import { transition } from '../../../workflows/conversation/transition';
import type { Observer, Report } from '../observer';

const STEP: Record<string, number> = { sending: 0, unconfirmed: 1, sent: 2, failed: 3, delivered: 4, read: 5 };

function identity(event: ConversationEvent): string | undefined {
  switch (event.type) {
    case 'customerMessage':
    case 'agentMessage':
      return event.message.id;
    case 'agentMessageChange':
      return event.change.id;
    case 'phoneReply':
      return event.reply.id;
    case 'customerMoved':
      return event.moved.id;
    case 'agentCommand':
      return event.command.updateId;
    default:
      return undefined;
  }
}

/** I6 and I7: what comes twice, late or out of order. */
export function watchDeliveries(report: Report): Observer {
  const seen = new Set<string>();
  const due = new Set<string>();
  const vendorSaid = new Map<string, Set<string>>();
  const shown = new Map<string, string>();

  function isRepeated(event: ConversationEvent): boolean {
    if ('key' in event) return !due.delete(event.key);
    const id = identity(event);
    if (id === undefined) return false;
    const repeated = seen.has(id);
    seen.add(id);
    return repeated;
  }

  function checkDelivery(intentId: string, delivery: string): void {
    const was = shown.get(intentId);
    if (was === delivery) return;
    shown.set(intentId, delivery);
    const said = vendorSaid.get(intentId) ?? new Set();
    // What has failed may be sent again, as a new intent.
    const positive = (said.has('sent') && !said.has('failed')) || said.has('delivered') || said.has('read');
    if (positive && !['sent', 'delivered', 'read', 'failed'].includes(delivery)) {
      report('I7', `${intentId} is ${delivery} although WhatsApp had it`);
    }
    if (was === undefined || was === 'cancelled') return;
    if (delivery === 'cancelled') {
      if ((STEP[was] ?? 0) === 2 || (STEP[was] ?? 0) > 3) report('I7', `${intentId}: ${was} became cancelled`);
      return;
    }
    const ownMistake = was === 'failed' && !said.has('failed');
    if ((STEP[delivery] ?? 0) < (STEP[was] ?? 0) && !ownMistake) report('I7', `${intentId}: ${was} became ${delivery}`);
  }

  const fellBack = new Set<string>();

  /** An update that was not taken in time comes again as a signal: whoever clicked has not read what became of it. */
  function isFallback(event: ConversationEvent): boolean {
    if (event.type !== 'agentCommand' || !event.signalled || fellBack.has(event.command.updateId)) return false;
    fellBack.add(event.command.updateId);
    return true;
  }

  function checkRepeated(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    const told = isFallback(event) ? ['verdicts', 'slackOutbox', 'counters'] : [];
    if (!isRepeated(event)) return;
    const changed = difference(before, after).split(', ');
    if (changed.some((part) => !['', 'completed', ...told].includes(part)))
      report('I6', `a repeated ${event.type} changed ${changed.join(', ')}`);
  }

  return {
    transition(before, event, after) {
      checkRepeated(before, event, after);
      if (event.type === 'deliveryStatus') {
        const { intentId, status } = event.status;
        vendorSaid.set(intentId, new Set([...(vendorSaid.get(intentId) ?? []), status]));
        const again = transition(after, event);
        if (!isDeepStrictEqual(again, after)) report('I6', `a repeated status changed ${difference(after, again)}`);
      }
      for (const { intentId, delivery } of after.transcript) {
        if (intentId !== undefined && delivery !== undefined) checkDelivery(intentId, delivery);
      }
    },
    ended(job) {
      due.add(job.key);
    },
  };
}

export function difference(before: ConversationState, after: ConversationState): string {
  return (Object.keys(after) as (keyof ConversationState)[])
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .join(', ');
}
