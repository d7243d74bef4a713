import type { types as slack } from '@slack/bolt';
import type { ApprovedTemplate } from '../../workflows/conversation/template';
import { filled, placeholdersOf, type Values } from '../templates';
import { clip, paragraph, plainText, quoted } from './blocks';

/** docs.slack.dev, Modals; limits: 100 options, 75 characters an option, 24 a title, 3,000 of private metadata. */
export type Modal = slack.ModalView;

export const VIEWS = { choose: 'choose_template', fill: 'fill_template', confirm: 'confirm_template' } as const;
export const TEMPLATE_INPUT = { block: 'template', action: 'chosen' } as const;
export const VALUE_ACTION = 'value';
const MOST_OPTIONS = 100;

const TITLE = plainText('Send a template');
const CANCEL = plainText('Cancel');

const option = ({ id, name, language }: ApprovedTemplate) => ({
  text: plainText(clip(`${name} · ${language}`, 75)),
  value: id,
});

function modal(callbackId: string, metadata: string, submit: string, blocks: slack.KnownBlock[]): Modal {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: TITLE,
    submit: plainText(submit),
    close: CANCEL,
    blocks,
  };
}

/** Which one? `templates`: at least one. */
export function chooseView(templates: ApprovedTemplate[], preferred: string | undefined, metadata: string): Modal {
  const first = templates.find(({ name }) => name === preferred);
  const options = [...(first ? [first] : []), ...templates.filter((one) => one !== first)].slice(0, MOST_OPTIONS);
  return modal(VIEWS.choose, metadata, 'Next', [
    paragraph([
      'WhatsApp takes no free text for this customer now. An approved template asks them to write; what you have written meanwhile follows as soon as they do.',
    ]),
    {
      type: 'input',
      block_id: TEMPLATE_INPUT.block,
      label: plainText('Template'),
      element: {
        type: 'static_select',
        action_id: TEMPLATE_INPUT.action,
        options: options.map(option),
        ...(first && { initial_option: option(first) }),
      },
    },
  ]);
}

/** Its text, and an input for each placeholder. */
export function fillView(template: ApprovedTemplate, metadata: string): Modal {
  const inputs = placeholdersOf(template).map(({ key, part, name }): slack.KnownBlock => ({
    type: 'input',
    block_id: key,
    label: plainText(clip(`${part === 'header' ? 'In the headline' : 'In the text'}: {{${name}}}`, 75)),
    element: { type: 'plain_text_input', action_id: VALUE_ACTION, max_length: 300 },
  }));
  return modal(VIEWS.fill, metadata, 'Preview', [
    paragraph([clip(template.name, 80), 'bold']),
    quoted(clip(filled(template, {}).text, 2_500)),
    ...inputs,
  ]);
}

/** Nothing but a sentence; there is nothing to send. */
export const sentenceView = (sentence: string): Modal => ({
  type: 'modal',
  title: TITLE,
  close: CANCEL,
  blocks: [paragraph([sentence])],
});

/** As the customer reads it. */
export function confirmView(template: ApprovedTemplate, values: Values, metadata: string): Modal {
  const buttons = template.buttons.map((title) => `[${title}]`).join(' ');
  return modal(VIEWS.confirm, metadata, 'Send', [
    paragraph(['The customer reads:', 'bold']),
    quoted(clip(filled(template, values).text, 2_500)),
    ...(buttons === '' ? [] : [paragraph([clip(buttons, 300)])]),
  ]);
}
