import { randomBytes } from 'node:crypto';
import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { SimulatorPart, SimulatorTools } from '../parts';
import { createMoods, statedIn, type Moods } from './moods';
import { chooserPage, refusalPage } from './pages';
import { PEOPLE } from './people';
import { challengeOf, createSigner, isSame } from './tokens';

export interface OpenIdConfig {
  clientId: string;
  clientSecret: string;
  /** The one address that is registered. */
  redirectUri: string;
}

const CODE_LIVES_MS = 60_000;
const TOKEN_LIVES_MS = 3_600_000;

const askSchema = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().refine((scope) => scope.split(' ').includes('openid'), 'scope has to contain openid'),
  state: z.string().min(8),
  nonce: z.string().min(8),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
});
const tokenSchema = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
});

type Ask = z.infer<typeof askSchema>;
interface Granted extends Ask {
  user: string;
  until: number;
}

const random = (): string => randomBytes(24).toString('base64url');

/**
 * An OpenID Connect issuer for the people of the simulated workspace: discovery, authorization with a page on which one
 * click signs in, token, userinfo, keys. It takes a code once, with PKCE, for the one registered redirect address, and
 * lies only where it is told to.
 */
export function createIssuer(config: OpenIdConfig | undefined, tools: Pick<SimulatorTools, 'origin'>): SimulatorPart {
  if (config === undefined) return {};
  const signer = createSigner();
  const codes = new Map<string, Granted>();
  const tokens = new Map<string, { user: string; until: number }>();
  const issuer = (): string => `${tools.origin()}/openid`;
  const moods = createMoods();
  const deps = { config, signer, codes, tokens, issuer, moods: moods.current };
  const api = Router();
  api.get('/.well-known/openid-configuration', (_request, response) => void response.json(discovery(issuer())));
  api.get('/keys', (_request, response) => void response.json(signer.keys));
  api.get('/authorize', authorize(deps));
  api.post('/token', express.urlencoded({ extended: false }), exchange(deps));
  api.get('/userinfo', (request, response) => {
    const [, bearer = ''] = /^Bearer (.+)$/.exec(request.get('authorization') ?? '') ?? [];
    const found = tokens.get(bearer);
    if (found === undefined || found.until < Date.now())
      return void response.status(401).json({ error: 'invalid_token' });
    response.json(personOf(found.user));
  });
  return {
    api,
    control: moods.control,
    reset() {
      codes.clear();
      tokens.clear();
      moods.reset();
    },
  };
}

interface Deps {
  config: OpenIdConfig;
  signer: ReturnType<typeof createSigner>;
  codes: Map<string, Granted>;
  tokens: Map<string, { user: string; until: number }>;
  issuer: () => string;
  moods: () => Moods;
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'profile'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
});

function personOf(id: string) {
  const user = PEOPLE.find((one) => one.id === id);
  return { sub: id, name: user?.realName ?? id };
}

/** Without `user` the page on which one is chosen; with it the way back, with a code. */
const authorize =
  ({ config, codes }: Deps) =>
  (request: Request, response: Response): void => {
    const asked = askSchema.safeParse(request.query);
    // Nobody is sent to an address that is not registered, not even with an error.
    if (request.query['client_id'] !== config.clientId || request.query['redirect_uri'] !== config.redirectUri) {
      return void response.status(400).type('html').send(refusalPage('This client or its address is not registered.'));
    }
    if (!asked.success)
      return void response
        .status(400)
        .type('html')
        .send(refusalPage(z.prettifyError(asked.error)));
    const { user } = request.query;
    if (typeof user !== 'string' || !PEOPLE.some(({ id }) => id === user)) {
      return void response.type('html').send(chooserPage(request.query as Record<string, string>));
    }
    const code = random();
    codes.set(code, { ...asked.data, user, until: Date.now() + CODE_LIVES_MS });
    const back = new URL(config.redirectUri);
    back.search = new URLSearchParams({ code, state: asked.data.state }).toString();
    response.redirect(303, back.href);
  };

/** RFC 6749, section 4.1.3: a code counts once, whether it is taken or refused. */
const exchange =
  ({ config, codes, tokens, signer, issuer, moods }: Deps) =>
  (request: Request, response: Response): void => {
    const refuse = (status: number, error: string): void => void response.status(status).json({ error });
    const asked = tokenSchema.safeParse(request.body);
    if (!asked.success) return refuse(400, 'invalid_request');
    const { code, redirect_uri, code_verifier, client_id, client_secret } = asked.data;
    if (client_id !== config.clientId || !isSame(client_secret, config.clientSecret))
      return refuse(401, 'invalid_client');
    const granted = codes.get(code);
    codes.delete(code);
    const proven = granted !== undefined && isSame(challengeOf(code_verifier), granted.code_challenge);
    if (!proven || granted.until < Date.now() || redirect_uri !== granted.redirect_uri)
      return refuse(400, 'invalid_grant');
    const token = random();
    tokens.set(token, { user: granted.user, until: Date.now() + TOKEN_LIVES_MS });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer(),
      aud: config.clientId,
      iat: now,
      exp: now + TOKEN_LIVES_MS / 1000,
      nonce: granted.nonce,
    };
    response.set('cache-control', 'no-store').json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: TOKEN_LIVES_MS / 1000,
      id_token: signer.token(statedIn(moods(), { ...personOf(granted.user), ...claims }), moods().signature),
    });
  };
