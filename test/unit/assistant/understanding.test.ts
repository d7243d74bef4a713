import type { BrainLine } from '../../../activities/assistant/local/types';
import { answerTo, asked, brain, classified, knowledge, wordsTo } from './brain';

const bodyOf = (id: string): string => knowledge.topics.find((topic) => topic.id === id)!.body;

const answered = (question: string, ...topics: string[]): BrainLine[] => [
  { from: 'customer', text: question },
  { from: 'assistant', text: topics.map(bodyOf).join('\n\n') },
];

describe('order numbers', () => {
  test.each([
    ['order 7012', '7012'],
    ['Order #7012 pls', '7012'],
    ['my ordernumber is 7012', '7012'],
    ['whats the story with 7012', '7012'],
    ['trace 7012', '7012'],
    ['was 7012 delivered', '7012'],
    ['order 7012 is running late', '7012'],
    ['en 7012?', '7012'],
    ['bestelling 7012', '7012'],
    ['i-oda yami 7012', '7012'],
    ['the number on the slip is 7012', '7012'],
    ['where are 7012 and 7013', '7012 7013'],
    ['tracking for orders 7012, 7013 & 7014', '7012 7013 7014'],
    ['Order 7012\nOrder 7013', '7012 7013'],
  ])('when a customer writes "%s", what is looked up is %s', (message, numbers) => {
    expect(answerTo(message)).toBe(
      numbers
        .split(' ')
        .map((number) => `order:${number}`)
        .join(' '),
    );
    expect(classified(message)).toMatchObject({ intent: 'order_status', wantsAction: false, wantsHuman: false });
  });

  test.each([
    'we want to order 1000 mugs',
    'is the 2200 watt kettle loud',
    'i live in 8001 cape town',
    'a customer since 2018',
    'can i spend r1500',
    'our vat number is 4123456789',
    'phone me on 082 555 1234',
  ])('when a figure in "%s" is no order, none is looked up', (message) =>
    expect(answerTo(message)).not.toContain('order:'),
  );

  test('when the customer was just asked for the number, any number is one', () => {
    const before = answered('where is my parcel', 'track-order');
    expect(answerTo('i think 7012, ordered on friday', before)).toBe('order:7012');
    expect(answerTo('i think 7012, ordered on friday')).not.toBe('order:7012');
  });

  test('when a message about an order surely asks something else, that is answered', () => {
    expect(answerTo('can i get an invoice for order 7012')).toBe('vat-invoice');
  });
});

describe('several questions', () => {
  test.each([
    ['when do you open and how much is delivery', 'trading-hours delivery-fees'],
    ['Do you sell gift cards? Which courier do you use?', 'vouchers courier-and-waybill'],
    ['do you have gift vouchers, how long is the warranty', 'vouchers warranty'],
    ['where is order 7012 and what does delivery cost', 'order:7012 delivery-fees'],
    ['hoe laat maak julle oop en hoeveel is aflewering', 'trading-hours delivery-fees'],
  ])('when one message asks "%s", every part is answered', (message, parts) => expect(answerTo(message)).toBe(parts));

  test.each([
    ['where is 7012, is it close now', 'order:7012'],
    ['how do exchanges work, do i send mine first', 'exchange'],
    ['do you deliver to Upington and does it take longer', 'delivery-times'],
  ])('when a part of "%s" only continues the one before it, it is no question of its own', (message, parts) =>
    expect(answerTo(message)).toBe(parts),
  );

  const MANY = [
    'how much is delivery?',
    'when do you open?',
    'do you sell gift vouchers?',
    'how long is the warranty?',
    'which courier do you use?',
  ];
  const REST = 'Please send me the rest of your questions again.';

  test('when more is asked than one answer holds, the customer is told', () => {
    expect(answerTo(MANY)).toBe('delivery-fees trading-hours vouchers');
    expect(wordsTo(MANY)).toContain(REST);
    expect(wordsTo(MANY.slice(0, 3))).not.toContain(REST);
    expect(brain.answer(asked('where are 7012, 7013, 7014 and 7015'))).toMatchObject({ more: true });
  });

  test('when nothing written answers one of the questions, the customer is told that it is still open', () => {
    expect(wordsTo('How much is delivery? Is the cast iron pan dishwasher safe?')).toContain(REST);
  });

  test('when a very long message repeats itself, it is one question', () => {
    expect(answerTo('how much is delivery? '.repeat(200))).toBe('delivery-fees');
  });
});

