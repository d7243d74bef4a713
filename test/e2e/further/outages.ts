import { until } from '../../support/until';
import type { Stage } from '../../support/engines';

const HOURS = 'What are your trading hours?';

/** What customers and agents notice when a vendor is away. */
export function outages(stage: () => Stage): void {
  it('when the orders API is down, the customer hears so and may have a person; later he is answered', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    await system.control.call('PUT', '/control/orders/8200', { phone, status: 'packed', items: ['1 x teapot'] });
    for (const fault of [{ kind: 'outage' }, { kind: 'status', code: 503 }] as const) {
      await system.control.putFault({ vendor: 'orders', ...fault });
      const answer = await scene.answerTo(phone, 'Where is my order 8200?');
      expect(answer).toMatchObject({
        author: 'notice',
        text: expect.stringContaining("can't look up orders") as string,
      });
      expect(answer.buttons?.map(({ title }) => title)).toEqual(['Yes, connect me']);
      await system.control.clearFaults();
    }
    expect((await scene.answerTo(phone, 'Where is my order 8200?')).text).toMatch(/8200[^]*packed/i);
  });

  it('when Slack is down while people are needed, the customer is told and the card comes once it is back', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    await system.control.putFault({ vendor: 'slack', kind: 'outage' });
    expect(await scene.answerTo(phone, 'I want a refund')).toMatchObject({ author: 'notice' });
    await scene.conversation(phone, ({ nextDeadline }) => nextDeadline?.what === 'post to Slack again');
    expect(await scene.cards(phone)).toEqual([]);
    await system.control.clearFaults();
    await scene.card(phone, /summary/);
    expect(await scene.cards(phone)).toHaveLength(1);
    expect(await scene.sends(phone, 'notice')).toHaveLength(1);
  });

  it('when the answer to the post of a card is lost, the card is there once', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    await system.control.putFault({ vendor: 'slack', kind: 'resetAfter', only: 'chat.postMessage', count: 1 });
    await scene.answerTo(phone, 'I want a refund');
    await scene.card(phone, /summary/);
    await scene.takeOver(phone);
    await scene.line(phone, /took over/);
    expect(await scene.cards(phone)).toHaveLength(1);
  });

  it('when WhatsApp refuses for a moment, the answer comes once', async () => {
    const { system, scene } = stage();
    const phone = system.newCustomer();
    await system.control.putFault({ vendor: 'whatsapp', kind: 'rateLimit', only: 'message', count: 2 });
    await scene.answerTo(phone, HOURS);
    await scene.answerTo(phone, 'How much is delivery?');
    expect(await scene.received(phone)).toHaveLength(2);
  });
}

/** What they notice when the model is. */
export function modelOutages(stage: () => Stage): void {
  it.each([
    ['is away', { kind: 'outage' }],
    ['breaks', { kind: 'status', code: 500 }],
    ['has no time', { kind: 'rateLimit', retryAfter: 60 }],
    ['hangs up', { kind: 'resetBefore' }],
    ['chats instead', { kind: 'garbage', form: 'content' }],
    ['stops half-way', { kind: 'garbage', form: 'truncated' }],
    ['refuses', { kind: 'garbage', form: 'refusal' }],
  ] as const)('when the model %s, the knowledge answers or people get it', async (_what, fault) => {
    const { system, scene } = stage();
    const [answered, handedOver] = [system.newCustomer(), system.newCustomer()];
    await system.control.putFault({ vendor: 'llm', ...fault });
    const [answer] = await Promise.all([
      scene.answerTo(answered, HOURS),
      scene.answerTo(handedOver, 'does the coffee machine take nespresso pods'),
    ]);
    expect(answer).toMatchObject({ author: 'assistant', text: expect.stringContaining('08:00') as string });
    const { reason, transcript } = await system.snapshot(handedOver);
    expect(reason).toBe('assistant_unavailable');
    await scene.card(handedOver, /unavailable[^]*summary/i);
    const [asked, told] = transcript;
    expect(told!.at - asked!.at).toBeLessThanOrEqual(20_000);
  });

  it('when the model never answers, its time is up after 20 s of the conversation', async () => {
    const { system, scene } = stage();
    const [answered, handedOver] = [system.newCustomer(), system.newCustomer()];
    await system.control.putFault({ vendor: 'llm', kind: 'drop' });
    await Promise.all([
      system.control.say(answered, HOURS),
      system.control.say(handedOver, 'does the coffee machine take nespresso pods'),
    ]);
    const limitMs = 45_000;
    await until(
      () => scene.received(answered),
      (messages) => messages.length === 1,
      limitMs,
    );
    await until(
      () => scene.received(handedOver),
      (messages) => messages.length === 1,
      limitMs,
    );
    for (const phone of [answered, handedOver]) {
      const [asked, told] = (await system.snapshot(phone)).transcript;
      expect(told!.at - asked!.at).toBeLessThanOrEqual(20_000);
    }
    expect((await system.snapshot(handedOver)).reason).toBe('assistant_unavailable');
  });
}
