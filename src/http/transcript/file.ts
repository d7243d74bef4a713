import type { TranscriptLine } from '../../../workflows/conversation/messages';
import { fileProblemSentence } from '../../../workflows/conversation/wording';
import type { ContentKind, FileProblem } from '../../../workflows/conversation/words';
import { html, type Html } from '../html';

interface FileContext {
  /** ms UTC. */
  now: number;
  /** Where the file of a line is to be had; absent: not here. */
  fileAt: ((number: number) => string) | undefined;
}

const DAY = 24 * 60 * 60 * 1000;
/** What a customer has sent, and what we have (developers.facebook.com/docs/whatsapp/cloud-api/reference/media). */
const KEPT_DAYS = { theirs: 7, ours: 30 };
/** With any other problem the next try may bring it. */
const FOR_GOOD: readonly FileProblem[] = ['empty', 'too_large', 'not_what_it_says', 'not_passed_on', 'gone'];

/** What its bytes were, once somebody has looked at them, and the file itself where it is to be had. */
export function renderFile({ number, at, from, file }: TranscriptLine, kind: ContentKind, context: FileContext): Html {
  const { fileAt, now } = context;
  const small = (sentence: string): Html => html`<p class="small">${sentence}</p>`;
  const { type, size, problem } = { ...file };
  const known = type === undefined || size === undefined ? '' : `${type}, ${sizeWords(size)}. `;
  if (problem !== undefined && (fileAt === undefined || FOR_GOOD.includes(problem))) {
    return small(fileProblemSentence(kind, problem));
  }
  if (fileAt === undefined || file === undefined) return small(`${known}The file itself is on WhatsApp, not here.`);
  const days = KEPT_DAYS[from === 'customer' ? 'theirs' : 'ours'];
  if (now - at > days * DAY) return small(`${known}WhatsApp has kept the file for ${days} days.`);
  const whose = from === 'customer' ? 'The customer’s' : 'The agent’s';
  return html`${shown(kind, fileAt(number), `${whose} ${kind}`)}${known !== '' && small(known)}`;
}

/** Nothing but a photo is fetched before somebody asks for it. */
function shown(kind: ContentKind, address: string, words: string): Html {
  switch (kind) {
    case 'photo':
    case 'sticker':
      return html`<a class="file" href="${address}"><img src="${address}" alt="${words}" loading="lazy" /></a>`;
    case 'voice note':
    case 'audio':
      return html`<audio class="file" controls preload="none" src="${address}" aria-label="${words}"></audio>`;
    case 'video':
      return html`<video class="file" controls preload="none" src="${address}" aria-label="${words}"></video>`;
    default:
      return html`<p><a class="file" href="${address}">Save the file</a></p>`;
  }
}

const KILOBYTE = 1024;

function sizeWords(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes} bytes`;
  const [unit, size] = bytes < KILOBYTE ** 2 ? ['kB', bytes / KILOBYTE] : ['MB', bytes / KILOBYTE ** 2];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
