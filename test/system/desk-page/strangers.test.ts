import { createHmac } from 'node:crypto';
import { createVisitor } from '../../support/desk';
import { useShift } from '../../support/shift';

const HOUR = 3_600_000;
const CONFIRMED_NOT = /The issuer has not confirmed who you are/;

const shift = useShift();
const visitor = () => createVisitor(shift().system.gateway);
type Visitor = ReturnType<typeof visitor>;

/** Goes to the issuer, is chosen there, and holds the way back in the hand. */
async function sentBack(who: Visitor, user = 'U_THANDI', to = ''): Promise<string> {
  const { location } = await who.get(`/desk/sign-in/start?to=${encodeURIComponent(to)}`);
  const chosen = new URL(location!);
  chosen.searchParams.set('user', user);
  const { headers } = await fetch(chosen, { redirect: 'manual' });
  const back = new URL(headers.get('location')!);
  expect(back.origin).toBe(shift().system.gateway);
  return `${back.pathname}${back.search}`;
}

async function signedIn(user?: string): Promise<Visitor> {
  const who = visitor();
  expect(await who.get(await sentBack(who, user))).toMatchObject({ status: 303, location: '/desk/queue' });
  return who;
}

const tokenOf = async (who: Visitor): Promise<string> => {
  const { text } = await who.get('/desk/queue');
  const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(text) ?? [];
  expect(token.length).toBeGreaterThan(20);
  return token;
};

/** Whoever is nobody is led to the sign-in. */
async function expectNobody(who: Visitor): Promise<void> {
  expect(await who.get('/desk/queue')).toMatchObject({ status: 303, location: '/desk/sign-in?to=%2Fdesk%2Fqueue' });
}

describe('a form that is not from one’s own page', () => {
  /** By its path below a conversation; what is filled in would be taken. */
  const FORMS: [path: string, fields: Record<string, string>][] = [
    ['commands/resolve', { outcome: 'solved' }],
    ['commands/resume', {}],
    ['commands/transfer', { to: 'group' }],
    ['commands/snooze', { until: '45 min' }],
    ['messages', { text: 'Written by a stranger', as: 'reply' }],
    ['template', { template: '604100000000004', send: 'yes' }],
    ['away', { kind: 'away' }],
    ['sign-out', {}],
    ['search', { number: '082 555 1234' }],
  ];

  test('when its token is missing, made up, or a colleague’s, or it comes from elsewhere, then it is refused and changes nothing', async () => {
    const { claimed, system, control } = shift();
    const phone = await claimed('U_THANDI');
    const id = await system.workflowIdOf(phone);
    const [thandi, pieter] = [await signedIn(), await signedIn('U_PIETER')];
    const [csrf, his] = [await tokenOf(thandi), await tokenOf(pieter)];
    const { epoch, handoffNumber } = await system.snapshot(phone);
    const seen = { revision: 'run.1', epoch: String(epoch), handoff: String(handoffNumber), nonce: 'n'.repeat(22) };
    const told = async () => [await system.snapshot(phone), await control.phone(phone)];
    const before = await told();
    const elsewhere = ['https://evil.example', 'null', `${system.gateway}.evil.example`, system.simulator];
    const tries: [token: Record<string, string>, origin: Record<string, string>][] = [
      [{}, {}],
      [{ csrf: '' }, {}],
      [{ csrf: 'x'.repeat(32) }, {}],
      [{ csrf: csrf.slice(1) }, {}],
      [{ csrf: his }, { origin: system.gateway }],
      ...elsewhere.map((origin): [Record<string, string>, Record<string, string>] => [{ csrf }, { origin }]),
    ];
    for (const [path, fields] of FORMS) {
      const below = ['away', 'sign-out', 'search'].includes(path) ? '/desk' : `/desk/conversations/${id}`;
      for (const [token, origin] of tries) {
        const { status, text } = await thandi.post(`${below}/${path}`, { ...seen, ...fields, ...token }, origin);
        expect({ path, token, origin, status }).toEqual({ path, token, origin, status: 403 });
        expect(text).toContain('Nothing has changed');
      }
    }
    expect(await told()).toEqual(before);
    const own = { ...seen, csrf, text: 'Written by her', as: 'reply' };
    expect((await thandi.post(`/desk/conversations/${id}/messages`, own, { origin: system.gateway })).status).toBe(303);
    await shift().reads(phone, /Written by her/);
  });

  test('when a file comes with it, then it is refused as well', async () => {
    const { claimed, system, control } = shift();
    const phone = await claimed('U_THANDI');
    const thandi = await signedIn();
    const before = await control.phone(phone);
    for (const origin of [system.gateway, 'https://evil.example']) {
      const form = new FormData();
      form.set('csrf', origin === system.gateway ? 'x'.repeat(32) : await tokenOf(thandi));
      form.set('nonce', 'n'.repeat(22));
      form.set('text', 'look');
      form.set('file', new Blob([Buffer.alloc(64)]), 'a.png');
      const path = `/desk/conversations/${await system.workflowIdOf(phone)}/messages`;
      expect((await thandi.post(path, form, { origin })).status).toBe(403);
    }
    expect(await control.phone(phone)).toEqual(before);
  });
});

