import { mentionsIn, readableText } from './text';
import type { Json } from './types';

export interface Action {
  actionId: string;
  blockId: string;
  label: string;
  /** The button's value, or that of one option of a menu. */
  value?: string;
  url?: string;
  element: Json;
}

type NameOf = (id: string) => string | undefined;

const asList = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All blocks as a person reads them, a line each, without what can be clicked. */
export function readableBlocks(blocks: readonly Json[], nameOf: NameOf): string {
  return blocks
    .map((block) => readableBlock(block, nameOf))
    .filter((line) => line !== '')
    .join('\n');
}

function readableBlock(block: Json, nameOf: NameOf): string {
  const textOf = (value: unknown): string => readableObject(value, nameOf);
  switch (block.type) {
    case 'header':
      return textOf(block.text);
    case 'section':
      return [textOf(block.text), ...asList(block.fields).map(textOf)].filter(Boolean).join('\n');
    case 'context':
      return asList(block.elements).map(textOf).filter(Boolean).join(' · ');
    case 'markdown':
      return String(block.text);
    case 'image':
      return String(block.alt_text);
    case 'input':
      return textOf(block.label);
    case 'rich_text':
      return asList(block.elements)
        .map((element) => readableRichText(element, nameOf))
        .join('\n');
    default:
      return '';
  }
}

function readableObject(value: unknown, nameOf: NameOf): string {
  if (!isObject(value)) return '';
  if (value.type === 'image') return String(value.alt_text);
  const text = typeof value.text === 'string' ? value.text : '';
  return value.type === 'mrkdwn' ? readableText(text, nameOf) : text;
}

function readableRichText(element: Json, nameOf: NameOf): string {
  if (element.type === 'rich_text_list') {
    return asList(element.elements)
      .map((item) => `• ${readableRichText(item, nameOf)}`)
      .join('\n');
  }
  const text = asList(element.elements)
    .map((part) => readablePart(part, nameOf))
    .join('');
  return element.type === 'rich_text_quote' ? text.replace(/^/gm, '> ') : text;
}

function readablePart(part: Json, nameOf: NameOf): string {
  switch (part.type) {
    case 'text':
      return String(part.text);
    case 'link':
      return String(part.text ?? part.url);
    case 'emoji':
      return `:${String(part.name)}:`;
    case 'user':
      return `@${nameOf(String(part.user_id)) ?? String(part.user_id)}`;
    case 'usergroup':
      return `@${nameOf(String(part.usergroup_id)) ?? String(part.usergroup_id)}`;
    case 'broadcast':
      return `@${String(part.range)}`;
    case 'channel':
      return `#${nameOf(String(part.channel_id)) ?? String(part.channel_id)}`;
    case 'date':
      return String(part.fallback ?? part.timestamp);
    default:
      return '';
  }
}

const BARE_BROADCAST = /(?<![\w<!])@(channel|here|everyone)\b/g;

/** Everybody whom the blocks notify: mrkdwn texts are parsed, rich text is taken at its word, plain text is just text. */
export function mentionsInBlocks(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((value): string[] => {
    if (Array.isArray(value)) return mentionsInBlocks(value);
    if (!isObject(value)) return [];
    if (value.type === 'mrkdwn') return mentionsInMrkdwn(value);
    if (value.type === 'user') return [String(value.user_id)];
    if (value.type === 'usergroup') return [String(value.usergroup_id)];
    if (value.type === 'broadcast') return [String(value.range)];
    return mentionsInBlocks(Object.values(value));
  });
}

// Without `verbatim`, Slack also turns a bare "@here" into a mention.
function mentionsInMrkdwn({ text, verbatim }: Json): string[] {
  return [...mentionsIn(String(text)), ...(verbatim === true ? [] : bareMentions(String(text)))];
}

/** The broadcasts that Slack makes out of plain words where it is asked to parse them. */
export const bareMentions = (text: string): string[] => [...text.matchAll(BARE_BROADCAST)].map((match) => match[1]!);

/** Everything in the blocks that can be clicked, in order; each option of an overflow or select menu is one. */
export function actionsIn(blocks: readonly Json[]): Action[] {
  return blocks.flatMap((block) => {
    const elements = block.type === 'actions' ? asList(block.elements) : [];
    const accessory = isObject(block.accessory) ? [block.accessory] : [];
    return [...elements, ...accessory].flatMap((element) => actionsOf(element, String(block.block_id)));
  });
}

function actionsOf(element: Json, blockId: string): Action[] {
  if (typeof element.action_id !== 'string') return [];
  const base = { actionId: element.action_id, blockId, element };
  if (element.type === 'button') return [{ ...base, ...choice(element) }];
  return asList(element.options).map((option) => ({ ...base, ...choice(option) }));
}

function choice(from: Json): Pick<Action, 'label' | 'value' | 'url'> {
  return {
    label: isObject(from.text) ? String(from.text.text) : '',
    ...(typeof from.value === 'string' ? { value: from.value } : {}),
    ...(typeof from.url === 'string' ? { url: from.url } : {}),
  };
}

/** All characters that Slack counts against the total of a message: the words in text objects and rich text. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, item]) => {
    if (typeof item === 'string') return sum + (name === 'text' || name === 'alt_text' ? item.length : 0);
    return sum + charactersIn(item);
  }, 0);
}
