/** A stretch of the text that WhatsApp shows formatted, markers included. */
interface Span {
  marker: string;
  start: number;
  end: number;
}

const WHATSAPP_TEXT_LIMIT = 4_096;
// Closing and reopening whatever is open at a cut must leave room for words.
const SMALLEST_LIMIT_WITH_FORMATTING = 64;

// Longest pauses first. A cut must leave a piece that is worth a message.
const PAUSES = [/\n[^\S\n]*\n\s*/g, /[.!?…][)\]"'”’*_~]*\s+/g, /\n\s*/g, /\s+/g];
const WORTH_A_MESSAGE = 0.5;
const JOINER = '\u200d';
const LONGEST_CHARACTER = 32;

const BLOCK = /```[\s\S]+?```/g;
// A marker counts next to white space and punctuation alone: 2*3*4 is no formatting.
const EDGE = '[^\\s!-/:-@[-`{-~]';
const inline = (marker: string): RegExp =>
  new RegExp(`(?<!${EDGE})\\${marker}(?=[^\\s${marker}])[^\\n${marker}]*(?<=\\S)\\${marker}(?!${EDGE})`, 'g');
const INLINE = ['*', '_', '~'].map((marker) => [marker, inline(marker)] as const);

/**
 * Cuts a text into messages of at most `limit` characters (UTF-16 code units, as WhatsApp counts): between paragraphs if
 * it can, else sentences, lines or words; never inside a character. WhatsApp formatting that is open at a cut is closed
 * there and opened again in the next message.
 */
export function splitText(text: string, limit: number = WHATSAPP_TEXT_LIMIT): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const { piece, next } = cutOnce(rest, limit);
    if (piece !== '') pieces.push(piece);
    rest = next;
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces;
}

function cutOnce(text: string, limit: number): { piece: string; next: string } {
  const spans = limit < SMALLEST_LIMIT_WITH_FORMATTING ? [] : spansOf(text);
  // What has to be closed depends on the place, and the place on the room that closing leaves.
  const reserve = Math.max(0, ...spans.map(({ marker }) => marker.length)) + (spans.length > 0 ? INLINE.length : 0);
  const at = outsideMarkers(spans, placeToCut(text, limit - reserve));
  const open = spans.filter(({ start, end }) => start < at && at < end).sort((one, other) => one.start - other.start);
  const closers = open.map(({ marker }) => marker).reverse();
  const openers = open.map(({ marker }) => marker);
  const piece = text.slice(0, at).trimEnd();
  return { piece: piece === '' ? '' : piece + closers.join(''), next: openers.join('') + text.slice(at).trimStart() };
}

function placeToCut(text: string, limit: number): number {
  const window = text.slice(0, limit + 1);
  for (const pause of PAUSES) {
    let last = 0;
    for (const { index, 0: found } of window.matchAll(pause)) {
      // The white space of a pause may hang over the edge; the words before it may not.
      if (index + found.trimEnd().length <= limit) last = Math.min(index + found.length, limit);
    }
    if (last >= limit * WORTH_A_MESSAGE) return last;
  }
  return betweenCharacters(text, limit);
}

// What is shown as one character can be several: a surrogate pair, an accent, a family joined from four people.
function betweenCharacters(text: string, limit: number): number {
  for (let at = limit; at > limit - LONGEST_CHARACTER && at > 0; at -= 1) {
    if (text[at - 1] !== JOINER && !continuesCharacter(text.codePointAt(at)) && !isInsidePair(text, at)) return at;
  }
  return isInsidePair(text, limit) ? Math.max(1, limit - 1) : limit;
}

// Fixed ranges: what Node knows about Unicode changes from release to release, and a replay must not notice.
const continuesCharacter = (code = 0): boolean =>
  code === 0x200d ||
  code === 0xfe0f ||
  (code >= 0x300 && code <= 0x36f) ||
  (code >= 0x1f3fb && code <= 0x1f3ff) ||
  (code >= 0xdc00 && code <= 0xdfff);

const isInsidePair = (text: string, at: number): boolean =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');

// Half a marker is none, and formatting around nothing is shown as its markers.
function outsideMarkers(spans: Span[], at: number): number {
  for (const { marker, start, end } of spans) {
    if (at > start && at <= start + marker.length && start > 0) return start;
    if (at >= end - marker.length && at < end) return end;
  }
  return at;
}

function spansOf(text: string): Span[] {
  const blocks = [...text.matchAll(BLOCK)].map(({ index, 0: found }) => span('```', index, found));
  const isInBlock = ({ start }: Span): boolean => blocks.some((block) => block.start <= start && start < block.end);
  const others = INLINE.flatMap(([marker, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => span(marker, index, found)),
  );
  return [...blocks, ...others.filter((one) => !isInBlock(one))].sort((one, other) => one.end - other.end);
}

const span = (marker: string, start: number, found: string): Span => ({ marker, start, end: start + found.length });
