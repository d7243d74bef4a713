import { firstReply } from '../../../activities/assistant/local/first-reply';
import { promiseIn } from '../../../activities/assistant/grounding/promises';

const customer = (text: string) => ({ from: 'customer', text });
const LANGUAGES = ['en', 'af', 'zu', 'xh', 'st'] as const;

describe('the first reply without a model', () => {
  test.each(LANGUAGES)(
    'when the customer writes in %s, then it is in his language and promises nothing',
    (language) => {
      const plain = firstReply([customer('I want a refund')], 'refund_request', language) ?? '';
      const order =
        firstReply([customer('Where is #5544?'), customer('A part is missing')], 'complaint', language) ?? '';
      expect(order).toContain('5544');
      expect(plain).not.toContain('{');
      for (const text of [plain, order]) expect(promiseIn(text)).toBeUndefined();
    },
  );

  test('when two orders were named, then the newer one is meant', () => {
    const transcript = [customer('Where is #5544?'), customer('And 7012?'), { from: 'assistant', text: 'Order 9999.' }];
    expect(firstReply(transcript, 'complaint', 'en')).toContain('order 7012');
  });

  test.each(['self_harm', 'threat', 'safety', 'automated_sender'])(
    'when the reason is %s, then there is none',
    (reason) => {
      expect(firstReply([customer('Help')], reason, 'en')).toBeUndefined();
    },
  );

  test('when the customer has said nothing, then there is none', () => {
    expect(firstReply([{ from: 'agent', text: 'Hi' }], 'agent_initiated', 'en')).toBeUndefined();
  });
});
