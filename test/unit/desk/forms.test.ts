import { closeAll } from '../../support/http';
import { claimed, CONVERSATION, createVisitor, row, startDesk, type StartedDesk } from '../../support/desk';

afterEach(closeAll);

const COMMANDS = `/desk/conversations/${CONVERSATION}/commands`;
const MESSAGES = `/desk/conversations/${CONVERSATION}/messages`;
const HTMX = { 'hx-request': 'true' };
const THANDI = { id: 'U_THANDI', name: 'thandi' };

async function signedIn(id = 'U_THANDI', desk?: StartedDesk) {
  const started = desk ?? (await startDesk());
  const visitor = createVisitor(started.url);
  await visitor.signIn(id);
  return { ...started, visitor };
}

describe('a button on the desk page', () => {
  it('when it is pressed, then the conversation gets what the page has shown, and the answer is the conversation’s', async () => {
    const { visitor, agentGateway } = await signedIn();
    const fields = await visitor.form('commands/resolve');
    const answer = await visitor.post(`${COMMANDS}/resolve`, { ...fields, outcome: 'compensated' });
    expect(answer).toMatchObject({ status: 303, location: `/desk/conversations/${CONVERSATION}` });
    expect(agentGateway.commands).toEqual([
      {
        workflowId: CONVERSATION,
        way: 'update',
        command: {
          updateId: 'desk:U_THANDI:resolve:run.1',
          kind: 'resolve',
          agent: THANDI,
          epoch: 7,
          handoff: 2,
          outcome: 'compensated',
        },
      },
    ]);
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).toContain('<p class="said">Done.</p>');
  });

  it('when it is pressed twice, then both are one update', async () => {
    const { visitor, agentGateway } = await signedIn();
    const fields = await visitor.form('commands/resume');
    await Promise.all([visitor.post(`${COMMANDS}/resume`, fields), visitor.post(`${COMMANDS}/resume`, fields)]);
    expect(new Set(agentGateway.commands.map(({ command }) => command.updateId)).size).toBe(1);
  });

  it('when the conversation refuses, then its sentence is shown and nothing else', async () => {
    const { visitor, agentGateway } = await signedIn();
    agentGateway.updates = [
      { accepted: false, code: 'not_assignee', sentence: 'Pieter has this conversation; only Pieter can do that.' },
    ];
    const answer = await visitor.post(`${COMMANDS}/resume`, await visitor.form('commands/resume'), HTMX);
    expect(answer.text).toContain('Pieter has this conversation; only Pieter can do that.');
  });

  it.each([
    ['snooze', { until: '1 h' }, { forMs: 3_600_000 }],
    ['transfer', { to: 'group' }, { toGroup: true }],
    ['transfer', { to: 'U_PIETER' }, { to: { id: 'U_PIETER', name: 'U_PIETER' } }],
  ])('when %s is filled in with %j, then the command says so', async (kind, filled, expected) => {
    const { visitor, agentGateway } = await signedIn();
    await visitor.post(`${COMMANDS}/${kind}`, { ...(await visitor.form(`commands/${kind}`)), ...filled });
    expect(agentGateway.commands.map(({ command }) => command)).toEqual([expect.objectContaining(expected)]);
  });

  it.each([
    ['snooze', { until: 'some day' }, 'That is no time ahead'],
    ['transfer', { to: 'U_VISITOR' }, 'Not one of the agents any more'],
    ['resolve', { outcome: 'won' }, 'This page is out of date'],
    ['resolve', { epoch: 'x' }, 'This page is out of date'],
  ])(
    'when %s is filled in with %j, then a sentence says what is wrong and nothing is sent',
    async (kind, filled, sentence) => {
      const { visitor, agentGateway } = await signedIn();
      const fields = await visitor.form(`commands/${kind}`);
      const answer = await visitor.post(`${COMMANDS}/${kind}`, { ...fields, ...filled }, HTMX);
      expect(answer.text).toContain(sentence);
      expect(agentGateway.commands).toEqual([]);
    },
  );

  it('when a colleague has it, then it can only be taken from him, with a reason', async () => {
    const { visitor, world, agentGateway } = await signedIn();
    world.snapshot = claimed({ agent: { id: 'U_PIETER', name: 'Pieter' } });
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect(text).not.toContain('commands/resolve');
    const fields = await visitor.form('commands/takeOver');
    expect((await visitor.post(`${COMMANDS}/takeOver`, fields, HTMX)).text).toContain('Write something first.');
    await visitor.post(`${COMMANDS}/takeOver`, { ...fields, reason: 'Pieter is at lunch' });
    expect(agentGateway.commands.map(({ command }) => command.from)).toEqual([
      { agent: 'U_PIETER', reason: 'Pieter is at lunch' },
    ]);
  });
});

