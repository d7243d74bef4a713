import { Router, type Request, type Response } from 'express';
import type { Answer } from '../agent-commands';
import { html } from '../http/html';
import { phoneNumberIdOf } from '../identity';
import { isDeskCommand, press, write, type CommandDeps } from './commands';
import { GONE, idOf, nonce, orSayWhy, showConversation } from './conversation-page';
import { viewerOn } from './entrance';
import type { PageDeps } from './list-routes';
import { renderComposer } from './pages/composer';
import { saidLine } from './pages/frame';
import { isFragment, send } from './respond';

interface ConversationDeps extends PageDeps {
  commands: CommandDeps;
}

/** One conversation, and what is done with it. */
export function createConversationRoutes(deps: ConversationDeps): Router {
  const { sessions, entrance, commands } = deps;
  const router = Router();
  router.get('/desk/conversations/:id', (request, response) =>
    orSayWhy(deps, request, response, () =>
      showConversation(deps, request, response, { said: sessions.takeSaid(request, response) }),
    ),
  );
  router.post('/desk/conversations/:id/commands/:kind', entrance.agentsOnly, (request, response, next) => {
    const { kind } = request.params;
    const id = idOf(request);
    if (!isDeskCommand(kind) || phoneNumberIdOf(id) === undefined) return next();
    const pressed = { viewer: viewerOn(response), workflowId: id, kind, form: request.body as unknown };
    return orSayWhy(deps, request, response, async () => {
      const { sentence } = await press(commands, pressed);
      if (isFragment(request)) return send(response, 200, html`${saidLine(sentence)}`);
      sessions.say(response, sentence);
      response.redirect(303, `/desk/conversations/${id}`);
    });
  });
  router.post('/desk/conversations/:id/messages', entrance.agentsOnly, (request, response, next) => {
    if (phoneNumberIdOf(idOf(request)) === undefined) return next();
    return orSayWhy(deps, request, response, () => takeWords(deps, request, response));
  });
  return router;
}

async function takeWords(deps: ConversationDeps, request: Request, response: Response): Promise<void> {
  const viewer = viewerOn(response);
  const id = idOf(request);
  const open = await deps.sights.conversation(id, viewer);
  if (open === undefined) return send(response, 404, html`${saidLine(GONE)}`);
  const form = request.body as unknown;
  const result = await write(deps.commands, { viewer, workflowId: id, form, snapshot: open.snapshot });
  if (isFragment(request)) return send(response, 200, wordsNews(result, id, response));
  if (result.accepted) {
    deps.sessions.say(response, result.sentence);
    return response.redirect(303, `/desk/conversations/${id}`);
  }
  const { text } = form as { text?: unknown };
  const kept = typeof text === 'string' ? text : undefined;
  return showConversation(deps, request, response, { status: 409, said: result.sentence, text: kept });
}

/** What was taken makes room for the next words; what was not stays where it was written. */
function wordsNews({ sentence, accepted }: Answer, workflowId: string, response: Response) {
  const fresh = accepted && renderComposer({ workflowId, viewer: viewerOn(response), nonce: nonce() });
  const composer = fresh && html`<hx-partial hx-target="#composer" hx-swap="innerHTML">${fresh}</hx-partial>`;
  return html`${saidLine(sentence)}${composer}`;
}
