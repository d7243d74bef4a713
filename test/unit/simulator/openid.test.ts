import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto';
import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { createIssuer } from '../../../src/simulator/openid/issuer';
import { atEnd, closeAll } from '../../support/http';

afterEach(closeAll);

const config = { clientId: 'desk', clientSecret: 'a-secret', redirectUri: 'http://desk.test/desk/signed-in' };

async function start() {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = createIssuer(config, { origin: () => origin });
  app.use('/openid', issuer.api!);
  app.use('/control', express.json(), issuer.control!);
  const verifier = randomBytes(32).toString('base64url');
  const asked = {
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    scope: 'openid profile',
    state: 'state-123',
    nonce: 'nonce-123',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const authorize = (change: Record<string, string> = {}) =>
    fetch(`${origin}/openid/authorize?${new URLSearchParams({ ...asked, ...change }).toString()}`, {
      redirect: 'manual',
    });
  const code = async (): Promise<string> =>
    new URL((await authorize({ user: 'U_THANDI' })).headers.get('location')!).searchParams.get('code')!;
  const exchange = async (change: Record<string, string>) => {
    const { clientId: client_id, clientSecret: client_secret, redirectUri: redirect_uri } = config;
    const body = { grant_type: 'authorization_code', client_id, client_secret, redirect_uri, code_verifier: verifier };
    const response = await fetch(`${origin}/openid/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...body, ...change }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const settings = async (change: object): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    const put = { method: 'PUT', headers, body: JSON.stringify(change) };
    return (await fetch(`${origin}/control/openid/settings`, put)).status;
  };
  /** Head and claims of a new ID token, and whether the published key confirms it. */
  const token = async () => {
    const { body } = await exchange({ code: await code() });
    const [head = '', claims = '', seal = ''] = body['id_token']!.split('.');
    const { keys } = (await (await fetch(`${origin}/openid/keys`)).json()) as { keys: [JsonWebKey] };
    const key = createPublicKey({ key: keys[0], format: 'jwk' });
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const confirmed = verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(seal, 'base64url'));
    return { head: read(head), claims: read(claims), confirmed };
  };
  return { origin, authorize, code, exchange, settings, token, reset: () => issuer.reset!() };
}

describe('the simulated issuer', () => {
  it('when a person is chosen, then the code brings an ID token that its keys confirm', async () => {
    const { origin, code, exchange } = await start();
    const { status, body } = await exchange({ code: await code() });
    const [head = '', claims = '', seal = ''] = body['id_token']!.split('.');
    const { keys } = (await (await fetch(`${origin}/openid/keys`)).json()) as { keys: [JsonWebKey] };
    const key = createPublicKey({ key: keys[0], format: 'jwk' });
    expect(status).toBe(200);
    expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(seal, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      ...{ iss: `${origin}/openid`, aud: 'desk', sub: 'U_THANDI', name: 'Thandi Mokoena', nonce: 'nonce-123' },
    });
    const headers = { authorization: `Bearer ${body['access_token']}` };
    expect(await (await fetch(`${origin}/openid/userinfo`, { headers })).json()).toMatchObject({ sub: 'U_THANDI' });
    expect((await fetch(`${origin}/openid/userinfo`)).status).toBe(401);
  });

  it.each([
    ['client', { client_id: 'other' }],
    ['redirect address', { redirect_uri: 'http://evil.test/' }],
    ['missing state', { state: '' }],
    ['missing nonce', { nonce: '' }],
    ['missing challenge', { code_challenge: '' }],
    ['plain challenge', { code_challenge_method: 'plain' }],
    ['scope without openid', { scope: 'profile' }],
    ['implicit flow', { response_type: 'token' }],
  ])('when the %s is not as registered, then nobody is sent anywhere', async (_what, change) => {
    const { authorize } = await start();
    const answer = await authorize({ user: 'U_THANDI', ...change });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['verifier', { code_verifier: 'x'.repeat(43) }, 400],
    ['secret', { client_secret: 'wrong-secret' }, 401],
    ['redirect address', { redirect_uri: 'http://desk.test/other' }, 400],
    ['grant', { grant_type: 'refresh_token' }, 400],
    ['code', { code: 'made up' }, 400],
  ])('when the %s is wrong, then there is no token', async (_what, change, status) => {
    const { code, exchange } = await start();
    expect((await exchange({ code: await code(), ...change })).status).toBe(status);
  });

  it('when a code is used twice, then it counts once', async () => {
    const { code, exchange } = await start();
    const once = await code();
    expect([(await exchange({ code: once })).status, (await exchange({ code: once })).status]).toEqual([200, 400]);
  });

  it('when it is told to lie, then its tokens do, until it is told otherwise or reset', async () => {
    const { settings, token, reset } = await start();
    expect(await settings({ claims: { iss: 'https://evil.test', nonce: null }, signature: 'foreign' })).toBe(200);
    const lie = await token();
    expect(lie).toMatchObject({ head: { alg: 'RS256', kid: 'simulated' }, confirmed: false });
    expect([lie.claims['iss'], 'nonce' in lie.claims, lie.claims['sub']]).toEqual([
      'https://evil.test',
      false,
      'U_THANDI',
    ]);
    for (const [signature, alg] of [
      ['none', 'none'],
      ['confused', 'HS256'],
    ]) {
      await settings({ signature });
      expect(await token()).toMatchObject({ head: { alg }, claims: { nonce: 'nonce-123' }, confirmed: false });
    }
    reset();
    expect(await token()).toMatchObject({ head: { alg: 'RS256' }, confirmed: true });
  });
});
