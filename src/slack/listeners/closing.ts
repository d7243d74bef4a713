import { z } from 'zod';
import type { ClosingClick } from '../../../workflows/closing';
import { readClick, tellClicker, WORKFLOW_ID, type ButtonListenerArguments } from '../click';
import { strangerRefusal, type Desk } from '../desk';
import { readJson } from '../read-json';
import { escapeMarkup, SENTENCES } from '../sentences';

const RECORDED_WITHIN_MS = 2_500;

const CHOICES = {
  closing_resolve: 'resolve',
  closing_later: 'later',
  closing_queue: 'queue',
  closing_all_resolve: 'resolve',
  closing_all_later: 'later',
  closing_all_queue: 'queue',
} as const;
type ClosingButton = keyof typeof CHOICES;

/** The buttons of the message before closing. */
export const CLOSING_BUTTONS = Object.keys(CHOICES) as ClosingButton[];

// As activities/slack/closing.ts writes it.
const valueSchema = z.object({ c: z.number().int().positive(), w: z.string().regex(WORKFLOW_ID).optional() });

/** A button of the message before closing. What comes of it the message itself tells. */
export function closing(desk: Desk, button: ClosingButton) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const problem = await hand(desk, button, args);
    const click = readClick(args);
    if (problem !== undefined) desk.afterwards('ephemeral', () => tellClicker(args, click, escapeMarkup(problem)));
    await args.ack();
  };
}

async function hand(desk: Desk, button: ClosingButton, args: ButtonListenerArguments): Promise<string | undefined> {
  const { user, channel, rootTs: ts, updateId: id } = readClick(args);
  const { action } = args;
  const value = readJson(valueSchema, action.type === 'button' ? action.value : undefined);
  const isOfAll = button.startsWith('closing_all_');
  if (value === undefined || isOfAll !== (value.w === undefined)) return SENTENCES.unreadableButton;
  const refusal = await strangerRefusal(desk, user.id);
  if (refusal !== undefined) return refusal;
  const click: ClosingClick = {
    id,
    agent: await desk.people.agent(user.id, user.name),
    closesAt: value.c,
    choice: CHOICES[button],
    place: { channel, ts },
    ...(value.w !== undefined && { workflowId: value.w }),
  };
  const recorded = desk.gateway.closingClick(click, desk.now() + RECORDED_WITHIN_MS);
  return recorded.then(
    () => undefined,
    () => SENTENCES.notRecorded,
  );
}
