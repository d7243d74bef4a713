/** An agent edits or deletes what he has written: as long as it has not gone out, that counts. */
import { hashId } from '../hash';
import type { AgentMessageChange } from '../messages';
import type {
  ConversationState,
  HeldMessage,
  OutgoingIntent,
  ParkedText,
  Source,
  TranscriptEntry,
  Undo,
} from '../state';
import { agentMessage } from './agent-message';
import { notedWords, queueMessage } from './agent-files';
import { judgedByOwnWords } from './quoted';
import { boundHeld, hold, note, sourceOf } from './agent-text';
import { tell } from './arrival';
import { humanActivity } from './handoff';
import { isHeld, outboxHasRoom } from './outgoing';
import { park, takeParked } from './parked';
import { changeEntry, firstTime, noteDecision, postSentence } from './record';
import { handOnUndo } from './undo';

const TOO_LATE =
  'It has gone out already: WhatsApp does not let us change or delete it. Write a correction where one is needed.';
const FAILED = 'It was not delivered, so there is nothing to change: write anew what the customer is to get.';
const TAKEN_BACK = 'Not sent: the customer got nothing of it.';
const STAYS_INSIDE =
  'It stays inside: what was a note, or was kept as one, becomes no message by an edit. Write anew what the customer is to get.';
const DELETED = '[deleted in Slack] ';
/** Slack brings what it could not deliver for so long that it can come after its own edit. */
const MAY_STILL_COME = 10 * 60_000;

export function agentMessageChanged(state: ConversationState, written: AgentMessageChange): void {
  if (!firstTime(state, written.id)) return;
  const change = { ...written, ...(written.edited && { edited: judgedByOwnWords(state, written.edited) }) };
  state.lastEventAt = state.now;
  const { messageId: id, channel, threadTs, agent } = change;
  const source = sourceOf(state, { id, channel, threadTs, agent });
  if (source === undefined) return;
  if (!state.seen.includes(hashId(id))) {
    cameFirst(state, change, source);
    return;
  }
  const noted = state.transcript.find((entry) => entry.from === 'note' && isFrom(entry, source));
  if (noted !== undefined) {
    changeNote(state, noted, change, source);
    return;
  }
  const queued = state.outbox.filter((intent) => isFrom(intent, source));
  const tried = state.transcript.filter((entry) => isFrom(entry, source));
  const gone = tried.some(({ delivery }) => delivery !== 'failed' && delivery !== 'cancelled');
  // Who has given the conversation away has ended the moment by that.
  const goes = queued.some((intent) => !isHeld(intent) || state.mode === 'active');
  if (gone || goes) {
    tell(state, source, TOO_LATE);
    return;
  }
  const parked = (state.parkedTexts ?? []).filter((one) => isFrom(one, source));
  const held = changeHeld(state, change, source);
  if (queued.length + parked.length > 0) humanActivity(state, agent);
  if (queued.length > 0) changeQueued(state, change, source, queued);
  if (parked.length > 0) changeParked(state, change, source, parked);
  if (!held && queued.length + parked.length === 0 && tried.length > 0) tell(state, source, FAILED);
}

const isFrom = ({ source: of }: { source?: Source }, { channel, ts }: Source): boolean =>
  of?.channel === channel && of.ts === ts;

/** A note reads as it does in Slack; what was deleted there is marked. It never becomes a message by an edit. */
function changeNote(
  state: ConversationState,
  { number, text }: TranscriptEntry,
  change: AgentMessageChange,
  source: Source,
): void {
  const { edited } = change;
  const words = edited && notedWords(edited.text, edited.attachments ?? []);
  changeEntry(state, number, { text: words ?? (text.startsWith(DELETED) ? text : `${DELETED}${text}`) });
  if (edited?.note === false) tell(state, source, STAYS_INSIDE);
}

