import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ConversationSnapshot, TranscriptLine } from '../../workflows/conversation/messages';
import type { View } from '../directory';
import { html, type Html } from '../http/html';
import { phoneNumberIdOf } from '../identity';
import type { CommandDeps } from './commands';
import { viewerOn } from './entrance';
import { isView, type PageDeps } from './list-routes';
import { renderComposer } from './pages/composer';
import { conversationMain } from './pages/conversation';
import { framed, saidLine } from './pages/frame';
import { isFragment, send } from './respond';

export interface Shown {
  status?: number;
  said?: string | undefined;
  /** What was written and not taken. */
  text?: string | undefined;
  /** Number of the line that it answers. */
  answers?: unknown;
}

const NAMES: Record<View, string> = { queue: 'Queue', mine: 'Mine', all: 'All' };
export const GONE = 'This conversation is no longer kept.';
const AWAY = 'The conversation cannot be read at the moment: no worker answers. Try again in a minute.';

export const idOf = ({ params }: Request): string => String(params['id']);

/** Names the next message of a page. */
export const nonce = (): string => randomBytes(16).toString('base64url');

const nothing = (sentence: string): Html =>
  html`<div class="nothing">
    <h1 class="hidden">Conversation</h1>
    <p>${sentence}</p>
  </div>`;

/** The page of one conversation, with the list beside it. */
export async function showConversation(
  { sights, commands }: Pick<PageDeps, 'sights'> & { commands: Pick<CommandDeps, 'replies' | 'upload'> },
  request: Request,
  response: Response,
  { status = 200, said, text, answers }: Shown,
): Promise<void> {
  const viewer = viewerOn(response);
  const id = idOf(request);
  const view: View = isView(request.query['list']) ? request.query['list'] : 'queue';
  const [counts, list, open] = await Promise.all([
    sights.counts(viewer.agent.id),
    sights.list(view, viewer, id),
    phoneNumberIdOf(id) === undefined ? undefined : sights.conversation(id, viewer),
  ]);
  const aside = html`<section class="list" id="list" aria-label="Conversations">${{ markup: list }}</section>`;
  const frame = { viewer, current: 'conversation' as const, counts, said, layout: 'one' };
  if (open === undefined) {
    const main = html`${aside}${nothing(GONE)}`;
    return send(response, 404, framed({ ...frame, title: 'Conversation', main, live: undefined }));
  }
  const { replies, upload } = commands;
  const about = { workflowId: id, viewer, nonce: nonce(), replies: replies(), files: upload !== undefined };
  const answered = answeredLine(open.snapshot, answers ?? request.query['answer']);
  const composer = renderComposer({ ...about, text, answered });
  const back = { address: `/desk/${view}`, name: NAMES[view] };
  const main = html`${aside}${conversationMain({ parts: open.parts, composer, back })}`;
  const query = new URLSearchParams({ list: view, open: id, seen: open.revision }).toString();
  send(response, status, framed({ ...frame, title: open.parts.title, main, live: `/desk/live?${query}` }));
}

/** The line of the customer's that is to be answered. */
export const answeredLine = ({ transcript }: ConversationSnapshot, line: unknown): TranscriptLine | undefined =>
  transcript.find(({ from, number, text }) => from === 'customer' && text !== '' && String(number) === line);

/** Does it, or says that it cannot be done at the moment. */
export async function orSayWhy(
  { logger }: Pick<PageDeps, 'logger'>,
  request: Request,
  response: Response,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger.error({ kind: 'desk', conversation: idOf(request), error }, 'A conversation could not be shown.');
    if (isFragment(request)) return send(response, 503, html`${saidLine(AWAY)}`);
    const frame = { viewer: viewerOn(response), title: 'Conversation', current: 'conversation' as const };
    const empty = { counts: undefined, layout: 'one', main: nothing(AWAY), live: undefined };
    send(response, 503, framed({ ...frame, ...empty }));
  }
}
