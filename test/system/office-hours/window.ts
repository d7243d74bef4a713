import { THANDI } from '../../support/scene';
import type { WeekShift } from '../../support/week-shift';

const MINUTE = 60_000;
const AGENTS = 'S0AGENTS';
const WARNING = /WhatsApp takes free text for this customer only until/;
const LISTED = /WhatsApp's 24 hours end for some of them before you are back/;

/** A customer who writes on Friday at four may be answered until Saturday at four, and the shop closes on Saturday at one. */
export function window({ week, shift, writesAt, channel, listed, listPasses, nobodyWaits }: WeekShift): void {
  it('when the agent who has it owes an answer, she is warned once, in the last half hour of open time before the end of the 24 hours', async () => {
    const { takeOver, quiet, passesTo, lines, replies, reported, received } = shift();
    const phone = await writesAt(week.friday('16:00'), 'I want to talk to a person');
    await takeOver(phone);
    await quiet(phone);
    await passesTo(phone, week.saturday('12:29'));
    expect(await lines(phone, WARNING)).toEqual([]);
    await passesTo(phone, week.saturday('12:32'));
    const [warning, ...more] = await lines(phone, WARNING);
    expect(more).toEqual([]);
    expect(warning?.mentions).toEqual([THANDI]);
    expect(warning?.text).toMatch(/and you are back only .+\. Answer now: later only a template reaches them/);
    expect(JSON.stringify(warning?.blocks)).toContain(`"timestamp":${week.monday('08:00') / 1000}`);
    await replies(phone, 'It is on its way');
    await reported(phone);
    expect((await received(phone)).at(-1)).toMatchObject({ text: 'It is on its way', status: 'read' });
    await passesTo(phone, week.monday('07:55'));
    expect(await lines(phone, WARNING)).toHaveLength(1);
  });

  it('when nobody has it, the list calls the group at that moment', async () => {
    const { passesTo, takeOver, replies, lines } = shift();
    const phone = await writesAt(week.friday('16:00'), 'I want to talk to a person');
    await passesTo(phone, week.saturday('09:01'));
    const opening = await listed(/Good morning: 1 customer waits/);
    await listPasses(15 * MINUTE);
    await passesTo(phone, week.saturday('12:29'));
    expect((await channel()).filter(({ text }) => LISTED.test(text))).toEqual([]);
    await passesTo(phone, week.saturday('12:32'));
    const call = await listed(LISTED);
    expect(call.mentions).toEqual([AGENTS]);
    expect(call.ts).not.toBe(opening.ts);
    expect(await lines(phone, WARNING)).toEqual([]);
    await takeOver(phone);
    await replies(phone, 'It is on its way');
    await nobodyWaits(phone);
  });
}