describe('a sign-in that is not what it says', () => {
  const settings = (change: object) => shift().system.control.call('PUT', '/control/openid/settings', change);
  const now = (): number => Math.floor(Date.now() / 1000);

  afterEach(() => settings({}));

  test.each<[string, () => object]>([
    ['of another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['of no issuer', () => ({ claims: { iss: null } })],
    ['for another client', () => ({ claims: { aud: 'another-client' } })],
    ['for several clients, and made for another', () => ({ claims: { aud: ['baton-desk', 'x'], azp: 'x' } })],
    ['for nobody', () => ({ claims: { aud: null } })],
    ['of another sign-in', () => ({ claims: { nonce: 'of-another-sign-in' } })],
    ['of no sign-in', () => ({ claims: { nonce: null } })],
    ['expired', () => ({ claims: { exp: now() - HOUR / 1000 } })],
    ['without an end', () => ({ claims: { exp: null } })],
    ['not yet valid', () => ({ claims: { nbf: now() + HOUR / 1000 } })],
    ['of nobody', () => ({ claims: { sub: null } })],
    ['signed by somebody else', () => ({ signature: 'foreign' })],
    ['not signed', () => ({ signature: 'none' })],
    ['signed with the public key', () => ({ signature: 'confused' })],
  ])('when the ID token is %s, then nobody is signed in', async (_what, change) => {
    await settings(change());
    const who = visitor();
    const { status, text } = await who.get(await sentBack(who));
    expect(status).toBe(502);
    expect(text).toMatch(CONFIRMED_NOT);
    expect(who.jar.has('baton_desk')).toBe(false);
    await expectNobody(who);
    await settings({});
    await signedIn();
  });

  test('when the person’s id is no id, then nobody is signed in, and it reaches no query', async () => {
    await settings({ claims: { sub: 'U_THANDI" OR BatonMode = "active' } });
    const who = visitor();
    const { status, text } = await who.get(await sentBack(who));
    expect([status, text]).toEqual([502, expect.stringContaining('DESK_OIDC_CLAIM')]);
    await expectNobody(who);
  });

  test('when the state is another or missing, then nobody is signed in', async () => {
    for (const state of ['of-another-sign-in', '']) {
      const who = visitor();
      const back = (await sentBack(who)).replace(/state=[^&]+/, state === '' ? '' : `state=${state}`);
      expect((await who.get(back)).status).toBe(502);
      await expectNobody(who);
    }
  });

  test('when a code comes a second time, or in another browser, then it signs nobody in', async () => {
    const who = visitor();
    const back = await sentBack(who);
    const pending = new Map(who.jar);
    expect((await who.get(back)).status).toBe(303);
    const again = visitor();
    expect((await again.get(back)).status).toBe(400);
    pending.forEach((value, name) => again.jar.set(name, value));
    const replayed = await again.get(back);
    expect([replayed.status, replayed.text]).toEqual([502, expect.stringMatching(CONFIRMED_NOT)]);
    await expectNobody(again);

    const [victim, thief] = [visitor(), visitor()];
    const stolen = new URL(await sentBack(victim), 'http://desk').searchParams.get('code')!;
    const own = await sentBack(thief, 'U_VISITOR');
    expect((await thief.get(own.replace(/code=[^&]+/, `code=${stolen}`))).status).toBe(502);
    await expectNobody(thief);
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/desk/queue',
    '/desk/../../evil',
    '/desk/queue/../../evil',
    '/desk/queue\r\nlocation: https://evil.example',
    'javascript:alert(1)',
  ])('when the way back is %j, then it leads to the queue', async (to) => {
    const who = visitor();
    const page = await who.get(`/desk/sign-in?to=${encodeURIComponent(to)}`);
    expect(page.text).not.toContain('evil');
    const { status, location } = await who.get(await sentBack(who, 'U_THANDI', to));
    expect([status, location]).toEqual([303, '/desk/queue']);
    const signed = await who.get(`/desk/sign-in?to=${encodeURIComponent(to)}`);
    expect([signed.status, signed.location]).toEqual([303, '/desk/queue']);
  });
});

describe('a session that the gateway has not begun', () => {
  /** As Baton writes them: `s:j:{…}.` and the signature, with the key that is derived from this one. */
  function sealed(key: string, value: object): string {
    const secret = createHmac('sha256', key).update('desk sessions').digest('hex');
    const text = `j:${JSON.stringify(value)}`;
    return encodeURIComponent(
      `s:${text}.${createHmac('sha256', secret).update(text).digest('base64').replace(/=+$/, '')}`,
    );
  }
  const session = (change: object = {}) => ({
    ...{ use: 'session', id: 'U_THANDI', name: 'Thandi', until: Date.now() + HOUR, csrf: 'c'.repeat(32) },
    ...change,
  });
  const holding = (cookie: string): Visitor => {
    const who = visitor();
    who.jar.set('baton_desk', cookie);
    return who;
  };

  test('when one letter of it is another, then it is nobody’s', async () => {
    const cookie = (await signedIn()).jar.get('baton_desk')!;
    expect((await holding(cookie).get('/desk/queue')).status).toBe(200);
    const changed = (at: number) => `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
    const thandi = cookie.indexOf('U_THANDI');
    expect(thandi).toBeGreaterThan(0);
    const tried = [
      changed(thandi),
      cookie.replace('U_THANDI', 'U_PIETER'),
      changed(cookie.length - 5),
      cookie.slice(0, -1),
      cookie.replace(/\.[^.]*$/, ''),
      cookie.replace(/^s%3A/, ''),
      '',
    ];
    for (const one of tried) await expectNobody(holding(one));
  });

  test('when it is of another deployment, over, or made for something else, then it is nobody’s', async () => {
    const { linkKey } = shift().system.credentials;
    expect((await holding(sealed(linkKey, session())).get('/desk/queue')).status).toBe(200);
    const tried = [
      sealed('another-deployment'.repeat(3), session()),
      sealed(linkKey, session({ until: Date.now() - 1 })),
      sealed(linkKey, session({ use: 'said' })),
      sealed(linkKey, session({ use: 'sign-in' })),
      sealed(linkKey, session({ roles: ['agent'] })),
    ];
    for (const one of tried) await expectNobody(holding(one));
    expect((await holding(sealed(linkKey, session({ id: 'U_VISITOR' }))).get('/desk/queue')).status).toBe(403);
  });
});
