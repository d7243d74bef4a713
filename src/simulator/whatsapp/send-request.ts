import { z } from 'zod';
import type { Answer } from '../edge';
import { graphError } from './graph-errors';

const words = (most: number) =>
  z
    .string()
    .max(most, `must be at most ${most} characters long`)
    .refine((value) => value.trim() !== '', 'must not be empty');

const text = z.strictObject({ body: words(4096), preview_url: z.boolean().optional() });

const button = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({
    id: words(256).refine((id) => id.trim() === id, 'must not begin or end with a space'),
    title: words(20),
  }),
});

const areUnique = (values: string[]): boolean => new Set(values).size === values.length;

const buttons = z
  .array(button)
  .min(1, 'must hold at least 1 button')
  .max(3, 'must hold at most 3 buttons')
  .refine((all) => areUnique(all.map(({ reply }) => reply.id)), 'must have unique ids')
  .refine((all) => areUnique(all.map(({ reply }) => reply.title)), 'must have unique titles');

const interactive = z.strictObject({
  type: z.literal('button', 'must be button: this simulator knows no other interactive message'),
  header: z.strictObject({ type: z.literal('text'), text: words(60) }).optional(),
  body: z.strictObject({ text: words(1024) }),
  footer: z.strictObject({ text: words(60) }).optional(),
  action: z.strictObject({ buttons }),
});

const parameters = z.array(
  z.strictObject({ type: z.literal('text'), text: z.string().max(1024), parameter_name: z.string().optional() }),
);

const template = z.strictObject({
  name: words(512),
  language: z.strictObject({ code: words(10), policy: z.literal('deterministic').optional() }),
  components: z
    .array(z.strictObject({ type: z.enum(['header', 'body'], 'must be header or body in this simulator'), parameters }))
    .optional(),
});

const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  context: z.strictObject({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512, 'must be at most 512 characters long').optional(),
};

const mediaId = z.string().regex(/^\d+$/, 'must be the id of media');
const captioned = { id: mediaId, caption: words(1024).optional() };

const files = [
  z.strictObject({ ...common, type: z.literal('image'), image: z.strictObject(captioned) }),
  z.strictObject({ ...common, type: z.literal('video'), video: z.strictObject(captioned) }),
  z.strictObject({ ...common, type: z.literal('audio'), audio: z.strictObject({ id: mediaId }) }),
  z.strictObject({
    ...common,
    type: z.literal('document'),
    document: z.strictObject({ ...captioned, filename: words(240).optional() }),
  }),
] as const;

const sendSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('text'), text }),
  z.strictObject({ ...common, type: z.literal('interactive'), interactive }),
  z.strictObject({ ...common, type: z.literal('template'), template }),
  z.strictObject({
    ...common,
    type: z.literal('reaction'),
    reaction: z.strictObject({ message_id: z.string().min(1), emoji: z.string().max(40) }),
  }),
  ...files,
]);

const readSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

export type SendRequest = z.infer<typeof sendSchema>;
export type FileRequest = z.infer<(typeof files)[number]>;
const FILE_TYPES: readonly string[] = files.map(({ shape }) => shape.type.value);
export const isFileRequest = (request: SendRequest): request is FileRequest => FILE_TYPES.includes(request.type);
export type ReadRequest = z.infer<typeof readSchema>;

/** `text['body']`, as Meta names a parameter. */
const parameter = (path: PropertyKey[]): string => {
  const [first, ...rest] = path.map(String);
  return `${first ?? 'body'}${rest.map((part) => `['${part}']`).join('')}`;
};

function issueToError(issue: z.core.$ZodIssue): Answer {
  const name = parameter(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const on = issue.path.length === 0 ? '' : ` on param "${name}"`;
    return graphError(400, 100, `Unexpected key "${issue.keys[0]}"${on}.`);
  }
  if (name === 'messaging_product') return graphError(400, 100, 'The parameter messaging_product is required.');
  if (name === 'type')
    return graphError(
      400,
      100,
      'Param type must be one of {TEXT, INTERACTIVE, TEMPLATE, IMAGE, VIDEO, AUDIO, DOCUMENT, REACTION} in this simulator.',
    );
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return graphError(400, 131008, `Parameter ${name} is required.`);
  }
  const code = issue.path[0] === 'interactive' ? 131009 : 100;
  return graphError(400, code, `Param ${name} ${issue.message}.`);
}

type Parsed<T> = { request: T } | { refused: Answer };

function parse<T>(schema: z.ZodType<T>, body: unknown): Parsed<T> {
  const parsed = schema.safeParse(body);
  return parsed.success ? { request: parsed.data } : { refused: issueToError(parsed.error.issues[0]!) };
}

export const isReadRequest = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'status' in body && !('type' in body);

/** The limits of https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages for text and reply buttons. */
export const parseSendRequest = (body: unknown): Parsed<SendRequest> => parse(sendSchema, body);

/** Read receipt, with or without the typing indicator. */
export const parseReadRequest = (body: unknown): Parsed<ReadRequest> => parse(readSchema, body);

/** What a message with a file says of it. */
export function fileIn(request: FileRequest): {
  id: string;
  caption?: string | undefined;
  filename?: string | undefined;
} {
  switch (request.type) {
    case 'image':
      return request.image;
    case 'video':
      return request.video;
    case 'audio':
      return request.audio;
    case 'document':
      return request.document;
  }
}
