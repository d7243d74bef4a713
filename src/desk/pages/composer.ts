import type { ConversationSnapshot, TranscriptLine } from '../../../workflows/conversation/messages';
import { html, type Html } from '../../http/html';
import type { CannedReply } from '../../living-replies';
import { ATTACHED_WITHIN_MS } from '../attachment';
import { isAgent, type Viewer } from '../viewer';
import { isColleagues, isMine } from '../whose';
import { icon } from './icons';

/** What the composer's form wants where nothing is to be sent yet. */
export const INSERT = 'insert';
export const SUGGESTED = 'suggested';
/** Names the form for buttons outside it. */
export const COMPOSER = 'write';
/** WhatsApp's longest text. */
export const LONGEST_TEXT = 4096;

interface Composer {
  workflowId: string;
  viewer: Viewer;
  /** Names this message: sent twice it counts once. */
  nonce: string;
  replies: CannedReply[];
  /** Whether a file can go along. */
  files: boolean;
  /** What was not taken, so that nothing is lost. */
  text?: string | undefined;
  /** The line of the customer's that it answers. */
  answered?: TranscriptLine | undefined;
}

/** A list to choose from; what is chosen comes below the words that are there already. */
const chooser = (replies: CannedReply[]): Html | false =>
  replies.length > 0 &&
  html`<div class="canned">
    <label class="hidden" for="canned">Canned reply</label>
    <select id="canned" name="canned">
      <option value="">Canned reply …</option>
      ${replies.map(({ name, title }) => html`<option value="${name}">${title}</option>`)}
    </select>
    <button type="submit" name="as" value="${INSERT}" formnovalidate>Insert</button>
  </div>`;

const chooseFile = html`<div class="attach">
  <label for="file">${icon('attach')}File for the customer</label>
  <input id="file" type="file" name="file" />
</div>`;

/** Above the words: which message they answer, and the way to answer none. */
export const renderAnswered = (workflowId: string, { number, text }: TranscriptLine): Html =>
  html`<p class="answering small">
    <input type="hidden" name="answers" value="${number}" />
    <span>Answers “<q>${text}</q>”</span>
    <a href="/desk/conversations/${workflowId}" hx-get="${answerAddress(workflowId)}" hx-target="#answering"
      >Answer none</a
    >
  </p>`;

/** Where the part of the composer is to be had that says which line is answered. */
export const answerAddress = (workflowId: string, line?: number): string =>
  `/desk/conversations/${workflowId}/answers${line === undefined ? '' : `/${line}`}`;

export const renderWords = (text: string, isNeeded: boolean): Html =>
  html`<textarea
    id="words"
    name="text"
    rows="2"
    ${isNeeded && 'required'}
    maxlength="${LONGEST_TEXT}"
    placeholder="Write to the customer"
    aria-describedby="composer-state"
  >
${text}</textarea>`;

export function renderComposer(composer: Composer): Html | false {
  const { workflowId, viewer, nonce, replies, files, text = '', answered } = composer;
  if (!isAgent(viewer)) return false;
  const address = `/desk/conversations/${workflowId}/messages`;
  const encoding = files ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  return html`<form
    class="composer"
    id="${COMPOSER}"
    method="post"
    action="${address}"
    enctype="${encoding}"
    hx-post="${address}"
    hx-encoding="${encoding}"
    hx-target="#said"
    ${files && html`hx-config="timeout:${ATTACHED_WITHIN_MS}"`}
  >
    <input type="hidden" name="csrf" value="${viewer.csrf}" />
    <input type="hidden" name="nonce" value="${nonce}" />
    ${chooser(replies)} ${files && chooseFile}
    <div id="answering">${answered && renderAnswered(workflowId, answered)}</div>
    <label class="hidden" for="words">Message to the customer, or a note for colleagues</label>
    ${renderWords(text, !files)}
    <div class="sending">
      <button type="submit" name="as" value="reply" class="primary">${icon('send')}Send</button>
      <button type="submit" name="as" value="note">${icon('lock')}Keep inside</button>
    </div>
  </form>`;
}

/** What would become of words written now. */
export function composerState(snapshot: ConversationSnapshot, viewer: Viewer): string {
  const { agent, mode, windowEndsAt, now } = snapshot;
  if (!isAgent(viewer)) return '';
  const closed = windowEndsAt !== undefined && windowEndsAt <= now;
  if (isColleagues(snapshot, viewer)) {
    return `${agent?.name} has this conversation: only a note can be kept.`;
  }
  const late = closed ? ' WhatsApp’s 24 hours are over: what you write waits until the customer does.' : '';
  if (isMine(snapshot, viewer)) return `You have this conversation.${late}`;
  const who = mode === 'active' ? 'The assistant has this conversation' : 'Nobody has this conversation yet';
  return `${who}: sending takes it over.${late}`;
}
