import { createReadStream } from 'node:fs';
import type { ApplicationFailure } from '@temporalio/common';
import type { DetectFileType } from '../activities/files/content';
import { fileFailure } from '../activities/files/failures';
import { passToWhatsApp } from '../activities/files/upload-file';
import { createMediaUpload, type MediaOptions } from '../activities/whatsapp/media';
import type { FileFailureDetails } from '../workflows/conversation/file';
import { fileRefusalSentence } from '../workflows/conversation/wording';
import { FILE_REFUSALS } from '../workflows/conversation/words';
import { FileNotTakenError, type UploadAttached } from './attached-file';

const WITHIN_MS = 120_000;

/** What agents attach on the desk page goes the way of what they attach in Slack: as what its bytes are. */
export function createUploadAttached({
  detect,
  ...options
}: MediaOptions & { detect: DetectFileType }): UploadAttached {
  const upload = createMediaUpload(options);
  return async (phoneNumberId, { path, name, size }) => {
    const body = createReadStream(path);
    try {
      const file = { body, size, name };
      return await passToWhatsApp({ detect, upload }, phoneNumberId, file, AbortSignal.timeout(WITHIN_MS));
    } catch (error) {
      throw notTaken(fileFailure(error));
    } finally {
      body.destroy();
    }
  };
}

function notTaken({ details }: ApplicationFailure): FileNotTakenError {
  const { code, type } = (details?.[0] ?? { code: 'unavailable' }) as FileFailureDetails;
  const why = FILE_REFUSALS.find((one) => one === code) ?? 'unavailable';
  return new FileNotTakenError(`The file was not sent: ${fileRefusalSentence(why, type)}`);
}
