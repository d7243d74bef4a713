import { closeAll } from '../../support/http';
import { SCRIPTS, naughtyStrings, UNICODE_TRAPS } from '../../support/corpora';
import { structureOf } from '../../support/markup';
import { AT, claimed, CONVERSATION, createVisitor, row, startDesk } from '../../support/desk';

afterEach(closeAll);

async function signedIn(id = 'U_THANDI') {
  const desk = await startDesk();
  const visitor = createVisitor(desk.url);
  await visitor.signIn(id);
  return { ...desk, visitor };
}

describe('pages of the desk', () => {
  it('when a list is read without JavaScript, then it says who waits, since when, and why', async () => {
    const { visitor } = await signedIn();
    const { status, text, headers } = await visitor.get('/desk/queue');
    expect(status).toBe(200);
    for (const words of ['Lerato', 'waits 1 h', 'Nobody has it', 'The customer wants a refund', 'My mug is broken']) {
      expect(text).toContain(words);
    }
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    );
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('when no worker answers, then the list is there without names', async () => {
    const { visitor, world } = await signedIn();
    world.snapshot = undefined;
    const { status, text } = await visitor.get('/desk/queue');
    expect(status).toBe(200);
    expect(text).toContain('<b>Customer</b>');
  });

  it.each([
    ['waiting', { handoff: 'waiting' as const }, ['takeOver', 'resolve', 'resume', 'snooze']],
    ['hers', {}, ['resolve', 'resume', 'transfer', 'snooze']],
    ['asked about', { mode: 'confirming' as const }, ['keepPaused', 'resolve', 'resume', 'transfer', 'snooze']],
    ['put off', { handoff: 'snoozed' as const }, ['takeOver', 'resolve', 'resume', 'transfer']],
    ['with the assistant', { mode: 'active' as const, handoff: 'none' as const }, ['takeOver']],
  ])('when the conversation is %s, then exactly what is possible can be pressed', async (_how, change, expected) => {
    const { visitor, world } = await signedIn();
    world.snapshot = claimed(change);
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect([...text.matchAll(/data-command="(\w+)"/g)].map(([, kind]) => kind)).toEqual(expected);
  });

  it('when a message was not delivered, then it can be sent again', async () => {
    const { visitor, world, agentGateway } = await signedIn();
    const line = {
      number: 2,
      at: AT,
      from: 'agent' as const,
      name: 'Thandi',
      text: 'Hello',
      delivery: 'failed' as const,
      intentId: 'h-1',
    };
    world.snapshot = claimed({ transcript: [line] });
    const fields = await visitor.form('commands/sendAgain');
    await visitor.post(`/desk/conversations/${CONVERSATION}/commands/sendAgain`, fields);
    expect(agentGateway.commands.map(({ command }) => [command.kind, command.intentId])).toEqual([
      ['sendAgain', 'h-1'],
    ]);
  });

  it.each(['whatsapp-1-x', `${CONVERSATION}%00`, '../secrets', `${CONVERSATION}" OR 1=1`, 'waiting-list'])(
    'when the conversation "%s" is asked for, then there is none',
    async (id) => {
      const { visitor } = await signedIn();
      expect((await visitor.get(`/desk/conversations/${encodeURIComponent(id)}`)).status).toBe(404);
    },
  );

  it('when names and words try to be markup, then the pages have the same structure as with plain ones', async () => {
    const { visitor, world } = await signedIn();
    const pages = ['/desk/queue', `/desk/conversations/${CONVERSATION}`];
    const look = async (name: string, words: string[]): Promise<string[][]> => {
      world.revision += 1;
      world.now += 1_000;
      const summary = { askedFor: name, told: name, tried: name, wants: name, engine: 'local' as const };
      const transcript = words.map((text, index) => ({ number: index + 1, at: AT, from: 'customer' as const, text }));
      world.snapshot = claimed({ customer: { name }, agent: { id: 'U_PIETER', name }, summary, transcript });
      world.rows = [row({ reason: name, agentId: 'U_PIETER' })];
      const markup = await Promise.all(pages.map(async (page) => (await visitor.get(page)).text));
      return markup.map((text) => structureOf(text).filter((tag) => !/^(b|i|s) $/.test(tag)));
    };
    const hostile = [...SCRIPTS, ...UNICODE_TRAPS, ...naughtyStrings().filter((text) => /[<>"'&]/.test(text))];
    const plain = hostile.map(() => 'words');
    const expected = await look('words', plain);
    expect(await look('words', hostile)).toEqual(expected);
    for (const name of SCRIPTS) expect(await look(name, plain)).toEqual(expected);
  });
});

describe('the logs', () => {
  it('when a shift has been worked, then no number, name or word is in them', async () => {
    const { visitor, log } = await signedIn();
    await visitor.get('/desk/queue');
    await visitor.get(`/desk/conversations/${CONVERSATION}`);
    const { csrf = '' } = await visitor.form('sign-out');
    await visitor.post('/desk/search', { csrf, number: '082 555 1234' });
    expect(log.text()).not.toMatch(/Lerato|5551234|mug/);
  });
});
