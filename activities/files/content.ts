/** What the bytes of a file are, whatever its name says. */
import { refused } from './failures';
import type { UploadedFile } from '../../workflows/conversation/file';
import type { MediaKind } from '../../workflows/conversation/words';

/** The type that the first bytes tell, such as `{ mime: 'image/jpeg', ext: 'jpg' }`. */
export type DetectFileType = (head: Uint8Array) => Promise<{ mime: string; ext: string } | undefined>;

export interface DetectedType {
  mime: string;
  /** The ending of its name, without a dot. */
  ext: string;
}

/** So many bytes tell what it is. */
export const HEAD_BYTES = 4_100;

const IMAGES = ['image/jpeg', 'image/png', 'image/webp'];
const VIDEOS = ['video/mp4', 'video/3gpp'];
const AUDIOS = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/ogg'];
const OFFICE = ['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
  (name) => `application/vnd.openxmlformats-officedocument.${name}`,
);
const OPEN_DOCUMENTS = ['text', 'spreadsheet', 'presentation'].map(
  (name) => `application/vnd.oasis.opendocument.${name}`,
);
const TEXT = 'text/plain';

// Archives, programs, pages and what nobody knows are not among them: nobody is to open them because a customer sent them.
const PASSED_ON: Record<MediaKind, readonly string[]> = {
  image: IMAGES,
  sticker: ['image/webp'],
  video: VIDEOS,
  audio: AUDIOS,
  document: ['application/pdf', TEXT, 'application/rtf', ...OFFICE, ...OPEN_DOCUMENTS, ...IMAGES, ...VIDEOS, ...AUDIOS],
};

const MEGABYTE = 1024 * 1024;

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media, supported media types */
const TAKEN: readonly { media: UploadedFile['media']; types: readonly string[]; most: number }[] = [
  { media: 'image', types: ['image/jpeg', 'image/png'], most: 5 * MEGABYTE },
  { media: 'video', types: VIDEOS, most: 16 * MEGABYTE },
  { media: 'audio', types: AUDIOS, most: 16 * MEGABYTE },
  { media: 'document', types: ['application/pdf', TEXT, ...OFFICE], most: 100 * MEGABYTE },
];

/** As what WhatsApp takes a file. Throws a failure where it does not. `size`: bytes. */
export async function takenType(
  detect: DetectFileType,
  head: Buffer,
  size: number,
): Promise<DetectedType & { media: UploadedFile['media'] }> {
  if (head.length === 0) throw refused('empty');
  const type = await typeOf(detect, head);
  const taken = TAKEN.find(({ types }) => types.includes(type.mime));
  if (taken === undefined) throw refused('not_taken', type.ext.toUpperCase());
  if (size > taken.most) throw refused('too_large', taken.media);
  return { ...type, mime: type.mime === 'audio/x-m4a' ? 'audio/mp4' : type.mime, media: taken.media };
}

const PAGE = /^\s*<(?:!doctype|html|head|body|script|svg|\?xml|iframe)/i;

/** The type of a file by its first bytes. Throws a failure where a file of this kind is not passed on as what it says it is. */
export async function checkedType(detect: DetectFileType, head: Buffer, media: MediaKind): Promise<DetectedType> {
  if (head.length === 0) throw refused('empty');
  const type = await typeOf(detect, head);
  if (PASSED_ON[media].includes(type.mime)) return type;
  const name = type.ext.toUpperCase();
  throw refused(media === 'document' ? 'not_passed_on' : 'not_what_it_says', name);
}

async function typeOf(detect: DetectFileType, head: Buffer): Promise<DetectedType> {
  const detected = await detect(head);
  if (detected !== undefined) {
    const [mime = detected.mime] = detected.mime.split(';');
    return { mime: mime.trim(), ext: detected.ext };
  }
  const text = readText(head);
  if (text === undefined) return { mime: 'application/octet-stream', ext: 'unknown' };
  if (PAGE.test(text)) return { mime: 'text/html', ext: 'html' };
  return text.startsWith('#!') ? { mime: 'text/x-script', ext: 'script' } : { mime: TEXT, ext: 'txt' };
}

/** `undefined`: it is no text. The head may end in the middle of a character. */
function readText(head: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= HEAD_BYTES });
    return /(?![\t\n\f\r])\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const WORDS: Record<MediaKind, string> = {
  image: 'photo',
  video: 'video',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
};

const LONGEST_NAME = 80;

/** A name for it with the ending of its real type: what its sender called it is no more than a beginning. */
export function safeName(fileName: string | undefined, media: MediaKind, { ext }: DetectedType): string {
  const last = (fileName ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}"<>:|?*]/gu, '')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, LONGEST_NAME);
  return `${clean === '' ? WORDS[media] : clean}.${ext}`;
}
