import type { JobFailure } from '../events';
import { hashId } from '../hash';
import type { SlackResult } from '../ports';
import type { ConversationState, SlackOutboxItem } from '../state';
import { shown } from './agent-reaction';
import { nameOf } from './files';
import { MAX_THREADS } from './limits';
import { noteDecision, postLine } from './record';
import { questionPosted } from './team-question';

const SECOND = 1000;
const LONGEST_BACKOFF = 60 * SECOND;

/** A post has arrived: a card's place is remembered, so that its thread finds the conversation. */
export function slackPosted(state: ConversationState, item: SlackOutboxItem, result: SlackResult): void {
  state.slackOutbox = state.slackOutbox.filter(({ id }) => id !== item.id);
  if (item.wish.kind === 'team_question') questionPosted(state, item.wish.question, result);
  if (item.wish.kind === 'entry') shown(state, [item.wish.entry], result);
  if (item.wish.kind === 'entries') shown(state, item.wish.entries, result);
  if (item.wish.kind !== 'card' && item.wish.kind !== 'card_update') return;
  const { handoff } = item.wish;
  const card = state.cards.find((candidate) => candidate.handoff === handoff);
  // An update of a card that Slack had refused was posted as a card.
  if (card === undefined || card.ts !== undefined) return;
  card.channel = result.channel;
  card.ts = result.ts;
  const thread = `${result.channel}:${result.ts}`;
  state.slackThreads = [...state.slackThreads.filter((other) => other !== thread), thread].slice(-MAX_THREADS);
}

/** Slack is asked until it takes the post; only what it will never take is dropped. */
export function slackFailed(state: ConversationState, item: SlackOutboxItem, failure: JobFailure): void {
  if (failure.class === 'rejected') {
    noteDecision(state, 'Slack refused a post', failure.code);
    const { wish } = item;
    if (wish.kind === 'file')
      postLine(state, { kind: 'file_problem', what: wish.what, problem: 'slack', ...nameOf(state, wish.name) });
    state.slackOutbox = state.slackOutbox.filter(({ id }) => id !== item.id);
    return;
  }
  item.notBefore = state.now + waitAfter(item, failure);
  item.attempt += 1;
  if (failure.class === 'unknown') item.unknown = true;
}

function waitAfter({ id, attempt }: SlackOutboxItem, { code, retryAfterMs = 0 }: JobFailure): number {
  // Slack says when there is room again. Whoever waits longer each time is overtaken by every newcomer; whoever comes back
  // with all the others is refused again.
  if (code === 'ratelimited')
    return retryAfterMs + (Number.parseInt(hashId(`${id}:${attempt}`).slice(0, 8), 16) % SECOND);
  return Math.max(retryAfterMs, Math.min(LONGEST_BACKOFF, 2 ** Math.min(attempt - 1, 10) * SECOND));
}
