import { readOptOut } from '../../workflows/conversation/answers';
import { NEWEST_RULES, WISH_RULES } from '../../workflows/conversation/rules';
import { transition } from '../../workflows/conversation/transition';
import { verdictSentence } from '../../workflows/conversation/verdict';
import { createClaimed, createDriver, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TEMPLATE = { name: 'reopen', language: 'en', header: [], body: [], text: 'We have an answer.' };
const HOURS = 'What are your trading hours?';

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);

function ask(driver: Driver, answer: string): void {
  // Nobody asks the same thing four times in two minutes: that is a machine.
  driver.pass(MINUTE);
  driver.customer(HOURS);
  driver.answer(answer, { questionKey: 'trading-hours' });
}

function stopped(): Driver {
  const driver = createDriver();
  ask(driver, 'first');
  driver.customer('STOP');
  driver.settle();
  return driver;
}

describe('stop', () => {
  test.each([
    'STOP',
    'stop.',
    'Stop please',
    'unsubscribe',
    'Hou op',
    'hou op asb',
    'YEKA',
    'Misa!',
    'emisa',
    'Stop messaging me',
  ])('when the whole message is “%s”, then it is a stop under every rule set', (text) => {
    expect(readOptOut(text, NEWEST_RULES)).toBe('stop');
    expect(readOptOut(text, WISH_RULES - 1)).toBe('stop');
  });

  test.each([
    'Please stop',
    'pls STOP!!',
    'Please stop, thank you',
    'Asseblief, hou op',
    'hou asb op',
    'Hou tog op!',
    'STOP ALL',
    'stop stop',
    'Stop. Stop. STOP!',
    'Stop! Please stop!',
    'hou op hou op',
    'Unsubscribe me',
    'Please unsubscribe me, thanks',
    'STOP PROMOTIONS',
    'Remove me',
    "Please don't message me",
    'Remove me from your list please',
    'khawuyeke',
    'Ngicela uyeke',
    'Nceda yeka',
  ])('when the whole message is “%s”, then it is a stop, and was none under earlier rules', (text) => {
    expect(readOptOut(text, NEWEST_RULES)).toBe('stop');
    expect(readOptOut(text, WISH_RULES - 1)).toBeUndefined();
  });

  test.each(['start', 'Begin', 'QALA', 'opt in', 'Please start'])(
    'when the whole message is “%s”, then it is a start',
    (text) => expect(readOptOut(text, NEWEST_RULES)).toBe('start'),
  );

  test.each([
    'stop sending the wrong size',
    'Where is the bus stop near you?',
    'please stop the order',
    'please stop the delivery',
    'Please stop, the delivery is at the gate',
    'stop my order',
    'can you stop by',
    'Please stop by at five',
    'stop all orders',
    'Stop stop stop my order',
    'remove me from the order',
    'Remove the lamp please',
    'Unsubscribe me from the newsletter but send the invoice',
    'no please stop the refund',
    'please',
    'please please',
    'thank you',
    'hou op met die verkeerde grootte stuur',
    'when do you start?',
    'yima',
    'cancel',
    'no',
  ])('when he writes “%s”, then it is an ordinary message', (text) => {
    expect(readOptOut(text, NEWEST_RULES)).toBeUndefined();
  });

  test('when he says stop, then there is one confirmation, however often he says it, and no turn', () => {
    const driver = stopped();
    driver.customer('stop');
    driver.settle();
    expect(texts(driver)).toEqual(['first', 'opted_out']);
    expect(driver.state().turn).toBeUndefined();
  });

  test('when he says please stop, then it is confirmed, and a run under earlier rules takes it as before', () => {
    const driver = createDriver();
    driver.customer('Please stop');
    driver.settle();
    expect(texts(driver)).toEqual(['opted_out']);
    const earlier = createDriver({}, undefined, WISH_RULES - 1);
    earlier.customer('Please stop');
    expect(earlier.state().memory.optedOutAt).toBeUndefined();
    expect(earlier.state().turn?.phase).toBe('thinking');
  });

  test('when he asks something afterwards, then it is answered, and never with an offer', () => {
    const driver = stopped();
    for (const answer of ['a', 'a', 'a', 'a']) ask(driver, answer);
    driver.customer('And unicorn saddles?');
    driver.answer('', {}, { answerable: false });
    expect(texts(driver).slice(2)).toEqual(['a', 'a', 'a', 'a', 'offer_declined']);
  });

  test('when he says stop while an offer is tried again, then it is not, and he reads how to reach people', () => {
    const driver = createDriver();
    driver.customer('And unicorn saddles?');
    driver.classify();
    driver.draft({ answerable: false });
    const [offer] = driver.running('send');
    driver.fail(offer!, { class: 'not_sent', retryAfterMs: MINUTE });
    driver.customer('STOP');
    driver.pass(2 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['offer_declined', 'opted_out']);
    expect(driver.state().turn).toBeUndefined();
  });

  test('when he says stop while an offer is on its way and it fails, then it is not tried again', () => {
    const driver = createDriver();
    driver.customer('And unicorn saddles?');
    driver.classify();
    driver.draft({ answerable: false });
    const [offer] = driver.running('send');
    driver.customer('STOP');
    driver.fail(offer!, { class: 'not_sent' });
    driver.pass(2 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['opted_out', 'offer_declined']);
    expect(driver.state().turn).toBeUndefined();
  });

  const UNREADABLE = { kind: 'media', media: 'audio', voice: true, mediaId: 'm', mimeType: 'audio/ogg' } as const;
  const order = (outcome: 'not_found' | 'unavailable') => (driver: Driver) => {
    driver.customer('Where is order 5544?');
    driver.classify();
    driver.draft({ order: { number: '5544', outcome }, answerable: false });
  };
  const voice = (driver: Driver) => void driver.customer(UNREADABLE);
  const mixed = (driver: Driver): void => {
    driver.customer('And this?');
    driver.customer(UNREADABLE);
    driver.classify();
    driver.draft();
    driver.pass(MINUTE);
  };
  const OFFERING: [string, (driver: Driver) => void, string, string][] = [
    ['sends what nobody can read', voice, 'cannot_read', 'type_it'],
    ['sends words and what nobody can read', mixed, 'cannot_read', 'type_it'],
    ['names an order that is not there', order('not_found'), 'order_not_found', 'order_missing'],
    ['names an order while no shop answers', order('unavailable'), 'orders_down', 'orders_down'],
  ];

  test.each(OFFERING)('when he %s after stop, then the words come without the offer', (_what, does, _offers, plain) => {
    const driver = stopped();
    driver.pass(MINUTE);
    does(driver);
    driver.settle();
    expect(driver.sent.at(-1)).toMatchObject({ text: plain, buttons: [] });
    expect(driver.state().questions.offer).toBeUndefined();
    driver.customer('yes');
    expect(driver.state()).toMatchObject({ mode: 'active', turn: { phase: 'thinking' } });
  });

  test.each(OFFERING)(
    'when he %s and says stop while that is on its way and fails, then nothing is offered',
    (_what, does, _o, plain) => {
      const driver = createDriver();
      does(driver);
      driver.pass(MINUTE);
      const [send] = driver.running('send');
      driver.customer('STOP');
      driver.fail(send!, { class: 'not_sent' });
      driver.pass(2 * MINUTE);
      driver.settle();
      expect(texts(driver).toSorted()).toEqual(['opted_out', plain].toSorted());
      expect(driver.sent.flatMap(({ buttons }) => buttons)).toEqual([]);
    },
  );

  test.each(OFFERING)(
    'when he %s and says stop after it failed, then nothing is offered',
    (_what, does, offers, plain) => {
      const driver = createDriver();
      does(driver);
      driver.pass(MINUTE);
      const [send] = driver.running('send');
      expect(send).toMatchObject({ request: { content: { key: offers } } });
      driver.fail(send!, { class: 'not_sent', retryAfterMs: 5 * MINUTE });
      driver.customer('STOP');
      driver.pass(6 * MINUTE);
      driver.settle();
      expect(texts(driver)).toEqual([plain, 'opted_out']);
      expect(driver.sent.flatMap(({ buttons }) => buttons)).toEqual([]);
      expect(driver.state().turn).toBeUndefined();
    },
  );

  test.each(OFFERING)('when he %s in a run under earlier rules, then it is offered', (_what, does, offers) => {
    const driver = createDriver({}, undefined, WISH_RULES - 1);
    driver.customer('STOP');
    driver.settle();
    driver.pass(MINUTE);
    does(driver);
    driver.settle();
    expect(driver.sent.at(-1)).toMatchObject({ text: offers, buttons: expect.arrayContaining([expect.anything()]) });
  });

  test.each(OFFERING)(
    'when he %s and says stop after it failed, in a run under earlier rules, then it is offered',
    (_what, does, offers) => {
      const driver = createDriver({}, undefined, WISH_RULES - 1);
      does(driver);
      driver.pass(MINUTE);
      const [send] = driver.running('send');
      driver.fail(send!, { class: 'not_sent', retryAfterMs: 5 * MINUTE });
      driver.customer('STOP');
      driver.pass(6 * MINUTE);
      // The same message as its history has it, not one that was decided once more.
      expect(driver.running('send').map(({ key }) => key.split(':')[1])).toContain(send!.key.split(':')[1]);
      driver.settle();
      expect(texts(driver)).toContain(offers);
      expect(driver.sent.flatMap(({ buttons }) => buttons)).not.toEqual([]);
    },
  );

  test('when people leave him waiting, then the agents are asked and he is not, until he starts or taps', () => {
    const driver = stopped();
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    const before = driver.sent.length;
    driver.pass(3 * 60 * MINUTE);
    driver.settle();
    expect(driver.state().mode).toBe('confirming');
    expect(texts(driver).slice(before)).toEqual([]);
    driver.customer('START');
    driver.settle();
    driver.customer('hello?');
    driver.settle();
    expect(texts(driver).slice(before)).toEqual(['opted_in', 'ask_resume']);
  });

  test('when he taps a button of ours, then that ends it without a word', () => {
    const driver = stopped();
    driver.customer({ kind: 'button', id: 'connect:1:1', title: 'Yes, connect me' });
    driver.settle();
    expect(driver.state().memory.optedOutAt).toBeUndefined();
    expect(texts(driver).slice(2)).toEqual(['handoff_open']);
  });

  test('when an agent hands him back, then nobody tells him that the assistant is back', () => {
    const driver = stopped();
    driver.command('takeOver');
    driver.settle();
    driver.command('resume');
    driver.settle();
    expect(texts(driver)).toEqual(['first', 'opted_out']);
  });

  test('when he says stop while an agent has him, then the agent reads it and confirms it himself', () => {
    const driver = createDriver();
    ask(driver, 'first');
    driver.command('takeOver');
    driver.settle();
    driver.customer('stop');
    driver.settle();
    expect(texts(driver)).toEqual(['first']);
    expect(JSON.stringify(driver.posts.at(-1))).toContain('customer_opted_out');
  });

  test('when the run began under older rules, then stop is a message like any other', () => {
    const state = { ...stopped().state(), rules: 2, memory: { ...createDriver().state().memory } };
    const content = { kind: 'text' as const, text: 'STOP' };
    const message = { id: 'wamid.old', sentAt: state.now, content, customer: { keys: ['k1'] } };
    const after = transition(state, { type: 'customerMessage', at: state.now, message });
    expect(after.memory.optedOutAt).toBeUndefined();
    expect(after.turn?.phase).toBe('thinking');
  });
});

