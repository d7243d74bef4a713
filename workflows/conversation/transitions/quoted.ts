import type { AgentMessage, CustomerMessage } from '../messages';
import type { Answered } from '../ports';
import { quotationOf, splitQuotation } from '../quotation';
import { FILE_RULES, QUOTE_RULES } from '../rules';
import type { ConversationState, TranscriptEntry } from '../state';
import { clipBytes } from './record';

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

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * An agent's words, and the customer's message that they begin with a quotation of (`> like this`), as both Slack and
 * WhatsApp write one. A quotation of anything else stays with the words. `withFile`: then there need be no words.
 */
export function answering(
  state: ConversationState,
  text: string,
  withFile = false,
): { text: string; answers?: Answered } {
  const { quotation, words } = splitQuotation(text);
  if (state.rules < QUOTE_RULES || quotation === '') return { text };
  const answered = saidByCustomer(state, folded(quotation.replace(/^>/gm, '')).replace(/…$/, ''));
  const answers = answered && answerTo(answered);
  if ((words === '' && !withFile) || answers === undefined) return { text };
  return { text: words, answers };
}

/** The newest message that says just this; where none does, that begins with it; then, that has it in it. */
function saidByCustomer({ transcript, now }: ConversationState, quoted: string): TranscriptEntry | undefined {
  if (quoted === '') return undefined;
  const find = (fits: (said: string) => boolean): TranscriptEntry | undefined =>
    transcript.findLast(
      (entry) => answerTo(entry) !== undefined && now - entry.at < SHOWN_FOR && fits(folded(entry.text)),
    );
  return (
    find((said) => said === quoted) ?? find((said) => said.startsWith(quoted)) ?? find((said) => said.includes(quoted))
  );
}

type Judged = Pick<AgentMessage, 'text' | 'note' | 'sensitive' | 'ownWords'>;

/** What the customer has said himself makes no note of the answer to it, and asks him for no number. */
export function judgedByOwnWords<T extends Judged>(state: ConversationState, { ownWords, ...written }: T) {
  if (ownWords === undefined || answering(state, written.text, true).answers === undefined) return written;
  const { sensitive: _, ...rest } = written;
  return { ...rest, ...ownWords };
}

/** Words that answered a message once, written so that they do again where it is still held. */
export function quotingAgain(state: ConversationState, text: string, quoted: string | undefined): string {
  if (quoted === undefined) return text;
  const again = `${quotationOf(quoted)}${text}`;
  return answering(state, again, true).answers === undefined ? text : again;
}

/** What a message of ours has to say to answer this one of the customer's; nothing where WhatsApp does not know it. */
export function answerTo({ from, messageId, text }: TranscriptEntry): Answered | undefined {
  if (from !== 'customer' || messageId === undefined) return undefined;
  return { messageId, text: clipBytes(text, QUOTED_BYTES) };
}
