import { ApplicationFailure } from '@temporalio/common';
import { checkedType, safeName, type DetectFileType } from '../activities/files/content';
import { fileFailure } from '../activities/files/failures';
import { arriving } from '../activities/files/passing';
import { createMediaSource, type MediaOptions } from '../activities/whatsapp/media';
import type { CustomerFile, FileFailureDetails } from '../workflows/conversation/file';
import { fileProblemSentence } from '../workflows/conversation/wording';
import { FILE_PROBLEMS, type ContentKind } from '../workflows/conversation/words';
import { FileNotShownError, type CustomerFiles } from './shown-file';

const KINDS: Record<CustomerFile['media'], ContentKind> = {
  image: 'photo',
  video: 'video',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
};

/** Customers' files for whoever reads a conversation: from WhatsApp, as they come, believed by nothing but their bytes. */
export function createCustomerFiles({ detect, ...options }: MediaOptions & { detect: DetectFileType }): CustomerFiles {
  const media = createMediaSource(options);
  return {
    async open(phoneNumberId, file, signal) {
      try {
        const { body, size, sha256: announced } = await media.open(phoneNumberId, file.mediaId, signal);
        const sha256 = [file.sha256, announced].filter((one) => one !== undefined);
        const coming = await arriving(body, { size, sha256 });
        const type = await checkedType(detect, coming.head, file.media);
        const shown = { type: type.mime, name: safeName(file.fileName, file.media, type), size };
        return { ...shown, body: () => inWords(coming.body(), KINDS[file.media]) };
      } catch (error) {
        throw notShown(fileFailure(error), KINDS[file.media]);
      }
    },
  };
}

async function* inWords(body: AsyncGenerator<Buffer>, what: ContentKind): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw notShown(fileFailure(error), what);
  }
}

function notShown({ details, nonRetryable, type: failure }: ApplicationFailure, what: ContentKind): FileNotShownError {
  const { code, type } = (details?.[0] ?? { code: 'unavailable' }) as FileFailureDetails;
  const problem = FILE_PROBLEMS.find((one) => one === code) ?? 'unavailable';
  return new FileNotShownError(
    fileProblemSentence(what, problem, type),
    nonRetryable !== true || failure === 'FileNotFetched',
  );
}