describe('what the team was promised to do', () => {
  test.each([
    ['it stopped toasting', 'defective-items', '7012, got it on monday', 'complaint'],
    ['wrong address given', 'change-address', 'order 7012, 4 Church Street, Paarl 7646', 'order_change'],
    ['how do i cancel', 'cancel-before-dispatch', 'its order 7012 the two pots', 'order_change'],
    ['need a tax invoice', 'vat-invoice', 'vat number 4555666777', 'order_change'],
    ['how do returns work', 'change-of-mind-returns', '7012 the blanket', 'refund_request'],
    ['it says delivered', 'delivered-not-received', 'order 7012, nobody here signed', 'complaint'],
  ])('when after "%s" (%s) the customer writes "%s", it is %s', (question, topic, message, intent) => {
    expect(classified(message, answered(question, topic))).toMatchObject({ intent, wantsAction: true });
  });

  test('when a quote was asked for and the quantities come, a person is fetched', () => {
    const before = answered('any price for bulk', 'bulk-orders');
    expect(classified('60 enamel mugs for Upington', before)).toMatchObject({ wantsHuman: true });
  });

  test('when a model worded the topic anew, it is still the same matter', () => {
    const before = [
      { from: 'customer', text: 'the thing just hums' },
      {
        from: 'assistant',
        text: 'Sorry to hear that! A faulty item is covered for 6 months. Send your order number and a photo of the fault.',
      },
    ];
    expect(classified('7012', before)).toMatchObject({ intent: 'complaint', wantsAction: true });
  });

  test.each([
    ['how long does a repair take', 'defective-items'],
    ['where is order 7012 now', 'defective-items'],
    ['ok i will look for the number', 'change-address'],
    ['thank you so much', 'vat-invoice'],
    ['so it is 15% inside the price', 'vat-invoice'],
    ['7012', 'track-order'],
    ['7012', 'courier-and-waybill'],
  ])('when "%s" follows %s, nobody is fetched', (message, topic) => {
    expect(classified(message, answered('a question', topic))).toMatchObject({ wantsAction: false, wantsHuman: false });
  });

  test('when an agent wrote since, it is the agent’s matter', () => {
    const before = [...answered('wrong address', 'change-address'), { from: 'agent', text: 'I have changed it.' }];
    expect(classified('order 7012 right?', before).wantsAction).toBe(false);
  });
});

describe('how a message sounds and what stands around it', () => {
  test.each(['i hate this shop', 'cannot stand your company', 'ek haat hierdie winkel', 'ngiyanizonda'])(
    'when "%s" is contempt, it is anger',
    (message) => expect(classified(message).sentiment).toBe('angry'),
  );

  test.each(['i hate waiting', 'my son hates our old kettle', 'i would hate it if it broke'])(
    'when "%s" is none, it is not',
    (message) => expect(classified(message).sentiment).not.toBe('angry'),
  );

  test.each(['please cancel order 7012', 'please delete all my personal information', 'i want a refund please'])(
    'when "%s" is only a wish, it does not sound unhappy',
    (message) => expect(classified(message)).toMatchObject({ sentiment: 'neutral', wantsAction: true }),
  );

  test('when something went wrong, it does', () => {
    expect(classified('a part is missing from my box').sentiment).toBe('negative');
  });

  test.each(['are you a robot', 'am i talking to a human?', 'praat ek met n mens'])(
    'when a customer asks "%s", the assistant says what it is',
    (message) => {
      expect(answerTo(message)).toBe('assistant');
      expect(classified(message).wantsHuman).toBe(false);
    },
  );

  test('when a photo comes with words, the words count', () => {
    expect(answerTo('[photo] how much is delivery')).toBe('delivery-fees');
    expect(answerTo('[document: a.pdf] where is 7012')).toBe('order:7012');
  });
});
