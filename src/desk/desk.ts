import express, { Router, type Request, type Response } from 'express';
import { sendAsset } from '../http/assets';
import type { Logger } from '../logger';
import type { SendFile } from '../shown-file';
import { html } from '../http/html';
import { createAttachmentReader } from './attachment';
import { createAwayRoutes } from './away-routes';
import { createConversationRoutes } from './conversation-routes';
import type { CommandDeps } from './commands';
import { createEntrance } from './entrance';
import { createListRoutes } from './list-routes';
import { createTemplateRoutes, type TemplateDeps } from './template-routes';
import { createReportRoutes, type ReportDeps } from './report-routes';
import { createLiveDesk } from './live';
import { saidLine } from './pages/frame';
import { assets } from './pages/shell';
import { isFragment, send } from './respond';
import { createSessions } from './sessions';
import { createSights, type SightDeps } from './sights';
import { createSignIn, type IdentityProvider } from './sign-in';

export interface DeskDeps
  extends Omit<SightDeps, 'files'>, CommandDeps, Pick<ReportDeps, 'report'>, Pick<TemplateDeps, 'templates'> {
  gateway: SightDeps['gateway'] & CommandDeps['gateway'];
  provider: IdentityProvider;
  /** Absent where the gateway may not read files from WhatsApp. */
  sendFile: SendFile | undefined;
  /** BATON_LINK_KEY: what signs sessions is derived from it. */
  key: string;
  publicUrl: string;
  logger: Logger;
}

export interface DeskRoutes {
  router: Router;
  /** Ends what readers follow. */
  close(): void;
}

const LARGEST_FORM = '64kb';
const FIND_WITHIN_MS = 5_000;

/**
 * `/desk`: what agents do in Slack, on pages of Baton's own. The pages are whole without JavaScript; with it they keep
 * themselves up to date. Everything but the sign-in is for agents and operators alone, and every form is checked.
 */
export function createDesk(deps: DeskDeps): DeskRoutes {
  const { provider, team, logger, key, publicUrl, now } = deps;
  const sessions = createSessions({ key, publicUrl, now });
  const entrance = createEntrance(sessions, team, logger);
  const sights = createSights({ ...deps, files: deps.sendFile !== undefined });
  const live = createLiveDesk(logger);
  const router = Router();
  for (const asset of assets) router.get(asset.address, (_request, response) => sendAsset(response, asset));
  router.use('/desk', sessions.cookies);
  router.get('/desk', (_request, response) => response.redirect(303, '/desk/queue'));
  router.use(createSignIn({ provider, sessions, team, logger }));
  router.use('/desk', entrance.signedIn);
  if (deps.upload)
    router.post('/desk/conversations/:id/messages', entrance.agentsOnly, createAttachmentReader(notRead));
  router.use('/desk', express.urlencoded({ extended: false, limit: LARGEST_FORM, inflate: false }), onlyOwnForms);
  router.post('/desk/sign-out', (_request, response) => {
    sessions.end(response);
    response.redirect(303, '/desk/sign-in');
  });
  const shared = { sights, sessions, entrance, live, logger };
  router.use(
    createListRoutes({ ...shared, find: (digits) => deps.gateway.findByNumber(digits, now() + FIND_WITHIN_MS) }),
  );
  router.use(createReportRoutes({ ...deps, sights }));
  router.use(createAwayRoutes({ ...shared, commands: deps }));
  router.use(createTemplateRoutes({ ...shared, commands: deps, templates: deps.templates }));
  router.use(
    createConversationRoutes({ ...shared, ...{ gateway: deps.gateway, sendFile: deps.sendFile }, commands: deps }),
  );

  function onlyOwnForms(request: Request, response: Response, next: () => void): void {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    entrance.ownForm(request, response, next);
  }
  function notRead(request: Request, response: Response, sentence: string): void {
    if (isFragment(request)) return send(response, 200, html`${saidLine(sentence)}`);
    sessions.say(response, sentence);
    response.redirect(303, `/desk/conversations/${encodeURIComponent(String(request.params['id']))}`);
  }
  return { router, close: live.close };
}
