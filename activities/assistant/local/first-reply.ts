import type { Language } from '../../../workflows/conversation/words';
import { FIRST_REPLIES, WORDS_OF_ONES_OWN } from './data/first-replies';
import { orderNumberOf } from './order-number';
import type { BrainLine } from './types';

/** What an agent might write first: that it was read, and about which order. Nothing where nobody can know what is fitting. */
export function firstReply(transcript: BrainLine[], reason: string, language: Language): string | undefined {
  const asked = transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
  if (asked.length === 0 || WORDS_OF_ONES_OWN.includes(reason)) return undefined;
  const order = asked.map(orderNumberOf).findLast((number) => number !== undefined);
  const { plain, order: about } = FIRST_REPLIES[language];
  return order === undefined ? plain : about.replace('{order}', order);
}
