import { THANDI } from '../../support/scene';
import { type ScreenMessage, type Shift } from '../../support/shift';

const MINUTE = 60_000;
const HOURS = 'What are your trading hours?';
const QUESTION = /No agent has been active here|It is the customer’s turn/;
const ASKED = /keep waiting for them, or ask the assistant/;
const MOST_MESSAGES = 80;
/** Nobody is answered to this, by whomever. */
const SILENT = '🙏';

export function renewal(shift: () => Shift): void {
  const runOf = async (phone: string): Promise<string> => {
    const { system } = shift();
    return (await system.client.workflow.getHandle(await system.workflowIdOf(phone)).describe()).runId;
  };

  /** The customer writes until the conversation has gone on in another run. */
  async function renewed(phone: string, words = 'Hello?'): Promise<void> {
    const before = await runOf(phone);
    for (let count = 1; count <= MOST_MESSAGES; count += 1) {
      await shift().says(phone, words === SILENT ? SILENT.repeat(count) : `${words} ${count}`);
      if ((await runOf(phone)) !== before) return;
    }
    throw new Error(`The same run after ${MOST_MESSAGES} messages.`);
  }

  it('when an agent has it, he still has it, on the same card and in the same thread', async () => {
    const { claimed, card, cards, replies, lines, clickCard, told, clicksOld, answerTo, system, quiet } = shift();
    const phone = await claimed();
    const before = await card(phone);
    const { epoch, handoffNumber, agent } = await system.snapshot(phone);
    await renewed(phone);
    await renewed(phone, 'Anybody?');
    expect(await quiet(phone)).toMatchObject({ mode: 'paused', handoff: 'claimed', epoch, handoffNumber, agent });
    const heard = (await lines(phone, /> (Hello|Anybody)\? \d+/)).map(({ text }) => /> (.*)/.exec(text)![1]);
    const { transcript } = await system.snapshot(phone);
    const said = transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
    expect(heard).toEqual(said.slice(1));
    expect(await shift().sends(phone, 'assistant')).toEqual([]);

    await replies(phone, 'Here I am');
    await clickCard(phone, THANDI, 'hand_back');
    expect((await card(phone, /Handed back to the assistant by Thandi/)).ts).toBe(before.ts);
    expect(await cards(phone)).toHaveLength(1);
    expect((await answerTo(phone, HOURS)).author).toBe('assistant');
    expect(await told(THANDI, () => clicksOld(THANDI, before, 'hand_back'))).toContain('out of date');
  });

  it('when the question to the agents is open, its buttons still answer it, and those of an earlier one do not', async () => {
    const { claimed, passes, line, lines, control, conversation, told, system } = shift();
    const phone = await claimed();
    await passes(phone, 31 * MINUTE);
    const keep = (message: ScreenMessage) => control.click(THANDI, message.ts, 'keep_with_us');
    const first = await line(phone, QUESTION);
    await renewed(phone);
    expect((await system.snapshot(phone)).mode).toBe('confirming');
    await keep(first);
    const kept = await conversation(phone, ({ mode }) => mode === 'paused');
    await renewed(phone, 'Anybody?');
    expect((await system.snapshot(phone)).nextDeadline).toEqual(kept.nextDeadline);
    await passes(phone, 31 * MINUTE);
    expect(await lines(phone, QUESTION)).toHaveLength(2);
    expect(await told(THANDI, () => keep(first))).toContain('out of date');
    expect((await system.snapshot(phone)).mode).toBe('confirming');
    await keep((await lines(phone, QUESTION))[1]!);
    await conversation(phone, ({ mode }) => mode === 'paused');
  });

  it('when the customer was asked, his buttons still count, and the stale ones do not', async () => {
    const { claimed, says, passes, taps, received, reads, quiet, system } = shift();
    const phone = await claimed();
    await says(phone, HOURS);
    const stale = (await received(phone))[0]!.buttons![0]!.id;
    await passes(phone, 41 * MINUTE);
    const asked = await reads(phone, ASKED);
    await renewed(phone);
    await taps(phone, asked.buttons![0]!.id);
    await reads(phone, /patience/);
    await renewed(phone, 'Anybody?');
    expect(await taps(phone, stale)).toMatchObject({ mode: 'confirming', handoff: 'claimed' });
    await taps(phone, 'Ask the assistant');
    await reads(phone, /08:00/);
    expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'waiting' });
    expect((await system.snapshot(phone)).epoch).toBeGreaterThan(0);
  });

  it('when a person was offered, "yes" is still the answer to that', async () => {
    const { system, answerTo, answerAfter, control, card } = shift();
    const phone = system.newCustomer();
    const offer = await answerTo(phone, 'does the coffee machine take nespresso pods');
    expect(offer.buttons).toHaveLength(2);
    await renewed(phone, SILENT);
    expect((await system.snapshot(phone)).mode).toBe('active');
    await answerAfter(phone, () => control.say(phone, 'Yebo'));
    await card(phone, /accepted the offer/);
    expect((await system.snapshot(phone)).reason).toBe('offer_accepted');
  });

  it('when a message is delivered to it once more, it is still known', async () => {
    const { system, control, hears, quiet } = shift();
    const phone = system.newCustomer();
    await hears(phone, HOURS);
    await quiet(phone);
    const webhook = (await control.journal({ direction: 'fromVendor', kind: 'message', customer: phone })).at(-1)!;
    await renewed(phone, SILENT);
    const before = (await shift().received(phone)).length;
    await control.call('POST', '/control/whatsapp/webhooks', { payload: webhook.body, customer: phone });
    const { transcript } = await quiet(phone);
    expect(transcript.filter(({ text }) => text === HOURS)).toHaveLength(1);
    expect(await shift().received(phone)).toHaveLength(before);
  });
}
