import { hashId } from '../hash';
import type { Agent, Sentence, ThreadLine } from '../ports';
import type {
  Change,
  ConversationState,
  Disposition,
  Handoff,
  SlackWish,
  StoredVerdict,
  TranscriptEntry,
} from '../state';
import type { VerdictCode } from '../messages';
import { MAX_DECISIONS, MAX_SEEN, MAX_VERDICTS } from './limits';
import { THREAD_RULES } from '../rules';

const MAX_ENTRIES = 300;
const MAX_ENTRY_BYTES = 8 * 1024;
const MAX_STATE_BYTES = 256 * 1024;
const MAX_SLACK_OUTBOX = 300;
const QUOTE_LENGTH = 300;
/** A hash with its quotes and comma. */
const SEEN_BYTES = 19;
/** While Slack is away its oldest lines leave before the transcript gets less room than this. */
const TRANSCRIPT_ROOM = 64 * 1024;

/** A copy that a transition may change: everything is copied that is changed in place, entries are replaced. */
export function copyState(state: ConversationState): ConversationState {
  const copy: ConversationState = {
    ...state,
    customer: { ...state.customer },
    cards: state.cards.map((card) => ({ ...card })),
    counters: { ...state.counters },
    transcript: state.transcript.slice(),
    questions: { ...state.questions },
    outbox: state.outbox.map((intent) => ({ ...intent })),
    unknown: state.unknown.map((outcome) => ({ ...outcome })),
    slackOutbox: state.slackOutbox.map((item) => ({ ...item })),
    slackThreads: state.slackThreads.slice(),
    held: state.held.slice(),
    seen: state.seen.slice(),
    verdicts: state.verdicts.slice(),
    memory: { ...state.memory },
    decisions: state.decisions.slice(),
  };
  if (state.handoff) copy.handoff = { ...state.handoff };
  if (state.turn) copy.turn = { ...state.turn };
  if (state.burst) copy.burst = { ...state.burst, entries: state.burst.entries.slice() };
  if (state.files) copy.files = state.files.map((file) => ({ ...file }));
  if (state.moved) copy.moved = { ...state.moved, waiting: state.moved.waiting.slice() };
  return copy;
}

/** Length in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code <= 0xdbff) {
      bytes += 4;
      index += 1;
    } else bytes += 3;
  }
  return bytes;
}

/** The longest beginning that fits into so many bytes, ended with an ellipsis when something is left out. */
export function clipBytes(text: string, bytes: number): string {
  if (utf8Length(text) <= bytes) return text;
  let used = 3;
  let end = 0;
  for (const character of text) {
    used += utf8Length(character);
    if (used > bytes) break;
    end += character.length;
  }
  return `${text.slice(0, end)}…`;
}

/** A short quotation for a thread line. */
export function quote(text: string): string {
  return clipBytes(text, QUOTE_LENGTH);
}

/** True the first time an identifier is seen. */
export function firstTime(state: ConversationState, id: string): boolean {
  const hash = hashId(id);
  if (state.seen.includes(hash)) return false;
  state.seen.push(hash);
  if (state.seen.length > MAX_SEEN) forget(state, state.seen.shift());
  return true;
}

/** A click that is new again must not find the answer of long ago. */
function forget(state: ConversationState, hash: string | undefined): void {
  state.verdicts = state.verdicts.filter(({ id }) => id !== hash);
}

/** Records the one answer that a click gets, however often it is repeated. */
export function recordVerdict(
  state: ConversationState,
  id: string,
  code: VerdictCode,
  accepted: boolean,
  name?: string,
): void {
  const verdict = { id: hashId(id), accepted, code };
  state.verdicts.push(name === undefined ? verdict : { ...verdict, name });
  if (state.verdicts.length > MAX_VERDICTS) state.verdicts.shift();
}

/** Whether a click has its answer already. */
export const hasVerdict = (state: ConversationState, id: string): boolean => verdictOn(state, id) !== undefined;

/** The answer that a click got. */
export function verdictOn(state: ConversationState, id: string): StoredVerdict | undefined {
  const hash = hashId(id);
  return state.verdicts.find((verdict) => verdict.id === hash);
}

/** Appends an entry to the transcript. */
export function addEntry(
  state: ConversationState,
  entry: Omit<TranscriptEntry, 'number' | 'at' | 'bytes'>,
): TranscriptEntry {
  state.counters.entry += 1;
  const added: TranscriptEntry = {
    ...entry,
    text: clipBytes(entry.text, MAX_ENTRY_BYTES),
    number: state.counters.entry,
    at: state.now,
    bytes: 0,
  };
  added.bytes = entryBytes(added);
  state.transcript.push(added);
  return added;
}

/** Records that who may speak, or what people owe, is another now. `agent`: whose doing it is. */
export function recordChange(state: ConversationState, change: Omit<Change, 'mode'>, agent?: Agent): void {
  const entry = { from: 'event' as const, text: '', change: { ...change, mode: state.mode } };
  addEntry(state, agent === undefined ? entry : { ...entry, name: agent.name });
}

/** Replaces fields of an entry that may have left the record already. */
export function changeEntry(state: ConversationState, number: number, change: Partial<TranscriptEntry>): void {
  const index = state.transcript.findIndex((entry) => entry.number === number);
  const entry = state.transcript[index];
  if (entry === undefined) return;
  const changed = { ...entry, ...change };
  if (change.text !== undefined) changed.text = clipBytes(change.text, MAX_ENTRY_BYTES);
  changed.bytes = entryBytes(changed);
  state.transcript[index] = changed;
}

