import type { FetchedFile, FetchFileRequest } from '../../workflows/conversation/file';
import type { Uploads } from '../slack/uploads';
import type { MediaSource } from '../whatsapp/media';
import { checkedType, safeName, type DetectFileType } from './content';
import { fileFailure } from './failures';
import { arriving, type Arriving } from './passing';

export interface FetchFileDependencies {
  media: MediaSource;
  /** Absent where people are not told in Slack: it is looked at all the same. */
  uploads: Uploads | undefined;
  detect: DetectFileType;
  /** Of the attempt: the signal by which it is told that nobody wants it any more, and the way to say that it goes on. */
  attempt: () => { signal: AbortSignal; heartbeat: () => void };
}

const BEAT_MS = 5_000;

/**
 * The activity `fetchFile`: brings a customer's file from WhatsApp to Slack as it comes, and believes nothing but its
 * bytes. Throws an ApplicationFailure of type `FileRefused` or `FileNotFetched` (FileFailureDetails).
 */
export function createFetchFile(deps: FetchFileDependencies): (request: FetchFileRequest) => Promise<FetchedFile> {
  return async (request) => {
    const { signal, heartbeat } = deps.attempt();
    const beat = setInterval(heartbeat, BEAT_MS);
    // Whatever is still open when it is over is closed.
    const over = new AbortController();
    try {
      return await fetchFile(deps, request, AbortSignal.any([signal, over.signal]));
    } catch (error) {
      throw fileFailure(error);
    } finally {
      clearInterval(beat);
      over.abort();
    }
  };
}

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
