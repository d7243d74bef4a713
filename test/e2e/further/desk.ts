import type { Stage } from '../../support/engines';
import { PIETER, THANDI, VISITOR } from '../../support/scene';
import { until } from '../../support/until';

const HOURS = 'What are your trading hours?';

/** What agents do in Slack, and what the customer has of it. */
export function desk(stage: () => Stage): void {
  it('when an agent takes over by command while an answer goes out, nothing of the assistant starts after it', async () => {
    const { system, scene } = stage();
    const { control } = system;
    const phone = system.newCustomer();
    await control.putFault({ vendor: 'whatsapp', kind: 'latency', only: 'message', ms: 1_500 });
    await control.say(phone, HOURS);
    await until(
      () => scene.sends(phone, 'assistant'),
      (sends) => sends.length === 1,
    );
    const shown = await scene.take(phone, THANDI);
    expect(JSON.stringify(shown)).toMatch(/You have this conversation now|Recorded/);
    await scene.card(phone, /Thandi has it/);
    const acknowledged = Date.now();
    await heard(stage(), phone, 'How much is delivery?');
    const [answer, ...more] = await scene.sends(phone, 'assistant');
    expect(answer!.at).toBeLessThan(acknowledged);
    expect(more).toEqual([]);
    expect(await scene.received(phone)).toHaveLength(1);
    expect(await system.snapshot(phone)).toMatchObject({ handoff: 'claimed', reason: 'agent_initiated' });
  });

  it('when an agent writes a note, it stays inside', async () => {
    const { system, scene } = stage();
    const phone = await claimed(stage());
    for (const note of ['note: he is a friend of the owner', '! careful with this one'])
      await scene.write(phone, THANDI, note);
    const reply = await scene.answerAfter(phone, () => scene.write(phone, THANDI, 'Hello, how can I help?'));
    expect(reply).toMatchObject({ author: 'agent', text: 'Hello, how can I help?' });
    const { transcript } = await system.snapshot(phone);
    const notes = transcript.filter(({ from }) => from === 'note').map(({ text }) => text);
    expect(notes).toEqual(['he is a friend of the owner', 'careful with this one']);
    expect(await scene.sends(phone, 'agent')).toHaveLength(1);
  });

  it('when an agent writes in the signs of Slack, the customer reads them as WhatsApp shows them', async () => {
    const { scene } = stage();
    const phone = await claimed(stage());
    const typed =
      'Tom & *Jerry* <3: see <https://karoo.example/a?b=1&amp;c=2|our page> or https://karoo.example/d 🙏 :wave:';
    const reply = await scene.answerAfter(phone, () => scene.write(phone, THANDI, typed));
    expect(reply.text).toBe(
      'Tom & *Jerry* <3: see our page (https://karoo.example/a?b=1&c=2) or https://karoo.example/d 🙏 👋',
    );
  });

  it('when a message mentions a colleague, it is held until the agent says what it is', async () => {
    const { scene } = stage();
    const phone = await claimed(stage());
    await scene.write(phone, THANDI, '@Pieter is this order late?');
    const first = await scene.line(phone, /mentions somebody[^]*order late/);
    expect(labels(first)).toEqual(['Send anyway', 'Keep as note']);
    await scene.click(THANDI, first.ts, 'keep_as_note');
    await scene.conversation(phone, ({ transcript }) => transcript.some(({ from }) => from === 'note'));
    await scene.write(phone, THANDI, '@Pieter will call you');
    const second = await scene.line(phone, /mentions somebody[^]*call you/);
    const sent = await scene.answerAfter(phone, () => scene.click(THANDI, second.ts, 'send_held'));
    expect(sent).toMatchObject({ author: 'agent', text: '@Pieter will call you' });
    expect(await scene.sends(phone, 'agent')).toHaveLength(1);
  });

  it('when somebody else than the assignee writes or clicks, it stays inside and he is told who has it', async () => {
    const { system, scene } = stage();
    const phone = await claimed(stage());
    await scene.write(phone, PIETER, 'I would send a new one');
    await scene.line(phone, /Thandi has this conversation: your message stays inside/);
    const refused = await scene.clickCard(phone, PIETER, 'resolve');
    expect(JSON.stringify(refused)).toContain('only Thandi can do that');
    expect(await scene.sends(phone, 'agent')).toEqual([]);
    expect(await system.snapshot(phone)).toMatchObject({ handoff: 'claimed', agent: { id: THANDI } });
  });

  it('when an outsider clicks or writes, he is refused with a sentence', async () => {
    const { system, scene } = stage();
    const phone = await waiting(stage());
    const clicked = await scene.clickCard(phone, VISITOR, 'take_over');
    expect(JSON.stringify(clicked)).toContain("Only members of the agents' group");
    const command = await system.control.command(VISITOR, '/baton', `take +${phone}`);
    expect(JSON.stringify(command)).toContain("Only members of the agents' group");
    const link = await scene.clickCard(phone, VISITOR, 'transcript');
    expect(JSON.stringify(link['shown'])).toContain("Only members of the agents' group");
    await scene.takeOver(phone);
    await scene.write(phone, VISITOR, 'let me answer that');
    await until(
      () => system.control.ephemerals(VISITOR),
      (all) => all.some(({ text }) => text.includes('Kept inside')),
    );
    await scene.answerAfter(phone, () => scene.write(phone, THANDI, 'Here I am'));
    expect(await scene.sends(phone, 'agent')).toHaveLength(1);
  });

  it('when nobody has the handoff, a message in its thread is held with a button that takes over and sends', async () => {
    const { scene } = stage();
    const phone = await waiting(stage());
    await scene.write(phone, PIETER, 'I am on it');
    const held = await scene.line(phone, /Nobody has this handoff yet/);
    expect(labels(held)).toEqual(['Take over and send', 'Keep as note']);
    await scene.click(PIETER, held.ts, 'take_over_and_send');
    await scene.card(phone, /Pieter has it/);
    await scene.reads(phone, /^I am on it$/);
  });

  it('when the assistant has it again, the last assignee takes over by writing and a colleague is held', async () => {
    const { system, scene } = stage();
    const phone = await claimed(stage());
    await scene.answerAfter(phone, () => scene.write(phone, THANDI, 'All done'));
    await scene.clickCard(phone, THANDI, 'hand_back');
    await scene.card(phone, /Handed back to the assistant by Thandi/);
    await scene.reads(phone, /assistant is back/);

    await scene.write(phone, PIETER, 'One thing more');
    const held = await scene.line(phone, /The assistant has this conversation/);
    expect(labels(held)).toEqual(['Take over and send', 'Keep as note']);
    expect((await system.snapshot(phone)).mode).toBe('active');

    await scene.write(phone, THANDI, 'Your refund was paid');
    await scene.reads(phone, /^Your refund was paid$/);
    await scene.card(phone, /Thandi has it/);
    await heard(stage(), phone, HOURS);
    expect(await scene.sends(phone, 'assistant')).toEqual([]);
  });

  it('when an agent sends a file, the customer has it, named for what it really is, with the words under it', async () => {
    const { system, scene } = stage();
    const phone = await claimed(stage());
    const { ts } = await scene.card(phone);
    const files = [{ name: 'invoice.pdf', content: 'x' }];
    const write = { user: THANDI, thread_ts: ts, text: 'Here is the invoice', files };
    await scene.answerAfter(phone, () => system.control.call('POST', '/control/slack/messages', write));
    const read = await scene.reads(phone, /^Here is the invoice$/);
    expect(read).toMatchObject({ kind: 'document', media: { name: 'invoice.txt' } });
  });

  it('when a waiting customer says never mind, he is asked, and his answer decides', async () => {
    const { system, scene } = stage();
    const [sorted, unsorted] = await Promise.all([waiting(stage()), waiting(stage())]);
    for (const [phone, text] of [
      [sorted, 'Never mind'],
      [unsorted, 'sorted, thanks'],
    ] as const) {
      const question = await scene.answerTo(phone, text);
      expect(question.buttons?.map(({ title }) => title)).toEqual(['Yes, all sorted', 'Still need help']);
    }
    await scene.answerAfter(sorted, () => system.control.tap(sorted, 'Yes, all sorted'));
    await scene.card(sorted, /Resolved by the customer/);
    expect(await system.snapshot(sorted)).toMatchObject({ mode: 'active', handoff: 'none' });
    expect((await scene.answerTo(sorted, HOURS)).author).toBe('assistant');

    await scene.answerAfter(unsorted, () => system.control.tap(unsorted, 'Still need help'));
    await scene.line(unsorted, /still needs help/);
    expect(await system.snapshot(unsorted)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
  });

  it('when a waiting customer asks the assistant, it helps and the request stays open', async () => {
    const { system, scene } = stage();
    const phone = await waiting(stage());
    const helps = await scene.answerAfter(phone, () => system.control.tap(phone, 'Ask the assistant'));
    expect(helps).toMatchObject({ author: 'notice', text: expect.stringContaining('stays open') });
    await scene.card(phone, /The assistant helps meanwhile, request open/);
    expect(await system.snapshot(phone)).toMatchObject({ mode: 'active', handoff: 'waiting' });
    expect(await scene.answerTo(phone, HOURS)).toMatchObject({ author: 'assistant' });
    expect(await scene.cards(phone)).toHaveLength(1);
    await scene.takeOver(phone);
    expect(await system.snapshot(phone)).toMatchObject({ mode: 'paused', handoff: 'claimed' });
  });
}

/** The takeover of a conversation whose model takes its time. */
export function slowModel(stage: () => Stage): void {
  it('when an agent takes over by command while the model thinks, its answer is never sent', async () => {
    const { system, scene } = stage();
    const { control } = system;
    const phone = system.newCustomer();
    await control.putFault({ vendor: 'llm', kind: 'latency', ms: 6_000 });
    const drafts = () => control.journal({ vendor: 'llm', kind: 'draft' });
    const before = (await drafts()).length;
    await control.say(phone, HOURS);
    await until(drafts, (all) => all.length > before);
    await scene.take(phone, THANDI);
    await scene.card(phone, /Thandi has it/);
    await scene.answerAfter(phone, () => scene.write(phone, THANDI, 'We open at eight'));
    await until(
      () => control.journal({ vendor: 'llm' }),
      (calls) => calls.every(({ answer }) => answer !== null),
    );
    await heard(stage(), phone, 'Thank you');
    expect(await scene.sends(phone, 'assistant')).toEqual([]);
    expect((await scene.received(phone)).map(({ author }) => author)).toEqual(['agent']);
  });
}

const labels = ({ actions }: { actions: { label: string }[] }): string[] => actions.map(({ label }) => label);

/** A customer who waits for a person. */
async function waiting({ system, scene }: Stage): Promise<string> {
  const phone = system.newCustomer();
  await scene.answerTo(phone, 'I want a refund');
  await scene.card(phone, /summary/);
  return phone;
}

/** A customer whom Thandi has. */
async function claimed(stage: Stage): Promise<string> {
  const phone = await waiting(stage);
  await stage.scene.takeOver(phone);
  return phone;
}

/** The customer writes, and only the thread hears it. */
async function heard({ system, scene }: Stage, phone: string, text: string): Promise<void> {
  await system.control.say(phone, text);
  await scene.line(phone, new RegExp(text.replace('?', '\\?')));
  expect((await system.snapshot(phone)).turn).toBeUndefined();
}
