import { THANDI } from '../support/scene';
import { useShift } from '../support/shift';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Of the shop's clocks, all year. */
const AHEAD = 2 * HOUR;
const OVER = /The snooze is over/;

describe('what an agent puts off', () => {
  const shift = useShift();

  const choose = async (phone: string, label: string): Promise<void> => {
    const { card, control } = shift();
    const shown = await card(phone, /Thandi has it/);
    const { action_id, value } = shown.actions.find((action) => action.label === label)!;
    await control.click(THANDI, shown.ts, action_id, value);
  };
  /** What the card says that it is put off until, ms UTC. */
  const until = async (phone: string): Promise<number> => {
    const { blocks } = await shift().card(phone, /snoozed it until/);
    const [, seconds] = /snoozed it"[^[]*? until "\},\{"type":"date","timestamp":(\d+)/.exec(JSON.stringify(blocks))!;
    return Number(seconds) * 1000;
  };
  const submit = async (at: number): Promise<string> => {
    const { control } = shift();
    const views = await control.call<{ id: string; user: string }[]>('GET', '/control/slack/views');
    const view_id = views.findLast(({ user }) => user === THANDI)?.id;
    const values = { input: { input: String(Math.floor(at / 1000)) } };
    return JSON.stringify(await control.call('POST', '/control/slack/views', { user: THANDI, view_id, values }));
  };

  /** It is nobody's turn to do anything until then, and then it is hers again, as if she had just taken it. */
  async function comesBack(phone: string, at: number): Promise<void> {
    const { passesTo, passes, card, lines } = shift();
    expect(await passesTo(phone, at - 2 * MINUTE)).toMatchObject({ mode: 'paused', handoff: 'snoozed' });
    expect(await lines(phone, OVER)).toEqual([]);
    expect(await passesTo(phone, at + MINUTE)).toMatchObject({
      ...{ mode: 'paused', handoff: 'claimed' },
      agent: { id: THANDI },
    });
    expect(await lines(phone, OVER)).toHaveLength(1);
    await card(phone, /Thandi has it/);
    expect((await passes(phone, 27 * MINUTE)).mode).toBe('paused');
    expect((await passes(phone, 3 * MINUTE)).mode).toBe('confirming');
  }

  it('when it is snoozed until tomorrow, it is back with the agent at eight in the morning of the shop’s next day', async () => {
    const { claimed, lines, conversation } = shift();
    const phone = await claimed(THANDI);
    const tomorrow = () => new Date(Date.now() + AHEAD + DAY).toISOString().slice(0, 10);
    const before = tomorrow();
    await choose(phone, 'Snooze until tomorrow 08:00, or the next open day');
    await conversation(phone, ({ handoff }) => handoff === 'snoozed');
    expect(await lines(phone, /snoozed the handoff/)).toHaveLength(1);
    // It may have become midnight between the two.
    const possible = [before, tomorrow()].map((day) => Date.parse(`${day}T08:00:00+02:00`));
    const at = await until(phone);
    expect(possible).toContain(at);
    await comesBack(phone, at);
  });

  it('when it is snoozed until a moment of the form, it is back then; a moment that is over is refused', async () => {
    const { claimed, conversation, system } = shift();
    const phone = await claimed(THANDI);
    await choose(phone, 'Snooze until …');
    expect(await submit(Date.now() - HOUR)).toContain('Choose a moment between now and a month from now.');
    expect((await system.snapshot(phone)).handoff).toBe('claimed');
    const wanted = Math.ceil(Date.now() / HOUR) * HOUR + 3 * HOUR;
    await submit(wanted);
    await conversation(phone, ({ handoff }) => handoff === 'snoozed');
    expect(await until(phone)).toBe(wanted);
    await comesBack(phone, wanted);
  });

  it('when the agent takes it again before it is over, it does not come back a second time', async () => {
    const { claimed, conversation, card, takeOver, passes, lines, quiet, replies } = shift();
    const phone = await claimed(THANDI);
    await choose(phone, 'Snooze for an hour');
    await conversation(phone, ({ handoff }) => handoff === 'snoozed');
    // The card is edited a moment later, and has the button from then on.
    await card(phone, /snoozed/i);
    await takeOver(phone, THANDI);
    await quiet(phone);
    await replies(phone, 'I am on it');
    expect(await passes(phone, 65 * MINUTE)).toMatchObject({ handoff: 'claimed', agent: { id: THANDI } });
    expect(await lines(phone, OVER)).toEqual([]);
  });
});