describe('words on the desk page', () => {
  const writing = async (text: string, as = 'reply', id = 'U_THANDI') => {
    const started = await signedIn(id);
    const fields: Record<string, string> = { ...(await started.visitor.form('messages')), text, as };
    return { ...started, fields };
  };

  it('when an agent who has the conversation writes, then it goes out once, however often the form is sent', async () => {
    const { visitor, agentGateway, fields } = await writing('I am on it.\r\nThandi');
    await Promise.all([visitor.post(MESSAGES, fields), visitor.post(MESSAGES, fields)]);
    expect(agentGateway.commands).toEqual([]);
    const message = {
      channel: 'desk',
      threadTs: '',
      agent: THANDI,
      text: 'I am on it.\nThandi',
      note: false,
      mentions: false,
      files: 0,
      onDesk: true,
    };
    expect(agentGateway.messages.map(({ message: sent }) => sent)).toEqual([
      { id: `desk:U_THANDI:${fields['nonce']}`, ...message },
      { id: `desk:U_THANDI:${fields['nonce']}`, ...message },
    ]);
  });

  it.each([
    ['without JavaScript', {}],
    ['with it', HTMX],
  ])(
    'when a canned reply is put in %s, then it stands below what is written, in the customer’s language, and nothing is sent',
    async (_how, headers) => {
      const { visitor, world, agentGateway } = await signedIn();
      world.replies = [
        {
          name: 'photo',
          title: 'Ask for a <photo>',
          text: (language) => (language === 'af' ? "'n Foto?" : 'A photo?'),
        },
      ];
      world.snapshot = claimed({ language: 'af' });
      expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).toContain(
        '<option value="photo">Ask for a &lt;photo&gt;</option>',
      );
      const fields = { ...(await visitor.form('messages')), as: 'insert', canned: 'photo', text: 'Good day,\r\n' };
      const { status, text } = await visitor.post(MESSAGES, fields, headers);
      expect(status).toBe(200);
      expect(text).toMatch(/>\nGood day,\n\n&#39;n Foto\?<\/textarea>/);
      const nothing = await visitor.post(MESSAGES, { ...fields, canned: '', text: 'Good day' }, headers);
      expect(nothing.text).toMatch(/>\nGood day<\/textarea>/);
      expect([agentGateway.messages, agentGateway.commands]).toEqual([[], []]);
    },
  );

  describe('where a first reply is suggested', () => {
    const suggestedReply = 'Sorry about <the> mug!';
    const summary = { askedFor: '', told: '', tried: '', wants: '', engine: 'local' as const, suggestedReply };

    it.each([
      ['without JavaScript', {}],
      ['with it', HTMX],
    ])(
      'when it is used %s, then it stands once below what is written, to be changed, and nothing is sent',
      async (_how, headers) => {
        const { visitor, world, agentGateway } = await signedIn();
        world.snapshot = claimed({ summary });
        expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).toContain(
          'Sorry about &lt;the&gt; mug!',
        );
        const fields = { ...(await visitor.form('messages')), as: 'suggested', text: 'Good day,\r\n' };
        const { status, text } = await visitor.post(MESSAGES, fields, headers);
        expect(status).toBe(200);
        expect(text).toMatch(/>\nGood day,\n\nSorry about &lt;the&gt; mug!<\/textarea>/);
        const again = await visitor.post(MESSAGES, { ...fields, text: `Hi. ${suggestedReply} Thandi` }, headers);
        expect(again.text).toMatch(/>\nHi\. Sorry about &lt;the&gt; mug! Thandi<\/textarea>/);
        expect([agentGateway.messages, agentGateway.commands]).toEqual([[], []]);
      },
    );

    it.each([
      ['a colleague has it', { agent: { id: 'U_PIETER', name: 'Pieter' } }],
      ['the assistant has it', { mode: 'active' as const }],
      ['it is put off', { handoff: 'snoozed' as const }],
      ['there is no longer one', { summary: { ...summary, suggestedReply: undefined } }],
    ])('when %s, then none is shown, and none is put in by an old page', async (_how, change) => {
      const { visitor, world } = await signedIn();
      world.snapshot = claimed({ summary, ...(change as Parameters<typeof claimed>[0]) });
      expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).not.toContain('mug!');
      const fields = { ...(await visitor.form('messages')), as: 'suggested', text: 'Good day' };
      expect((await visitor.post(MESSAGES, fields, HTMX)).text).toMatch(/>\nGood day<\/textarea>/);
    });

    it('when an operator reads along, then none is shown', async () => {
      const { visitor, world } = await signedIn('U_BOSS');
      world.snapshot = claimed({ summary, handoff: 'waiting' });
      expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).not.toContain('mug!');
    });
  });

  it('when a line of the customer’s is to be answered, then the composer says which, and the words go out under a quotation of it', async () => {
    const { visitor, agentGateway } = await signedIn();
    const page = `/desk/conversations/${CONVERSATION}`;
    const { text } = await visitor.get(page);
    expect(text).toContain(`hx-get="${page}/answers/1"`);
    expect(text).not.toContain('name="answers"');
    for (const path of [`${page}/answers/1`, `${page}?answer=1`])
      expect((await visitor.get(path)).text).toMatch(/name="answers" value="1"[^]*My mug is broken/);
    expect((await visitor.get(`${page}/answers`)).text).toBe('');
    const answered = { ...(await visitor.form('messages')), answers: '1' };
    await visitor.post(MESSAGES, { ...answered, text: 'Which one?' });
    await visitor.post(MESSAGES, { ...answered, nonce: 'n'.repeat(16), text: '! careful with him' });
    await visitor.post(MESSAGES, { ...answered, nonce: 'm'.repeat(16), answers: '9', text: 'Hello' });
    expect(agentGateway.messages.map(({ message: { text: words, note } }) => [words, note])).toEqual([
      ['> My mug is broken\nWhich one?', false],
      ['> My mug is broken\ncareful with him', true],
      ['Hello', false],
    ]);
  });

  it('when words that answer a line are not taken, then they and what they answer stay in the form', async () => {
    const { visitor } = await signedIn();
    const fields = { ...(await visitor.form('messages')), answers: '1', text: '' };
    expect((await visitor.post(MESSAGES, fields)).text).toMatch(/name="answers" value="1"/);
  });

  it('when nobody has the conversation, then it is taken over first, and only then written', async () => {
    const { visitor, world, agentGateway, fields } = await writing('Hello');
    world.snapshot = claimed({ handoff: 'waiting', agent: { id: 'U_PIETER', name: 'Pieter' } });
    await visitor.post(MESSAGES, fields);
    expect(agentGateway.commands.map(({ command }) => command.kind)).toEqual(['takeOver']);
    expect(agentGateway.messages).toHaveLength(1);
  });

  it('when the takeover is refused, then nothing is written and the words stay in the form', async () => {
    const { visitor, world, agentGateway, fields } = await writing('Hello & goodbye');
    world.snapshot = claimed({ agent: { id: 'U_PIETER', name: 'Pieter' } });
    agentGateway.updates = [
      { accepted: false, code: 'claimed_by_other', sentence: 'Pieter already has this conversation.' },
    ];
    const answer = await visitor.post(MESSAGES, fields);
    expect(answer).toMatchObject({
      status: 409,
      text: expect.stringContaining('Pieter already has this conversation.'),
    });
    expect(answer.text).toMatch(/>\s*Hello &amp; goodbye<\/textarea>/);
    expect(agentGateway.messages).toEqual([]);
  });

  it.each([
    ['reply', '! she is a regular'],
    ['reply', 'Note: she is a regular'],
    ['note', 'she is a regular'],
  ])('when it is meant as %s and reads "%s", then it stays inside', async (as, text) => {
    const { visitor, agentGateway, fields } = await writing(text, as);
    await visitor.post(MESSAGES, fields);
    expect(agentGateway.messages.map(({ message }) => [message.note, message.text])).toEqual([
      [true, 'she is a regular'],
    ]);
  });

  it.each([
    ['nothing', '  \n ', 'Write something first.'],
    ['a question for a number', 'Send me your card number', 'It asks for a card'],
    ['a number', 'Your card 4111 1111 1111 1111 was charged', 'A card or ID number is in it'],
    ['more than WhatsApp takes', 'x'.repeat(4_097), 'This page is out of date'],
  ])('when it is %s, then it is not sent, the agent reads why, and keeps his words', async (_what, text, sentence) => {
    const { visitor, agentGateway, fields } = await writing(text);
    const answer = await visitor.post(MESSAGES, fields);
    expect(answer).toMatchObject({ status: 409, text: expect.stringContaining(sentence) });
    expect(answer.text).toContain(text.trim());
    expect(agentGateway.messages).toEqual([]);
  });

  it('when it could not be recorded, then the agent reads when to send it again', async () => {
    const { visitor, agentGateway, fields } = await writing('Hello');
    agentGateway.messageAnswer = 'unclear';
    expect((await visitor.post(MESSAGES, fields, HTMX)).text).toContain(
      'Unless it stands in the conversation, send it again.',
    );
  });
});

