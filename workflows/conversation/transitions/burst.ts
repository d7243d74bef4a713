import type { Attempted, ConversationState, TranscriptEntry, Turn } from '../state';

const SECOND = 1000;
/** Two messages closer together than this were not typed one after the other. */
const TYPED_APART = SECOND;
const LONGEST_WAIT = 12 * SECOND;
/** Nobody pays a model to sort what comes by the dozen. */
const FLOOD = 10;
/** A run that began with an older rule set does not know this. */
const SINCE_RULES = 3;

/**
 * Until when no model is asked, because messages pour in: a second after the newest, 12 s after the first at most.
 * `undefined`: at once. `messages`: those of the turn, oldest first.
 */
export function putOffUntil(state: ConversationState, messages: TranscriptEntry[]): number | undefined {
  const [first, newest, previous] = [messages[0], messages.at(-1), messages.at(-2)];
  if (state.rules < SINCE_RULES || first === undefined || newest === undefined || previous === undefined)
    return undefined;
  if (newest.at - previous.at >= TYPED_APART) return undefined;
  const until = Math.min(newest.at + Math.round(TYPED_APART * state.settings.quiet), first.at + LONGEST_WAIT);
  return until > state.now ? until : undefined;
}

/** When the model is asked about a turn that was put off, ms UTC. */
export function putOffTo({ turn }: ConversationState): number | undefined {
  return turn?.draft.status === 'wanted' ? turn.draft.notBefore : undefined;
}

/** Whether the turn still waits for a burst to end, so that nothing has been asked about it in this attempt. */
export function isPutOff({ now }: ConversationState, { classification }: Turn): boolean {
  return classification.status === 'wanted' && classification.notBefore !== undefined && classification.notBefore > now;
}

/** How a turn over these messages is sorted. */
export function firstClassification(
  state: ConversationState,
  messages: TranscriptEntry[],
  notBefore: number | undefined,
): Attempted<never> & { status: 'wanted' } {
  const flood = state.rules >= SINCE_RULES && messages.length >= FLOOD;
  const wanted = { status: 'wanted', attempt: 1, engine: flood ? 'local' : 'configured' } as const;
  return notBefore === undefined ? wanted : { ...wanted, notBefore };
}
