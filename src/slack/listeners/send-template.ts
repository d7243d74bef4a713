import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import type { AgentCommand } from '../../../workflows/conversation/messages';
import type { ApprovedTemplate } from '../../../workflows/conversation/template';
import { withoutCardAndIdNumbers } from '../../card-and-id-numbers';
import { readClick, tellClicker, WORKFLOW_ID, type ButtonListenerArguments } from '../click';
import { answerTo, recordCommand } from '../../agent-commands';
import { refusalFor, tellInThread, type Desk } from '../desk';
import { readJson } from '../read-json';
import { escapeMarkup, SENTENCES } from '../sentences';
import {
  chooseView,
  confirmView,
  fillView,
  sentenceView,
  TEMPLATE_INPUT,
  VALUE_ACTION,
  type Modal,
} from '../template-modal';
import { filled, placeholdersOf, problemsOf, type Values } from '../../templates';

type SubmitArguments = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

// What a view remembers of the button that opened it, and of the views before it.
const metadataSchema = z.object({
  w: z.string().regex(WORKFLOW_ID),
  h: z.number().int().nonnegative().optional(),
  channel: z.string(),
  thread: z.string(),
  template: z.string().optional(),
  values: z.record(z.string(), z.string()).default({}),
});
type Metadata = z.infer<typeof metadataSchema>;

const write = (metadata: Metadata): string => JSON.stringify(metadata);

/** [Send a template…]: which one? Slack's trigger lives for three seconds, so the list has to come in less. */
export function openTemplates(desk: Desk) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const click = readClick(args);
    const { value, channel, threadTs } = click;
    const tell = (sentence: string): void =>
      desk.afterwards('ephemeral', () => tellClicker(args, click, escapeMarkup(sentence)));
    const refusal =
      value === undefined || threadTs === undefined
        ? SENTENCES.unreadableButton
        : await refusalFor(desk, click.user.id, channel);
    if (refusal !== undefined || value === undefined || threadTs === undefined) tell(refusal ?? '');
    else {
      const { w, h } = value;
      const metadata: Metadata = { w, ...(h !== undefined && { h }), channel, thread: threadTs, values: {} };
      const problem = await open(desk, args.body.trigger_id, metadata);
      if (problem !== undefined) tell(problem);
    }
    await args.ack();
  };
}

async function open(desk: Desk, triggerId: string, metadata: Metadata): Promise<string | undefined> {
  if (desk.templates === undefined) return SENTENCES.noTemplatesConfigured;
  try {
    const templates = await desk.templates.list();
    if (templates.length === 0) return SENTENCES.noTemplates;
    const view = chooseView(templates, desk.templates.preferred, write(metadata));
    await desk.client.views.open({ trigger_id: triggerId, view });
    return undefined;
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: 'templates', error }, 'The templates could not be shown.');
    return SENTENCES.templatesNotRead;
  }
}

/** The view after the one that was submitted, or what is wrong with it. */
type Next = { view: Modal } | { errors: Record<string, string> };

function submitted(desk: Desk, next: (args: SubmitArguments, metadata: Metadata) => Promise<Next>) {
  return async (args: SubmitArguments): Promise<void> => {
    const metadata = readJson(metadataSchema, args.view.private_metadata);
    if (metadata === undefined) return outOfDate(args);
    try {
      const answer = await next(args, metadata);
      if ('errors' in answer) await args.ack({ response_action: 'errors', errors: answer.errors });
      else await args.ack({ response_action: 'update', view: answer.view });
    } catch (error) {
      desk.log.warn({ component: 'slack', kind: 'templates', error }, 'The templates could not be read.');
      tell(desk, args, metadata, SENTENCES.templatesNotRead);
      await args.ack();
    }
  };
}

/** Nobody knows what it was about: whoever has sent it reads that in its place. */
const outOfDate = ({ ack }: SubmitArguments): Promise<void> =>
  ack({ response_action: 'update', view: sentenceView(SENTENCES.formOutOfDate) });

const tell = (desk: Desk, { body }: SubmitArguments, { channel, thread }: Metadata, sentence: string): void =>
  tellInThread(desk, { user: body.user.id, channel, threadTs: thread }, sentence);

const valueOf = ({ view }: SubmitArguments, block: string): string =>
  view.state.values[block]?.[VALUE_ACTION]?.value ?? '';

async function templateOf(desk: Desk, id: string | undefined): Promise<ApprovedTemplate> {
  const found = (await desk.templates?.list())?.find((one) => one.id === id);
  if (found === undefined) throw new Error('The template is not there any more.');
  return found;
}

/** The first view was submitted. A template without placeholders goes on to its preview at once. */
export const templateChosen = (desk: Desk) =>
  submitted(desk, async ({ view }, metadata) => {
    const { block, action } = TEMPLATE_INPUT;
    const template = await templateOf(desk, view.state.values[block]?.[action]?.selected_option?.value);
    const next = write({ ...metadata, template: template.id });
    const isPlain = placeholdersOf(template).length === 0;
    return { view: isPlain ? confirmView(template, {}, next) : fillView(template, next) };
  });

/** The second view was submitted: the third one shows what the customer will read. */
export const templateFilled = (desk: Desk) =>
  submitted(desk, async (args, metadata) => {
    const template = await templateOf(desk, metadata.template);
    const values: Values = Object.fromEntries(
      placeholdersOf(template).map(({ key }) => [key, withoutCardAndIdNumbers(valueOf(args, key).trim())]),
    );
    const errors = problemsOf(template, values);
    if (Object.keys(errors).length > 0) return { errors };
    return { view: confirmView(template, values, write({ ...metadata, values })) };
  });

/** [Send]: a command to the conversation, which says whether it still makes sense. */
export function templateConfirmed(desk: Desk) {
  return async (args: SubmitArguments): Promise<void> => {
    const began = desk.now();
    const metadata = readJson(metadataSchema, args.view.private_metadata);
    if (metadata === undefined) return outOfDate(args);
    const { user, team } = args.body;
    const refusal = await refusalFor(desk, user.id, metadata.channel);
    const template = refusal ?? (await templateOf(desk, metadata.template).catch(() => SENTENCES.templatesNotRead));
    if (typeof template === 'string') tell(desk, args, metadata, template);
    else {
      const command: AgentCommand = {
        updateId: `slack:${team?.id ?? ''}:${args.view.id}:${user.id}`,
        kind: 'sendTemplate',
        agent: await desk.people.agent(user.id, user.name),
        source: { channel: metadata.channel, threadTs: metadata.thread },
        template: filled(template, metadata.values),
        ...(metadata.h !== undefined && { handoff: metadata.h }),
      };
      const recorded = await recordCommand(desk.gateway, metadata.w, command, began, desk.now);
      desk.afterwards('verdict', async () => {
        const { accepted, sentence } = await answerTo(recorded);
        if (!accepted) tell(desk, args, metadata, sentence);
      });
    }
    await args.ack();
  };
}
