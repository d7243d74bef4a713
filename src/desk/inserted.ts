import { z } from 'zod';
import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import type { CommandDeps } from './commands';
import { INSERT, LONGEST_TEXT, SUGGESTED } from './pages/composer';
import { suggestedReply } from './pages/suggestion';
import type { Viewer } from './viewer';

const insertSchema = z.object({
  as: z.enum([INSERT, SUGGESTED]),
  text: z.string().max(LONGEST_TEXT).default(''),
  canned: z.string().max(100).default(''),
});

/**
 * The words of a form that wants a canned reply, or the one that is suggested, put below them; `undefined`: it wants
 * something else.
 */
export function withInserted(
  { replies }: Pick<CommandDeps, 'replies'>,
  form: unknown,
  { snapshot, viewer }: { snapshot: ConversationSnapshot; viewer: Viewer },
): string | undefined {
  const wanted = insertSchema.safeParse(form).data;
  if (wanted === undefined) return undefined;
  const written = wanted.text.replaceAll('\r\n', '\n').trimEnd();
  const chosen = replies().find(({ name }) => name === wanted.canned);
  const more = wanted.as === SUGGESTED ? suggestedReply(snapshot, viewer) : chosen?.text(snapshot.language);
  // Whoever presses it twice means it once.
  const isThere = wanted.as === SUGGESTED && more !== undefined && written.includes(more);
  return [written, isThere ? '' : (more ?? '')].filter((text) => text !== '').join('\n\n');
}
