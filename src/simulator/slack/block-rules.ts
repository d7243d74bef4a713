import { z } from 'zod';
import { charactersIn } from './blocks';
import { SlackRefusal, type Json } from './types';

// Limits: docs.slack.dev, Block Kit reference. The total over a message is not documented; it was measured by users.
const BLOCKS_IN_MESSAGE = 50;
const BLOCKS_IN_VIEW = 100;
const CHARACTERS_IN_MESSAGE = 13_200;

const text = (max: number) => z.string().min(1).max(max);
const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });
const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
const id = text(255).optional();

const confirm = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = z.strictObject({
  text: anyText(75),
  value: text(150),
  description: anyText(75).optional(),
  url: text(3_000).optional(),
});

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id,
  url: z.url().max(3_000).optional(),
  value: text(2_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: text(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z.array(option).min(1).max(5),
  confirm: confirm.optional(),
});

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: id,
  placeholder: plain(150).optional(),
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  action_id: id,
  placeholder: plain(150).optional(),
  initial_user: text(50).optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  placeholder: plain(150).optional(),
  initial_value: z.string().max(3_000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3_000).optional(),
  max_length: z.number().int().min(1).max(3_000).optional(),
  focus_on_load: z.boolean().optional(),
});

const SECONDS = /^\d{10}$/;
const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  action_id: id,
  initial_date_time: z
    .number()
    .int()
    .refine((seconds) => SECONDS.test(String(seconds)), 'must be 10 digits')
    .optional(),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
});

const imageElement = z.strictObject({ type: z.literal('image'), image_url: z.url().max(3_000), alt_text: text(2_000) });

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    underline: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const richPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({
    type: z.literal('link'),
    url: z.string().min(1),
    text: z.string().optional(),
    unsafe: z.boolean().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('emoji'), name: text(100), unicode: z.string().optional(), style }),
  z.strictObject({ type: z.literal('user'), user_id: text(50), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: text(50), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: text(50), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.number().int(),
    format: text(200),
    url: z.string().optional(),
    fallback: z.string().optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richPart) });
const richElement = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richPart), border }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(richPart), border }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection),
    indent: z.number().int().min(0).max(8).optional(),
    offset: z.number().int().min(0).optional(),
    border,
  }),
]);

