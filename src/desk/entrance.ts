import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logger';
import { signInPage } from './pages/sign-in';
import { send } from './respond';
import type { Sessions } from './sessions';
import { CANNOT_CHECK, ownPath } from './sign-in';
import type { Team } from './team';
import { isAgent, type Viewer } from './viewer';

const NOBODY = 'You are not one of the agents or operators here any more.';
const READER = 'You read along: only agents act and write. Nothing has changed.';
const FOREIGN = 'This form is not from your own page of the desk. Nothing has changed. Reload the page and try again.';

export interface Entrance {
  /** Whoever is signed in and still belongs here; everybody else reads a sentence or goes to the sign-in. */
  signedIn: RequestHandler;
  /** … and has pressed a button on a page of his own. */
  ownForm: RequestHandler;
  agentsOnly: RequestHandler;
  /** Who would still be let in; `undefined`: nobody. */
  viewerOf(request: Request): Promise<Viewer | undefined>;
}

/** What `signedIn` has found out. */
export const viewerOn = (response: Response): Viewer => response.locals['viewer'] as Viewer;

export function createEntrance(sessions: Sessions, team: Team, logger: Logger): Entrance {
  const viewerOf = (request: Request): Promise<Viewer | undefined> => findViewer(sessions, team, request);

  async function signedIn(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (sessions.read(request) === undefined) {
      if (request.method !== 'GET')
        return refuse(response, 401, 'You are signed out: nothing has changed. Sign in and try again.');
      return response.redirect(303, `/desk/sign-in?to=${encodeURIComponent(ownPath(request.baseUrl + request.path))}`);
    }
    try {
      const viewer = await viewerOf(request);
      if (viewer === undefined) return refuse(response, 403, NOBODY);
      response.locals['viewer'] = viewer;
    } catch (error) {
      logger.warn({ kind: 'desk', error }, 'The members of the agents’ group could not be read.');
      return refuse(response, 503, CANNOT_CHECK);
    }
    next();
  }

  return {
    signedIn,
    viewerOf,
    ownForm: (request, response, next) => {
      const session = sessions.read(request);
      if (session !== undefined && sessions.isOwnForm(request, session)) return next();
      refuse(response, 403, FOREIGN);
    },
    agentsOnly: (_request, response, next) => (isAgent(viewerOn(response)) ? next() : refuse(response, 403, READER)),
  };
}

const refuse = (response: Response, status: number, sentence: string): void =>
  send(response, status, signInPage({ sentence, returnTo: '/desk/queue' }));

async function findViewer(sessions: Sessions, team: Team, request: Request): Promise<Viewer | undefined> {
  const session = sessions.read(request);
  if (session === undefined) return undefined;
  const roles = await team.rolesOf(session.id);
  if (roles.length === 0) return undefined;
  return { agent: await team.agent(session.id, session.name), roles, csrf: session.csrf };
}
