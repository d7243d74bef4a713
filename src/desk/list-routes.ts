import { Router, type Request, type Response } from 'express';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { html } from '../http/html';
import { phoneNumberIdOf } from '../identity';
import type { Logger } from '../logger';
import { VIEWS, type View } from '../directory';
import { viewerOn, type Entrance } from './entrance';
import type { LiveDesk } from './live';
import { framed } from './pages/frame';
import { send } from './respond';
import type { Sessions } from './sessions';
import type { Sights } from './sights';

export interface PageDeps {
  sights: Sights;
  sessions: Sessions;
  entrance: Entrance;
  live: LiveDesk;
  logger: Logger;
}

interface ListDeps extends PageDeps {
  /** The open conversation with the customer who has this number (digits, no plus). */
  find(digits: string): Promise<string | undefined>;
}

const HOME_COUNTRY = 'ZA';
const TITLES: Record<View, string> = { queue: 'Queue', mine: 'Mine', all: 'All' };
const AWAY = 'The conversations cannot be read at the moment. Try again in a minute.';
const NOT_A_NUMBER = 'That is not a phone number. Examples: 082 555 1234, +27 82 555 1234.';
const NOT_FOUND = 'There is no open conversation with that number.';
const KEYS = html`<p class="keys small">
  <kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>Enter</kbd> open · <kbd>r</kbd> reply · <kbd>t</kbd> take over ·
  <kbd>e</kbd> resolve
</p>`;

export const isView = (word: unknown): word is View => VIEWS.some((view) => view === word);

/** The lists, the search, and what keeps a page up to date. */
export function createListRoutes(deps: ListDeps): Router {
  const router = Router();
  router.get('/desk/live', (request, response) => follow(deps, request, response));
  // A number is personal data: it travels in the body, never in an address.
  router.post('/desk/search', (request, response) => search(deps, request, response));
  router.get('/desk/:view', (request, response, next) => {
    const { view } = request.params;
    return isView(view) ? showList(deps, view, request, response) : next();
  });
  return router;
}

async function showList(
  { sights, sessions, logger }: ListDeps,
  view: View,
  request: Request,
  response: Response,
): Promise<void> {
  const viewer = viewerOn(response);
  const said = sessions.takeSaid(request, response);
  const frame = { viewer, title: TITLES[view], current: view, said, layout: 'lists' };
  const heading = html`<h1 class="hidden">${TITLES[view]}</h1>`;
  try {
    const [counts, list] = await Promise.all([sights.counts(viewer.agent.id), sights.list(view, viewer)]);
    const main = html`${heading}
      <section class="list" id="list" aria-label="Conversations">${{ markup: list }}</section>
      <div class="nothing">
        <p>Choose a conversation.</p>
        ${KEYS}
      </div>`;
    send(response, 200, framed({ ...frame, counts, main, live: `/desk/live?list=${view}` }));
  } catch (error) {
    logger.error({ kind: 'desk', error }, 'A list of the desk could not be read.');
    const main = html`${heading}
      <p class="empty">${AWAY}</p>`;
    send(response, 503, framed({ ...frame, counts: undefined, main, live: undefined }));
  }
}

async function search({ sessions, find }: ListDeps, request: Request, response: Response): Promise<void> {
  const { number: typed } = request.body as { number?: unknown };
  const number = parsePhoneNumberFromString(typeof typed === 'string' ? typed.slice(0, 40) : '', HOME_COUNTRY);
  const digits = number?.isPossible() ? number.number.slice(1) : undefined;
  const found = digits === undefined ? undefined : await find(digits).catch(() => null);
  if (found) return response.redirect(303, `/desk/conversations/${found}`);
  sessions.say(response, found === null ? AWAY : digits === undefined ? NOT_A_NUMBER : NOT_FOUND);
  response.redirect(303, '/desk/all');
}

function follow({ sights, entrance, live }: ListDeps, request: Request, response: Response): void {
  const { list, open, seen } = request.query;
  const view = isView(list) ? list : 'queue';
  const id = typeof open === 'string' && phoneNumberIdOf(open) !== undefined ? open : undefined;
  const last = request.get('last-event-id') ?? (typeof seen === 'string' ? seen : undefined);
  live.follow({ seen: last, look }, response);

  async function look(known: string | undefined) {
    const viewer = await entrance.viewerOf(request);
    if (viewer === undefined) return undefined;
    const [counts, rows, conversation] = await Promise.all([
      sights.counts(viewer.agent.id),
      sights.list(view, viewer, id),
      id === undefined ? undefined : sights.conversation(id, viewer, known),
    ]);
    return { counts, list: rows, conversation };
  }
}
