import { createHash, createHmac, generateKeyPairSync, sign, timingSafeEqual, type KeyObject } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * `foreign`: by a key that was never published, under the name of the one that was. `none`: not at all. `confused`: with
 * the public key as if it were a shared secret (RFC 8725, section 2.1).
 */
export const SIGNATURES = ['own', 'foreign', 'none', 'confused'] as const;
export type Signature = (typeof SIGNATURES)[number];

const ALGORITHMS: Record<Signature, string> = { own: 'RS256', foreign: 'RS256', none: 'none', confused: 'HS256' };
const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A key of its own in every run, and what is signed with it. */
export function createSigner() {
  const { privateKey, publicKey } = newKeys();
  const kid = 'simulated';
  let foreign: KeyObject | undefined;

  function seal(signed: string, signature: Signature): string {
    switch (signature) {
      case 'own':
        return sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url');
      case 'foreign':
        foreign ??= newKeys().privateKey;
        return sign('RSA-SHA256', Buffer.from(signed), foreign).toString('base64url');
      case 'confused':
        return createHmac('sha256', publicKey.export({ format: 'pem', type: 'spki' }))
          .update(signed)
          .digest('base64url');
      case 'none':
        return '';
    }
  }

  return {
    /** RFC 7517. */
    keys: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
    /** RFC 7519, RS256. */
    token(claims: object, signature: Signature = 'own'): string {
      const signed = `${encode({ alg: ALGORITHMS[signature], typ: 'JWT', kid })}.${encode(claims)}`;
      return `${signed}.${seal(signed, signature)}`;
    },
  };
}

/** RFC 7636, S256. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
export const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
