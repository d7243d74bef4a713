import { THANDI } from '../../support/scene';
import { labels, type ScreenMessage } from '../../support/shift';
import type { WeekShift } from '../../support/week-shift';

const MINUTE = 60_000;
const TURN = /It is the customer’s turn/;

/** An agent has answered, and the customer writes no more. */
export function whoseTurn({ week, shift, writesAt }: WeekShift): void {
  const questions = (phone: string) => shift().lines(phone, TURN);

  /** Thandi has answered on Monday at nine. */
  async function answered(): Promise<string> {
    const { takeOver, quiet, replies } = shift();
    const phone = await writesAt(week.monday('09:00'), 'I want to talk to a person');
    await takeOver(phone);
    await quiet(phone);
    await replies(phone, 'Which colour was it?');
    return phone;
  }

  /** The question with this number, which the agent is asked now and not sooner. */
  async function asked(phone: string, number: number): Promise<ScreenMessage> {
    const { passes } = shift();
    expect(await questions(phone)).toHaveLength(number - 1);
    expect((await passes(phone, 3 * MINUTE)).mode).toBe('confirming');
    const all = await questions(phone);
    expect(all).toHaveLength(number);
    return all.at(-1)!;
  }

  async function keeps(phone: string, question: ScreenMessage): Promise<void> {
    const { click, conversation } = shift();
    await click(THANDI, question.ts, 'keep_with_us');
    await conversation(phone, ({ mode }) => mode === 'paused');
  }

  it('when the agent keeps it again and again, she is asked after half an hour, after two hours, and at the next opening', async () => {
    const { passes, passesTo, received } = shift();
    const phone = await answered();
    const read = (await received(phone)).length;
    expect((await passes(phone, 28 * MINUTE)).mode).toBe('paused');
    const first = await asked(phone, 1);
    expect(first.mentions).toEqual([THANDI]);
    expect(labels(first)).toEqual(['Hand back to the assistant', 'Resolve', 'Keep until they answer']);
    await keeps(phone, first);
    expect((await passes(phone, 28 * MINUTE)).mode).toBe('paused');
    await keeps(phone, await asked(phone, 2));
    expect((await passes(phone, 118 * MINUTE)).mode).toBe('paused');
    await keeps(phone, await asked(phone, 3));
    expect((await passesTo(phone, week.tuesday('07:58'))).mode).toBe('paused');
    await asked(phone, 4);
    expect(await received(phone)).toHaveLength(read);
  });

  it('when the agent hands back on the question after it was kept, the assistant answers the customer again', async () => {
    const { passes, click, card, reads, answerTo, conversation, lines } = shift();
    const phone = await answered();
    await passes(phone, 28 * MINUTE);
    await keeps(phone, await asked(phone, 1));
    await passes(phone, 28 * MINUTE);
    const question = await asked(phone, 2);
    await click(THANDI, question.ts, 'hand_back');
    expect(await conversation(phone, ({ mode }) => mode === 'active')).toMatchObject({ handoff: 'none' });
    await card(phone, /Handed back to the assistant by Thandi/);
    await reads(phone, /The AI assistant is back/);
    expect((await answerTo(phone, 'How much is delivery?')).author).toBe('assistant');
    expect(await lines(phone, TURN)).toHaveLength(2);
  });

  it('when the agent resolves on the question, the handoff is over and the customer reads nothing of it', async () => {
    const { passes, click, card, received, conversation, line, quiet } = shift();
    const phone = await answered();
    await passes(phone, 28 * MINUTE);
    const question = await asked(phone, 1);
    const read = (await received(phone)).length;
    await click(THANDI, question.ts, 'resolve');
    expect(await conversation(phone, ({ handoff }) => handoff === 'none')).toMatchObject({ mode: 'active' });
    await card(phone, /Resolved by Thandi/);
    await line(phone, /resolved the handoff/);
    await quiet(phone);
    expect(await received(phone)).toHaveLength(read);
  });
}
