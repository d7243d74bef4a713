import { createHash, generateKeyPairSync, sign, timingSafeEqual } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key of its own in every run, and what is signed with it. */
export function createSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'simulated';
  return {
    /** RFC 7517. */
    keys: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
    /** RFC 7519, RS256. */
    token(claims: object): string {
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}

/** RFC 7636, S256. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
export const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
