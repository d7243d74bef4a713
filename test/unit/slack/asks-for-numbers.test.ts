import { asksForCardOrIdNumber } from '../../../src/asks-for-numbers';
import { readAgentText } from '../../../src/slack/text';

describe('an agent who asks for a card or ID number', () => {
  test.each([
    'Please send me your card number and expiry date',
    'What is your ID number?',
    'Could you share the credit card details?',
    'Can you send a photo of your ID?',
    'Hi Sam. I need the CVV on the back to refund you.',
    'Type your PIN here',
    'May I have the number on your bank card?',
    'Stuur asseblief jou kaartnommer',
    'Wat is jou ID-nommer?',
    'Ngicela inombolo yekhadi lakho',
    'Sicela inombolo kamazisi',
    'Ke kopa nomoro ya karete ya hao',
  ])('when he writes “%s”, then it is noticed', (text) => {
    expect(asksForCardOrIdNumber(text)).toBe(true);
  });

  test.each([
    'Please never send us your card number or PIN.',
    'Moenie jou kaartnommer stuur nie.',
    'We do not need your ID number, thanks.',
    'Could you send me the order number?',
    'What is the order ID number on the slip?',
    'Your gift card has been posted. Can I help with anything else?',
    'I have refunded your card, it takes 3 days.',
    'Can you pin the location for the driver?',
    'Please send the waybill number',
    'Stuur asseblief jou bestelnommer',
  ])('when he writes “%s”, then it goes out', (text) => {
    expect(asksForCardOrIdNumber(text)).toBe(false);
  });

  test('when he writes a number himself, then it is taken out and said', () => {
    expect(readAgentText('Is it 4111 1111 1111 1111?', new Map())).toEqual({
      text: 'Is it [card number]?',
      mentions: false,
      note: false,
      sensitive: 'contained',
    });
    expect(readAgentText('! card 4111111111111111', new Map())).toMatchObject({
      text: 'card [card number]',
      note: true,
    });
  });
});
