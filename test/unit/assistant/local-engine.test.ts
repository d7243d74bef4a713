import { createLocalEngine } from '../../../activities/assistant/local/engine';
import type { OrderLookUp } from '../../../activities/orders/client';
import type { DraftRequest } from '../../../workflows/conversation/ports';
import { brain, knowledge, NOVEMBER } from './brain';

const ORDERS: Record<string, OrderLookUp> = {
  7012: { outcome: 'found', order: { number: '7012', status: 'packed', items: [] } },
  7013: { outcome: 'found', order: { number: '7013', status: 'on the way', items: [] } },
  7014: { outcome: 'not_found', cardNote: 'Order 7014 exists, under another number.' },
  7015: { outcome: 'unavailable', cardNote: 'The orders service could not be asked (it did not answer).' },
};

const engine = createLocalEngine({
  brain,
  knowledge,
  orders: {
    find: (number) => Promise.resolve(ORDERS[number] ?? { outcome: 'not_found', cardNote: 'There is no such order.' }),
  },
  now: () => NOVEMBER,
});

const draft = (...messages: string[]) => draftWith({ messages });
const draftWith = (change: Partial<DraftRequest>) => {
  const request: DraftRequest = {
    engine: 'local',
    messages: [],
    transcript: [],
    language: 'en',
    timeoutMs: 1_000,
    notBefore: 0,
    customer: { waId: '27825551234' },
    phoneNumberId: '1',
    lastMessageId: 'wamid.1',
    ...change,
  };
  return engine.draft(request, new AbortController().signal);
};

describe('the draft of the local engine', () => {
  test('when two orders are asked for, both are told', async () => {
    expect(await draft('where are orders 7012 and 7013')).toEqual({
      answerable: true,
      text: 'Order 7012 is packed and waiting for the courier.\n\nOrder 7013 is on its way to you.',
      basis: 'order:7012:packed order:7013:on the way',
      violations: [],
      order: { number: '7013', outcome: 'found' },
    });
  });

  test('when an order and a topic are asked for, both are told', async () => {
    const fees = knowledge.topics.find(({ id }) => id === 'delivery-fees')!.body;
    const { text, basis, violations } = await draft('where is order 7012', 'how much is delivery?');
    expect(text).toBe(`Order 7012 is packed and waiting for the courier.\n\n${fees}`);
    expect({ basis, violations }).toEqual({ basis: 'order:7012:packed topic:delivery-fees', violations: [] });
  });

  test('when one of two orders is not this customer’s, the other is told, and the card alone reads more', async () => {
    const { text, order, violations } = await draft('where are orders 7012 and 7014');
    expect(text).toMatch(/^Order 7012 is packed[^\n]*\n\nI can't find 7014 under this WhatsApp number/);
    expect(text).not.toContain('exists');
    expect(violations).toEqual([]);
    expect(order).toEqual({ number: '7012', outcome: 'found', cardNote: 'Order 7014 exists, under another number.' });
  });

  test('when the order is not found, the other question is still answered', async () => {
    const { text, basis, violations } = await draft('where is order 7014 and how much is delivery?');
    expect(text).toMatch(/^I can't find 7014[\s\S]*R85/);
    expect({ basis, violations }).toEqual({ basis: 'order:7014:not_found topic:delivery-fees', violations: [] });
  });

  test.each([
    ['where is order 7014', '7014', 'not_found'],
    ['where are orders 7014 and 7099', '7014', 'not_found'],
    ['where are orders 7012 and 7015', '7015', 'unavailable'],
  ])('when "%s" finds nothing to tell, the rules say it of %s (%s)', async (message, number, outcome) => {
    expect(await draft(message)).toMatchObject({ answerable: false, text: '', order: { number, outcome } });
  });

  test('when the team has said what to answer, its own words are the answer, with nothing in them that speaks against it', async () => {
    const teamAnswer = 'Yes, R90 a bag, from Monday 30 November on.';
    expect(await draftWith({ messages: ['do you sell sand?'], teamAnswer })).toEqual({
      answerable: true,
      text: teamAnswer,
      basis: 'topic:team-answer',
      violations: [],
    });
  });
});