describe('a template to a customer who has said stop', () => {
  const kept = { ...PATIENT, remindAfterMs: 28 * DAY, alertAfterMs: 29 * DAY, inactivityMs: 40 * DAY };
  const code = (driver: Driver) => driver.state().verdicts.at(-1)?.code;

  function closed(rules?: number): Driver {
    const driver = createClaimed(kept, rules);
    driver.customer('STOP');
    driver.pass(DAY);
    driver.settle();
    return driver;
  }

  test.each(['START', 'Any news?'])(
    'when an agent sends one, then it is refused, and what she wrote follows “%s”',
    (text) => {
      const driver = closed();
      driver.agent('Your money is on its way');
      driver.command('sendTemplate', { template: TEMPLATE });
      driver.settle();
      expect(code(driver)).toBe('opted_out');
      expect(driver.state().parkedTexts).toMatchObject([{ text: 'Your money is on its way' }]);
      expect(texts(driver)).toEqual(['handoff_open']);
      driver.customer(text);
      driver.settle();
      expect(texts(driver).at(-1)).toBe('Your money is on its way');
      expect(texts(driver)).not.toContain(TEMPLATE.text);
    },
  );

  test('when her click reaches the conversation later, then she reads the sentence where she clicked', () => {
    const driver = closed();
    const source = { channel: 'C1', threadTs: '1.0' };
    const command = { updateId: 'late', kind: 'sendTemplate' as const, agent: THANDI, template: TEMPLATE, source };
    driver.apply({ type: 'agentCommand', at: driver.now(), command, signalled: true });
    driver.settle();
    const text = verdictSentence('opted_out');
    expect(driver.posts.at(-1)?.post).toEqual({ kind: 'ephemeral', ...source, user: THANDI.id, text });
  });

  test('when he has said start again, then it goes out', () => {
    const driver = closed();
    driver.customer('START');
    driver.pass(DAY);
    driver.command('sendTemplate', { template: TEMPLATE });
    driver.settle();
    expect(code(driver)).toBe('done');
    expect(texts(driver).at(-1)).toBe(TEMPLATE.text);
  });

  test('when he says stop while it waits to be tried again, then it does not go out, and she reads why', () => {
    const driver = createClaimed(kept);
    driver.pass(DAY);
    driver.command('sendTemplate', { template: TEMPLATE });
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryAfterMs: 5 * MINUTE });
    driver.customer('STOP');
    driver.pass(6 * MINUTE);
    driver.settle();
    expect(texts(driver)).not.toContain(TEMPLATE.text);
    expect(driver.state()).toMatchObject({ outbox: [], transcript: expect.arrayContaining([CANCELLED]) });
    expect(driver.posts.flatMap(({ post }) => (post.kind === 'thread' ? [post.line] : []))).toContainEqual(
      expect.objectContaining({ kind: 'not_delivered', agent: THANDI, reason: expect.stringContaining('“stop”') }),
    );
  });

  const CANCELLED = expect.objectContaining({ template: true, delivery: 'cancelled' });

  test('when the run began under earlier rules, then it goes out', () => {
    const driver = closed(WISH_RULES - 1);
    driver.command('sendTemplate', { template: TEMPLATE });
    driver.settle();
    expect(texts(driver).at(-1)).toBe(TEMPLATE.text);
  });
});
