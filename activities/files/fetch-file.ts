import type { FetchedFile, FetchFileRequest } from '../../workflows/conversation/file';
import type { Uploads } from '../slack/uploads';
import type { MediaSource } from '../whatsapp/media';
import { checkedType, safeName, type DetectFileType } from './content';
import { arriving, type Arriving } from './passing';
import { createAttempt, type Attempt } from './attempt';

export interface FetchFileDependencies {
  media: MediaSource;
  /** Absent where people are not told in Slack: it is looked at all the same. */
  uploads: Uploads | undefined;
  detect: DetectFileType;
  attempt: () => Attempt;
}

/**
 * The activity `fetchFile`: brings a customer's file from WhatsApp to Slack as it comes, and believes nothing but its
 * bytes. Throws an ApplicationFailure of type `FileRefused` or `FileNotFetched` (FileFailureDetails).
 */
export const createFetchFile = (deps: FetchFileDependencies): ((request: FetchFileRequest) => Promise<FetchedFile>) =>
  createAttempt(deps.attempt, (request: FetchFileRequest, signal) => fetchFile(deps, request, signal));

async function fetchFile(
  { media, uploads, detect }: FetchFileDependencies,
  { phoneNumberId, file }: FetchFileRequest,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const { body, size, sha256: announced } = await media.open(phoneNumberId, file.mediaId, signal);
  const sha256 = [file.sha256, announced].filter((one) => one !== undefined);
  const coming = await arriving(body, { size, sha256 });
  const type = await checkedType(detect, coming.head, file.media);
  const name = safeName(file.fileName, file.media, type);
  const known = { type: type.mime, size, name };
  if (uploads !== undefined) return { ...known, fileId: await uploads.upload(name, size, coming.body(), signal) };
  await readToTheEnd(coming);
  return known;
}

async function readToTheEnd({ body }: Arriving): Promise<void> {
  for await (const chunk of body()) void chunk;
}
