import type { CustomerContent } from '../messages';
import type { EntryFile } from '../file';
import type { ContentKind } from '../words';
import { FILE_RULES } from '../rules';

export interface Recorded {
  text: string;
  /** What it is where it is not words. */
  kind?: ContentKind;
  readable?: boolean;
  photo?: boolean;
  file?: EntryFile;
  ignored?: boolean;
}

/** How a message stands in the transcript, and whether the assistant can read it. */
export function describe(content: CustomerContent, rules: number): Recorded {
  switch (content.kind) {
    case 'text':
      return { text: content.text, readable: true };
    case 'button':
      return { text: content.title, readable: true };
    case 'media':
      return rules < FILE_RULES ? describeMedia(content) : { ...describeMedia(content), file: fileOf(content) };
    case 'location':
      return { kind: 'location', text: rules < FILE_RULES ? placeName(content) : place(content) };
    case 'contacts':
      return { kind: 'contact', text: `[contact: ${content.names.join(', ')}]` };
    case 'reaction':
      return {
        kind: 'reaction',
        text: content.emoji ? `[reaction ${content.emoji}]` : '[reaction removed]',
        ignored: true,
      };
    case 'order':
      return { kind: 'order', text: `[order from the catalogue, ${content.items} items] ${content.text ?? ''}`.trim() };
    case 'form':
      return { kind: 'form', text: `[form ${content.name}] ${content.text}`, readable: true };
    case 'edit':
      return { text: `[edited] ${content.text ?? ''}`.trim(), ignored: true };
    case 'revoke':
      return { text: '[deleted a message]', ignored: true };
    case 'welcome':
      return { text: '[opened the chat]', ignored: true };
    case 'unsupported':
      return { text: `[message of a kind that cannot be shown: ${content.type}]` };
    default:
      // A newer gateway may know kinds that this run does not.
      return { text: '[message of a kind that cannot be shown]' };
  }
}

type Location = Extract<CustomerContent, { kind: 'location' }>;

const placeName = ({ name }: Location): string => `[location${name === undefined ? '' : `: ${name}`}]`;

function place({ latitude, longitude, name, address }: Location): string {
  const words = [name, address].filter((part) => part !== undefined).join(', ');
  return `[location${words === '' ? '' : `: ${words}`}] https://maps.google.com/?q=${latitude},${longitude}`;
}

function fileOf({ mediaId, media, fileName, sha256 }: Extract<CustomerContent, { kind: 'media' }>): EntryFile {
  return { mediaId, media, ...(fileName !== undefined && { fileName }), ...(sha256 !== undefined && { sha256 }) };
}

function describeMedia(content: Extract<CustomerContent, { kind: 'media' }>): Recorded {
  const what = content.voice ? 'voice note' : content.media === 'image' ? 'photo' : content.media;
  const name = content.fileName === undefined ? '' : `: ${content.fileName}`;
  const text = `[${what}${name}] ${content.caption ?? ''}`.trim();
  if (content.media === 'sticker') return { kind: what, text: '[sticker]', ignored: true };
  const readable = (content.caption ?? '').trim() !== '';
  return { kind: what, text, readable, photo: content.media === 'image' };
}
