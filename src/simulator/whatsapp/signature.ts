import { createHmac } from 'node:crypto';

/** The body as Meta puts it on the wire: everything outside ASCII as \uXXXX in lower case, slashes escaped. */
export function wireBytes(payload: unknown): Buffer {
  const escaped = JSON.stringify(payload)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\//g, '\\/');
  return Buffer.from(escaped, 'ascii');
}

/** The value of `X-Hub-Signature-256` over exactly these bytes. */
export const signatureOf = (body: Buffer, appSecret: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
