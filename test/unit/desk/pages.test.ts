import { closeAll } from '../../support/http';
import { SCRIPTS, naughtyStrings, UNICODE_TRAPS } from '../../support/corpora';
import { structureOf } from '../../support/markup';
import { AT, claimed, CONVERSATION, createVisitor, row, startDesk } from '../../support/desk';

afterEach(closeAll);

const HOUR = 3_600_000;

/** The words of a page, without its markup. */
const wordsOf = (text: string): string => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

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

  it('when a page is loaded, then its scripts come as one, so that none begins before the others are there', async () => {
    const { visitor } = await signedIn();
    const [address, ...others] = [...(await visitor.get('/desk/queue')).text.matchAll(/<script src="([^"]+)"/g)].map(
      ([, source]) => source!,
    );
    expect(others).toEqual([]);
    const { status, text, headers } = await visitor.get(address!);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching('^text/javascript')]);
    const parts = ['htmx:sse:before:connection', 'registerExtension("sse"', 'desk-in-the-background', 'data-drawer'];
    for (const part of parts) expect(text).toContain(part);
  });

  it('when no worker answers, then the list is there without names', async () => {
    const { visitor, world } = await signedIn();
    world.snapshot = undefined;
    const { status, text } = await visitor.get('/desk/queue');
    expect(status).toBe(200);
    expect(text).toContain('<b>Customer</b>');
  });

  it.each([
    ['waiting', { handoff: 'waiting' as const }, ['takeOver', 'resolve', 'resume', 'transfer', 'snooze']],
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

  it.each([
    ['nobody has it', { handoff: 'waiting' as const }, ['U_PIETER'], 'Give it to …'],
    ['she has it', {}, ['group', 'U_PIETER'], 'Transfer'],
  ])('when %s, then it can be given to whom a card in Slack offers', async (_how, change, expected, title) => {
    const { visitor, world } = await signedIn();
    world.snapshot = claimed(change);
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    const [drawer = ''] = /data-drawer="transfer"[^]*?<\/details>/.exec(text) ?? [];
    expect([...drawer.matchAll(/<option value="(\w+)"/g)].map(([, to]) => to)).toEqual(expected);
    expect(/<summary>([^<]*)/.exec(drawer)?.[1]).toBe(title);
  });

  it('when nobody has it and there is no colleague, then it can be given to nobody', async () => {
    const { visitor, world } = await signedIn();
    world.snapshot = claimed({ handoff: 'waiting' });
    world.agents = ['U_THANDI'];
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).not.toContain('commands/transfer');
  });

  it.each([
    ['the customer’s turn', { theirTurn: true as const }, 'Keep until they answer'],
    ['the team’s turn', {}, 'Keep it with us'],
  ])('when it is %s, then the button says how long it is kept', async (_how, change, label) => {
    const { visitor, world } = await signedIn();
    world.snapshot = claimed({ mode: 'confirming', ...change });
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect(text).toMatch(new RegExp(`data-command="keepPaused"[^]*?<button[^>]*>${label}<`));
  });

  it('when a conversation is with people, then its page tells what the card in Slack tells', async () => {
    const { visitor, world } = await signedIn();
    const facts = {
      waitingSince: AT - 2 * HOUR,
      otherReasons: ['complaint' as const],
      sentiment: 'negative' as const,
      intent: 'refund_request',
      order: { number: '1007', note: 'belongs to <another> number' },
      returnedTo: { id: 'U_PIETER', name: 'Pieter' },
      snoozedUntil: AT + HOUR,
      opensAt: AT + HOUR,
    };
    world.snapshot = claimed({ handoff: 'snoozed', issue: 'a broken mug', facts, windowEndsAt: AT + 3.5 * HOUR });
    const page = wordsOf((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text);
    for (const words of [
      'Why with people The customer wants a refund · Complaint: something is missing, damaged or wrong',
      'Issue a broken mug',
      'Order 1007 · belongs to &lt;another&gt; number',
      'Intent Refund · sounds unhappy · writes English',
      'Waiting since 23 Nov 2026, 12:05',
      'Back again Pieter resolved it less than three days ago',
      'Snoozed until 23 Nov 2026, 15:05',
      'Free text reaches the customer until 23 Nov 2026, 17:35 · 3 h left',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('You are closed');
    world.snapshot = claimed({ handoff: 'waiting', facts, windowEndsAt: AT });
    world.revision += 1;
    world.now += 1_000;
    const waiting = wordsOf((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text);
    expect(waiting).toContain('You are closed the customer knows that you are back 23 Nov 2026, 15:05');
    expect(waiting).toContain('14:05 · over');
    expect(waiting).not.toContain('Snoozed until');
  });

  it.each([
    [
      { how: 'resolved' as const, by: { id: 'U_PIETER', name: 'Pieter' }, outcome: 'solved' as const },
      'Resolved by Pieter · Solved · 23 Nov 2026, 14:05',
    ],
    [{ how: 'handed_back' as const }, 'Handed back to the assistant by the customer · 23 Nov 2026, 14:05'],
  ])('when the last handoff ended as %j, then the page says so until the next one', async (end, sentence) => {
    const { visitor, world } = await signedIn();
    const past = { number: 1, reason: 'complaint' as const, openedAt: AT - HOUR, endedAt: AT, ...end };
    const look = async () => wordsOf((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text);
    world.snapshot = claimed({ mode: 'active', handoff: 'none', pastHandoffs: [past] });
    expect(await look()).toContain(sentence);
    world.snapshot = claimed({ pastHandoffs: [past] });
    world.revision += 1;
    world.now += 1_000;
    expect(await look()).not.toContain(sentence);
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
      const summary = {
        suggestedReply: name,
        askedFor: name,
        told: name,
        tried: name,
        wants: name,
        engine: 'local' as const,
      };
      const transcript = words.map((text, index) => ({ number: index + 1, at: AT, from: 'customer' as const, text }));
      const order = { number: name, note: name };
      const facts = { waitingSince: AT, otherReasons: [], sentiment: 'angry' as const, order };
      const of = { customer: { name }, agent: { id: 'U_PIETER', name }, issue: name, facts };
      world.snapshot = claimed({ ...of, summary, transcript });
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
