import { runProcess } from '../support/run';
import { PIETER, THANDI, VISITOR } from '../support/scene';
import { useShift } from '../support/shift';
import { until } from '../support/until';

const shift = useShift({ BATON_HOLD_MS: undefined, AGENT_NAMES: undefined, ASK_TEAM: 'true' });

test('when an agent deletes or edits what he wrote within the moment, the customer reads only what is left, and the agent sees who got it', async () => {
  const { claimed, write, control, card, reads, requests, system, conversation } = shift();
  const phone = await claimed(THANDI);
  const change = (method: 'PUT' | 'DELETE', ts: unknown, body: object = {}) =>
    control.call(method, `/control/slack/messages/${String(ts)}`, { user: THANDI, ...body });

  const wrong = await write(phone, THANDI, 'This belongs to another customer');
  await change('DELETE', wrong['ts']);
  const price = await write(phone, THANDI, 'The part costs R10');
  system.outputs.remember('The part costs R100');
  await change('PUT', price['ts'], { text: 'The part costs R100' });
  expect((await reads(phone, /costs R100$/)).text).toBe('*Thandi*: The part costs R100');

  const shown = await until(
    () => card(phone),
    ({ replies }) => replies.find(({ ts }) => ts === price['ts'])?.reactions?.includes('eyes') === true,
  );
  expect(shown.replies.find(({ ts }) => ts === price['ts'])?.reactions).toEqual(['white_check_mark', 'eyes']);
  const told = (await control.ephemerals(THANDI)).map(({ text }) => text);
  expect(told).toContainEqual(expect.stringMatching(/^Not sent: /));
  expect(told).toContainEqual(expect.stringMatching(new RegExp(`Delivered to .+ \\(••••• ${phone.slice(-4)}\\)`)));
  expect((await requests(phone)).filter(({ author }) => author === 'agent')).toHaveLength(1);

  await change('PUT', price['ts'], { text: 'The part costs R1000' });
  await until(
    () => control.ephemerals(THANDI),
    (all) => all.some(({ text }) => text.includes('gone out already')),
  );
  const { transcript } = await conversation(phone, (now) => now.transcript.at(-1)?.delivery === 'read');
  expect(transcript.at(-1)?.text).toBe('The part costs R100');
});

test('when the conversation is handed back, then the first answer of the assistant after people begins with its name, and the next does not', async () => {
  const { claimed, says, write, reads, clickCard, conversation, received, system } = shift();
  const phone = await claimed(THANDI);
  system.outputs.remember('It is on its way.');
  await write(phone, THANDI, 'It is on its way.');
  expect((await reads(phone, /on its way\.$/)).text).toBe('*Thandi*: It is on its way.');
  await clickCard(phone, THANDI, 'hand_back');
  await conversation(phone, ({ mode }) => mode === 'active');
  await says(phone, 'What are your trading hours?');
  expect((await received(phone)).at(-1)).toMatchObject({
    author: 'assistant',
    text: expect.stringMatching(/^\*Assistant\*: [^]*08:00/),
  });
  await says(phone, 'How much is delivery?');
  const next = (await received(phone)).at(-1);
  expect(next).toMatchObject({ author: 'assistant', text: expect.stringMatching(/R\d+/) });
  expect(next?.text).not.toContain('*Assistant*');
});

interface Form {
  id: string;
  user: string;
  view: { blocks: { element: { options: { text: { text: string }; value: string }[] } }[] };
}

test('when an agent sends a canned reply from its form, it stands in the thread of her customer and goes out after the moment; one that she takes back does not', async () => {
  const { claimed, control, card, line, reads, requests, click, system } = shift();
  const phone = await claimed(THANDI);
  const form = async () =>
    (await control.call<Form[]>('GET', '/control/slack/views')).find(({ user }) => user === THANDI);
  const sends = async (name: string, words: string): Promise<void> => {
    system.outputs.remember(words);
    const open = await until(
      async () => (await form()) ?? (await control.command(THANDI, '/baton', `reply ${name}`).then(form)),
      (view) => view !== undefined,
    );
    // The other customer of this file is hers, too.
    const options = open?.view.blocks[0]?.element.options ?? [];
    const mine = options.find(({ text }) => text.text.includes(phone.slice(-4)));
    const values = { conversation: { input: mine?.value }, input: { input: words } };
    await control.call('POST', '/control/slack/views', { user: THANDI, view_id: open?.id, values });
  };

  await sends('photo', 'A photo of the box, please?');
  const wrong = await line(phone, /sends a canned reply:[^]*A photo of the box/);
  await click(THANDI, wrong.ts, 'take_back');
  await sends('order-number', 'Your order number, please?');
  expect((await reads(phone, /order number/)).text).toBe('*Thandi*: Your order number, please?');
  const { replies } = await until(
    () => card(phone),
    ({ replies: all }) => all.some(({ reactions }) => reactions?.includes('eyes') === true),
  );
  const [marked, ...more] = replies.filter(({ reactions }) => reactions !== undefined);
  expect([marked?.text, more]).toEqual([expect.stringContaining('Your order number, please?'), []]);
  expect((await requests(phone)).filter(({ author }) => author === 'agent')).toHaveLength(1);
});

