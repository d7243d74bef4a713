import { z } from 'zod';
import { isAgentId } from '../agent-id';

/** What the values of the environment look like. Each takes the raw text. */

export const secretOf = (length: number) => z.string().min(length).regex(/^\S+$/);

export const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

export const numberBetween = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

/** Keys for AES-256, separated by commas. */
export const keyring = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(z.array(z.string().regex(/^[0-9a-f]{64}$/i)).refine((keys) => new Set(keys).size === keys.length))
  .transform((keys) => keys.map((key) => Buffer.from(key, 'hex')));

export const port = wholeNumber(1, 65_535);

export const yesOrNo = z.stringbool();

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const parsedUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const withoutSlash = (text: string): string => text.replace(/\/+$/, '');

/** An address of a vendor or of this service. Secrets travel over it, so it is https unless it stays on this computer. */
export const serviceUrl = z
  .string()
  .refine((text) => {
    const url = parsedUrl(text);
    return url?.protocol === 'https:' || url?.protocol === 'http:';
  })
  .transform(withoutSlash);

/** What browsers and vendors call from outside. */
export const publicUrl = z
  .string()
  .refine((text) => {
    const url = parsedUrl(text);
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  })
  .transform(withoutSlash);

const IP_ADDRESS = /^(\d+(\.\d+){3}|\[.*\])$/;

/** An address of a vendor that is a secret itself: https and a public name, or on this computer alone. */
export const secretUrl = z.string().refine((text) => {
  const url = parsedUrl(text);
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  if (LOOPBACK.test(url.hostname)) return url.protocol === 'http:';
  return url.protocol === 'https:' && url.hostname.includes('.') && !IP_ADDRESS.test(url.hostname);
});

/** A comma-separated selection of known words; `none` selects nothing. */
export const listOf = <T extends string>(words: readonly T[]) =>
  z
    .string()
    .transform((text) =>
      text === 'none'
        ? []
        : text
            .split(',')
            .map((word) => word.trim())
            .filter((word) => word !== ''),
    )
    .pipe(z.array(z.enum(words)));

/** Ids of agents, separated by commas. */
export const agentIds = z
  .string()
  .transform((text) => text.split(',').map((id) => id.trim()))
  .pipe(z.array(z.string().refine(isAgentId)));
