import { accessibilityProblems, useBrowser } from '../support/browser';
import { createChannel } from '../support/channel';
import { openDemoPage } from '../support/demo-page';
import { PIETER, THANDI } from '../support/scene';
import { IMPATIENT_TEAM } from '../support/settings';
import { labels, titles, useShift } from '../support/shift';
import { until } from '../support/until';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MANAGERS = 'C0MANAGERS';
const AGENTS = 'S0AGENTS';

describe('the hours of the business', () => {
  const shift = useShift(IMPATIENT_TEAM);
  const browser = useBrowser();

  const shop = (wanted: 'always' | 'closed') => shift().control.call('PUT', '/control/shop', { hours: wanted });
  const { channel, listed } = createChannel(shift);

  afterEach(() => shop('always'));

  it('when nobody comes, one list grows in the channel, then the group is called and the customer told, then the second channel', async () => {
    const { waiting, passes, reads, takeOver, quiet, received } = shift();
    const [first, second] = [await waiting(), await waiting()];
    await Promise.all([first, second].map((phone) => passes(phone, 5 * MINUTE)));
    const list = await listed(/2 customers wait for a person, unclaimed\./);
    expect(list.mentions).toEqual([]);
    expect(list.text.match(/since/g)).toHaveLength(2);

    await Promise.all([first, second].map((phone) => passes(phone, 5 * MINUTE)));
    const call = await listed(/2 customers wait for a person, and nobody has come\./);
    expect(call.mentions).toEqual([AGENTS]);
    expect(titles(await reads(first, /nobody from our team has been free yet/))).toEqual(['Ask the assistant']);
    await listed(/stands further down/);

    await Promise.all([first, second].map((phone) => passes(phone, 10 * MINUTE)));
    const help = await listed(
      /2 customers have waited too long for a person, and nobody of the desk has come/,
      MANAGERS,
    );
    expect(help.mentions).toEqual([AGENTS]);
    expect(await channel(MANAGERS)).toHaveLength(1);

    await takeOver(first);
    await until(
      () => channel(MANAGERS),
      ([message]) => /^@agents 1 customer has waited/.test(message?.text ?? ''),
    );
    await takeOver(second, PIETER);
    await until(
      async () =>
        [...(await channel()), ...(await channel(MANAGERS))].filter(({ text }) =>
          /Nobody (?:on this list )?waits/.test(text),
        ),
      (edited) => edited.length === 2,
    );
    await Promise.all([first, second].map(quiet));
    // One notice each that nobody has come, and one post each way for both customers together.
    for (const phone of [first, second])
      expect((await received(phone)).filter(({ text }) => /nobody from our team/.test(text))).toHaveLength(1);
    expect(
      (await channel()).filter(({ text }) => /wait|Nobody waits/.test(text) && !/handoff/i.test(text)),
    ).toHaveLength(2);
  });

  it('when whoever has it does not answer, she is reminded, the group is called, and then it waits for anybody and the second channel is told', async () => {
    const { claimed, passes, lines, takeOver, card, replies } = shift();
    const helped = async () => (await channel(MANAGERS)).filter(({ text }) => /nobody of the desk has come/.test(text));
    const phone = await claimed();
    await passes(phone, 5 * MINUTE);
    expect((await lines(phone, /has been waiting for an answer/)).map(({ mentions }) => mentions)).toEqual([[THANDI]]);
    await passes(phone, 5 * MINUTE);
    expect((await lines(phone, /Can somebody step in/)).map(({ mentions }) => mentions)).toEqual([[THANDI, AGENTS]]);
    expect((await passes(phone, 8 * MINUTE)).handoff).toBe('claimed');
    expect(await helped()).toEqual([]);
    expect(await passes(phone, 2 * MINUTE)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
    expect(await lines(phone, /has not answered the customer/)).toHaveLength(1);
    const { ts } = await card(phone, /Waiting for an agent/);
    const help = await listed(/^@agents 1 customer has waited too long for a person, and nobody of the desk/, MANAGERS);
    expect(help.mentions).toEqual([AGENTS]);
    expect(JSON.stringify(help.blocks)).toContain(`/p${ts.replace('.', '')}`);
    await takeOver(phone, PIETER);
    await replies(phone, 'Sorry for the wait', PIETER);
    await until(helped, ({ length }) => length === 0);
  });

  it('when a snooze is over and the agent does nothing, it is back on the list of those who wait', async () => {
    const { claimed, card, control, conversation, passes, takeOver, replies } = shift();
    const phone = await claimed();
    const shown = await card(phone);
    const { action_id, value } = shown.actions.find(({ label }) => label === 'Snooze for an hour')!;
    await control.click(THANDI, shown.ts, action_id, value);
    await conversation(phone, ({ handoff }) => handoff === 'snoozed');
    expect((await passes(phone, 58 * MINUTE)).handoff).toBe('snoozed');
    expect(await passes(phone, 4 * MINUTE)).toMatchObject({ handoff: 'claimed', agent: { id: THANDI } });
    expect((await passes(phone, 20 * MINUTE)).handoff).toBe('waiting');
    const list = await listed(/^1 customer waits for a person, unclaimed\./);
    expect(JSON.stringify(list.blocks)).toContain(`/p${shown.ts.replace('.', '')}`);
    await takeOver(phone, PIETER);
    await replies(phone, 'Here I am', PIETER);
    await until(
      async () => (await channel()).find(({ ts }) => ts === list.ts),
      (edited) => /Nobody waits/.test(edited?.text ?? ''),
    );
  });

  it('when it is the customer’s turn, only the agent is asked, and may keep it', async () => {
    const { claimed, replies, passes, line, lines, received, conversation, control } = shift();
    const phone = await claimed();
    await replies(phone, 'Which colour was it?');
    const read = (await received(phone)).length;
    expect((await passes(phone, 30 * MINUTE)).mode).toBe('confirming');
    const question = await line(phone, /It is the customer’s turn/);
    expect(question.mentions).toEqual([THANDI]);
    expect(labels(question)).toEqual(['Hand back to the assistant', 'Resolve', 'Keep until they answer']);
    await control.click(THANDI, question.ts, 'keep_with_us');
    await conversation(phone, ({ mode }) => mode === 'paused');
    expect((await passes(phone, 30 * MINUTE)).mode).toBe('confirming');
    await passes(phone, 60 * MINUTE);
    expect(await lines(phone, /It is the customer’s turn/)).toHaveLength(2);
    expect(await received(phone)).toHaveLength(read);
  });

  it('when an agent writes after the 24 hours, then it is kept, a template asks the customer to write, and it follows', async () => {
    const { claimed, replies, passes, write, line, lines, reads, taps, received, system } = shift();
    const phone = await claimed();
    await replies(phone, 'Which colour was it?');
    await passes(phone, DAY);
    const before = (await received(phone)).length;
    await write(phone, THANDI, 'It is on its way');
    const kept = await line(phone, /Kept, not sent/);
    expect(labels(kept)).toEqual(['Send a template…', 'Keep as note']);
    const page = await browser.page();
    const demo = await openDemoPage(page, system.simulator, phone);
    await demo.press('slack', 'Send a template…');
    const modal = page.locator('#slack-modal');
    // WHATSAPP_REOPEN_TEMPLATE is chosen already.
    await modal.getByRole('button', { name: 'Next' }).click();
    await modal.getByLabel('In the text: {{1}}').fill('Sam');
    expect(await accessibilityProblems(page)).toEqual([]);
    await modal.getByRole('button', { name: 'Preview' }).click();
    await modal.getByRole('button', { name: 'Send' }).waitFor();
    expect(await received(phone)).toHaveLength(before);
    await modal.getByRole('button', { name: 'Send' }).click();
    await modal.waitFor({ state: 'hidden' });
    const template = await reads(phone, /Hello Sam, our team has an answer to your question/);
    expect(titles(template)).toEqual(['Show me the answer']);
    expect(await lines(phone, /sends a template/)).toHaveLength(1);
    await taps(phone, 'Show me the answer');
    await reads(phone, /^It is on its way$/);
    expect(await received(phone)).toHaveLength(before + 2);
    await replies(phone, 'Now you read me again');
  });

  it('when an agent is away, what she owes goes back, and a customer who returns is shown to whoever resolved it', async () => {
    const { waiting, takeOver, passes, lines, card, clickCard, conversation, told, says, control } = shift();
    const phone = await waiting('I want my money back for the kettle');
    await takeOver(phone);
    const reply = await told(THANDI, () => control.command(THANDI, '/baton', 'away 45 min'));
    expect(reply).toMatch(/You have \d+ conversations?: where a customer is owed an answer/);
    expect(await passes(phone, 5 * MINUTE)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
    expect(await lines(phone, /is away: the conversation waits for whoever takes it first/)).toHaveLength(1);
    await takeOver(phone, PIETER);
    await clickCard(phone, PIETER, 'resolve');
    await conversation(phone, ({ handoff }) => handoff === 'none');
    expect(await says(phone, 'I want my money back for the kettle, it has not come')).toMatchObject({
      reason: 'returned',
    });
    expect((await card(phone, /Back within three days[^]*Back again/)).mentions).toEqual([PIETER]);
  });

  it('when the shop is closed by hand, it holds from the next message on, and until it is opened again', async () => {
    const { system, says, reads } = shift();
    const [first, second] = [system.newCustomer(), system.newCustomer()];
    await shop('closed');
    await says(first, 'I want to talk to a person');
    await reads(first, /opens again on \S+ 08:00/);
    await shop('always');
    await says(second, 'I want to talk to a person');
    await reads(second, /will read this conversation and answer you here/);
  });
});
