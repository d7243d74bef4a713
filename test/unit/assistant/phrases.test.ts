import { classified } from './brain';

const WISHES = {
  English: [
    'agent',
    'let me chat to a human being pls',
    'i would rather deal with a person',
    'get me your manager',
    'call me back please',
  ],
  Afrikaans: [
    'ek wil met iemand praat',
    'gee my asb n regte mens',
    'laat iemand my bel',
    'ek soek n konsultant',
    'nie met n robot nie asb',
  ],
  isiZulu: [
    'ngicela ukukhuluma nomuntu',
    'ngifuna umuntu wangempela',
    'ngishayeleni ucingo',
    'angifuni i-bot',
    'ngixhumanise ne-agent',
  ],
  isiXhosa: [
    'ndicela ukuthetha nomntu',
    'ndifuna umntu wokwenene',
    'nditsaleleni umnxeba',
    'andifuni i-bot',
    'ndiqhagamsheleni ne-agent',
  ],
  Sesotho: [
    'ke kopa ho bua le motho',
    'ke batla motho wa nnete',
    'nteletseng hle',
    'ha ke batle bot',
    'nkopanye le moemedi',
  ],
};

describe('a wish for a person', () => {
  test.each(Object.entries(WISHES).flatMap(([language, wishes]) => wishes.map((wish) => [language, wish])))(
    'when it is worded in %s as "%s", it is found',
    (_, wish) => expect(classified(wish).wantsHuman).toBe(true),
  );

  test.each([
    'i do not need a person, just the price',
    'till what time can i speak to someone on the phone',
    'the agent i spoke to was lovely',
    'can somebody else sign for the parcel',
    'will the driver call me',
    'how many people is the pot for',
    'kan n mens kanselleer',
  ])('when "%s" only sounds like one, it is none', (message) => expect(classified(message).wantsHuman).toBe(false));
});

describe('what only people may do', () => {
  test.each([
    ['I want a refund', 'refund_request'],
    ['gee my geld terug asb', 'refund_request'],
    ['It was delivered but a part is missing', 'complaint'],
    ['the plates came smashed', 'complaint'],
    ['please cancel order 5544', 'order_change'],
    ['my bank shows that i was debited double', 'payment_dispute'],
    ['somebody used my card on your site', 'fraud'],
    ['you will hear from my lawyer', 'legal'],
    ['delete all my personal data', 'privacy_request'],
    ['i am going to burn your shop down', 'threat'],
    ['the kettle exploded and burnt my hand', 'safety'],
    ['i dont want to live anymore', 'self_harm'],
    ['ngifuna imali yami emuva', 'refund_request'],
    ['ifike yaphukile i-kettle', 'complaint'],
    ['ndicela ukurhoxisa i-odolo yam', 'order_change'],
    ['le hutse tjhelete ya ka habedi', 'payment_dispute'],
    ['ek wil my lewe neem', 'self_harm'],
  ])('when "%s" is wanted or has happened, it is %s', (message, intent) => {
    expect(classified(message)).toMatchObject({ intent, wantsAction: true });
  });

  test.each([
    'how do refunds work?',
    'what if a part is missing',
    'can i cancel an order',
    'what happens when i am charged twice',
    'hoe kry ek my geld terug as iets breek',
    'kwenzenjani uma i-oda ifika yephukile',
    'do you refund the delivery fee',
  ])('when "%s" only asks how it works, nothing is to be done', (message) => {
    expect(classified(message)).toMatchObject({ intent: 'question', wantsAction: false });
  });

  test('when a burst of messages tells one thing, they are read together', () => {
    expect(classified(['i want', 'my money back'])).toMatchObject({ intent: 'refund_request', wantsAction: true });
  });

  test('when an order is named, a request worded as a question is a request', () => {
    expect(classified('can i please cancel order 5544?')).toMatchObject({ intent: 'order_change', wantsAction: true });
  });

  test('when several things are said, the gravest counts', () => {
    expect(classified('i want a refund and i will kill you')).toMatchObject({ intent: 'threat' });
  });

  test('when an order is known, the line for the team names it', () => {
    const before = [{ from: 'customer', text: 'Where is my order #5544?' }];
    expect(classified('It was delivered but a part is missing', before).issue).toBe(
      'Order 5544: It was delivered but a part is missing',
    );
  });
});

describe('tone and small talk', () => {
  test.each([
    'you are all thieves',
    'this is pathetic',
    'gatvol vir julle',
    'ngithukuthele kakhulu',
    'ndinomsindo',
    'ke halefile haholo',
    'f*ck this',
    'what a load of kak',
  ])('when "%s" is open anger, it is seen', (message) => expect(classified(message).sentiment).toBe('angry'));

  test.each([
    'where is my order, it is three days late',
    'not happy',
    'i am still waiting',
    'your blankets are sick, in a good way',
    'these mugs are to die for',
  ])('when "%s" is impatience, disappointment or praise, it is not anger', (message) =>
    expect(classified(message).sentiment).not.toBe('angry'),
  );

  test.each([
    ['hi', 'greeting'],
    ['Good morning guys, how are you?', 'greeting'],
    ['sanibonani', 'greeting'],
    ['dankie hoor!', 'thanks'],
    ['ok thanks bye', 'thanks'],
    ['👍', 'acknowledgement'],
    ['kulungile', 'acknowledgement'],
    ['tsamayang hantle', 'goodbye'],
  ])('when "%s" is all that is said, it is %s', (message, social) => {
    expect(classified(message)).toMatchObject({ intent: 'social', social });
  });

  test('when a greeting comes with a question, the question counts', () => {
    expect(classified(['Hello', 'how much is delivery?'])).toMatchObject({
      intent: 'question',
      questionKey: 'delivery-fees',
    });
    expect(classified('Hello, how much is delivery?').intent).toBe('question');
  });

  test.each([
    ['hoe laat maak julle oop', 'af'],
    ['ngicela ukwazi imali yokulethwa', 'zu'],
    ['ndicela ukwazi ixabiso lokuhambisa', 'xh'],
    ['ke kopa ho tseba theko ya thomello', 'st'],
    ['when do you open', 'en'],
  ])('when a customer writes "%s", the language is %s', (message, language) => {
    expect(classified(message).language).toBe(language);
  });

  test('when a message is short or mixed, the language stays', () => {
    expect(classified('ok sharp', [], { language: 'zu' }).language).toBe('zu');
    expect(classified('5544', [], { language: 'af' }).language).toBe('af');
  });
});
