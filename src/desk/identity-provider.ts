import * as openid from 'openid-client';
import { isAgentId } from '../agent-id';
import { SignInError, type Handshake, type IdentityProvider } from './sign-in';

export interface IdentityProviderOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that is the agent's id. */
  claim: string;
  /** Registered with the issuer. */
  redirectUri: string;
}

const WITHIN_SECONDS = 8;

/**
 * OpenID Connect's authorization code flow with PKCE, state and nonce; the ID token's signature is checked as well
 * (openid.net, OpenID Connect Core 1.0, section 3.1). The issuer is asked for its addresses when somebody signs in.
 */
export function createIdentityProvider(options: IdentityProviderOptions): IdentityProvider {
  const { issuer, clientId, clientSecret, claim, redirectUri } = options;
  const configuration = createConfiguration({ issuer, clientId, clientSecret });

  return {
    async begin() {
      const handshake: Handshake = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      };
      const address = openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: handshake.state,
        nonce: handshake.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(handshake.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, handshake };
    },
    async finish(query, { state, nonce, verifier }) {
      const back = new URL(redirectUri);
      back.search = query;
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await openid
        .authorizationCodeGrant(await configuration(), back, checks)
        .catch((error: unknown) => {
          throw new SignInError('The issuer has not confirmed who you are. Sign in again.', error);
        });
      return personIn(tokens.claims() ?? {}, claim);
    },
  };
}

type IssuerOptions = Pick<IdentityProviderOptions, 'issuer' | 'clientId' | 'clientSecret'>;

/** What the issuer says of itself, asked for once it is needed and again after a failure. */
function createConfiguration({ issuer, clientId, clientSecret }: IssuerOptions): () => Promise<openid.Configuration> {
  let known: Promise<openid.Configuration> | undefined;
  // An issuer is https, but for one on this computer (the configuration allows no other).
  const insecure = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [];
  const options = { execute: [...insecure, openid.enableNonRepudiationChecks], timeout: WITHIN_SECONDS };
  return async () => {
    known ??= openid.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw new SignInError('The issuer does not answer. Try again in a minute.', error);
    }
  };
}

function personIn(claims: object, claim: string): { id: string; name?: string } {
  const { [claim]: id, name } = claims as Record<string, unknown>;
  if (typeof id !== 'string' || !isAgentId(id)) {
    throw new SignInError(`The issuer tells no usable ${claim}: the operator has to look at DESK_OIDC_CLAIM.`);
  }
  return { id, ...(typeof name === 'string' && name.trim() !== '' && { name: name.trim().slice(0, 80) }) };
}
