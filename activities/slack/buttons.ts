import type { types as slack } from '@slack/bolt';
import type { HandoffOutcome } from '../../workflows/conversation/words';
import type { Block } from './rich-text';

/** What a button carries: which conversation, and which state of it the click is about. Short keys: 2,000 characters at most, 150 in an option. */
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
  /** Which of a menu. */
  a?: Choice;
  /** Who has it (Slack user id). */
  f?: string;
  /** What came of it. */
  o?: HandoffOutcome;
}

/** What an overflow menu offers. */
export type Choice = 'take_from' | 'transfer' | 'snooze_hour' | 'snooze_tomorrow' | 'snooze_until';

const LABELS = {
  take_over: 'Take over',
  hand_back: 'Hand back to the assistant',
  hand_back_all: 'Hand back all unclaimed',
  keep_with_us: 'Keep it with us',
  resolve: 'Resolve',
  use_reply: 'Use this reply',
  show_number: 'Show number',
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
type Element = slack.ActionsBlockElement;

/** A row of buttons that all carry `value`; the first is the obvious one. */
export function buttons(value: ButtonValue, primary: ActionId | undefined, ...actions: (ActionId | Named)[]): Block {
  return row(
    ...actions.map((action) =>
      typeof action === 'string'
        ? button(value, action, action === primary)
        : { ...button(value, action.does), text: plain(action.label) },
    ),
  );
}

export const row = (...elements: Element[]): Block => ({ type: 'actions', elements });

export function button(value: ButtonValue, actionId: ActionId, primary = false): slack.Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(LABELS[actionId]),
    value: JSON.stringify(value),
    ...(primary ? { style: 'primary' } : {}),
  };
}

/** What is seldom needed, behind three dots: at most five (docs.slack.dev, overflow menu element). */
export const menu = (value: ButtonValue, choices: { a: Choice; label: string; f?: string }[]): slack.Overflow => ({
  type: 'overflow',
  action_id: 'more',
  options: choices.map(({ label, ...choice }) => option(label, { ...value, ...choice })),
});

/** A list to choose from; choosing does it (docs.slack.dev, static select element). */
export const select = (
  actionId: ActionId,
  placeholder: string,
  options: { label: string; value: ButtonValue }[],
): slack.StaticSelect => ({
  type: 'static_select',
  action_id: actionId,
  placeholder: plain(placeholder),
  options: options.map(({ label, value }) => option(label, value)),
});

const option = (label: string, value: ButtonValue) => ({ text: plain(label), value: JSON.stringify(value) });

const plain = (text: string): slack.PlainTextElement => ({ type: 'plain_text', text });
