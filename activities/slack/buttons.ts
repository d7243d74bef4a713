import type { types as slack } from '@slack/bolt';
import type { Block } from './rich-text';

/** What a button carries: which conversation, and which state of it the click is about. Short keys: 2,000 characters at most. */
export interface ButtonValue {
  /** Workflow id. */
  w: string;
  /** Epoch. */
  e?: number;
  /** Handoff number. */
  h?: number;
  /** Question number. */
  q?: number;
  /** Id of a held or parked message. */
  m?: string;
  /** Intent id of a message to send again. */
  i?: string;
}

const LABELS = {
  take_over: 'Take over',
  hand_back: 'Hand back to the assistant',
  hand_back_all: 'Hand back all unclaimed',
  keep_with_us: 'Keep it with us',
  resolve: 'Resolve',
  send_held: 'Send anyway',
  take_over_and_send: 'Take over and send',
  keep_as_note: 'Keep as note',
  send_again: 'Send again',
  send_template: 'Send a template…',
  transcript: 'Full chat history',
} as const;

export type ActionId = keyof typeof LABELS;
/** A button with words of its own for what it does here. */
type Named = { does: ActionId; label: string };

/** A row of buttons that all carry `value`; the first is the obvious one. */
export function buttons(value: ButtonValue, primary: ActionId | undefined, ...actions: (ActionId | Named)[]): Block {
  return {
    type: 'actions',
    elements: actions.map((action) =>
      typeof action === 'string'
        ? button(value, action, LABELS[action], action === primary)
        : button(value, action.does, action.label, false),
    ),
  };
}

function button(value: ButtonValue, actionId: ActionId, label: string, primary: boolean): slack.Button {
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: label },
    value: JSON.stringify(value),
    ...(primary ? { style: 'primary' } : {}),
  };
}
