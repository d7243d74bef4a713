/** An agent's files for the customer: each a message of its own, in their order, and uploaded before it is sent. */
import type { JobFailure } from '../events';
import { fileWords, type OutgoingFile, type UploadedFile } from '../file';
import { jobKeys } from '../jobs';
import type { AgentMessage } from '../messages';
import type { Agent } from '../ports';
import { speakerRoom } from '../speaker';
import type { ConversationState, OutgoingIntent, Source } from '../state';
import { FILE_REFUSALS, type FileRefusal } from '../words';
import { queueParts } from './agent-text';
import { outboxHasRoom, queueIntent } from './outgoing';
import { answering } from './quoted';
import { dispose, noteDecision, postLine, postSentence } from './record';
import { handOnUndo, setAgentWrote, undoOf } from './undo';
import { FILE_RULES } from '../rules';

const SECOND = 1000;
const ATTEMPTS = 4;
const MOST_FILES = 10;
const LONGEST_CAPTION = 1024;
/** Under these WhatsApp shows words. */
const CAPTIONED: readonly string[] = ['image', 'video', 'document'];

/** Those that may go to the customer. */
export const filesOf = ({ rules }: ConversationState, { attachments = [] }: AgentMessage): OutgoingFile[] =>
  rules < FILE_RULES ? [] : attachments.slice(0, MOST_FILES);

/** Why what was attached has not gone out; one sentence for all of it. */
export function tellNotSent(
  state: ConversationState,
  agent: Agent,
  files: readonly OutgoingFile[],
  why: FileRefusal,
  type?: string,
): void {
  if (files.length === 0) return;
  const name = files.map((file) => file.name).join(', ');
  postLine(state, { kind: 'file_refused', agent, name, why, ...(type !== undefined && { type }) });
}

interface Written {
  text: string;
  files: readonly OutgoingFile[];
  source?: Source | undefined;
  /** So long they wait, ms. */
  holdMs?: number | undefined;
}

/** Queues an agent's message with files, in an open window. */
export function queueAgentFiles(state: ConversationState, agent: Agent, written: Written): void {
  if (!outboxHasRoom(state, written.text + JSON.stringify(written.files))) {
    postSentence(state, 'outbox_full', agent);
    return;
  }
  const undo = undoOf(state);
  const [first] = queueMessage(state, agent, written);
  if (first?.source !== undefined) first.undo = undo;
  setAgentWrote(state, true);
  dispose(state, ['team', 'cause'], 'by_agent');
}

/** The words stand under the first file where they fit there, else before it. */
export function queueMessage(state: ConversationState, agent: Agent, written: Written): OutgoingIntent[] {
  const { files, source, holdMs = 0 } = written;
  const { text, answers } = answering(state, written.text, files.length > 0);
  const fits = files.length > 0 && text.length <= LONGEST_CAPTION - speakerRoom(state);
  const words = text.trim() === '' || fits ? [] : queueParts(state, agent, written.text, source, holdMs);
  const sent = files.map((file, place) => {
    const first = place === 0 && words.length === 0;
    const caption = {
      ...(first && text.trim() !== '' && { caption: text }),
      ...(first && answers !== undefined && { answers }),
    };
    const content = { kind: 'file' as const, file, ...caption, firstContact: false as const };
    const intent = queueIntent(state, { author: 'agent', agent, content, ...(source && { source }) });
    if (holdMs > 0) intent.notBefore = state.now + holdMs;
    return intent;
  });
  return [...words, ...sent];
}

/** WhatsApp has it: it is sent next. Sound has no caption, so that its words go before it. */
export function fileUploaded(state: ConversationState, key: string, uploaded: UploadedFile): void {
  const intent = uploading(state, key);
  if (intent === undefined) return;
  const { content, agent, source } = intent;
  intent.content = { ...content, file: { ...content.file, uploaded } };
  intent.attempt += 1;
  if (content.caption === undefined || agent === undefined || CAPTIONED.includes(uploaded.media)) return;
  const { caption: text, ...rest } = intent.content;
  const words = queueParts(state, agent, text ?? '', source);
  const [first] = words;
  if (first !== undefined && intent.undo !== undefined) first.undo = intent.undo;
  delete intent.undo;
  intent.content = rest;
  state.outbox = [...words, ...state.outbox.filter((one) => !words.includes(one))];
}

/** What may go through with the next try is tried again. What WhatsApp does not take is explained; its words still go. */
export function uploadFailed(state: ConversationState, key: string, failure: JobFailure): void {
  const intent = uploading(state, key);
  if (intent === undefined) return;
  if (failure.class !== 'rejected' && intent.attempt < ATTEMPTS) {
    intent.notBefore = state.now + Math.max(failure.retryAfterMs ?? 0, 2 ** intent.attempt * SECOND);
    intent.attempt += 1;
    return;
  }
  const { content, agent } = intent;
  const why = FILE_REFUSALS.find((refusal) => refusal === failure.code) ?? 'unavailable';
  noteDecision(state, 'a file was not taken', why);
  if (content.caption === undefined) {
    const at = state.outbox.findIndex((one) => one === intent);
    state.outbox.splice(at, 1);
    handOnUndo(state, at, intent.undo);
  } else {
    const words: OutgoingIntent = intent;
    const { caption: text, answers } = content;
    words.content = { kind: 'text', text, firstContact: false, ...(answers !== undefined && { answers }) };
    words.attempt += 1;
    delete words.notBefore;
  }
  if (agent !== undefined) tellNotSent(state, agent, [content.file], why, failure.type);
}

type FileIntent = OutgoingIntent & { content: Extract<OutgoingIntent['content'], { kind: 'file' }> };

function uploading({ outbox }: ConversationState, key: string): FileIntent | undefined {
  return outbox.filter(isFile).find((one) => one.content.file.uploaded === undefined && jobKeys.upload(one) === key);
}

const isFile = (intent: OutgoingIntent): intent is FileIntent => intent.content.kind === 'file';

/** What an inside note says of a message with files. */
export const notedWords = (text: string, files: readonly OutgoingFile[]): string =>
  [...files.map((file) => fileWords({ file })), text].filter((words) => words.trim() !== '').join(' ');
