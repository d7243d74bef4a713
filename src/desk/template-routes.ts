import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { answerTo, recordCommand } from '../agent-commands';
import { withoutCardAndIdNumbers } from '../card-and-id-numbers';
import type { Html } from '../http/html';
import { filled, placeholdersOf, problemsOf, type Templates, type Values } from '../templates';
import type { AgentCommand, ConversationSnapshot } from '../../workflows/conversation/messages';
import type { ApprovedTemplate } from '../../workflows/conversation/template';
import type { CommandDeps } from './commands';
import { GONE, idOf, nonce, orSayWhy } from './conversation-page';
import { viewerOn } from './entrance';
import type { PageDeps } from './list-routes';
import { framed } from './pages/frame';
import { chooseTemplate, confirmTemplate, fillTemplate, noTemplate, type TemplatePage } from './pages/template';
import { send } from './respond';

export interface TemplateDeps extends PageDeps {
  commands: CommandDeps;
  /** Absent where the WhatsApp business account is not configured. */
  templates?: Templates | undefined;
}

const SENTENCES = {
  notConfigured: 'Templates are not set up: the operator has to set WHATSAPP_BUSINESS_ACCOUNT_ID. Nothing was sent.',
  none: 'WhatsApp has approved no template that Baton can send. Make one in the WhatsApp Manager. Nothing was sent.',
  notRead: 'WhatsApp did not say which templates there are. Nothing was sent. Try again.',
  unreadable: 'This page is out of date. Nothing was sent. Begin again.',
  sent: 'The template is on its way. What waits follows as soon as the customer answers.',
} as const;

const formSchema = z.object({
  template: z.string().min(1).max(200),
  nonce: z.string().regex(/^[\w-]{10,64}$/),
  handoff: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
  send: z.string().optional(),
});
const VALUE = 'value_';

/** Writing first after WhatsApp's 24 hours: which template, its values, what the customer reads, and only then [Send]. */
export function createTemplateRoutes(deps: TemplateDeps): Router {
  const router = Router();
  const path = '/desk/conversations/:id/template';
  router.get(path, deps.entrance.agentsOnly, (request, response) =>
    orSayWhy(deps, request, response, () => withTemplates(deps, request, response, begin)),
  );
  router.post(path, deps.entrance.agentsOnly, (request, response) =>
    orSayWhy(deps, request, response, () => withTemplates(deps, request, response, goOn)),
  );
  return router;
}

/** What a step works with. */
interface Step {
  deps: TemplateDeps;
  request: Request;
  response: Response;
  page: TemplatePage;
  all: ApprovedTemplate[];
  snapshot: ConversationSnapshot;
}

async function withTemplates(
  deps: TemplateDeps,
  request: Request,
  response: Response,
  next: (step: Step) => Promise<void>,
): Promise<void> {
  const id = idOf(request);
  const viewer = viewerOn(response);
  const open = await deps.sights.conversation(id, viewer);
  if (open === undefined) return show(response, 404, noTemplate(undefined, GONE));
  const page = { workflowId: id, csrf: viewer.csrf, title: open.parts.title };
  if (deps.templates === undefined) return show(response, 409, noTemplate(page, SENTENCES.notConfigured));
  const all = await deps.templates.list().catch((error: unknown) => {
    deps.logger.warn({ kind: 'desk', error }, 'The templates could not be read.');
    return undefined;
  });
  if (all === undefined) return show(response, 503, noTemplate(page, SENTENCES.notRead));
  if (all.length === 0) return show(response, 409, noTemplate(page, SENTENCES.none));
  return next({ deps, request, response, page, all, snapshot: open.snapshot });
}

async function begin({ deps, request, response, page, all, snapshot }: Step): Promise<void> {
  const template = all.find(({ id }) => id === request.query['template']);
  if (template === undefined) return show(response, 200, chooseTemplate(page, all, deps.templates?.preferred));
  const asked = { template, values: {}, nonce: nonce(), handoff: snapshot.handoffNumber };
  const isPlain = placeholdersOf(template).length === 0;
  show(response, 200, isPlain ? confirmTemplate(page, asked) : fillTemplate(page, asked, {}));
}

async function goOn({ deps, request, response, page, all }: Step): Promise<void> {
  const form = formSchema.safeParse(request.body).data;
  const template = all.find(({ id }) => id === form?.template);
  if (form === undefined || template === undefined) return show(response, 409, noTemplate(page, SENTENCES.unreadable));
  const values = valuesIn(request, template);
  const asked = { template, values, nonce: form.nonce, handoff: form.handoff };
  const problems = problemsOf(template, values);
  if (Object.keys(problems).length > 0) return show(response, 409, fillTemplate(page, asked, problems));
  if (form.send === undefined) return show(response, 200, confirmTemplate(page, asked));
  const { agent } = viewerOn(response);
  const command: AgentCommand = {
    updateId: `desk:${agent.id}:template:${form.nonce}`,
    kind: 'sendTemplate',
    agent,
    template: filled(template, values),
    ...(form.handoff !== undefined && { handoff: form.handoff }),
  };
  const { gateway, now } = deps.commands;
  const { accepted, sentence } = await answerTo(await recordCommand(gateway, page.workflowId, command, now(), now));
  deps.sessions.say(response, accepted ? SENTENCES.sent : sentence);
  response.redirect(303, `/desk/conversations/${page.workflowId}`);
}

function valuesIn({ body }: Request, template: ApprovedTemplate): Values {
  const fields = body as Record<string, unknown>;
  return Object.fromEntries(
    placeholdersOf(template).map(({ key }) => {
      const given = fields[`${VALUE}${key}`];
      return [key, typeof given === 'string' ? withoutCardAndIdNumbers(given.trim()) : ''];
    }),
  );
}

function show(response: Response, status: number, main: Html): void {
  const frame = { viewer: viewerOn(response), title: 'Send a template', current: 'conversation' as const };
  send(response, status, framed({ ...frame, counts: undefined, layout: 'wide', main, live: undefined }));
}