describe('a form that is not one of ours', () => {
  it.each([
    ['without a token', {}, {}],
    ['with another token', { csrf: 'x'.repeat(32) }, {}],
    ['from another site', 'own', { origin: 'https://evil.test' }],
    ['from a page without an origin', 'own', { origin: 'null' }],
  ] as const)('when it comes %s, then it changes nothing', async (_how, given, headers) => {
    const { visitor, agentGateway } = await signedIn();
    const { csrf = '', ...fields } = await visitor.form('commands/resolve');
    const token: Record<string, string> = given === 'own' ? { csrf } : given;
    for (const path of [`${COMMANDS}/resolve`, MESSAGES, '/desk/search', '/desk/sign-out']) {
      expect((await visitor.post(path, { ...fields, ...token, text: 'x', number: '1' }, headers)).status).toBe(403);
    }
    expect([agentGateway.commands, agentGateway.messages]).toEqual([[], []]);
    expect((await visitor.get('/desk/queue')).status).toBe(200);
  });

  it('when the token is of a colleague, then it changes nothing', async () => {
    const desk = await startDesk();
    const pieter = await signedIn('U_PIETER', desk);
    const fields = await (await signedIn('U_THANDI', desk)).visitor.form('commands/resolve');
    expect((await pieter.visitor.post(`${COMMANDS}/resolve`, fields)).status).toBe(403);
    expect(desk.agentGateway.commands).toEqual([]);
  });

  it('when an operator sends one, then it changes nothing, and his pages have none', async () => {
    const { visitor, agentGateway } = await signedIn('U_BOSS');
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect(text).toContain('You read along');
    expect(text).not.toMatch(/commands\/|\/messages"/);
    const { csrf = '' } = await visitor.form('sign-out');
    const fields = { csrf, revision: 'run.1', epoch: '7', nonce: 'n'.repeat(20), text: 'Hello', as: 'reply' };
    expect((await visitor.post(`${COMMANDS}/resolve`, fields)).status).toBe(403);
    expect((await visitor.post(MESSAGES, fields)).status).toBe(403);
    expect([agentGateway.commands, agentGateway.messages]).toEqual([[], []]);
  });

  it.each(['away', 'pause', 'reply', 'constructor', '__proto__'])(
    'when it asks for "%s", then there is nothing here',
    async (kind) => {
      const { visitor, agentGateway } = await signedIn();
      const fields = await visitor.form('commands/resolve');
      expect((await visitor.post(`${COMMANDS}/${kind}`, fields)).status).toBe(404);
      expect(agentGateway.commands).toEqual([]);
    },
  );
});

describe('the search', () => {
  it('when a number is typed as people type it, then its conversation opens, and the number is in no address', async () => {
    const { visitor, agentGateway } = await signedIn();
    agentGateway.numbers.set('27825551234', CONVERSATION);
    const { csrf = '' } = await visitor.form('sign-out');
    const answer = await visitor.post('/desk/search', { csrf, number: '082 555 1234' });
    expect(answer).toMatchObject({ status: 303, location: `/desk/conversations/${CONVERSATION}` });
  });

  it.each([
    ['082 555 9999', 'There is no open conversation with that number.'],
    ['hello', 'That is not a phone number.'],
  ])('when "%s" is typed, then a sentence says so', async (number, sentence) => {
    const { visitor, world } = await signedIn();
    world.rows = [row()];
    const { csrf = '' } = await visitor.form('sign-out');
    const { location } = await visitor.post('/desk/search', { csrf, number });
    expect((await visitor.get(location!)).text).toContain(sentence);
  });
});
