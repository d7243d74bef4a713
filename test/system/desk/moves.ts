import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import { THANDI } from '../../support/scene';
import { type Shift } from '../../support/shift';
import { until } from '../../support/until';

export function moves(shift: () => Shift): void {
  const TOLD_LATE = {
    vendor: 'whatsapp',
    kind: 'latency',
    direction: 'fromVendor',
    only: 'system',
    ms: 4_000,
  } as const;

  describe('a customer with a new number', () => {
    /** WhatsApp tells that he has a new number. Resolves with it. */
    async function moves(phone: string): Promise<string> {
      const { system, control } = shift();
      const newPhone = system.newCustomer();
      system.outputs.remember(newPhone);
      await control.change(phone, { newPhone });
      return newPhone;
    }

    /** The conversation under the new number, once there is one and it is so. */
    const goesOn = (phone: string, satisfied: (snapshot: ConversationSnapshot) => boolean) =>
      until(
        () =>
          shift()
            .system.snapshot(phone)
            .catch(() => undefined),
        (snapshot) => snapshot !== undefined && satisfied(snapshot),
      );

    const status = async (workflowId: string) => shift().system.client.workflow.getHandle(workflowId).describe();

    it('when an agent has him, then the same agent goes on with him at the new number, and the assistant is silent', async () => {
      const { system, control, claimed, card, cards, reads, received, quiet } = shift();
      const phone = await claimed();
      const old = await system.workflowIdOf(phone);
      const { ts } = await card(phone);
      const newPhone = await moves(phone);
      await goesOn(newPhone, ({ agent, transcript }) => agent?.id === THANDI && transcript.length > 2);
      await card(newPhone, /Thandi has it/);
      expect((await cards(newPhone)).map((one) => one.ts)).toEqual([ts]);
      const before = (await received(newPhone)).length;
      await control.say(newPhone, 'Hello from my new number');
      await until(
        async () => (await control.slack()).find((one) => one.ts === ts)?.replies ?? [],
        (replies) => replies.some(({ text }) => text.includes('Hello from my new number')),
      );
      // In the thread of the card that the old conversation has posted.
      await control.write(THANDI, ts, 'I see, I go on with you here');
      await reads(newPhone, /I go on with you here/);
      await quiet(newPhone);
      expect((await received(newPhone)).slice(before).map(({ text }) => text)).toEqual([
        'I see, I go on with you here',
      ]);
      expect(await shift().sends(newPhone, 'assistant')).toEqual([]);
      const { movedTo, transcript } = await shift().system.snapshot(phone);
      expect(movedTo).toBe(await system.workflowIdOf(newPhone));
      expect(transcript.map(({ text }) => text)).toEqual([expect.stringContaining('new number')]);
      expect((await status(old)).status.name).toBe('RUNNING');
    });

    it('when his first message from the new number comes first, then it is the agent’s as soon as WhatsApp tells', async () => {
      const { control, claimed, says, lines } = shift();
      const phone = await claimed();
      await control.putFault(TOLD_LATE);
      const newPhone = await moves(phone);
      await says(newPhone, 'What are your trading hours?');
      await goesOn(newPhone, ({ agent, mode }) => agent?.id === THANDI && mode === 'paused');
      const answers = await shift().sends(newPhone, 'assistant');
      await says(newPhone, 'How much is delivery?');
      expect(await lines(newPhone, /How much is delivery/)).toHaveLength(1);
      expect(await shift().sends(newPhone, 'assistant')).toHaveLength(answers.length);
      const { transcript } = await shift().system.snapshot(newPhone);
      const words = transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
      expect(words).toEqual(['I want to talk to a person', 'What are your trading hours?', 'How much is delivery?']);
    });

    it('when he has moved twice and back, then what an agent said is still one record, and he is served once', async () => {
      const { system, control, claimed, card, reads, quiet } = shift();
      const phone = await claimed();
      const second = await moves(phone);
      await goesOn(second, ({ agent }) => agent?.id === THANDI);
      const third = await moves(second);
      await goesOn(third, ({ agent, transcript }) => agent?.id === THANDI && transcript.length > 2);
      const { ts } = await card(third, /Thandi has it/);
      await control.write(THANDI, ts, 'Still with you');
      await reads(third, /Still with you/);
      await quiet(third);
      const served = await Promise.all([phone, second, third].map((one) => system.snapshot(one)));
      expect(served.map(({ movedTo }) => movedTo !== undefined)).toEqual([true, true, false]);
      expect(served.map(({ transcript }) => transcript.filter(({ from }) => from === 'agent').length)).toEqual([
        0, 0, 1,
      ]);
    });

    it('when the assistant has him, then it knows at the new number what was said at the old one', async () => {
      const { system, answerTo, says } = shift();
      const phone = system.newCustomer();
      await answerTo(phone, 'What are your trading hours?');
      await says(phone, 'Thanks');
      const newPhone = await moves(phone);
      await goesOn(newPhone, ({ transcript }) => transcript.length > 2);
      await says(newPhone, 'How much is delivery?');
      const { transcript, mode } = await system.snapshot(newPhone);
      expect(mode).toBe('active');
      expect(transcript.filter(({ from }) => from === 'assistant').length).toBe(2);
      expect(transcript.filter(({ text }) => /Type \*agent\* for a person/.test(text))).toHaveLength(1);
    });
  });

  describe('a conversation that an operator has stopped', () => {
    it('when the customer writes again, then people have it, with a card that says why, until an agent hands it back', async () => {
      const { system, control, claimed, cards, card, clickCard, conversation, line, reads, received, quiet } = shift();
      const phone = await claimed();
      const before = (await cards(phone)).length;
      const answers = (await received(phone)).length;
      await system.client.workflow.getHandle(await system.workflowIdOf(phone)).terminate('by an operator');
      await control.say(phone, 'What are your trading hours?');
      await reads(phone, /person|team/i);
      await conversation(phone, ({ mode, reason }) => mode === 'paused' && reason === 'assistant_unavailable');
      await until(
        () => cards(phone),
        (all) => all.length === before + 1,
      );
      await line(phone, /An earlier conversation with this customer was stopped/);
      await quiet(phone);
      expect((await received(phone)).slice(answers)).toHaveLength(1);
      expect(await shift().sends(phone, 'assistant')).toEqual([]);
      await clickCard(phone, THANDI, 'take_over');
      await card(phone, /Thandi has it/);
      await clickCard(phone, THANDI, 'hand_back');
      await conversation(phone, ({ mode }) => mode === 'active');
    });
  });
}
