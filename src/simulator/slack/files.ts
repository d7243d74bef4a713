import type { Request } from 'express';
import type { Answer } from '../edge';
import type { SlackContext } from './context';
import { randomId } from './state';
import type { SlackFile } from './types';

export interface NewFile {
  name: string;
  mimetype?: string | undefined;
  content?: string | undefined;
}

const TYPES: Record<string, string> = {
  txt: 'text/plain',
  csv: 'text/csv',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  heic: 'image/heic',
  mp4: 'video/mp4',
};

/** A file as it hangs on a message (docs.slack.dev, file object). */
export function createFile(context: SlackContext, { name, mimetype, content = '' }: NewFile): SlackFile {
  const id = randomId('F');
  const filetype = name.includes('.') ? name.split('.').pop()!.toLowerCase() : 'text';
  const address = `${context.origin()}/slack/files/${id}/${encodeURIComponent(name)}`;
  context.state.fileContents.set(id, content);
  return {
    id,
    created: Math.floor(context.now() / 1000),
    name,
    title: name,
    mimetype: mimetype ?? TYPES[filetype] ?? 'application/octet-stream',
    filetype,
    size: Buffer.byteLength(content),
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: address,
    url_private_download: address,
    permalink: address,
  };
}

/** Without a good token or the scope files:read, Slack answers 200 with its login page instead of the file. */
export function serveFile({ state }: SlackContext, request: Request): Answer {
  const content = state.fileContents.get(String(request.params.id));
  const authorised = request.get('authorization') === `Bearer ${state.options.botToken}`;
  if (!authorised || !state.scopes.includes('files:read')) {
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Login | Slack</title>',
    };
  }
  if (content === undefined) return { status: 404, body: 'file_not_found' };
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content };
}