test('when the assistant does not know, then it asks the team and answers with the first reply; where nobody replies in three minutes, people get it', async () => {
  const { control, reads, requests, system, passes, told, conversation } = shift();
  const question = (words: string, says: RegExp) =>
    until(
      async () => (await control.slack()).find(({ text }) => text.includes(words)),
      (post) => says.test(post?.text ?? ''),
    );
  const replies = (user: string, ts: string, text: string) =>
    control.call('POST', '/control/slack/messages', { user, thread_ts: ts, text, wait: 0 });
  const phone = system.newCustomer();
  await control.say(phone, 'Do you give pottery workshops?');
  await reads(phone, /asking our team/);
  const { ts = '', text } = (await question('pottery', /Reply in this thread/)) ?? {};
  expect(text).not.toContain(phone.slice(-4));

  expect(await told(VISITOR, () => replies(VISITOR, ts, 'Yes, daily!'))).toMatch(/^Only members of the agents' group/);
  system.outputs.remember('Yes, every first Tuesday of the month.');
  await replies(THANDI, ts, 'Yes, every first Tuesday of the month.');
  expect((await reads(phone, /Tuesday/)).text).toContain('Yes, every first Tuesday of the month.');
  await question('pottery', /Thandi replied, and the assistant has answered/);
  expect(await told(PIETER, () => replies(PIETER, ts, 'No, never.'))).toMatch(/^Thandi has answered it/);
  expect((await requests(phone)).map(({ author }) => author)).toEqual(['notice', 'assistant']);
  expect((await conversation(phone, ({ turn }) => turn === undefined)).handoff).toBe('none');
  const { stdout } = await runProcess('cli', system.environment, ['unanswered', '--days', '1']);
  expect(stdout).toMatch(/pottery workshops\?”\n.*\n {2}The team said: “Yes, every first Tuesday of the month\.”/);

  const other = system.newCustomer();
  await control.say(other, 'Do you sell pottery wheels?');
  await question('wheels', /Reply in this thread/);
  await passes(other, 3 * 60_000);
  await question('wheels', /Nobody replied in time/);
  expect(await conversation(other, ({ handoff }) => handoff === 'waiting')).toMatchObject({ reason: 'not_answerable' });
});

test('when an agent quotes what the customer wrote, the customer reads an answer to that; when she reacts to it, he sees that on his message', async () => {
  const { claimed, hears, write, reads, line, control, system } = shift();
  const phone = await claimed(THANDI);
  await hears(phone, 'Which lid fits the big pot?');
  await hears(phone, 'And when do you close?');
  const asked = async (words: string) => (await control.phone(phone)).find(({ text }) => text === words);
  system.outputs.remember('The blue one.');
  await write(phone, THANDI, '> Which lid fits the big pot?\nThe blue one.');
  const answer = await reads(phone, /The blue one\.$/);
  expect(answer).toMatchObject({ answers: (await asked('Which lid fits the big pot?'))?.id });

  const { ts } = await line(phone, /And when do you close/);
  const react = (method: 'POST' | 'DELETE', name: string, user = THANDI) =>
    control.call(method, '/control/slack/reactions', { user, ts, name });
  await react('POST', 'eyes', PIETER);
  await react('POST', '+1');
  await until(
    () => asked('And when do you close?'),
    (message) => message?.reaction === '👍',
  );
  await react('DELETE', '+1');
  await until(
    () => asked('And when do you close?'),
    (message) => message !== undefined && message.reaction === undefined,
  );
  await react('POST', 'party_parrot');
  await until(
    () => control.ephemerals(THANDI),
    (all) => all.some(({ text }) => text.includes('cannot be passed on to WhatsApp')),
  );
});
