import { existsSync, readFileSync } from 'node:fs';

/** Every dress in which a word may lie in a file: plain, as JSON writes it, in UTF-16, and in base64 at any offset. */
function formsOf(canary: string): Buffer[] {
  const bytes = Buffer.from(canary);
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last character also hold bits of what stands beside it.
    return Buffer.from(text.slice(offset === 0 ? 0 : offset + 1, -1));
  });
  return [bytes, Buffer.from(JSON.stringify(canary).slice(1, -1)), Buffer.from(canary, 'utf16le'), ...inBase64];
}

/** Which of these words are somewhere in it. */
export function canariesIn(content: Buffer | string, canaries: string[]): string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return canaries.filter((canary) => formsOf(canary).some((form) => bytes.includes(form)));
}

/** The database with what has not been written into its main file yet. */
export const databaseBytes = (file: string): Buffer =>
  Buffer.concat([file, `${file}-wal`, `${file}-journal`].filter(existsSync).map((path) => readFileSync(path)));

/** Anything the SDK has decoded, with the bytes of payloads as they are. */
export const written = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Uint8Array) return Buffer.from(part).toString('latin1');
    // Protobuf messages and Buffers turn into base64 before a replacer sees them.
    return typeof part === 'bigint' ? String(part) : part;
  });
