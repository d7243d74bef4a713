import express from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIdentityProvider } from '../../../src/desk/identity-provider';
import { SignInError } from '../../../src/desk/sign-in';
import { createIssuer } from '../../../src/simulator/openid/issuer';
import { atEnd, closeAll } from '../../support/http';

const CLIENT = { clientId: 'desk', clientSecret: 'a-secret', redirectUri: 'http://desk.test/desk/signed-in' };

afterEach(closeAll);

/** Somebody signs in at a real issuer and is sent back with what the issuer adds to the address. */
async function comeBack({ claim = 'sub' } = {}) {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.use('/openid', createIssuer(CLIENT, { origin: () => origin }).api!);
  const provider = createIdentityProvider({ ...CLIENT, issuer: `${origin}/openid`, claim });
  const { address, handshake } = await provider.begin();
  const chosen = new URL(address);
  chosen.searchParams.set('user', 'U_THANDI');
  const { headers } = await fetch(chosen, { redirect: 'manual' });
  return { provider, handshake, query: new URL(headers.get('location')!).search };
}

describe('who comes back from the issuer', () => {
  it('when all is as it was sent, then it is the person of the ID token', async () => {
    const { provider, handshake, query } = await comeBack();
    await expect(provider.finish(query, handshake)).resolves.toEqual({ id: 'U_THANDI', name: 'Thandi Mokoena' });
  });

  it.each([
    ['state', { state: 'of-another-sign-in' }],
    ['nonce', { nonce: 'of-another-sign-in' }],
    ['verifier', { verifier: 'v'.repeat(43) }],
  ])('when the %s is that of another sign-in, then it is nobody', async (_what, change) => {
    const { provider, handshake, query } = await comeBack();
    await expect(provider.finish(query, { ...handshake, ...change })).rejects.toThrow(SignInError);
  });

  it('when the claim is no id of an agent, then it is nobody, and the sentence names the setting', async () => {
    const { provider, handshake, query } = await comeBack({ claim: 'name' });
    await expect(provider.finish(query, handshake)).rejects.toThrow(/DESK_OIDC_CLAIM/);
  });
});
