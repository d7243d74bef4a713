import type { CardState, CardView, PromptEntry, Summary } from './ports';
import { isOfConversation } from './entry';
import type { Card, ConversationState, Handoff } from './state';
import { closedUntil } from './transitions/clock';
import { windowEndsAt } from './transitions/outgoing';
import { clipBytes, messagesOf } from './transitions/record';

const LAST_MESSAGES = 4;
const MOST_MESSAGES = 8;
const MESSAGE_BYTES = 400;

/** What the card of a handoff shows now. Pure; rendered when the post starts, so it is never older than that. */
export function cardView(state: ConversationState, number: number): CardView {
  const handoff = state.handoff?.number === number ? state.handoff : undefined;
  const card = state.cards.find((candidate) => candidate.handoff === number);
  const { waId, userId, name } = state.customer;
  const seen = card?.view;
  const opensAt = closedUntil(state);
  const agent = handoff === undefined ? card?.agent : (state.takeover?.agent ?? handoff.agent);
  return {
    state: cardState(state, handoff, card),
    handoff: number,
    epoch: state.epoch,
    mode: state.mode,
    status: handoff?.status ?? 'none',
    reason: seen?.reason ?? 'human_requested',
    otherReasons: seen?.otherReasons ?? [],
    issue: seen?.issue ?? '',
    customer: { ...(waId && { waId }), ...(userId && { userId }), ...(name && { name }) },
    waitingSince: seen?.openedAt ?? state.now,
    changedAt: handoff?.changedAt ?? card?.ended?.at ?? state.now,
    windowEndsAt: windowEndsAt(state),
    language: state.language,
    sentiment: seen?.sentiment ?? state.sentiment,
    lastMessages: lastMessages(state, seen?.openedAt ?? state.now),
    ...(opensAt !== undefined && { opensAt }),
    ...(seen?.returnedTo !== undefined && { returnedTo: seen.returnedTo }),
    ...(agent !== undefined && { agent }),
    ...(card?.ended?.by !== undefined && { endedBy: card.ended.by }),
    ...(card?.ended?.outcome !== undefined && { outcome: card.ended.outcome }),
    ...earlierCard(state, number),
    ...(handoff?.snoozedUntil !== undefined && { snoozedUntil: handoff.snoozedUntil }),
    ...(seen?.intent !== undefined && { intent: seen.intent }),
    ...optionalParts(handoff, seen),
  };
}

function optionalParts(
  handoff: Handoff | undefined,
  seen: Card['view'] | undefined,
): Pick<CardView, 'order' | 'summary'> {
  const order = handoff?.order ?? seen?.order;
  const summary = handoff?.summary.status === 'done' ? handoff.summary.result : seen?.summary;
  return {
    ...(order !== undefined && { order }),
    ...(summary !== undefined && { summary: shownSummary(handoff, summary) }),
  };
}

/** A first reply is suggested as long as there is none. */
export function shownSummary(handoff: Handoff | undefined, summary: Summary): Summary {
  if (handoff?.agentWrote !== true) return summary;
  const { suggestedReply: _suggestedReply, ...told } = summary;
  return told;
}

/** Where the handoff before this one is told. */
function earlierCard({ cards }: ConversationState, number: number): Pick<CardView, 'earlier'> {
  const earlier = cards.findLast(({ handoff, ts }) => handoff < number && ts !== undefined);
  if (earlier?.channel === undefined || earlier.ts === undefined) return {};
  return { earlier: { channel: earlier.channel, ts: earlier.ts } };
}

function cardState(state: ConversationState, handoff: Handoff | undefined, card: Card | undefined): CardState {
  if (handoff === undefined) return card?.ended?.state ?? 'resolved';
  if (state.takeover !== undefined) return 'taking_over';
  if (state.mode === 'active') return 'with_assistant';
  return handoff.status;
}

/** The end of the conversation, and whatever the team owed an answer when it got it: what came later has lines of its own. */
function lastMessages(state: ConversationState, openedAt: number): PromptEntry[] {
  const owed = new Set(messagesOf(state, 'team', 'cause').map(({ number }) => number));
  return (
    state.transcript
      .filter(isOfConversation)
      // "A person is coming" says the same to everybody; a notice before it was the answer that the customer got.
      .filter(({ from, at }) => from !== 'notice' || at < openedAt)
      .filter(({ number, at }, position, { length }) => {
        return position >= length - LAST_MESSAGES || (owed.has(number) && at <= openedAt);
      })
      .slice(-MOST_MESSAGES)
      .flatMap(({ from, name, text, at }) =>
        from === 'note' || from === 'event'
          ? []
          : [{ from, text: clipBytes(text, MESSAGE_BYTES), at, ...(name !== undefined && { name }) }],
      )
  );
}
