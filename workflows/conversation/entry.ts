/** What an entry of the transcript is to those who read it. Pure. */
import type { TranscriptEntry } from './state';

/** It failed or is in doubt, and nobody has sent it again. */
export const isUndelivered = ({ delivery, sentAgain }: TranscriptEntry): boolean =>
  (delivery === 'failed' || delivery === 'unconfirmed') && sentAgain !== true;

/** Between customer and business, not taken back, and not once more further down. */
export const isOfConversation = ({ from, delivery, sentAgain }: TranscriptEntry): boolean =>
  from !== 'note' && from !== 'event' && delivery !== 'cancelled' && sentAgain !== true;
