/** What becomes of an agent's message, where he wrote it. */
import type { ConversationState, Source, TranscriptEntry } from '../state';
import type { Reaction } from '../words';
import { postToSlack } from './record';
import { ASKING_RULES } from '../rules';

/**
 * Delivered: a check mark, and who has got it, so that a word in the wrong thread is noticed. Read: eyes. `before`: the
 * entry as it was.
 */
export function showArrival(
  state: ConversationState,
  source: Source,
  status: 'sent' | 'delivered' | 'read',
  before: TranscriptEntry,
): void {
  if (status === 'sent') return;
  if (before.delivery !== 'delivered') {
    react(state, source, 'white_check_mark');
    if (arrivedAfterAll(state, source, before)) takeCrossAway(state, source);
    if (!isKnown(state, source, before)) tell(state, source, `Delivered to ${whom(state)}.`);
  }
  if (status === 'read') react(state, source, 'eyes');
}

/** Of a long text, which is several messages, it is told once. */
function isKnown({ transcript }: ConversationState, { channel, ts }: Source, { number }: TranscriptEntry): boolean {
  return transcript.some(
    ({ number: other, source, delivery }) =>
      other !== number &&
      source?.channel === channel &&
      source.ts === ts &&
      (delivery === 'delivered' || delivery === 'read'),
  );
}

/** It had failed, or what had failed was sent again and this is it; nothing else that was written there has failed. */
function arrivedAfterAll({ rules, transcript }: ConversationState, source: Source, before: TranscriptEntry): boolean {
  const others = transcript.filter(
    ({ number, source: of }) => number !== before.number && of?.channel === source.channel && of.ts === source.ts,
  );
  const had = before.delivery === 'failed' || others.some((entry) => entry.delivery === 'cancelled' || entry.sentAgain);
  const isSettled = ({ delivery, sentAgain }: TranscriptEntry): boolean => delivery !== 'failed' || sentAgain === true;
  return rules >= ASKING_RULES && had && others.every(isSettled);
}

function takeCrossAway(state: ConversationState, { channel, ts }: Source): void {
  postToSlack(state, { kind: 'reaction', channel, ts, name: 'x', gone: true });
}

export function react(state: ConversationState, { channel, ts }: Source, name: Reaction): void {
  postToSlack(state, { kind: 'reaction', channel, ts, name });
}

/** Only whoever wrote it reads this. */
export function tell(state: ConversationState, { channel, threadTs, agent: user }: Source, text: string): void {
  postToSlack(state, { kind: 'ephemeral', channel, threadTs, user, text });
}

function whom({ customer: { name, waId } }: ConversationState): string {
  const number = waId === undefined ? '' : ` (\u2022\u2022\u2022\u2022\u2022 ${waId.slice(-4)})`;
  return `${name?.trim() || 'the customer'}${number}`;
}
