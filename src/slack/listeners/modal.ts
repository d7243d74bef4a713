import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { AgentCommand } from '../../../workflows/conversation/messages';
import { readButtonValue, readClick, tellClicker, type ButtonListenerArguments, type ButtonValue } from '../click';
import { answerTo, recordCommand } from '../../agent-commands';
import { refusalFor, tellInThread, type Desk } from '../desk';
import { plainText } from '../blocks';
import { INPUT, type Filled, type Inputs, type Modal } from '../modals/modal';
import { readJson } from '../read-json';
import { escapeMarkup, SENTENCES } from '../sentences';
import { carried } from './button-command';

type ViewArguments = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

/** The verdict is awaited so long that it still comes with Slack's answer: who is refused keeps what he has typed. */
const ANSWER_WITHIN_MS = 2_500;

const placeSchema = z.object({ value: z.string(), channel: z.string(), rootTs: z.string() });
const inputsSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
      selected_date_time: z.number().nullish(),
    }),
  ),
);

/** A button with a form behind it (docs.slack.dev, views.open). */
export function openModal(desk: Desk, modal: Modal) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const click = readClick(args);
    const problem = await open(desk, modal, click);
    if (problem !== undefined) {
      desk.afterwards('ephemeral', () => tellClicker(args, click, escapeMarkup(problem)));
    }
    await args.ack();
  };
}

async function open(desk: Desk, modal: Modal, click: ReturnType<typeof readClick>): Promise<string | undefined> {
  const { value, user, channel, rootTs, triggerId } = click;
  if (value === undefined) return SENTENCES.unreadableButton;
  const refusal = await refusalFor(desk, user.id, channel);
  if (refusal !== undefined) return refusal;
  try {
    const view = await modal.view(desk, click);
    if (view === undefined) return value.f === user.id ? SENTENCES.alreadyYours : SENTENCES.unreadableButton;
    await desk.client.views.open({
      trigger_id: triggerId,
      view: {
        type: 'modal',
        callback_id: modal.id,
        private_metadata: JSON.stringify({ value: JSON.stringify(value), channel, rootTs }),
        title: plainText(view.title),
        submit: plainText(view.submit),
        close: plainText('Cancel'),
        blocks: view.blocks,
      },
    });
    return undefined;
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: modal.id, error }, 'A form could not be opened in Slack.');
    return SENTENCES.formNotOpened;
  }
}

/** A form that was sent (docs.slack.dev, view_submission payload). Slack has its answer once the command is durable. */
export function submitModal(desk: Desk, modal: Modal) {
  return async ({ ack, body, view }: ViewArguments): Promise<void> => {
    const began = desk.now();
    const sent = await read(desk, modal, {
      user: body.user.id,
      place: view.private_metadata,
      values: view.state.values,
    });
    if ('errors' in sent) return ack({ response_action: 'errors', errors: sent.errors });
    const { value, channel, rootTs, fields } = sent;
    const command: AgentCommand = {
      // A form is sent once; who corrects it sends the same one again.
      updateId: `slack:${body.team?.id ?? ''}:${view.id}:${body.user.id}`,
      kind: modal.kind,
      agent: await desk.people.agent(body.user.id, body.user.name),
      source: { channel, threadTs: rootTs },
      ...carried(value),
      ...fields,
    };
    const recorded = await recordCommand(desk.gateway, value.w, command, began, desk.now);
    const answer = answerTo(recorded);
    const left = Math.max(0, began + ANSWER_WITHIN_MS - desk.now());
    const inTime = await Promise.race([answer, delay(left, undefined, { ref: false })]);
    if (inTime?.accepted === false && recorded.kind !== 'signalled')
      return ack({ response_action: 'errors', errors: { [INPUT]: inTime.sentence } });
    desk.afterwards('verdict', async () => {
      const { accepted, sentence } = await answer;
      if (!accepted) tellInThread(desk, { user: body.user.id, channel, threadTs: rootTs }, sentence);
    });
    await ack();
  };
}

interface Submitted {
  user: string;
  place: string;
  values: unknown;
}

type Read = Exclude<Filled, { errors: unknown }> & { value: ButtonValue; channel: string; rootTs: string };

async function read(
  desk: Desk,
  modal: Modal,
  { user, place, values }: Submitted,
): Promise<Read | { errors: Record<string, string> }> {
  const wrong = (sentence: string) => ({ errors: { [INPUT]: sentence } });
  const opened = readJson(placeSchema, place);
  const inputs = inputsSchema.safeParse(values).data as Inputs | undefined;
  const value = readButtonValue(opened?.value);
  if (opened === undefined || inputs === undefined || value === undefined) return wrong(SENTENCES.unreadableButton);
  const refusal = await refusalFor(desk, user, opened.channel);
  if (refusal !== undefined) return wrong(refusal);
  const filled = await modal.read(desk, inputs, value);
  return 'errors' in filled ? filled : { ...filled, value, channel: opened.channel, rootTs: opened.rootTs };
}
