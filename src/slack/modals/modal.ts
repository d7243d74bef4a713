import type { types as slack } from '@slack/bolt';
import type { AgentCommand, AgentCommandKind } from '../../../workflows/conversation/messages';
import type { ButtonValue, Click } from '../click';
import { plainText } from '../blocks';
import type { Desk } from '../desk';

/** What a modal hands on once it is sent: the command's own fields, or what is wrong with which input. */
export type Filled = { fields: Partial<AgentCommand> } | { errors: Record<string, string> };

/** What each input of a modal holds, by block id and action id (docs.slack.dev, view_submission payload). */
export type Inputs = Record<string, Record<string, Input>>;

interface Input {
  value?: string | null | undefined;
  selected_option?: { value: string } | null | undefined;
  selected_date_time?: number | null | undefined;
}

/** A form in front of a command. Its first input has the name `input`. */
export interface Modal {
  /** `callback_id` of its view; also names its button. */
  id: string;
  kind: AgentCommandKind;
  /** What is asked; `undefined`: there is nothing to ask about. */
  view(desk: Desk, click: Click): Promise<ModalView | undefined>;
  /** `value`: of the button that opened it. */
  read(desk: Desk, inputs: Inputs, value: ButtonValue): Promise<Filled>;
}

interface ModalView {
  title: string;
  submit: string;
  blocks: slack.KnownBlock[];
}

/** The block and the action of a modal's one input. */
export const INPUT = 'input';

/** One input with its label. */
export const input = (label: string, element: slack.InputBlock['element'], hint?: string): slack.InputBlock => ({
  type: 'input',
  block_id: INPUT,
  label: plainText(label),
  element,
  ...(hint === undefined ? {} : { hint: plainText(hint) }),
});

/** What stands in the one input. */
export const typed = (inputs: Inputs): string => inputs[INPUT]?.[INPUT]?.value?.trim() ?? '';
export const chosen = (inputs: Inputs): string | undefined => inputs[INPUT]?.[INPUT]?.selected_option?.value;
export const moment = (inputs: Inputs): number | undefined => inputs[INPUT]?.[INPUT]?.selected_date_time ?? undefined;