/** The change has overtaken its message: that comes as it is now, or not at all. */
function cameFirst(state: ConversationState, change: AgentMessageChange, source: Source): void {
  const { messageId: id, channel, threadTs, agent, edited } = change;
  if (state.now - Number(source.ts) * 1000 > MAY_STILL_COME) return;
  if (edited !== undefined)
    agentMessage(state, { id, channel, threadTs, agent, files: edited.attachments?.length ?? 0, ...edited });
  else if (firstTime(state, id)) tell(state, source, TAKEN_BACK);
}

/** Where it stands in the queue its new words are sent, after a moment of their own. */
function changeQueued(
  state: ConversationState,
  change: AgentMessageChange,
  source: Source,
  queued: OutgoingIntent[],
): void {
  const { agent, edited } = change;
  const at = state.outbox.findIndex((intent) => intent === queued[0]);
  const undo = queued.find((intent) => intent.undo !== undefined)?.undo;
  state.outbox = state.outbox.filter((intent) => !queued.includes(intent));
  const files = queued.flatMap(({ content }) => (content.kind === 'file' ? [content.file] : []));
  const words = files.length > 0 && edited?.text.trim() === '' ? '' : wordsForCustomer(edited);
  if (words !== undefined) {
    if (outboxHasRoom(state, words)) {
      const rest = state.outbox.splice(at);
      const { holdMs } = state.settings;
      const [first] = queueMessage(state, agent, { text: words, files, source, holdMs });
      if (first !== undefined && undo !== undefined) first.undo = undo;
      state.outbox.push(...rest);
      return;
    }
    postSentence(state, 'outbox_full', agent);
  }
  withdraw(state, at, undo);
  keepInside(state, change, source);
}

function wordsForCustomer(edited: AgentMessageChange['edited']): string | undefined {
  if (edited === undefined || edited.note || edited.mentions || edited.sensitive !== undefined) return undefined;
  return edited.text.trim() === '' ? undefined : edited.text;
}

/** What the customer is not to get now: gone, a note, or waiting for a second look. */
function keepInside(state: ConversationState, change: AgentMessageChange, source: Source): void {
  const { messageId: id, channel, threadTs, agent, edited } = change;
  if (wordsForCustomer(edited) !== undefined) return;
  if (edited === undefined || edited.text.trim() === '') tell(state, source, TAKEN_BACK);
  else if (edited.note) note(state, agent, edited.text, source);
  else {
    const why = edited.mentions ? 'mention' : 'sensitive';
    hold(state, { id, channel, threadTs, agent, files: 0, ...edited }, why, source);
  }
}

function withdraw(state: ConversationState, at: number, undo: Undo | undefined): void {
  noteDecision(state, 'an agent took a message back');
  handOnUndo(state, at, undo);
}

/** A message that waits for a second look waits with the words that it has now, or not at all. */
function changeHeld(state: ConversationState, { agent, edited }: AgentMessageChange, source: Source): boolean {
  const isThis = (message: HeldMessage): boolean =>
    isFrom(message, source) || message.id === `${source.channel}:${source.ts}`;
  if (!state.held.some(isThis)) return false;
  const stays = edited !== undefined && !edited.note && edited.text.trim() !== '';
  if (edited?.note === true) note(state, agent, edited.text, source);
  state.held = boundHeld(
    state.held.flatMap((message) => {
      if (!isThis(message)) return [message];
      return stays ? [{ ...message, text: edited.text }] : [];
    }),
  );
  return true;
}

/** So does one that waits for the customer; a new line in the thread shows it. */
function changeParked(
  state: ConversationState,
  change: AgentMessageChange,
  source: Source,
  parked: ParkedText[],
): void {
  const { agent, edited } = change;
  for (const { id } of parked) takeParked(state, id);
  const words = wordsForCustomer(edited);
  if (words !== undefined) park(state, agent, words, { source, at: Math.min(...parked.map(({ at }) => at)) });
  else {
    noteDecision(state, 'an agent took a message back');
    keepInside(state, change, source);
  }
}
