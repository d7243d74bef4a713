import { titles } from '../../support/shift';
import type { WeekShift } from '../../support/week-shift';

const MINUTE = 60_000;

/** From Saturday night, when the shop is closed, to the opening on Monday. */
export function saturday({ week, shift, writesAt, channel, listed, nobodyWaits }: WeekShift): void {
  const opens = week.monday('08:00');

  it('when a refund is wished for on Saturday night, the customer hears when people are back, is helped meanwhile, keeps the chat open by that notice, and heads the list at opening', async () => {
    const { answerTo, passesTo, quiet, reads, received, taps, card, takeOver, replies, reported, system } = shift();
    const phone = await writesAt(week.saturday('22:00'), 'I want my money back for the kettle');
    const notice = await reads(phone, /office is closed now/);
    expect(notice.text).toContain('opens again on Monday 08:00');
    expect(titles(notice)).toEqual(['Ask the assistant', 'Keep it open']);
    expect((await card(phone, /You are closed/)).mentions).toEqual([]);

    await taps(phone, 'Ask the assistant');
    const answer = await answerTo(phone, 'How much is delivery?');
    expect(answer).toMatchObject({ author: 'assistant', text: expect.stringContaining('R85') });
    expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'waiting', reason: 'refund_request' });

    const [second, third] = [
      await writesAt(week.sunday('10:00'), 'I want to talk to a person'),
      await writesAt(week.sunday('11:30'), 'I want to talk to a person'),
    ];
    await passesTo(phone, week.sunday('12:00'));
    const before = (await received(phone)).length;
    expect((await system.snapshot(phone)).windowEndsAt).toBeLessThan(week.sunday('22:30'));
    await taps(phone, notice.buttons!.find(({ title }) => title === 'Keep it open')!.id);
    await reads(phone, /For the next 24 hours our team can write to you here/);
    const kept = await quiet(phone);
    expect(kept).toMatchObject({ mode: 'active', handoff: 'waiting' });
    expect(kept.windowEndsAt).toBeGreaterThanOrEqual(week.monday('12:00'));

    for (const one of [phone, second, third]) await passesTo(one, opens - MINUTE);
    expect((await channel()).filter(({ text }) => /Good morning/.test(text))).toEqual([]);
    for (const one of [third, second, phone]) await passesTo(one, opens + MINUTE);
    const list = await listed(/Good morning: 3 customers wait for a person, oldest first/);
    expect(list.text).toMatch(/oldest first\.\n• since [^\n]* · The customer wants a refund/);
    // The confirmation was the last that he read until then.
    expect(await received(phone)).toHaveLength(before + 1);

    await takeOver(phone);
    await replies(phone, 'Good morning! I have sent it back.');
    await reported(phone);
    expect((await received(phone)).at(-1)).toMatchObject({
      author: 'agent',
      text: 'Good morning! I have sent it back.',
    });
    await nobodyWaits(phone, second, third);
  });

  it('when the customer has not kept it open, he is asked once more two hours before the 24 hours are over', async () => {
    const { passesTo, reads, received, taps } = shift();
    const phone = await writesAt(week.saturday('22:00'), 'I want my money back for the kettle');
    await reads(phone, /office is closed now/);
    const before = (await received(phone)).length;
    await passesTo(phone, week.sunday('19:30'));
    expect(await received(phone)).toHaveLength(before);
    await passesTo(phone, week.sunday('20:30'));
    const question = await reads(
      phone,
      /office opens again on Monday 08:00\. WhatsApp closes this chat for us before then/,
    );
    expect(titles(question)).toEqual(['Keep it open']);
    await taps(phone, 'Keep it open');
    await reads(phone, /For the next 24 hours our team can write to you here/);
    await passesTo(phone, opens - MINUTE);
    expect(await received(phone)).toHaveLength(before + 2);
    await nobodyWaits(phone);
  });

  it('when five customers wait at opening and their conversations tell of it one after the other, one message lists them all, oldest first', async () => {
    const { passesTo, card } = shift();
    const earlier = (await channel()).length;
    const phones: string[] = [];
    // Not in the order in which they come to the opening.
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00'])
      phones.push(await writesAt(week.sunday(time), 'I want to talk to a person'));
    for (const phone of [...phones].reverse()) await passesTo(phone, opens + MINUTE);
    const list = await listed(/Good morning: 5 customers wait for a person, oldest first\./);
    const links = await Promise.all(phones.map(async (phone) => `/p${(await card(phone)).ts.replace('.', '')}`));
    const shown = JSON.stringify(list.blocks);
    const places = links.map((link) => shown.indexOf(link));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    const lists = (await channel()).slice(earlier).filter(({ text }) => /Good morning|further down/.test(text));
    expect(lists.map(({ ts }) => ts)).toEqual([list.ts]);
    await nobodyWaits(...phones);
  });

  it('when a customer who waits at night asks whether anybody is there, he is told that he is in the queue at most once in half an hour', async () => {
    const { passesTo, says, received } = shift();
    const phone = await writesAt(week.saturday('22:00'), 'I want my money back for the kettle');
    const before = (await received(phone)).length;
    const told: [string, number][] = [];
    for (const time of ['22:08', '22:20', '22:35', '22:40', '22:55', '23:01', '23:10']) {
      await passesTo(phone, week.saturday(time));
      await says(phone, 'hello??');
      told.push([time, (await received(phone)).length - before]);
    }
    expect(told).toEqual([
      ...[
        ['22:08', 0],
        ['22:20', 0],
      ],
      ...[
        ['22:35', 1],
        ['22:40', 1],
        ['22:55', 1],
        ['23:01', 1],
      ],
      ['23:10', 2],
    ]);
    const notices = (await received(phone)).slice(before);
    for (const { text } of notices) expect(text).toMatch(/Our team has your request and will answer you here/);
    await nobodyWaits(phone);
  });
}
