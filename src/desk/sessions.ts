import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import cookieParser from 'cookie-parser';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';

/** Twelve hours: a shift. */
const SESSION_MS = 12 * 60 * 60_000;
/** As long as somebody may take to sign in. */
const SIGN_IN_MS = 10 * 60_000;
const SAID_MS = 60_000;

const sessionSchema = z.strictObject({
  use: z.literal('session'),
  id: z.string(),
  name: z.string(),
  until: z.number(),
  csrf: z.string().min(20),
});
const pendingSchema = z.strictObject({
  use: z.literal('sign-in'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  until: z.number(),
});
const saidSchema = z.strictObject({ use: z.literal('said'), sentence: z.string(), until: z.number() });

type Session = z.infer<typeof sessionSchema>;
type PendingSignIn = Omit<z.infer<typeof pendingSchema>, 'use' | 'until'>;

export interface Sessions {
  /** Mount in front of everything that reads. */
  cookies: RequestHandler;
  read(request: Request): Session | undefined;
  start(response: Response, person: { id: string; name: string }): void;
  end(response: Response): void;
  keepSignIn(response: Response, pending: PendingSignIn): void;
  /** Counts once. */
  takeSignIn(request: Request, response: Response): PendingSignIn | undefined;
  /** A sentence for the next page of this browser. */
  say(response: Response, sentence: string): void;
  takeSaid(request: Request, response: Response): string | undefined;
  /** Whether this form is from a page of ours that was made for this session. */
  isOwnForm(request: Request, session: Session): boolean;
}

interface SessionOptions {
  /** BATON_LINK_KEY; what signs cookies is derived from it. */
  key: string;
  publicUrl: string;
  now?: () => number;
}

const NAMES = { session: 'baton_desk', signIn: 'baton_desk_sign_in', said: 'baton_desk_said' };

/**
 * Sessions in signed cookies: nobody without the key can make or change one, and nothing is kept here. Lax, because the
 * issuer sends people back from another site; every form carries a token of its session besides.
 */
export function createSessions({ key, publicUrl, now = Date.now }: SessionOptions): Sessions {
  const secret = createHmac('sha256', key).update('desk sessions').digest('hex');
  const { origin } = new URL(publicUrl);
  const { read, set, clear } = createJar(publicUrl.startsWith('https:'), now);
  return {
    cookies: cookieParser(secret),
    read: (request) => read(request, NAMES.session, sessionSchema),
    start(response, { id, name }) {
      const csrf = randomBytes(24).toString('base64url');
      set(response, NAMES.session, { use: 'session', id, name, until: now() + SESSION_MS, csrf } as Session);
    },
    end: (response) => clear(response, NAMES.session),
    keepSignIn: (response, pending) =>
      set(response, NAMES.signIn, { use: 'sign-in', ...pending, until: now() + SIGN_IN_MS } as { until: number }),
    takeSignIn(request, response) {
      const found = read(request, NAMES.signIn, pendingSchema);
      clear(response, NAMES.signIn);
      return found;
    },
    say: (response, sentence) =>
      set(response, NAMES.said, { use: 'said', sentence, until: now() + SAID_MS } as { until: number }),
    takeSaid(request, response) {
      const found = read(request, NAMES.said, saidSchema)?.sentence;
      if (found !== undefined) clear(response, NAMES.said);
      return found;
    },
    isOwnForm({ headers, body }, { csrf }) {
      if (headers.origin !== undefined && headers.origin !== origin) return false;
      const given = (body as { csrf?: unknown } | undefined)?.csrf;
      return typeof given === 'string' && isSame(given, csrf);
    },
  };
}

/** Signed cookies of the desk, each until a moment. */
function createJar(secure: boolean, now: () => number) {
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/desk', signed: true };
  const set = (response: Response, name: string, value: { until: number }): void =>
    void response.cookie(name, value, { ...options, expires: new Date(value.until) });
  const clear = (response: Response, name: string): void =>
    void response.clearCookie(name, { ...options, signed: false });

  function read<T extends { until: number }>(request: Request, name: string, schema: z.ZodType<T>): T | undefined {
    const found = schema.safeParse((request.signedCookies as Record<string, unknown>)[name]).data;
    return found !== undefined && found.until > now() ? found : undefined;
  }

  return { read, set, clear };
}

const fingerprint = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
const isSame = (one: string, other: string): boolean => timingSafeEqual(fingerprint(one), fingerprint(other));
