import { createHmac } from 'node:crypto';
import { closeAll } from '../../support/http';
import { AT, CONVERSATION, createVisitor, startDesk } from '../../support/desk';

afterEach(closeAll);

const PAGES = [
  '/desk/queue',
  '/desk/mine',
  '/desk/all',
  `/desk/conversations/${CONVERSATION}`,
  '/desk/live?list=queue',
];

describe('signing in on the desk page', () => {
  it('when nobody is signed in, then every page leads to the sign-in and tells nothing', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    const answers = await Promise.all(PAGES.map((page) => visitor.get(page)));
    expect(answers.map(({ status }) => status)).toEqual(PAGES.map(() => 303));
    expect(
      answers.every(({ location, text }) => location?.startsWith('/desk/sign-in?to=') && !text.includes('Lerato')),
    ).toBe(true);
  });

  it('when an agent comes back from the issuer, then he is where he wanted to go', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    expect(await visitor.get('/desk/sign-in/start?to=/desk/mine')).toMatchObject({
      status: 303,
      location: 'https://issuer.test/authorize?state=s1',
    });
    expect(await visitor.get('/desk/signed-in?code=U_THANDI&state=s1')).toMatchObject({
      status: 303,
      location: '/desk/mine',
    });
    expect((await visitor.get('/desk/mine')).text).toContain('thandi');
  });

  it.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    '/desk/../evil',
    '/desk//evil.test',
    'javascript:alert(1)',
    '/desk/conversations/a%0d%0aset-cookie:x',
    '/desk/queue?next=//evil.test',
    '/transcript/x',
    '',
  ])('when the way back is "%s", then it leads to the queue', async (to) => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    await visitor.get(`/desk/sign-in/start?to=${encodeURIComponent(to)}`);
    expect(await visitor.get('/desk/signed-in?code=U_THANDI&state=s1')).toMatchObject({
      status: 303,
      location: '/desk/queue',
    });
    expect((await visitor.get(`/desk/sign-in?to=${encodeURIComponent(to)}`)).location).toBe('/desk/queue');
  });

  it('when somebody is no agent and no operator, then he reads a sentence and has no session', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    const answer = await visitor.signIn('U_VISITOR');
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('you are not one of the agents') });
    expect([...visitor.jar.keys()]).toEqual([]);
  });

  it('when the answer of the issuer belongs to another sign-in, then nobody is signed in', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    expect((await visitor.get('/desk/signed-in?code=U_THANDI&state=s1')).status).toBe(400);
    await visitor.get('/desk/sign-in/start');
    expect((await visitor.get('/desk/signed-in?code=U_THANDI&state=other')).status).toBe(502);
    expect((await visitor.get('/desk/queue')).status).toBe(303);
  });

  it('when an agent leaves the group, then his next request is refused', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    await visitor.signIn();
    desk.world.agents = ['U_PIETER'];
    expect((await visitor.get('/desk/queue')).status).toBe(403);
  });

  it('when Slack cannot say who the agents are, then a sentence says so and nothing is shown', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    await visitor.signIn();
    desk.world.slackAway = true;
    const answer = await visitor.get('/desk/queue');
    expect(answer).toMatchObject({ status: 503, text: expect.stringContaining('Try again in a minute') });
    expect(answer.text).not.toContain('Lerato');
  });

  it('when a shift is over, then the session is', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    await visitor.signIn();
    desk.world.now = AT + 12 * 3_600_000;
    expect((await visitor.get('/desk/queue')).status).toBe(303);
  });

  it('when an agent signs out, then his pages lead to the sign-in', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    await visitor.signIn();
    const { csrf = '' } = await visitor.form('sign-out');
    expect((await visitor.post('/desk/sign-out', { csrf })).location).toBe('/desk/sign-in');
    expect((await visitor.get('/desk/queue')).status).toBe(303);
  });
});

describe('cookies of a session', () => {
  it('when the business has https, then the cookie is for https alone, for scripts never, and for the desk', async () => {
    const desk = await startDesk({ publicUrl: 'https://desk.test' });
    const visitor = createVisitor(desk.url);
    const cookies = (await visitor.signIn()).headers.getSetCookie();
    const session = cookies.find((cookie) => cookie.startsWith('baton_desk='));
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/desk']) expect(session).toContain(part);
  });

  it('when a session is forged in many ways, then none is believed', async () => {
    const desk = await startDesk();
    const visitor = createVisitor(desk.url);
    await visitor.get('/desk/sign-in/start');
    const pending = visitor.jar.get('baton_desk_sign_in')!;
    await visitor.signIn();
    const real = decodeURIComponent(visitor.jar.get('baton_desk')!);
    const value = real.slice(2, real.lastIndexOf('.'));
    const seal = real.slice(real.lastIndexOf('.') + 1);
    const boss = value.replace('U_THANDI', 'U_BOSS');
    const signedBy = (key: string, text: string): string =>
      `s:${text}.${createHmac('sha256', key).update(text).digest('base64').replace(/=+$/, '')}`;
    const forged = [
      `s:${boss}.${seal}`,
      `s:${value}.`,
      `s:${value}`,
      value,
      boss,
      `s:${value}.${seal.slice(1)}`,
      `s:${value}.${seal.toLowerCase()}`,
      signedBy('', value),
      signedBy('desk sessions', value),
      signedBy('k'.repeat(32), value),
      decodeURIComponent(pending),
      'null',
      's:null.x',
      'j:{"use":"session","id":"U_THANDI"}',
      ...[...seal]
        .map((sign, at) => `s:${value}.${seal.slice(0, at)}${sign === 'A' ? 'B' : 'A'}${seal.slice(at + 1)}`)
        .slice(0, -1),
    ];
    const other = createVisitor(desk.url);
    other.jar.set('baton_desk', encodeURIComponent(real));
    expect((await other.get('/desk/queue')).status).toBe(200);
    const answers = await Promise.all(
      forged.map((one) =>
        fetch(`${desk.url}/desk/queue`, {
          redirect: 'manual',
          headers: { cookie: `baton_desk=${encodeURIComponent(one)}` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).filter((status) => status !== 303)).toEqual([]);
  });
});
