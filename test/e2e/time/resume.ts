import { THANDI } from '../../support/scene';
import { type Shift } from '../../support/shift';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const HOURS = 'What are your trading hours?';
const FEES = 'How much is delivery?';
const QUESTION = /No agent has been active here|It is the customer’s turn/;
const ASKED = /keep waiting for them, or ask the assistant/;
const BACK = /assistant is back/;

export function resume(shift: () => Shift): void {
  const authors = async (phone: string) => (await shift().received(phone)).map(({ author }) => author);
  const count = async (phone: string, pattern: RegExp): Promise<number> =>
    (await shift().received(phone)).filter(({ text }) => pattern.test(text)).length;
  const runOf = async (phone: string) => {
    const { system } = shift();
    return system.client.workflow.getHandle(await system.workflowIdOf(phone)).describe();
  };

  it('when nobody confirms, the assistant stays silent for seven days, whatever the customer writes', async () => {
    const { claimed, waiting, passes, says, sends, system } = shift();
    const wait = async (phone: string): Promise<void> => {
      await says(phone, HOURS);
      const { runId } = await runOf(phone);
      const { epoch } = await system.snapshot(phone);
      for (const days of [2, 3, 2]) {
        expect((await passes(phone, days * DAY)).mode).toBe('confirming');
        expect(await says(phone, FEES)).toMatchObject({ mode: 'confirming', whoMaySpeak: 'agents', epoch });
      }
      expect(await sends(phone, 'assistant')).toEqual([]);
      expect(await count(phone, BACK)).toBe(0);
      expect(await runOf(phone)).toMatchObject({ runId, status: { name: 'RUNNING' } });
      expect(await shift().lines(phone, QUESTION)).toHaveLength(1);
      expect(await shift().lines(phone, /delivery\?/)).toHaveLength(3);
    };
    await Promise.all([claimed().then(wait), waiting().then(wait)]);
  });

  it('when the customer service window has closed, nothing free-form is attempted, the agent is told, and her words follow the customer’s', async () => {
    const { claimed, passes, says, write, line, requests, quiet, reads, sends } = shift();
    const phone = await claimed();
    await says(phone, HOURS);
    await passes(phone, 23 * HOUR + 40 * MINUTE);
    await write(phone, THANDI, 'note: still waiting for the courier');
    await quiet(phone);
    const before = await requests(phone);
    expect((await passes(phone, 2 * HOUR)).mode).toBe('confirming');
    await write(phone, THANDI, 'The courier found it');
    expect((await line(phone, /window is closed/)).mentions).toEqual([THANDI]);
    await passes(phone, DAY);
    expect(await requests(phone)).toEqual(before);
    const written = (await shift().system.snapshot(phone)).transcript.map(({ text }) => text);
    expect(written).not.toContain('The courier found it');

    expect((await says(phone, 'Hello again')).mode).toBe('confirming');
    await reads(phone, /^The courier found it$/);
    expect(await sends(phone, 'agent')).toHaveLength(1);
  });

  it('when the window opens again while the question is open, the customer is asked then', async () => {
    const { claimed, passes, says, requests, reads } = shift();
    const phone = await claimed();
    await says(phone, HOURS);
    await passes(phone, 23 * HOUR + 40 * MINUTE);
    const before = (await requests(phone)).length;
    const { ts } = await shift().line(phone, QUESTION);
    await shift().control.click(THANDI, ts, 'keep_with_us');
    await shift().conversation(phone, ({ mode }) => mode === 'paused');
    expect((await passes(phone, 3 * HOUR)).mode).toBe('confirming');
    expect(await requests(phone)).toHaveLength(before);
    await says(phone, 'Hello again');
    await reads(phone, ASKED);
    expect(await requests(phone)).toHaveLength(before + 1);
  });

  it('when an agent hands back before anybody wrote, the request stays open and what came in is answered', async () => {
    const { claimed, says, clickCard, card, reads, sends, takeOver, replies, conversation } = shift();
    const phone = await claimed();
    await says(phone, HOURS);
    await clickCard(phone, THANDI, 'hand_back');
    await reads(phone, /08:00/);
    await card(phone, /The assistant helps meanwhile, request open/);
    const open = await shift().quiet(phone);
    expect(open).toMatchObject({ mode: 'active', handoff: 'waiting', reason: 'human_requested' });
    expect(open.agent).toBeUndefined();
    expect(await sends(phone, 'assistant')).toHaveLength(1);
    expect(await count(phone, BACK)).toBe(0);

    await takeOver(phone);
    await replies(phone, 'Here I am');
    await clickCard(phone, THANDI, 'hand_back');
    await card(phone, /Handed back to the assistant by Thandi/);
    await conversation(phone, ({ handoff }) => handoff === 'none');
    expect(await shift().cards(phone)).toHaveLength(1);
  });

  it('when an agent hands back and nothing came in but what caused the handoff, one notice says so', async () => {
    const { claimed, clickCard, reads, sends, quiet, waiting } = shift();
    const back = async (phone: string): Promise<void> => {
      await clickCard(phone, THANDI, 'hand_back');
      await reads(phone, BACK);
      await quiet(phone);
      expect(await sends(phone, 'assistant')).toEqual([]);
      expect(await authors(phone)).toEqual(['notice', 'notice']);
    };
    const answered = async (): Promise<void> => {
      const phone = await waiting();
      await shift().takeOver(phone);
      await shift().replies(phone, 'It is on its way');
      await clickCard(phone, THANDI, 'hand_back');
      await reads(phone, BACK);
      expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'none' });
      expect(await authors(phone)).toEqual(['notice', 'agent', 'notice']);
      expect((await shift().answerTo(phone, HOURS)).author).toBe('assistant');
    };
    await Promise.all([claimed().then(back), answered()]);
  });

  it('when the question is answered by handing back, everything unanswered gets one answer', async () => {
    const { claimed, replies, says, passes, line, control, card, reads, sends, quiet } = shift();
    const phone = await claimed();
    await says(phone, FEES);
    await replies(phone, 'R85 in town');
    await says(phone, 'Thank you.');
    await says(phone, HOURS);
    expect((await passes(phone, 31 * MINUTE)).mode).toBe('confirming');
    await control.click(THANDI, (await line(phone, QUESTION)).ts, 'hand_back');
    await reads(phone, /08:00/);
    await card(phone, /Handed back to the assistant by Thandi/);
    expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'none' });
    const answers = await sends(phone, 'assistant');
    expect(answers).toHaveLength(1);
    expect(JSON.stringify(answers[0]!.body)).not.toContain('R85');
    expect(await count(phone, BACK)).toBe(0);
  });

  it('when the customer asks for the assistant himself, it answers without a word of its own', async () => {
    const { claimed, replies, says, passes, taps, reads, card, line, sends } = shift();
    const [written, unwritten] = await Promise.all([claimed(), claimed()]);
    await replies(written, 'I am looking into it');
    const ask = async (phone: string, handoff: string, says_: RegExp): Promise<void> => {
      await says(phone, HOURS);
      await passes(phone, 41 * MINUTE);
      await reads(phone, ASKED);
      await taps(phone, 'Ask the assistant');
      await reads(phone, /08:00/);
      await line(phone, /customer asked for the assistant/);
      await card(phone, says_);
      expect(await shift().quiet(phone)).toMatchObject({ mode: 'active', handoff });
      expect(await sends(phone, 'assistant')).toHaveLength(1);
      expect(await count(phone, BACK)).toBe(0);
    };
    await Promise.all([
      ask(written, 'none', /Handed back to the assistant by the customer/),
      ask(unwritten, 'waiting', /helps meanwhile, request open/),
    ]);
  });

  it('when an agent resolves, no turn begins over what came in before', async () => {
    const { claimed, says, clickCard, card, quiet, requests, answerTo, sends } = shift();
    const phone = await claimed();
    await says(phone, FEES);
    const before = (await requests(phone)).length;
    await clickCard(phone, THANDI, 'resolve');
    await card(phone, /Resolved by Thandi/);
    const resolved = await quiet(phone);
    expect(resolved).toMatchObject({ mode: 'active', handoff: 'none' });
    expect(resolved.owedSince).toBeUndefined();
    expect(await requests(phone)).toHaveLength(before);
    expect(await answerTo(phone, HOURS)).toMatchObject({
      author: 'assistant',
      text: expect.not.stringContaining('R85') as string,
    });
    await quiet(phone);
    expect(await sends(phone, 'assistant')).toHaveLength(1);
  });
}
