import type { CustomerMessage } from '../messages';
import type { ConversationState } from '../state';
import { clipBytes } from './record';
import { FILE_RULES } from '../rules';

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
