import type { Readable } from 'node:stream';
import type { UploadedFile, UploadFileRequest } from '../../workflows/conversation/file';
import type { Downloads } from '../slack/downloads';
import type { MediaUpload } from '../whatsapp/media';
import { createAttempt, type Attempt } from './attempt';
import { safeName, takenType, type DetectFileType } from './content';
import { refused } from './failures';
import { arriving } from './passing';

export interface UploadFileDependencies {
  /** Absent where people are not told in Slack: nothing is attached there. */
  downloads: Downloads | undefined;
  upload: MediaUpload;
  detect: DetectFileType;
  attempt: () => Attempt;
}

/**
 * The activity `uploadFile`: brings an agent's file from Slack to WhatsApp as it comes, as what its bytes are. Nobody sees
 * it before it is sent. Throws an ApplicationFailure of type `FileRefused` or `FileNotFetched` (FileFailureDetails).
 */
export const createUploadFile = (
  deps: UploadFileDependencies,
): ((request: UploadFileRequest) => Promise<UploadedFile>) =>
  createAttempt(deps.attempt, (request: UploadFileRequest, signal) => uploadFile(deps, request, signal));

async function uploadFile(
  { downloads, upload, detect }: UploadFileDependencies,
  { phoneNumberId, file }: UploadFileRequest,
  signal: AbortSignal,
): Promise<UploadedFile> {
  if (downloads === undefined) throw refused('slack');
  const { body, size } = await downloads.open(file.fileId, signal);
  return passToWhatsApp({ upload, detect }, phoneNumberId, { body, size, name: file.name }, signal);
}

/** A file as it comes, and is called by whoever attached it. Throws a failure of `failures.ts`. */
export async function passToWhatsApp(
  { upload, detect }: Pick<UploadFileDependencies, 'upload' | 'detect'>,
  phoneNumberId: string,
  file: { body: Readable; size: number; name: string },
  signal: AbortSignal,
): Promise<UploadedFile> {
  const { body, size } = file;
  const coming = await arriving(body, { size, sha256: [] });
  const { media, mime: type, ext } = await takenType(detect, coming.head, size);
  const name = safeName(file.name, media, { mime: type, ext });
  const mediaId = await upload(phoneNumberId, { name, type, size, body: coming.body() }, signal);
  return { mediaId, media, type, size, name };
}
