import type { UploadedFile } from '../workflows/conversation/file';

/** What an agent attached on a page, for as long as the request lasts. */
export interface AttachedFile {
  /** Where it is kept so long. */
  path: string;
  /** As the agent calls it. */
  name: string;
  /** Bytes. */
  size: number;
}

/** Brings it to WhatsApp, where nobody sees it before it is sent. Throws FileNotTakenError. */
export type UploadAttached = (phoneNumberId: string, file: AttachedFile) => Promise<UploadedFile>;

export class FileNotTakenError extends Error {
  /** `sentence`: for whoever attached it. */
  constructor(readonly sentence: string) {
    super('The file was not taken.');
    this.name = 'FileNotTakenError';
  }
}
