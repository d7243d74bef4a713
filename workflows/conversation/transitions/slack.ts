import type { JobFailure } from '../events';
import type { SlackResult } from '../ports';
import type { ConversationState, SlackOutboxItem } from '../state';
import { noteDecision } from './record';

const SECOND = 1000;
const LONGEST_BACKOFF = 60 * SECOND;
const MAX_THREADS = 20;

/** A post has arrived: a card's place is remembered, so that its thread finds the conversation. */
export function slackPosted(state: ConversationState, item: SlackOutboxItem, result: SlackResult): void {
  state.slackOutbox = state.slackOutbox.filter(({ id }) => id !== item.id);
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
    state.slackOutbox = state.slackOutbox.filter(({ id }) => id !== item.id);
    return;
  }
  const wait = Math.min(LONGEST_BACKOFF, 2 ** Math.min(item.attempt - 1, 10) * SECOND);
  item.notBefore = state.now + Math.max(wait, failure.retryAfterMs ?? 0);
  item.attempt += 1;
  if (failure.class === 'unknown') item.unknown = true;
}
