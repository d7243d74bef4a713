import type { Request } from 'express';
import type { Answer } from '../edge';
import type { FileContent } from '../file-content';
import type { Method, SlackContext } from './context';
import { fileOf } from './files';
import { post, requireChannel } from './methods/chat';
import { optional, required } from './methods/arguments';
import { randomId } from './state';
import { SlackRefusal, type Json } from './types';

const LONGEST_NAME = 255;

/** A file that hangs on a message (docs.slack.dev, files.info). */
export const fileInfo: Method = (args, { state }) => {
  const id = required(args, 'file', 'file_not_found');
  const file = [...state.messages.values()].flatMap(({ files = [] }) => files).find((one) => one.id === id);
  if (file === undefined) throw new SlackRefusal('file_not_found');
  return { file };
};

/** Gives out an address to which exactly so many bytes may be brought, once (docs.slack.dev, files.getUploadURLExternal). */
export const getUploadUrl: Method = (args, { state, origin }) => {
  const name = required(args, 'filename');
  const length = Number(args.length);
  if (name.length > LONGEST_NAME || !Number.isInteger(length) || length <= 0)
    throw new SlackRefusal('invalid_arguments');
  const id = randomId('F');
  const token = randomId('') + randomId('');
  state.uploads.set(id, { name, length, token });
  return { upload_url: `${origin()}/slack/upload/${token}`, file_id: id };
};

export function takeUpload({ state }: SlackContext, request: Request): Answer {
  const found = [...state.uploads.values()].find(({ token }) => token === request.params.token);
  const content = request.body as FileContent;
  if (found === undefined || found.content !== undefined) return { status: 404, body: 'Not Found' };
  if (content.size !== found.length) return { status: 400, body: 'The size is not the one that was announced.' };
  found.content = content;
  return { status: 200, body: `OK - ${content.size}` };
}

/** Shows what was brought as one message (docs.slack.dev, files.completeUploadExternal). */
export const completeUpload: Method = (args, context) => {
  const { state } = context;
  const asked = Array.isArray(args.files) ? (args.files as Json[]) : [];
  if (asked.length === 0) throw new SlackRefusal('invalid_arguments');
  const files = asked.map(({ id, title }) => {
    const upload = state.uploads.get(String(id));
    if (upload?.content === undefined) throw new SlackRefusal('file_not_found');
    return {
      id: String(id),
      name: upload.name,
      title: typeof title === 'string' ? title : upload.name,
      content: upload.content,
    };
  });
  const channel = requireChannel({ ...args, channel: args.channel_id }, context);
  const threadTs = optional(args, 'thread_ts');
  if (threadTs !== undefined && state.find(threadTs) === undefined) throw new SlackRefusal('invalid_thread_ts');
  for (const { id } of files) state.uploads.delete(id);
  post(
    context,
    { text: optional(args, 'initial_comment') ?? '', blocks: [], mentions: [] },
    {
      files: files.map(({ content, ...file }) => fileOf(context, file, content)),
      ...(threadTs === undefined ? {} : { threadTs }),
      ...(channel === state.options.channelId ? {} : { channel }),
    },
  );
  return { files: files.map(({ id, title }) => ({ id, title })) };
};
