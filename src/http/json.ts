const DEEPEST = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** What is wrong with a body, in one sentence. */
export class BodyError extends Error {}

/** The JSON in these bytes. Throws BodyError for anything else, and for JSON nested deeper than anybody needs. */
export function parseJson(body: Buffer): unknown {
  if (isNestedDeeperThan(DEEPEST, body)) throw new BodyError('The body is nested too deeply.');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new BodyError('The body is not JSON.');
  }
}

function isNestedDeeperThan(limit: number, body: Buffer): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index]!;
    if (quoted && byte === BACKSLASH) index += 1;
    else if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && OPENING.has(byte)) depth += 1;
    else if (!quoted && CLOSING.has(byte)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}
