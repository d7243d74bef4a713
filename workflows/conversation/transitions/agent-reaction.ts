/** An agent's reaction, in Slack, to what the customer wrote: he sees it on his message. */
import type { AgentCommand } from '../messages';
import { QUOTE_RULES } from '../rules';
import type { ConversationState, OutgoingIntent, TranscriptEntry } from '../state';
import { humanActivity } from './handoff';
import { outboxHasRoom, queueIntent, windowOpen } from './outgoing';
import { answerTo } from './quoted';
import { changeEntry } from './record';
import { DONE, refused, type Outcome } from './refusals';

const keyOf = ({ channel, ts }: { channel: string; ts: string }): string => `${channel}:${ts}`;

/** Remembers where customers' lines are shown. */
export function shown(
  state: ConversationState,
  entries: readonly number[],
  place: { channel: string; ts: string },
): void {
  if (state.rules < QUOTE_RULES) return;
  for (const number of entries) changeEntry(state, number, { shownAt: keyOf(place) });
}

/**
 * A reaction of whoever has the conversation goes to the customer once it has stood for a moment. Colleagues react among
 * themselves, and so does he to lines that are nobody's: that is refused as `not_found`, which nobody is told.
 */
export function reactTo(state: ConversationState, { agent, reaction }: AgentCommand): Outcome {
  const { handoff, mode, takeover } = state;
  const has =
    mode !== 'active' && takeover === undefined && handoff?.agent?.id === agent.id && handoff.status !== 'waiting';
  const entry = reaction && state.transcript.findLast(({ shownAt }) => shownAt === keyOf(reaction));
  const answers = entry && answerTo(entry);
  if (!has || reaction === undefined || answers === undefined) return refused('not_found');
  const waiting = state.outbox.filter((intent) => isWaiting(intent, answers.messageId));
  const known = waiting.length > 0 ? emojiOf(waiting.at(-1)) : lastEmoji(state, answers.messageId);
  const { emoji } = reaction;
  const isOff = known !== undefined && known !== emoji;
  const isSo = reaction.gone === true ? isOff : known === emoji;
  if (!isSo && !windowOpen(state)) return refused('window_closed');
  if (!isSo && !outboxHasRoom(state, emoji)) return refused('outbox_full');
  humanActivity(state, agent);
  if (isSo) return DONE;
  state.outbox = state.outbox.filter((intent) => !waiting.includes(intent));
  const next = reaction.gone === true ? '' : emoji;
  if (next === lastEmoji(state, answers.messageId)) return DONE;
  const content = { kind: 'reaction' as const, emoji: next, answers, firstContact: false as const };
  const intent = queueIntent(state, { author: 'agent', agent, content });
  const { holdMs = 0 } = state.settings;
  if (holdMs > 0) intent.notBefore = state.now + holdMs;
  return DONE;
}

const emojiOf = (intent: OutgoingIntent | undefined): string =>
  intent?.content.kind === 'reaction' ? intent.content.emoji : '';

const isWaiting = ({ content, status, entry }: OutgoingIntent, messageId: string): boolean =>
  content.kind === 'reaction' && content.answers.messageId === messageId && status === 'queued' && entry === undefined;

/** What the customer sees on that message; nothing: ''. `undefined`: WhatsApp has not said, and the same again does no harm. */
function lastEmoji({ transcript }: ConversationState, messageId: string): string | undefined {
  const isIt = ({ reaction, delivery }: TranscriptEntry): boolean =>
    reaction?.to === messageId && delivery !== 'failed' && delivery !== 'cancelled';
  const last = transcript.findLast(isIt);
  return last?.delivery === 'unconfirmed' ? undefined : (last?.reaction?.emoji ?? '');
}
