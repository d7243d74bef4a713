/** measure(before, after) → what is worth counting about one transition. Pure. Nothing here names a customer. */
import type { ConversationState, OutgoingIntent } from './state';
import { ownInitiative } from './transitions/handoff';
import type { Author, HandoffReason } from './words';

/**
 * What a turn came to. `answered`: the assistant's own answer. `offered`: a person was offered. `notice`: a fixed sentence,
 * such as a greeting. `handed_off`: people got it. `taken_over`: an agent was quicker. `silent`: nothing was to be said.
 */
export const TURN_OUTCOMES = ['answered', 'offered', 'notice', 'handed_off', 'taken_over', 'silent'] as const;
type TurnOutcome = (typeof TURN_OUTCOMES)[number];

/** How far people have got with a handoff: somebody did anything about it, somebody wrote to the customer. */
export const HUMAN_STEPS = ['picked_up', 'answered'] as const;
type HumanStep = (typeof HUMAN_STEPS)[number];

/** Times are seconds on the workflow's clock, from the moment at which the handoff was decided. */
export type Measurement =
  | { kind: 'handoff'; reason: HandoffReason }
  | { kind: 'card'; seconds: number }
  | { kind: 'human'; until: HumanStep; seconds: number }
  | { kind: 'turn'; outcome: TurnOutcome }
  | { kind: 'unconfirmed'; author: Author };

type Step = (before: ConversationState, after: ConversationState) => Measurement[];

/** Each fact is measured in the one transition in which it comes true. */
export const measure: Step = (before, after) =>
  [handoffOpened, cardPosted, humanCame, turnEnded, sendsUnconfirmed].flatMap((step) => step(before, after));

const handoffOpened: Step = (before, { counters, handoff }) =>
  handoff !== undefined && counters.handoff > before.counters.handoff
    ? [{ kind: 'handoff', reason: handoff.reason }]
    : [];

const cardPosted: Step = (before, after) =>
  after.cards
    .filter(({ handoff, ts }) => ts !== undefined && before.cards.some((card) => isUnposted(card, handoff)))
    .map(({ view }) => ({ kind: 'card', seconds: since(view.openedAt, after) }));

const isUnposted = (card: ConversationState['cards'][number], handoff: number): boolean =>
  card.handoff === handoff && card.ts === undefined;

const humanCame: Step = (before, after) => {
  const { handoff } = after;
  const earlier = before.handoff;
  if (handoff === undefined || earlier?.number !== handoff.number || ownInitiative(handoff.reason)) return [];
  const seconds = since(handoff.openedAt, after);
  const came: Measurement[] = [];
  if (earlier.lastHumanActivityAt === undefined && handoff.lastHumanActivityAt !== undefined)
    came.push({ kind: 'human', until: 'picked_up', seconds });
  if (!earlier.agentWrote && handoff.agentWrote) came.push({ kind: 'human', until: 'answered', seconds });
  return came;
};

function outcomeOf({ content }: OutgoingIntent): TurnOutcome {
  if (content.kind !== 'notice') return 'answered';
  return content.key === 'offer' ? 'offered' : 'notice';
}

// A turn may begin and end in one transition, such as a photo of something that broke.
const turnEnded: Step = (before, after) => {
  const begun = after.counters.turn - before.counters.turn;
  const numbers = Array.from({ length: begun }, (_, position) => before.counters.turn + 1 + position);
  if (before.turn !== undefined) numbers.unshift(before.turn.number);
  return numbers
    .filter((number) => number !== after.turn?.number)
    .map((number) => {
      const answer = number === before.turn?.number ? answerThatStands(before, after) : undefined;
      return { kind: 'turn', outcome: answer === undefined ? unanswered(after) : outcomeOf(answer) };
    });
};

// Once begun it counts, whatever becomes known of it later, unless it certainly did not go out.
function answerThatStands({ turn, outbox }: ConversationState, after: ConversationState): OutgoingIntent | undefined {
  const answer = outbox.find(({ id, entry }) => id === turn?.intentId && entry !== undefined);
  const delivery = after.transcript.find(({ number }) => number === answer?.entry)?.delivery;
  return delivery === 'failed' || delivery === 'cancelled' ? undefined : answer;
}

function unanswered({ mode, takeover, handoff }: ConversationState): TurnOutcome {
  if (mode === 'active') return 'silent';
  const taken = takeover !== undefined || (handoff !== undefined && handoff.status !== 'waiting');
  return taken ? 'taken_over' : 'handed_off';
}

const sendsUnconfirmed: Step = (before, after) =>
  after.unknown
    .filter(({ intentId, told }) => told && !before.unknown.some((one) => one.intentId === intentId && one.told))
    .map(({ author }) => ({ kind: 'unconfirmed', author }));

const since = (at: number, { now }: ConversationState): number => Math.max(0, now - at) / 1_000;
