/** Every one is answered from the sample knowledge by both engines; `npm run bench` stops where one is not. */
export const QUESTIONS: readonly string[] = [
  'What are your trading hours?',
  'How much is delivery?',
  'Are you open on public holidays?',
  'How long does delivery take?',
  'Which payment methods do you accept?',
  'How long is the warranty?',
  'Do you sell gift vouchers?',
  'Can I collect my order?',
  'How long does a refund take?',
  'Do you deliver to outlying areas?',
  'When does an EFT payment clear?',
  'Can I get a VAT invoice?',
  'Can I exchange an item?',
  'Which courier do you use?',
  'How do I know that a WhatsApp number is really yours?',
  'Until when can I return something that I do not like?',
];
