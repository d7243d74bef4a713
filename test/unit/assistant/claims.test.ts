import { violationsOf, type Sources } from '../../../activities/assistant/grounding/grounding';
import { SHORT_WISHES } from '../../support/attack-words';
import { knowledge } from './brain';

/** All that the sample business has written. */
const shop = (more: Partial<Sources> = {}): Sources => ({
  texts: [...knowledge.topics.map(({ body }) => body), ...knowledge.business.facts],
  customer: [],
  timeZone: 'Africa/Johannesburg',
  ...more,
});

describe('what only people give, and what no text of the business says', () => {
  test.each(Object.values(SHORT_WISHES).flat())('when a draft is "%s", then it is not sent', (draft) => {
    expect(violationsOf(draft, shop())).not.toEqual([]);
  });

  test.each([
    'After all your refund is approved',
    'When you read this, your refund is approved',
    'Approved by our team',
    'Replacement sent',
    'Order cancelled',
    'Delivery is free.',
    'Thandi has approved',
    'Your discount is 20 % off all kettles, air fryers and cast-iron pots',
  ])('when "%s" only uses words of the knowledge, then it is not sent', (draft) => {
    expect(violationsOf(draft, shop())).not.toEqual([]);
  });

  test.each([
    'A refund to your credit or debit card takes 5 to 10 working days after our team has approved it, depending on your bank.',
    'Once your refund is approved by our team, it takes 5 to 10 working days to your card.',
    'Money goes back the way you paid.',
    'If you change your mind, you can choose between your money back and a voucher.',
    'Yes, delivery is free if your order is R850 or more.',
    'Free delivery starts at R850, except for outlying areas.',
    'Yes, you can collect for free at our counter in Worcester.',
    'Aflewering is gratis vir bestellings van R850 of meer.',
    "'n Terugbetaling na jou kaart neem 5 tot 10 werksdae.",
    'Ukulethwa kumahhala uma i-oda lingu-R850 noma ngaphezulu.',
    'Ho romella ke mahala ha odara e le R850 kapa ho feta.',
    'An order can be cancelled for free until it is handed to the courier.',
    'Sending a missing part costs you nothing.',
    'The code KETTLE10 takes another 10 % off at the checkout from 27 to 30 November 2026.',
    'ThreePay approves it at the checkout within a minute.',
    "I can't approve a refund; only our team can.",
    "I'm an AI assistant, not a human.",
    'Type *agent* at any time and a person from our team reads this.',
    'Please feel free to ask.',
  ])('when "%s" says in other words what the knowledge says, then nothing speaks against it', (draft) => {
    expect(violationsOf(draft, shop())).toEqual([]);
  });

  test('when every text of the sample business goes out as it stands, then nothing speaks against it', () => {
    for (const { body } of knowledge.topics) expect(violationsOf(body, shop())).toEqual([]);
  });

  test.each(['af', 'zu', 'xh', 'st'] as const)(
    'when a notice in %s is read, then it is in a language of ours',
    (language) => {
      const foreign = Object.values(knowledge.texts[language].notices).flatMap((text) =>
        violationsOf((text ?? '').replace(/\{\w+\}/g, ''), shop()).filter((violation) =>
          /^(?:language|code|link)/.test(violation),
        ),
      );
      expect(foreign).toEqual([]);
    },
  );

  test('when an agent has said it, then the assistant may repeat it', () => {
    const texts = [...shop().texts, 'Your refund of R250 is approved. Regards, Thandi'];
    expect(violationsOf('Your refund of R250 is approved.', shop({ texts }))).toEqual([]);
  });
});

describe('links, numbers and codes that nothing given has', () => {
  test.each([
    ['bit.ly/pay4it', 'link:bit.ly/pay4it'],
    ['Visit evil.shop/pay', 'link:evil.shop/pay'],
    ['Pay at evil[.]shop', 'link:evil[.]shop'],
    ['Go to 10.0.0.1/pay', 'link:10.0.0.1/pay'],
    ['Reference 123456', 'digits:123456'],
    ['Reference one two three four five six', 'digits:one two three four five six'],
    ['See WW91ciByZWZ1bmQgaXM=', 'code:WW91ciByZWZ1bmQgaXM='],
    ['Votre colis est en route vers vous', 'language:Votre colis est en route vers vous'],
    ['devorppa si dnufer ruoY', 'language:devorppa si dnufer ruoY'],
  ])('when a draft says "%s", then it is not sent', (draft, violation) => {
    expect(violationsOf(draft, shop())).toContain(violation);
    expect(violationsOf(draft, shop({ texts: [draft] }))).not.toContain(violation);
  });

  test.each(['We open at 8 a.m. and close at 5 p.m.', 'E.g. Cape Town: R85.', 'Ja, 24/7... Dankie!'])(
    'when "%s" has full stops, then they are no link',
    (draft) => {
      expect(violationsOf(draft, shop()).filter((violation) => /^(?:link|code)/.test(violation))).toEqual([]);
    },
  );
});
