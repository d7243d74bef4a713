import type { Logger } from '../logger';
import type { Refusal, RefusalReason, WebhookItem } from './webhook-items';

interface RefusalsDeps {
  logger: Logger;
  /** Counts refusals of one kind in one webhook. */
  onRefusal: (reason: RefusalReason, count: number) => void;
}

export interface Refusals {
  /**
   * Logs and counts what a webhook brought that reaches no conversation. True: Meta has to bring this webhook again,
   * because the number that is configured looks like the wrong one and customers' messages would be lost.
   */
  tell(items: WebhookItem[]): boolean;
}

// Statuses that nobody needs are most of what Meta sends.
const ORDINARY: ReadonlySet<RefusalReason> = new Set<RefusalReason>([
  'foreign_status',
  'unneeded_status',
  'unresolved_status',
]);

const WRONG_NUMBER =
  'Messages came for another business number than WHATSAPP_PHONE_NUMBER_ID, and none yet for that one: compare it with ' +
  'the phone number ID in Meta’s API setup. Until one for it comes, Meta is asked to deliver them again.';
const CONTENT_ONLY = 'The content of a message cannot be read: it is delivered as one that nobody can read.';
const NOT_DELIVERED = 'Part of a webhook reaches no conversation.';

/** For one gateway process, which learns from what it gets whether its number is the right one. */
export function createRefusals({ logger, onRefusal }: RefusalsDeps): Refusals {
  let numberIsRight = false;

  const tellOne = (refusal: Refusal, count: number): void => {
    const { reason: kind, detail: code } = refusal;
    onRefusal(kind, count);
    if (isLost(refusal) && !numberIsRight) logger.warn({ kind, code, count }, WRONG_NUMBER);
    else if (ORDINARY.has(kind)) logger.debug({ kind, code, count }, NOT_DELIVERED);
    else logger.info({ kind, code, count }, kind === 'unreadable_content' ? CONTENT_ONLY : NOT_DELIVERED);
  };

  return {
    tell(items) {
      // An account with several numbers sends here what belongs to the others. Once a number of ours has been heard of,
      // that is all it is.
      numberIsRight ||= items.some(({ kind }) => kind !== 'refused');
      const refused = items.filter((item) => item.kind === 'refused');
      for (const [first, ...others] of sameOnes(refused)) tellOne(first, others.length + 1);
      return !numberIsRight && refused.some(isLost);
    },
  };
}

const isLost = ({ reason, detail }: Refusal): boolean => reason === 'unknown_phone_number' && detail === 'messages';

function sameOnes(refusals: Refusal[]): [Refusal, ...Refusal[]][] {
  const groups = new Map<string, [Refusal, ...Refusal[]]>();
  for (const refusal of refusals) {
    const name = `${refusal.reason} ${refusal.detail}`;
    const group = groups.get(name);
    if (group) group.push(refusal);
    else groups.set(name, [refusal]);
  }
  return [...groups.values()];
}
