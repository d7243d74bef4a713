import type { Stage } from '../../support/engines';

const MINUTE = 60_000;
const FEES = ['How much is delivery?', 'What do you charge for delivery?', 'how much is the delivery fee?'];

/** Who answers what: people, the offer of a person, a fixed sentence, or the assistant. */
export function answers(stage: () => Stage): void {
  /** Asks the same thing until a person is offered. */
  async function offered(): Promise<string> {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    for (const question of FEES.slice(0, 2)) {
      const answer = await scene.answerTo(phone, question);
      expect(answer).toMatchObject({ author: 'assistant', text: expect.stringContaining('R85') as string });
    }
    const offer = await scene.answerTo(phone, FEES[2]!);
    expect(offer.author).toBe('assistant');
    expect(offer.buttons?.map(({ title }) => title)).toEqual(['Yes, connect me', 'No, thanks']);
    return phone;
  }

  it.each([
    ['I want a refund', 'refund_request'],
    ['This is pathetic, you people are useless and I am furious!!!', 'angry_customer'],
    ['Can I please talk to a real person', 'human_requested'],
    ['Ek wil met n mens praat asseblief', 'human_requested'],
    ['Ngicela ukukhuluma nomuntu', 'human_requested'],
    ['Ndifuna ukuthetha nomntu', 'human_requested'],
    ['Ke batla ho bua le motho', 'human_requested'],
    ['Someone pretending to be you took money off my card', 'fraud'],
    ['cancel my order please', 'order_change'],
  ])('when a customer writes "%s", people get it (%s) without any word of the assistant', async (text, reason) => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    const notice = await scene.answerTo(phone, text);
    expect(notice.author).toBe('notice');
    expect(notice.buttons).toHaveLength(1);
    const card = await scene.card(phone, /New handoff/);
    expect(card.text).toContain(text);
    await scene.card(phone, /summary/);
    expect(await system.snapshot(phone)).toMatchObject({ mode: 'paused', handoff: 'waiting', reason });
    expect(await scene.sends(phone, 'assistant')).toEqual([]);
    expect(await scene.sends(phone, 'notice')).toHaveLength(1);
  });

  it('when the customer sends what an answer asked for, people get it', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    const answer = await scene.answerTo(phone, 'my mixer does not switch on any more');
    expect(answer).toMatchObject({ author: 'assistant', text: expect.stringContaining('*order number*') as string });
    expect(await scene.answerTo(phone, '5538, it is dead, bought 2 days ago')).toMatchObject({ author: 'notice' });
    await scene.card(phone, /New handoff/);
    expect(await system.snapshot(phone)).toMatchObject({ handoff: 'waiting', reason: 'complaint' });
  });

  it('when one message asks for two orders and two topics, one answer tells all four', async () => {
    const { scene } = stage();
    const question = 'Where are orders 5544 and 5561, how much is delivery and when do you open?';
    const { author, text } = await scene.answerTo('27825551234', question);
    expect(author).toBe('assistant');
    expect(text).toMatch(/Order 5544 was delivered[\s\S]*Order 5561 is packed/);
    expect(text).toContain('R85');
    expect(text).toContain('08:00');
  });

  it('when an offer is accepted, by button or typed in any language, people get it', async () => {
    const { system, scene } = stage();
    const accept = async (typed: string): Promise<void> => {
      const phone = await offered();
      const act = () =>
        typed === '' ? system.control.tap(phone, 'Yes, connect me') : system.control.say(phone, typed);
      expect(await scene.answerAfter(phone, act)).toMatchObject({ author: 'notice' });
      const card = await scene.card(phone, /accepted the offer/);
      expect(card.text).toContain(`Issue: ${FEES[2]}`);
      expect(await system.snapshot(phone)).toMatchObject({ handoff: 'waiting', reason: 'offer_accepted' });
    };
    await Promise.all(['', 'yes', 'Ja', 'yebo', 'Ewe!', 'e'].map(accept));
  });

  it('when an offer is declined, the assistant goes on and offers nobody for half an hour', async () => {
    const { system, scene } = stage();
    const decline = async (act: (phone: string) => Promise<unknown>): Promise<void> => {
      const phone = await offered();
      expect(await scene.answerAfter(phone, () => act(phone))).toMatchObject({ author: 'notice' });
      expect(await scene.answerTo(phone, FEES[0]!)).toMatchObject({ author: 'assistant' });
      await system.advance(phone, 29 * MINUTE);
      const answered = await scene.answerTo(phone, FEES[1]!);
      expect(answered.text).toContain('R85');
      expect(answered.buttons).toBeUndefined();
      await system.advance(phone, 2 * MINUTE);
      expect((await scene.answerTo(phone, FEES[0]!)).buttons).toHaveLength(2);
      expect((await system.snapshot(phone)).handoff).toBe('none');
    };
    await Promise.all([
      decline((phone) => system.control.tap(phone, 'No, thanks')),
      decline((phone) => system.control.say(phone, 'Nee dankie')),
    ]);
  });

  it('when an old "Yes, connect me" is tapped long after the offer, it is a wish for a person', async () => {
    const { system, scene } = stage();
    const phone = await offered();
    await scene.answerAfter(phone, () => system.control.tap(phone, 'No, thanks'));
    await scene.answerAfter(phone, () => system.control.tap(phone, 'Yes, connect me'));
    await scene.card(phone, /asked for a person/);
    expect((await system.snapshot(phone)).reason).toBe('human_requested');
  });

  it('when a customer greets and thanks, a fixed sentence answers once and nothing is counted', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    expect(await scene.answerTo(phone, 'Hello')).toMatchObject({
      author: 'notice',
      text: expect.stringMatching(/(•.*){3}agent/s) as string,
    });
    expect(await scene.answerTo(phone, 'What are your trading hours?')).toMatchObject({ author: 'assistant' });
    expect(await scene.answerTo(phone, 'thank you!')).toMatchObject({ author: 'notice' });
    await system.control.say(phone, 'thanks again');
    await scene.conversation(phone, ({ lastDecision }) => lastDecision?.rule === '4 social');
    expect(await scene.received(phone)).toHaveLength(3);
  });

  it('when it is not about the business, one fixed sentence says so and nobody is offered', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    for (const text of ['what is the capital of burkina faso?', 'is it going to rain in durban tomorrow?']) {
      const answer = await scene.answerTo(phone, text);
      expect(answer).toMatchObject({ author: 'notice', text: expect.stringContaining('only help with') as string });
      expect(answer.buttons).toBeUndefined();
    }
    expect((await system.snapshot(phone)).handoff).toBe('none');
  });

  it('when the knowledge does not answer twice in a row, people get it', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    const first = await scene.answerTo(phone, 'does the coffee machine take nespresso pods');
    expect(first.buttons?.map(({ title }) => title)).toEqual(['Yes, connect me', 'No, thanks']);
    await scene.answerTo(phone, 'what temperature does the yoghurt maker hold');
    await scene.card(phone, /does not know/);
    expect((await system.snapshot(phone)).reason).toBe('not_answerable');
  });

  it('when a customer sends a voice note, he may type it or get a person', async () => {
    const { system, scene } = stage();
    const [typing, connecting] = [system.newCustomer(), system.newCustomer()];
    for (const phone of [typing, connecting]) {
      const answer = await scene.answerAfter(phone, () => system.control.send(phone, { audio: { seconds: 7 } }));
      expect(answer.buttons?.map(({ title }) => title)).toEqual(['Yes, connect me', "I'll type it"]);
    }
    const asked = await scene.answerAfter(typing, () => system.control.tap(typing, "I'll type it"));
    expect(asked.author).toBe('notice');
    expect((await scene.answerTo(typing, 'What are your trading hours?')).author).toBe('assistant');
    await system.control.tap(connecting, 'Yes, connect me');
    await scene.card(connecting, /voice note/);
    expect((await system.snapshot(connecting)).reason).toBe('offer_accepted');
  });

  it('when a photo comes right after a problem was told, people get it', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    await scene.answerTo(phone, 'My kettle does not switch on any more');
    await system.control.send(phone, { image: {} });
    await scene.card(phone, /photo/);
    expect((await system.snapshot(phone)).reason).toBe('unsupported_message');
  });

  it('when an order belongs to another number, only the card says that it exists', async () => {
    const { system, scene } = stage();
    const [owner, other] = [system.newCustomer(), system.newCustomer()];
    const order = { phone: owner, status: 'delivered', items: ['1 x teapot'] };
    await system.control.call('PUT', '/control/orders/8123', order);
    expect((await scene.answerTo(owner, 'Where is my order 8123?')).text).toMatch(/8123[^]*delivered/i);
    const refused = await scene.answerTo(other, 'Where is my order 8123?');
    expect(refused.text).toMatch(/can't find 8123/);
    expect(refused.text).not.toMatch(/teapot/);
    const unknown = await scene.answerTo(system.newCustomer(), 'Where is my order 8999?');
    expect(unknown.text).toBe(refused.text.replace('8123', '8999'));
    await system.control.tap(other, 'Yes, connect me');
    const card = await scene.card(other, /Order: 8123/);
    expect(card.text).toMatch(/Order: 8123 · .*(another|other|different)/);
    expect(await scene.sends(other, 'assistant')).toEqual([]);
  });

  it('when a customer writes Afrikaans, he is answered in Afrikaans', async () => {
    const { system, scene } = stage();
    const [town, farm, person] = [system.newCustomer(), system.newCustomer(), system.newCustomer()];
    const quoted = await scene.answerTo(town, 'Hoe laat maak julle oop op Saterdag?');
    expect(quoted.text).toMatch(/^(Dit is wat|Hier is wat)[^]*09:00[^]*KI-assistent/);
    const written = await scene.answerTo(farm, 'Hoe lank neem aflewering na die platteland?');
    expect(written.text).toMatch(/^Ja, ons lewer oral/);
    const notice = await scene.answerTo(person, 'Ek wil asseblief met iemand praat');
    expect(notice).toMatchObject({ author: 'notice', buttons: [{ title: 'Vra die assistent' }] });
    await scene.card(person, /writes Afrikaans/);
  });
}
