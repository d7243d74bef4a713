import type { types as slack } from '@slack/bolt';
import { z } from 'zod';
import type { CannedReply } from '../living-replies';
import type { OwnConversation } from '../own-conversations';
import { clip, paragraph, plainText, quoted } from './blocks';
import { WORKFLOW_ID } from './click';
import { chosen, input, INPUT, type Inputs } from './modals/modal';
import { LONGEST } from './modals/reply';
import { readJson } from './read-json';
import { SENTENCES } from './sentences';

/** `callback_id` of the form, and the list in it. */
export const REPLY_VIEW = 'canned_reply';
const TO = 'conversation';

/** One conversation and its thread, in the names of a button's value: an option holds 150 characters. */
const placeSchema = z.object({ w: z.string().regex(WORKFLOW_ID), t: z.string().regex(/^\d{1,12}\.\d{1,8}$/) });
export type ReplyPlace = z.infer<typeof placeSchema>;

const placeOf = ({ workflowId, card }: OwnConversation): string => JSON.stringify({ w: workflowId, t: card.ts });

function nameOf({ customer, issue }: OwnConversation): string {
  const number = customer?.waId === undefined ? '' : ` (••••• ${customer.waId.slice(-4)})`;
  return `${customer?.name?.trim() || 'A customer'}${number}${issue === undefined ? '' : `: ${issue}`}`.replace(
    /\s+/g,
    ' ',
  );
}

/** The text to be changed and sent; where the agent has several conversations, also to whom. `own`: at least one. */
export function replyView(reply: CannedReply, own: OwnConversation[]): slack.ModalView {
  const languages = new Set(own.map(({ language }) => language));
  const [language] = languages.size === 1 ? languages : [];
  const [only, ...others] = own;
  const words = { type: 'plain_text_input' as const, action_id: INPUT, multiline: true, max_length: LONGEST };
  return {
    type: 'modal',
    callback_id: REPLY_VIEW,
    private_metadata: only === undefined || others.length > 0 ? '' : placeOf(only),
    title: plainText('Canned reply'),
    submit: plainText('Send'),
    close: plainText('Cancel'),
    blocks: [
      only === undefined || others.length > 0 ? choice(own) : paragraph(['To ', 'bold'], [clip(nameOf(only), 200)]),
      input(clip(reply.title, 75), { ...words, initial_value: reply.text(language) }, SENTENCES.replyGoes),
    ],
  };
}

const choice = (own: OwnConversation[]): slack.KnownBlock => ({
  type: 'input',
  block_id: TO,
  label: plainText('Which of your conversations?'),
  element: {
    type: 'static_select',
    action_id: INPUT,
    options: own.map((one) => ({ text: plainText(clip(nameOf(one), 75)), value: placeOf(one) })),
  },
});

/** Where it is to go: what was chosen, or the only one. */
export const placeIn = (metadata: string, inputs: Inputs): ReplyPlace | undefined =>
  readJson(placeSchema, metadata === '' ? (chosen({ [INPUT]: inputs[TO] ?? {} }) ?? '') : metadata);

/** What colleagues see of it in the thread. `value`: of the button that takes it back. */
export const replyPost = (name: string, text: string, value: string): slack.KnownBlock[] => [
  paragraph([`${name} `, 'bold'], ['sends a canned reply:']),
  quoted(text),
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'take_back', text: plainText('Take it back'), value }],
  },
];
