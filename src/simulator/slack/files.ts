import type { Request } from 'express';
import type { Answer } from '../edge';
import {
  bytesOf,
  contentOfBytes,
  contentOfFile,
  type FileContent,
  type FileRequest,
  type SampleType,
} from '../file-content';
import type { SlackContext } from './context';
import { randomId } from './state';
import type { SlackFile } from './types';

export interface NewFile {
  name: string;
  mimetype?: string | undefined;
  content?: string | undefined;
  file?: FileRequest | undefined;
}

const TYPES: Record<string, string> = {
  txt: 'text/plain',
  csv: 'text/csv',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  heic: 'image/heic',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
};

const USUAL: SampleType = 'txt';

/** What a person attaches to a message. */
export function createFile(context: SlackContext, { name, mimetype, content, file }: NewFile): SlackFile {
  const bytes = file === undefined ? contentOfBytes(Buffer.from(content ?? '')) : contentOfFile(file, USUAL);
  return fileOf(context, { id: randomId('F'), name, title: name, mimetype }, bytes);
}

interface Named {
  id: string;
  name: string;
  title: string;
  mimetype?: string | undefined;
}

/** A file as it hangs on a message (docs.slack.dev, file object): its type is what its name says. */
export function fileOf(context: SlackContext, { id, name, title, mimetype }: Named, content: FileContent): SlackFile {
  const filetype = name.includes('.') ? name.split('.').pop()!.toLowerCase() : 'text';
  const address = `${context.origin()}/slack/files/${id}/${encodeURIComponent(name)}`;
  context.state.fileContents.set(id, content);
  return {
    id,
    created: Math.floor(context.now() / 1000),
    name,
    title,
    mimetype: mimetype ?? TYPES[filetype] ?? 'application/octet-stream',
    filetype,
    size: content.size,
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
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(content.size) };
  return { status: 200, headers, stream: () => bytesOf(content) };
}
