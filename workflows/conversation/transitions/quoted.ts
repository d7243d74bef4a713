import type { CustomerMessage } from '../messages';
import type { Answered } from '../ports';
import type { ConversationState, TranscriptEntry } from '../state';
import { clipBytes } from './record';
import { FILE_RULES, QUOTE_RULES } from '../rules';

const QUOTED_BYTES = 160;

/** The line that a message answers or reacts to, where it is still held. */
export function quotedIn(
  { rules, transcript }: ConversationState,
  { content, quotedMessageId }: CustomerMessage,
): string | undefined {
  const id = content.kind === 'reaction' ? content.messageId : quotedMessageId;
  // A button answers the question right above it.
  if (rules < FILE_RULES || id === undefined || content.kind === 'button') return undefined;
  const text = transcript.findLast(({ messageId }) => messageId === id)?.text;
  return text === undefined || text === '' ? undefined : clipBytes(text, QUOTED_BYTES);
}

/** Of a message that is older WhatsApp shows nothing (developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages). */
const SHOWN_FOR = 30 * 24 * 60 * 60_000;
const QUOTATION = /^(?:>[^\n]*\n)+/;

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * An agent's words, and the customer's message that they begin with a quotation of (`> like this`), as both Slack and
 * WhatsApp write one. A quotation of anything else stays with the words.
 */
export function answering(
  { rules, transcript, now }: ConversationState,
  text: string,
): { text: string; answers?: Answered } {
  const [quotation] = QUOTATION.exec(text) ?? [];
  if (rules < QUOTE_RULES || quotation === undefined) return { text };
  const quoted = folded(quotation.replace(/^>/gm, ''));
  const words = text.slice(quotation.length).trim();
  const answered = transcript.findLast(
    ({ from, at, messageId, text: said }) =>
      from === 'customer' && messageId !== undefined && now - at < SHOWN_FOR && folded(said).includes(quoted),
  );
  const answers = answered && answerTo(answered);
  if (quoted === '' || words === '' || answers === undefined) return { text };
  return { text: words, answers };
}

/** What a message of ours has to say to answer this one of the customer's; nothing where WhatsApp does not know it. */
export function answerTo({ from, messageId, text }: TranscriptEntry): Answered | undefined {
  if (from !== 'customer' || messageId === undefined) return undefined;
  return { messageId, text: clipBytes(text, QUOTED_BYTES) };
}
