import { Router, type Request, type Response } from 'express';
import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import type { ConversationGateway } from '../conversation-gateway';
import { html, type Html } from '../http/html';
import { phoneNumberIdOf } from '../identity';
import type { SendFile } from '../shown-file';
import { isDeskCommand, press, write, type CommandDeps } from './commands';
import { answeredLine, GONE, idOf, nonce, orSayWhy, showConversation, type Shown } from './conversation-page';
import { attachedTo } from './attachment';
import { viewerOn } from './entrance';
import { withInserted } from './inserted';
import type { PageDeps } from './list-routes';
import { renderAnswered, renderComposer, renderWords } from './pages/composer';
import { saidLine } from './pages/frame';
import { isFragment, send } from './respond';
import type { Viewer } from './viewer';

interface ConversationDeps extends PageDeps {
  commands: CommandDeps;
  gateway: Pick<ConversationGateway, 'snapshot'>;
  /** Absent where the gateway may not read files from WhatsApp. */
  sendFile: SendFile | undefined;
}

/** One conversation, and what is done with it. */
export function createConversationRoutes(deps: ConversationDeps): Router {
  const { sessions, entrance, commands, gateway, sendFile } = deps;
  const router = Router();
  router.get('/desk/conversations/:id', (request, response) =>
    orSayWhy(deps, request, response, () =>
      showConversation(deps, request, response, { said: sessions.takeSaid(request, response) }),
    ),
  );
  router.get('/desk/conversations/:id/files/:line', (request, response, next) => {
    const id = idOf(request);
    if (sendFile === undefined || phoneNumberIdOf(id) === undefined) return next();
    return orSayWhy(deps, request, response, async () =>
      sendFile(request, response, { snapshot: await gateway.snapshot(id), line: request.params.line }),
    );
  });
  router.get('/desk/conversations/:id/answers{/:line}', (request, response) =>
    orSayWhy(deps, request, response, () => showAnswered(deps, request, response)),
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

/** The part of the composer that says which line is answered. */
async function showAnswered({ sights }: ConversationDeps, request: Request, response: Response): Promise<void> {
  const id = idOf(request);
  const open = phoneNumberIdOf(id) === undefined ? undefined : await sights.conversation(id, viewerOn(response));
  const line = open && answeredLine(open.snapshot, request.params['line']);
  send(response, 200, html`${line && renderAnswered(id, line)}`);
}

async function takeWords(deps: ConversationDeps, request: Request, response: Response): Promise<void> {
  const viewer = viewerOn(response);
  const id = idOf(request);
  const open = await deps.sights.conversation(id, viewer);
  if (open === undefined) return send(response, 404, html`${saidLine(GONE)}`);
  const form = request.body as unknown;
  const inserted = withInserted(deps.commands, form, { snapshot: open.snapshot, viewer });
  if (inserted !== undefined) return showInserted(deps, request, response, inserted);
  const result = await write(deps.commands, {
    ...{ viewer, workflowId: id, form, file: attachedTo(request) },
    snapshot: open.snapshot,
  });
  if (isFragment(request)) {
    const left = result.accepted ? {} : keptOf(form);
    const composer = result.accepted || result.had ? composerNews(deps, { ...open, id, viewer, ...left }) : false;
    return send(response, 200, html`${saidLine(result.sentence)}${composer}`);
  }
  if (result.accepted) {
    deps.sessions.say(response, result.sentence);
    return response.redirect(303, `/desk/conversations/${id}`);
  }
  return showConversation(deps, request, response, { ...keptOf(form), status: 409, said: result.sentence });
}

/** What stood in the composer. */
function keptOf(form: unknown): Pick<Shown, 'text' | 'answers'> {
  const { text, answers } = form as { text?: unknown; answers?: unknown };
  return { text: typeof text === 'string' ? text : undefined, answers };
}

/** The words with the reply that was chosen below them; nothing has been sent. */
function showInserted(
  deps: ConversationDeps,
  request: Request,
  response: Response,
  text: string,
): Promise<void> | void {
  if (!isFragment(request)) return showConversation(deps, request, response, { ...keptOf(request.body), text });
  const words = renderWords(text, deps.commands.upload === undefined);
  const partial = html`<hx-partial hx-target="#words" hx-swap="outerHTML">${words}</hx-partial>`;
  return send(response, 200, html`${saidLine('')}${partial}`);
}

interface About extends Pick<Shown, 'text' | 'answers'> {
  id: string;
  viewer: Viewer;
  snapshot: ConversationSnapshot;
}

/** Room for the next words under a name of their own; what was not taken stays in it. */
function composerNews({ commands }: ConversationDeps, { id, viewer, snapshot, text, answers }: About): Html {
  const composer = renderComposer({
    workflowId: id,
    viewer,
    nonce: nonce(),
    replies: commands.replies(),
    files: commands.upload !== undefined,
    text,
    answered: answeredLine(snapshot, answers),
  });
  return html`<hx-partial hx-target="#composer" hx-swap="innerHTML">${composer}</hx-partial>`;
}
