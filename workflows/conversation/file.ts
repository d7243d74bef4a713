/** Files, as the conversation and its activities speak of them: plain data. */
import type { ContentKind, FileProblem, FileRefusal, MediaKind } from './words';

/** A customer's file, as his message told of it. Neither name nor kind is believed. */
export interface CustomerFile {
  mediaId: string;
  media: MediaKind;
  /** His own name for it. */
  fileName?: string;
  sha256?: string;
}

export interface FetchFileRequest {
  phoneNumberId: string;
  file: CustomerFile;
}

/** What the bytes of a file are. */
interface FileContent {
  /** Its real type, such as `image/jpeg`. */
  type: string;
  /** Bytes. */
  size: number;
}

export interface FetchedFile extends FileContent {
  /** Slack's id of it: nobody sees it before it is posted. Absent where there is no Slack. */
  fileId?: string;
  /** With the ending of its real type. */
  name: string;
}

/** `details[0]` of the ApplicationFailure of type `FileRefused` (for good) or `FileNotFetched` (tried again). */
export interface FileFailureDetails {
  code: FileProblem | FileRefusal;
  /** What it is, where that is the reason: an ending such as `EXE`, or the kind of media that has a limit. */
  type?: string;
  retryAfterMs?: number;
}

/** The file of a customer's message, and what became of it. */
export interface EntryFile extends CustomerFile {
  /** It is on its way to the thread, or has got there. */
  asked?: true;
  content?: FileContent;
  problem?: FileProblem;
}

/** A customer's file on its way to the thread of a handoff. */
export interface FileToShow {
  id: string;
  entry: number;
  handoff: number;
  attempt: number;
  notBefore?: number;
}

/** A file of an agent's, by Slack's id. */
export interface OutgoingFile {
  fileId: string;
  /** As he calls it. */
  name: string;
  /** Where WhatsApp has it already. */
  uploaded?: UploadedFile;
}

/** What WhatsApp has taken; its id is good for thirty days. */
export interface UploadedFile extends FileContent {
  mediaId: string;
  media: Exclude<MediaKind, 'sticker'>;
  /** With the ending of its real type. */
  name: string;
}

export interface UploadFileRequest {
  phoneNumberId: string;
  file: Pick<OutgoingFile, 'fileId' | 'name'>;
}

const KINDS: Record<UploadedFile['media'], ContentKind> = {
  image: 'photo',
  video: 'video',
  audio: 'audio',
  document: 'document',
};

/** What the record calls it, once it is known. */
export const kindOf = ({ uploaded }: OutgoingFile): ContentKind | undefined => uploaded && KINDS[uploaded.media];

/** How it stands in the record. */
export const fileWords = ({ file, caption = '' }: { file: OutgoingFile; caption?: string }): string =>
  `[${kindOf(file) ?? 'file'}: ${file.uploaded?.name ?? file.name}] ${caption}`.trim();
