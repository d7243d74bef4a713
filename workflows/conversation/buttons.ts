import type { ButtonKey } from './words';
import type { ReplyButton } from './ports';

/** What a reply button of ours does. Its id is `<action>:<epoch>:<question>`. */
export type ButtonAction = 'connect' | 'decline' | 'assistant' | 'wait' | 'sorted' | 'unsorted' | 'type' | 'keep';

const TITLES: Record<ButtonAction, ButtonKey> = {
  connect: 'connect_me',
  decline: 'no_thanks',
  assistant: 'ask_assistant',
  wait: 'keep_waiting',
  sorted: 'yes_sorted',
  unsorted: 'still_need_help',
  type: 'type_it',
  keep: 'keep_open',
};

export interface TappedButton {
  action: ButtonAction;
  epoch: number;
  question: number;
}

/** A reply button for one question. */
export function replyButton(action: ButtonAction, epoch: number, question: number): ReplyButton {
  return { id: `${action}:${epoch}:${question}`, title: TITLES[action] };
}

/** Reads a button id back; `undefined` for buttons that are not ours (templates, lists of other systems). */
export function readButton(id: string): TappedButton | undefined {
  const match = /^([a-z]+):(\d{1,12}):(\d{1,9})$/.exec(id);
  const action = match?.[1];
  if (action === undefined || !Object.hasOwn(TITLES, action)) return undefined;
  return { action: action as ButtonAction, epoch: Number(match?.[2]), question: Number(match?.[3]) };
}
