import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const HEADER = /^sha256=([0-9a-f]{64})$/;

/**
 * Whether Meta signed exactly these bytes with one of the app's secrets (two while a secret is being rotated).
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validating-payloads
 */
export function isSignedByMeta(body: Buffer, header: string | undefined, appSecrets: readonly string[]): boolean {
  const hex = HEADER.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const signature = Buffer.from(hex, 'hex');
  return appSecrets.some((secret) => timingSafeEqual(signature, createHmac('sha256', secret).update(body).digest()));
}

/** Compares two texts in a time that tells nothing about either. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
