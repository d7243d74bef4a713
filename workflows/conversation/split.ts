/**
 * Splits a text into parts of at most `limit` characters (UTF-16 units) at a sensible place: between paragraphs, else
 * lines, else sentences, else words; never inside a surrogate pair. WhatsApp takes 4,096 characters a message.
 */
export function splitText(text: string, limit = 4096): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = breakBefore(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

function breakBefore(text: string, limit: number): number {
  const least = Math.floor(limit / 2);
  for (const separator of ['\n\n', '\n', '. ', '? ', '! ', ' ']) {
    const at = text.lastIndexOf(separator, limit - separator.length);
    if (at >= least) return at + separator.length;
  }
  const last = text.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
}
