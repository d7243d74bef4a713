import { THANDI } from '../../support/scene';
import { type Shift } from '../../support/shift';
import { until } from '../../support/until';

export function phoneApp(shift: () => Shift): void {
  it('when it comes while the assistant has the conversation, then the assistant is silent until it is handed back', async () => {
    const { system, control, answerTo, card, conversation, clickCard, received } = shift();
    const phone = system.newCustomer();
    await answerTo(phone, 'What are your trading hours?');
    await control.echo(phone, 'Hi, it is Thandi. I will look into your order myself.');
    await conversation(phone, ({ mode, reason }) => mode === 'paused' && reason === 'answered_from_phone');
    const before = (await received(phone)).length;
    await control.say(phone, 'How much is delivery?');
    expect((await card(phone, /Answered from the phone app/)).text).toContain('Answered from the phone app');
    await conversation(phone, ({ transcript }) => transcript.at(-1)?.text === 'How much is delivery?');
    expect(await shift().sends(phone, 'notice')).toEqual([]);
    await clickCard(phone, THANDI, 'take_over');
    await card(phone, /Thandi has it/);
    expect(await received(phone)).toHaveLength(before);
    await clickCard(phone, THANDI, 'hand_back');
    await shift().reads(phone, /R ?\d+|delivery/i);
    expect((await shift().sends(phone, 'assistant')).length).toBe(2);
  });

  it('when it comes before the first message of the customer, then Meta brings it again and it counts', async () => {
    const { system, control, conversation } = shift();
    const phone = system.newCustomer();
    await control.echo(phone, 'Your parcel is at the door.');
    const echoes = () => control.journal({ kind: 'echo', customer: phone });
    await until(echoes, (all) => all.length >= 2 && all[0]!.answer?.status === 503);
    await shift().hears(phone, 'What are your trading hours?');
    await conversation(phone, ({ transcript }) =>
      transcript.some(({ text }) => text === 'Your parcel is at the door.'),
    );
    await until(echoes, (all) => all.at(-1)?.answer?.status === 200);
    expect(await conversation(phone, ({ mode }) => mode === 'paused')).toMatchObject({ reason: 'answered_from_phone' });
  });
}
