import { Router, type Response } from 'express';
import type { Agent } from '../../workflows/conversation/ports';
import type { Logger } from '../logger';
import { signInPage } from './pages/sign-in';
import { send } from './respond';
import type { Sessions } from './sessions';
import type { Team } from './team';

/** What has to come back from the issuer unchanged. */
export interface Handshake {
  state: string;
  nonce: string;
  verifier: string;
}

export interface IdentityProvider {
  /** Where somebody is sent to sign in. Throws SignInError. */
  begin(): Promise<{ address: string; handshake: Handshake }>;
  /** Who has come back with this query. Throws SignInError. */
  finish(query: string, handshake: Handshake): Promise<{ id: string; name?: string }>;
}

/** The message is a sentence for whoever wants to sign in. */
export class SignInError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SignInError';
  }
}

interface SignInDeps {
  provider: IdentityProvider;
  sessions: Sessions;
  team: Team;
  logger: Logger;
}

const HOME = '/desk/queue';
const EXPIRED = 'That took too long, or was begun in another browser. Sign in again.';
const NOBODY = 'You are signed in, but you are not one of the agents or operators here. Ask whoever runs Baton.';
export const CANNOT_CHECK = 'Slack cannot say at the moment whether you are one of the agents. Try again in a minute.';

/** A path on the desk page, and nothing that could lead anywhere else. */
export const ownPath = (path: unknown): string =>
  typeof path === 'string' && /^\/desk\/(?:queue|mine|all|report|conversations\/[\w-]{1,120})$/.test(path)
    ? path
    : HOME;

/** `/desk/sign-in`, the way to the issuer and back, and out again. */
export function createSignIn(deps: SignInDeps): Router {
  const { provider, sessions, logger } = deps;
  const router = Router();
  router.get('/desk/sign-in', (request, response) => {
    const returnTo = ownPath(request.query['to']);
    if (sessions.read(request)) return response.redirect(303, returnTo);
    send(response, 200, signInPage({ returnTo, sentence: sessions.takeSaid(request, response) }));
  });
  router.get('/desk/sign-in/start', async (request, response) => {
    try {
      const { address, handshake } = await provider.begin();
      sessions.keepSignIn(response, { ...handshake, returnTo: ownPath(request.query['to']) });
      response.set('cache-control', 'no-store').redirect(303, address);
    } catch (error) {
      explain(error, response);
    }
  });
  router.get('/desk/signed-in', async (request, response) => {
    const pending = sessions.takeSignIn(request, response);
    if (pending === undefined) return refuse(response, 400, EXPIRED);
    try {
      const person = await personBack(deps, new URL(request.originalUrl, 'http://desk').search, pending);
      if (person === undefined) return refuse(response, 403, NOBODY);
      sessions.start(response, person);
      response.redirect(303, ownPath(pending.returnTo));
    } catch (error) {
      explain(error, response);
    }
  });

  function explain(error: unknown, response: Response): void {
    if (!(error instanceof SignInError)) throw error;
    const { cause } = error;
    const code = cause instanceof Error ? cause.name : undefined;
    logger.warn({ kind: 'desk', code }, 'Somebody could not be signed in.');
    refuse(response, 502, error.message);
  }
  return router;
}

const refuse = (response: Response, status: number, sentence: string): void =>
  send(response, status, signInPage({ sentence, returnTo: HOME }));

/** `undefined`: nobody who belongs here. Throws SignInError. */
async function personBack(
  { provider, team }: SignInDeps,
  query: string,
  handshake: Handshake,
): Promise<Agent | undefined> {
  const { id, name } = await provider.finish(query, handshake);
  const roles = await team.rolesOf(id).catch((error: unknown) => {
    throw new SignInError(CANNOT_CHECK, error);
  });
  return roles.length === 0 ? undefined : team.agent(id, name);
}