/** Gives every customer message of one disposition another one. */
export function dispose(state: ConversationState, from: Disposition[], to: Disposition): void {
  for (const entry of state.transcript) {
    if (entry.disposition !== undefined && from.includes(entry.disposition)) {
      changeEntry(state, entry.number, { disposition: to });
    }
  }
}

/** Customer messages of these dispositions, oldest first. */
export function messagesOf(state: ConversationState, ...dispositions: Disposition[]): TranscriptEntry[] {
  return state.transcript.filter(
    (entry) => entry.disposition !== undefined && dispositions.includes(entry.disposition),
  );
}

/** The time of the oldest customer message that no human has answered. */
export function owedSince(state: ConversationState): number | undefined {
  if (state.handoff === undefined) return undefined;
  return messagesOf(state, 'team', 'cause')[0]?.at;
}

/** Notes what was decided and why, for operators. */
export function noteDecision(state: ConversationState, rule: string, detail = ''): void {
  state.decisions.push({ at: state.now, rule, detail });
  if (state.decisions.length > MAX_DECISIONS) state.decisions.shift();
}

/** Queues a Slack post. A card update that is already waiting is enough. */
export function postToSlack(state: ConversationState, wish: SlackWish): void {
  if (wish.kind === 'card_update') {
    const queued = state.slackOutbox.slice(1).some((item) => sameCard(item.wish, wish.handoff));
    const head = state.slackOutbox[0];
    // What is at the head is on its way with the content of before, unless it certainly still waits to be posted.
    const waits = head?.notBefore !== undefined && head.notBefore > state.now && !head.unknown;
    if (queued || (waits && sameCard(head.wish, wish.handoff))) return;
  }
  state.counters.post += 1;
  state.slackOutbox.push({ id: `s-${state.runKey}-${state.counters.post}`, wish, attempt: 1, unknown: false });
  if (state.slackOutbox.length > MAX_SLACK_OUTBOX) dropOldestLine(state);
}

function sameCard(wish: SlackWish, handoff: number): boolean {
  return (wish.kind === 'card' || wish.kind === 'card_update') && wish.handoff === handoff;
}

const BURST = 3_000;

/** Customer's messages in the thread: the first at once, those that follow within three seconds in one post. */
export function showEntry(state: ConversationState, handoff: Handoff, entry: number): void {
  const { burst, now } = state;
  if (state.rules < THREAD_RULES) {
    postToSlack(state, { kind: 'entry', handoff: handoff.number, entry });
  } else if (burst?.handoff === handoff.number) {
    burst.entries.push(entry);
  } else if (now - (handoff.lastShownAt ?? 0) < BURST) {
    showBurst(state);
    state.burst = { handoff: handoff.number, entries: [entry], until: (handoff.lastShownAt ?? now) + BURST };
  } else {
    handoff.lastShownAt = now;
    postToSlack(state, { kind: 'entry', handoff: handoff.number, entry });
  }
}

/** What has gathered is shown; before anything else is said in the thread, so that it reads in its order. */
export function showBurst(state: ConversationState): void {
  const { burst, handoff } = state;
  if (burst === undefined) return;
  delete state.burst;
  if (handoff?.number === burst.handoff) handoff.lastShownAt = state.now;
  const [entry, ...more] = burst.entries;
  if (entry === undefined) return;
  if (more.length === 0) postToSlack(state, { kind: 'entry', handoff: burst.handoff, entry });
  else postToSlack(state, { kind: 'entries', handoff: burst.handoff, entries: burst.entries });
}

/** A line in the newest card's thread, or in the channel when there never was a card. */
export function postLine(state: ConversationState, line: ThreadLine): void {
  showBurst(state);
  const handoff = state.handoff?.number ?? state.cards[state.cards.length - 1]?.handoff;
  postToSlack(state, handoff === undefined ? { kind: 'line', line } : { kind: 'line', handoff, line });
}

/** One of the fixed sentences for the team. */
export function postSentence(state: ConversationState, sentence: Sentence, agent = state.handoff?.agent): void {
  postLine(state, agent === undefined ? { kind: 'sentence', sentence } : { kind: 'sentence', sentence, agent });
}

function dropOldestLine(state: ConversationState): boolean {
  const index = state.slackOutbox.findIndex(
    ({ wish }, position) => position > 0 && wish.kind !== 'card' && wish.kind !== 'card_update',
  );
  if (index < 0) return false;
  state.slackOutbox.splice(index, 1);
  return true;
}

function entryBytes(entry: TranscriptEntry): number {
  return utf8Length(JSON.stringify(entry)) + 8;
}

/** Keeps the carried state under its limit: the oldest transcript entries leave first. */
export function enforceSize(state: ConversationState): void {
  while (state.transcript.length > MAX_ENTRIES) state.transcript.shift();
  let bytes = state.transcript.reduce((sum, entry) => sum + entry.bytes, 0);
  const rest = restOf(state);
  // A character takes three bytes at most: counting them is for the few states that come near the limit.
  if (bytes + rest.length * 3 + seenBytes(state) <= MAX_STATE_BYTES) return;
  let room = MAX_STATE_BYTES - seenBytes(state) - utf8Length(rest);
  while (room < TRANSCRIPT_ROOM && dropOldestLine(state)) {
    room = MAX_STATE_BYTES - seenBytes(state) - utf8Length(restOf(state));
  }
  while (bytes > room && state.transcript.length > 0) bytes -= state.transcript.shift()?.bytes ?? 0;
}

function restOf(state: ConversationState): string {
  return JSON.stringify({ ...state, transcript: [], seen: [] });
}

function seenBytes({ seen }: ConversationState): number {
  return seen.length * SEEN_BYTES;
}
