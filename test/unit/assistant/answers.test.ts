import { answerTo, asked, brain, classified, knowledge, NOVEMBER, toldOf, wordsTo } from './brain';

const DAY = 24 * 60 * 60 * 1000;

describe('answers of the local engine', () => {
  test.each([
    ['What are your trading hours?', 'trading-hours'],
    ['How much is delivery?', 'delivery-fees'],
    ['Are you open on public holidays?', 'public-holidays'],
    ['how do refunds work?', 'refund-times'],
    ['Where is my order?', 'track-order'],
    ['cn i pay wit a debit crd', 'payment-methods'],
    ['hw lng is the waranty on da kettle', 'warranty'],
    ['wat kos dit om iets te laat aflewer', 'delivery-fees'],
    ['nivala nini namhlanje', 'trading-hours'],
    ['nka lefa ka karete', 'payment-methods'],
    ['ndingabuyisa into endiyithengileyo', 'change-of-mind-returns'],
  ])('when a customer asks "%s", the topic is %s', (message, topic) => {
    expect(answerTo(message)).toBe(topic);
    expect(classified(message)).toMatchObject({ intent: 'question', questionKey: topic, wantsHuman: false });
  });

  test('when a topic answers, its words go out as they were written', () => {
    const topic = knowledge.topics.find(({ id }) => id === 'delivery-fees')!;
    expect(wordsTo('How much is delivery?')).toBe(topic.body);
  });

  test.each([
    [['What are your trading hours?', 'How much is delivery?'], 'trading-hours delivery-fees'],
    [
      ['how much is delivery', 'hi', 'and can i pay with card?', 'do you deliver to farms'],
      'delivery-fees payment-methods outlying-areas',
    ],
    [['How much is delivery', 'to Cape Town?'], 'delivery-fees'],
    [['How much is delivery?', 'what do you charge for delivery?'], 'delivery-fees'],
  ])('when a customer writes %j in a row, every question of its own is answered', (messages, topics) => {
    expect(answerTo(messages)).toBe(topics);
  });

  test('when the customer writes another language than the topic, a fixed line stands before it', () => {
    expect(wordsTo('hoeveel kos aflewering na Upington toe asseblief')).toMatch(
      /^Dit is wat ek weet[^\n]*\n\nDelivery fees/,
    );
  });

  test.each([
    'what is the weather in Durban today',
    'who won the rugby',
    'help me write a poem about my cat',
    'capital of Peru?',
  ])('when "%s" is not about a shop, it is out of scope and nothing is answered', (message) => {
    expect(answerTo(message)).toBe('none');
    expect(classified(message).intent).toBe('out_of_scope');
  });

  test.each([
    'do you have a job for me as a driver',
    'is the pan dishwasher safe',
    'can you engrave a name on the mug',
    'which kettle do you recommend',
  ])('when the shop is asked "%s" and nothing is written about it, it is a question without an answer', (message) => {
    expect(answerTo(message)).toBe('none');
    expect(classified(message)).toMatchObject({ intent: 'question', wantsAction: false });
    expect(classified(message).questionKey).toBeUndefined();
  });

  test('when a topic holds on certain days only, it answers on these days in the business’s own time zone', () => {
    const at = (time: string) => answerTo('any black friday specials?', [], { now: Date.parse(time) });
    expect(at('2026-10-31T21:59:00Z')).not.toBe('promotion');
    expect(at('2026-10-31T22:01:00Z')).toBe('promotion');
    expect(at('2026-11-30T21:59:00Z')).toBe('promotion');
    expect(at('2026-11-30T22:01:00Z')).not.toBe('promotion');
    expect(answerTo('How much is delivery?', [], { now: NOVEMBER + 300 * DAY })).toBe('delivery-fees');
  });

  test('when a question only continues the one before it, both are read together', () => {
    const before = [
      { from: 'customer', text: 'What are your trading hours?' },
      { from: 'assistant', text: 'Monday to Friday.' },
    ];
    expect(answerTo('and on sundays', before)).toBe('trading-hours');
  });

  test('when many topics are wanted for a prompt, the nearest come first', () => {
    const ids = brain.topicsFor(asked('how much is delivery to a farm'), 5);
    expect(ids).toHaveLength(5);
    expect(ids.slice(0, 3)).toEqual(expect.arrayContaining(['delivery-fees', 'outlying-areas']));
  });
});

describe('orders', () => {
  test.each([
    ['Where is my order #5544?', '5544'],
    ['where is order 5544', '5544'],
    ['my order number is: KK-10233 where is it', 'KK-10233'],
    ['waar is bestelling 5544', '5544'],
    ['iphi i-oda 5544', '5544'],
    ['odara 5544 e kae', '5544'],
    ['5544', '5544'],
    ['Track 5544: order 5544 please', '5544'],
  ])('when a customer writes "%s", order %s is looked up', (message, number) => {
    expect(answerTo(message)).toBe(`order:${number}`);
    expect(classified(message)).toMatchObject({ intent: 'order_status', questionKey: `order:${number}` });
  });

  test.each([
    'my order is R900 do i still pay delivery',
    'i want 30 kettles',
    'call me on 0825551234',
    'the order I placed in 2026',
  ])('when "%s" names no order, none is looked up', (message) => expect(answerTo(message)).not.toMatch(/^order:/));

  test('when the number was given before, "where is it now" means that order', () => {
    const before = [
      { from: 'customer', text: 'Where is my order #5544?' },
      { from: 'assistant', text: 'Order 5544 is packed.' },
    ];
    expect(answerTo('where is it now', before)).toBe('order:5544');
    expect(answerTo('where is it now')).not.toMatch(/^order:/);
  });

  test.each([
    ['en', 'Order 5544 was delivered on 17 November 2026.\nYou can track it here: https://t.example/1'],
    ['af', 'Bestelling 5544 is op 17 November 2026 afgelewer.\nJy kan dit hier volg: https://t.example/1'],
    ['zu', 'I-oda 5544 ilethwe ngomhla ka-2026-11-17.\nUngayilandelela lapha: https://t.example/1'],
  ] as const)('when an order was delivered, it is told in %s on the business’s own day', (language, text) => {
    const order = {
      number: '5544',
      status: 'delivered',
      deliveredAt: '2026-11-16T22:30:00Z',
      trackingUrl: 'https://t.example/1',
      items: [],
    };
    expect(toldOf(order, language)).toEqual({ text, basis: 'order:5544:delivered' });
  });

  test('when a status is unknown, it is told as it stands', () => {
    const order = { number: '7', status: 'with customs', items: [] };
    expect(toldOf(order, 'en').text).toBe('Order 7 has this status: with customs.');
  });
});
