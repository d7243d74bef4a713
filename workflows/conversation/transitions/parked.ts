/** An agent's words for a customer whom WhatsApp allows no free text to: kept, never dropped, until he writes. */
import { hashId } from '../hash';
import type { Agent } from '../ports';
import type { ConversationState, ParkedText, Source } from '../state';
import { firstTime, postLine, postSentence, quote, utf8Length } from './record';
import { WINDOW_RULES } from '../rules';

const MAX_PARKED = 8;
const MAX_PARKED_BYTES = 24 * 1024;

/**
 * Keeps the text and says so in the thread; false under earlier rules, which kept nothing. `at`: what stood there before
 * was written then, ms UTC, and this comes in its place.
 */
export function park(
  state: ConversationState,
  agent: Agent,
  text: string,
  { source, at }: { source?: Source | undefined; at?: number } = {},
): boolean {
  const { parkedTexts = [] } = state;
  const handoff = state.handoff?.number ?? state.cards.at(-1)?.handoff;
  if (state.rules < WINDOW_RULES || handoff === undefined) return false;
  state.counters.post += 1;
  const one: ParkedText = { id: `p-${state.runKey}-${state.counters.post}`, agent, text, at: at ?? state.now };
  if (source !== undefined) one.source = source;
  const behind = at === undefined ? -1 : parkedTexts.findIndex((other) => other.at >= at);
  const all = behind < 0 ? [...parkedTexts, one] : parkedTexts.toSpliced(behind, 0, one);
  if (!isWithin(all)) {
    postSentence(state, 'parked_full', agent);
    return true;
  }
  state.parkedTexts = all;
  // While the assistant has the conversation another line asks what is to become of it.
  if (state.mode === 'active') return true;
  const asked = state.reopening !== undefined;
  postLine(state, { kind: 'parked', parkedId: one.id, agent, text: quote(text), handoff, asked });
  return true;
}

/** Whether one more text, of an agent's, can be kept. */
export function parkedHasRoom({ parkedTexts = [] }: ConversationState, text: string): boolean {
  return isWithin([...parkedTexts, { text }]);
}

const isWithin = (texts: Pick<ParkedText, 'text'>[]): boolean =>
  texts.length <= MAX_PARKED && utf8Length(JSON.stringify(texts)) <= MAX_PARKED_BYTES;

/** Takes one of them, or all, out; none comes back with a conversation that has a copy of it. */
export function takeParked(state: ConversationState, id?: string): ParkedText[] {
  const { parkedTexts = [] } = state;
  const taken = parkedTexts.filter((one) => id === undefined || one.id === id);
  for (const one of taken) firstTime(state, one.id);
  keep(
    state,
    parkedTexts.filter((one) => !taken.includes(one)),
  );
  return taken;
}

/** Of two conversations that have become one: as many as there is room for, the oldest first, each once. */
export function uniteParked(state: ConversationState, other: ParkedText[] = []): void {
  const all = new Map([...other, ...(state.parkedTexts ?? [])].map((one) => [one.id, one]));
  const left = [...all.values()].filter(({ id }) => !state.seen.includes(hashId(id)));
  const united = left.sort((a, b) => a.at - b.at).slice(0, 2 * MAX_PARKED);
  while (utf8Length(JSON.stringify(united)) > MAX_PARKED_BYTES) united.pop();
  keep(state, united);
}

function keep(state: ConversationState, parkedTexts: ParkedText[]): void {
  if (parkedTexts.length > 0) state.parkedTexts = parkedTexts;
  else delete state.parkedTexts;
}
