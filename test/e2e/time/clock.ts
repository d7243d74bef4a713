import { labels, titles, type Shift } from '../../support/shift';
import { PIETER, THANDI } from '../../support/scene';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const QUESTION = /No agent has been active here for 30 minutes|It is the customer’s turn/;
const ASKED = /keep waiting for them, or ask the assistant/;
const INACTIVITY = 'ask whether the assistant may come back';

export function clock(shift: () => Shift): void {
  /** Lets somebody act, and tells between which moments of the conversation's clock that was. */
  async function acted(phone: string, act: () => Promise<unknown>): Promise<{ from: number; to: number }> {
    const { now } = shift();
    const from = await now(phone);
    await act();
    return { from, to: await now(phone) };
  }

  /** The thread is asked 30 minutes after what happened then, to the second, and not before. */
  async function askedHalfAnHourAfter(phone: string, { from, to }: { from: number; to: number }): Promise<void> {
    const { system, passesTo, lines, conversation } = shift();
    const before = (await lines(phone, QUESTION)).length;
    const { nextDeadline, epoch } = await system.snapshot(phone);
    expect(nextDeadline?.what).toBe(INACTIVITY);
    const due = nextDeadline!.at;
    expect(due).toBeGreaterThanOrEqual(from + 30 * MINUTE);
    expect(due).toBeLessThanOrEqual(to + 30 * MINUTE);

    const early = await passesTo(phone, due - SECOND);
    // The clock also goes on by itself: a look that came too late proves nothing, the time of the decision does.
    if (early.now < due) expect(early.mode).toBe('paused');
    const asked = await conversation(phone, ({ mode }) => mode === 'confirming');
    expect(asked).toMatchObject({ handoff: early.handoff, whoMaySpeak: 'agents', epoch });
    expect(asked.lastDecision?.rule).toBe('agents asked whether to resume');
    expect(asked.lastDecision!.at).toBeGreaterThanOrEqual(due);
    await shift().quiet(phone);
    expect(await lines(phone, QUESTION)).toHaveLength(before + 1);
  }

  const question = (phone: string) => shift().line(phone, QUESTION);

  it('when nobody takes a handoff, the channel is asked 30 minutes after it', async () => {
    const { waiting, system, now } = shift();
    const phone = await waiting();
    const { transcript } = await system.snapshot(phone);
    await askedHalfAnHourAfter(phone, { from: transcript[0]!.at, to: await now(phone) });
    const asked = await question(phone);
    expect(labels(asked)).toEqual(['Hand back to the assistant', 'Keep it with us']);
    expect(asked).toMatchObject({ broadcast: true, mentions: [] });
  });

  it('when an agent takes over, replies, notes something or keeps it, the 30 minutes begin again', async () => {
    const { system, claimed, waiting, passes, replies, write, control } = shift();
    const taken = async (): Promise<void> => {
      const phone = await waiting();
      await passes(phone, 20 * MINUTE);
      await askedHalfAnHourAfter(phone, await acted(phone, () => shift().takeOver(phone)));
      expect((await question(phone)).mentions).toEqual([THANDI]);
    };
    const answered = async (): Promise<void> => {
      const phone = await claimed();
      await passes(phone, 20 * MINUTE);
      await askedHalfAnHourAfter(phone, await acted(phone, () => replies(phone, 'I am looking into it')));
    };
    const noted = async (): Promise<void> => {
      const phone = await claimed();
      await passes(phone, 20 * MINUTE);
      const note = () => write(phone, THANDI, 'note: the courier does not answer');
      await askedHalfAnHourAfter(phone, await acted(phone, note));
    };
    const kept = async (): Promise<void> => {
      const phone = await claimed();
      await passes(phone, 35 * MINUTE);
      const { ts } = await question(phone);
      const keep = async () => {
        await control.click(THANDI, ts, 'keep_with_us');
        await shift().conversation(phone, ({ mode }) => mode === 'paused');
      };
      await askedHalfAnHourAfter(phone, await acted(phone, keep));
      expect((await system.snapshot(phone)).agent?.id).toBe(THANDI);
    };
    const noteOfColleague = async (): Promise<void> => {
      const phone = await claimed();
      await passes(phone, 20 * MINUTE);
      const note = () => write(phone, PIETER, '! I know this customer');
      await askedHalfAnHourAfter(phone, await acted(phone, note));
    };
    await Promise.all([taken(), answered(), noted(), kept(), noteOfColleague()]);
  });

  it('when the question is open, a reply or a note closes it and the 30 minutes begin again', async () => {
    const { claimed, passes, replies, write, told, control } = shift();
    const closing = async (act: (phone: string) => Promise<unknown>): Promise<string> => {
      const phone = await claimed();
      expect((await passes(phone, 31 * MINUTE)).mode).toBe('confirming');
      const moment = await acted(phone, () => act(phone));
      expect((await shift().system.snapshot(phone)).mode).toBe('paused');
      await askedHalfAnHourAfter(phone, moment);
      return phone;
    };
    const [phone] = await Promise.all([
      closing((customer) => replies(customer, 'Still here')),
      closing((customer) => write(customer, THANDI, 'note: phoned the courier')),
    ]);
    const [first] = await shift().lines(phone, QUESTION);
    expect(await told(THANDI, () => control.click(THANDI, first!.ts, 'hand_back'))).toContain('out of date');
  });

  it('when only the customer writes, nothing is postponed', async () => {
    const { system, says, claimed, passes } = shift();
    const phone = await claimed();
    const { nextDeadline } = await system.snapshot(phone);
    for (const words of ['Hello?', 'Is anybody there?', 'Please answer me']) {
      await passes(phone, 9 * MINUTE);
      expect((await says(phone, words)).nextDeadline).toEqual(nextDeadline);
    }
    const { lastDecision, mode } = await passes(phone, 4 * MINUTE);
    expect(mode).toBe('confirming');
    expect(lastDecision!.at).toBeGreaterThanOrEqual(nextDeadline!.at);
    expect(lastDecision!.at).toBeLessThan(nextDeadline!.at + MINUTE);
    expect((await says(phone, 'Still nobody')).mode).toBe('confirming');
  });

  it('when agents do not answer for 10 minutes and the customer is owed something, he is asked', async () => {
    const { claimed, conversation, passes, passesTo, says, reads, requests } = shift();
    const phone = await claimed();
    await says(phone, 'What is the news?');
    const asked = await passes(phone, 31 * MINUTE);
    const due = asked.nextDeadline!;
    expect(due.what).toBe('ask the customer');
    expect(due.at - asked.modeSince).toBe(10 * MINUTE);
    const before = (await requests(phone)).length;
    const early = await passesTo(phone, due.at - SECOND);
    if (early.now < due.at) expect(await requests(phone)).toHaveLength(before);
    const ask = await reads(phone, ASKED);
    expect(ask.author).toBe('notice');
    expect(titles(ask)).toEqual(['Keep waiting', 'Ask the assistant']);
    const later = await conversation(phone, ({ mode }) => mode === 'confirming');
    expect(later.lastDecision?.rule).toBe('customer asked whether to resume');
    expect(later.lastDecision!.at).toBeGreaterThanOrEqual(due.at);
  });

  it('when the customer is owed nothing, he is not asked, until he writes', async () => {
    const { claimed, passes, replies, says, received, reads } = shift();
    const phone = await claimed();
    await replies(phone, 'That is settled then');
    const before = (await received(phone)).length;
    expect((await passes(phone, 30 * MINUTE + SECOND)).mode).toBe('confirming');
    expect((await passes(phone, 3 * HOUR)).mode).toBe('confirming');
    expect(await received(phone)).toHaveLength(before);
    expect((await says(phone, 'One more thing')).mode).toBe('confirming');
    expect(titles(await reads(phone, ASKED))).toEqual(['Keep waiting', 'Ask the assistant']);
  });

  it('when the customer would rather wait, nothing changes and the thread hears it', async () => {
    const { system, taps, reads, line } = shift();
    const phone = await asked(shift());
    const { epoch } = await system.snapshot(phone);
    await taps(phone, 'Keep waiting');
    await reads(phone, /patience/);
    expect(await line(phone, /would rather wait for a person/)).toMatchObject({ mentions: [THANDI] });
    expect(await system.snapshot(phone)).toMatchObject({ mode: 'confirming', handoff: 'claimed', epoch });
  });

  it('when he writes again an hour after the buttons he gets them again, three times a day at most', async () => {
    const { says, passes, received, taps } = shift();
    const phone = await asked(shift());
    const times = async () => (await received(phone)).filter(({ text }) => ASKED.test(text)).length;
    await taps(phone, 'Keep waiting');
    await says(phone, 'I am waiting');
    await passes(phone, 55 * MINUTE);
    await says(phone, 'Still waiting');
    expect(await times()).toBe(1);
    for (const expected of [2, 3, 3, 3]) {
      await passes(phone, 61 * MINUTE);
      expect((await says(phone, `It is now ${expected} hours`)).mode).toBe('confirming');
      expect(await times()).toBe(expected);
    }
    await passes(phone, 22 * HOUR);
    expect((await says(phone, 'A new day')).mode).toBe('confirming');
    expect(await times()).toBe(4);
  });
}

/** A customer in confirming whom the buttons have reached. */
async function asked({ claimed, says, passes, reads, quiet }: Shift): Promise<string> {
  const phone = await claimed();
  await says(phone, 'What is the news?');
  await passes(phone, 41 * MINUTE);
  await reads(phone, ASKED);
  await quiet(phone);
  return phone;
}