const clickable = z.discriminatedUnion('type', [button, overflow, staticSelect, usersSelect]);

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id: id, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: id }),
  z
    .strictObject({
      type: z.literal('section'),
      block_id: id,
      text: anyText(3_000).optional(),
      fields: z.array(anyText(2_000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion('type', [button, overflow, staticSelect, usersSelect, imageElement]).optional(),
      expand: z.boolean().optional(),
    })
    .refine((section) => section.text !== undefined || section.fields !== undefined, 'must define `text` or `fields`'),
  z.strictObject({
    type: z.literal('context'),
    block_id: id,
    elements: z
      .array(z.discriminatedUnion('type', [plain(3_000), mrkdwn(3_000), imageElement]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: id, elements: z.array(clickable).min(1).max(25) }),
  z.strictObject({ type: z.literal('rich_text'), block_id: id, elements: z.array(richElement) }),
  z.strictObject({ type: z.literal('markdown'), block_id: id, text: text(12_000) }),
  z.strictObject({
    type: z.literal('image'),
    block_id: id,
    image_url: z.url().max(3_000),
    alt_text: text(2_000),
    title: plain(2_000).optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: id,
    label: plain(2_000),
    element: z.discriminatedUnion('type', [plainTextInput, staticSelect, usersSelect, dateTimePicker]),
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
]);

const anyView = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3_000).optional(),
  callback_id: text(255).optional(),
  external_id: text(255).optional(),
};
const home = z.strictObject({ type: z.literal('home'), ...anyView });
const modal = z.strictObject({
  type: z.literal('modal'),
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...anyView,
});

/**
 * Checks the blocks of a message as chat.postMessage does and returns them with the ids that Slack adds.
 * Throws SlackRefusal `invalid_blocks_format`, `invalid_blocks` (with a pointer to each mistake) or `msg_blocks_too_long`.
 */
export function checkedBlocks(value: unknown, newId: () => string): Json[] {
  if (!Array.isArray(value)) throw new SlackRefusal('invalid_blocks_format');
  const blocks = checkList(value, BLOCKS_IN_MESSAGE, '/blocks', 'invalid_blocks', newId);
  if (charactersIn(blocks) > CHARACTERS_IN_MESSAGE) throw new SlackRefusal('msg_blocks_too_long');
  return blocks;
}

/** Checks a modal as views.open does. Throws SlackRefusal `invalid_arguments`. */
export function checkedModal(value: unknown, newId: () => string): Json {
  const checked = checkedView(modal, value, newId);
  const hasInput = checked.blocks.some(({ type }) => type === 'input');
  if (hasInput && checked.submit === undefined) {
    throw refused('invalid_arguments', ['missing required field: submit [json-pointer:/view]']);
  }
  return checked;
}

/** Checks a Home tab as views.publish does. Throws SlackRefusal `invalid_arguments`. */
export const checkedHome = (value: unknown, newId: () => string): Json => checkedView(home, value, newId);

function checkedView<V extends { blocks: unknown[] }>(
  schema: z.ZodType<V>,
  value: unknown,
  newId: () => string,
): Omit<V, 'blocks'> & { blocks: Json[] } {
  const result = schema.safeParse(value);
  if (!result.success) throw refusal('invalid_arguments', '/view', result.error);
  const blocks = checkList(result.data.blocks, BLOCKS_IN_VIEW, '/view/blocks', 'invalid_arguments', newId);
  return { ...result.data, blocks };
}

function checkList(value: unknown[], max: number, pointer: string, code: string, newId: () => string): Json[] {
  const result = z.array(block).max(max).safeParse(value);
  if (!result.success) throw refusal(code, pointer, result.error);
  const mistakes = duplicates(result.data, pointer);
  if (mistakes.length > 0) throw refused(code, mistakes);
  return result.data.map((item) => withIds(item, newId));
}

function refusal(code: string, pointer: string, error: z.ZodError): SlackRefusal {
  return refused(
    code,
    error.issues.map(
      (issue) => `${sentence(issue)} [json-pointer:${pointer}${issue.path.map((key) => `/${String(key)}`).join('')}]`,
    ),
  );
}

const refused = (code: string, mistakes: string[]): SlackRefusal =>
  new SlackRefusal(code, {
    errors: mistakes,
    response_metadata: { messages: mistakes.map((mistake) => `[ERROR] ${mistake}`) },
  });

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `no more than ${issue.maximum} items allowed`;
    case 'too_small':
      return issue.origin === 'string' ? 'must be more than 0 characters' : 'no fewer than 1 items allowed';
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    default:
      return issue.message;
  }
}

function duplicates(blocks: readonly Json[], pointer: string): string[] {
  const blockIds = new Set<unknown>();
  return blocks.flatMap((item, index) => {
    const repeated = item.block_id !== undefined && blockIds.has(item.block_id);
    blockIds.add(item.block_id);
    const actionIds = ((item.elements ?? []) as Json[]).map((element) => element.action_id).filter(Boolean);
    return [
      ...(repeated
        ? [`\`block_id\` ${String(item.block_id)} already exists [json-pointer:${pointer}/${index}/block_id]`]
        : []),
      ...(new Set(actionIds).size < actionIds.length
        ? [`\`action_id\` must be unique within its block [json-pointer:${pointer}/${index}/elements]`]
        : []),
    ];
  });
}

function withIds(item: Json, newId: () => string): Json {
  const named = (element: Json): Json =>
    ['button', 'overflow', 'static_select', 'users_select', 'plain_text_input', 'datetimepicker'].includes(
      String(element.type),
    )
      ? { ...element, action_id: element.action_id ?? newId() }
      : element;
  return {
    ...item,
    block_id: item.block_id ?? newId(),
    ...(item.type === 'actions' ? { elements: (item.elements as Json[]).map(named) } : {}),
    ...(item.accessory === undefined ? {} : { accessory: named(item.accessory as Json) }),
    ...(item.type === 'input' ? { element: named(item.element as Json) } : {}),
  };
}
