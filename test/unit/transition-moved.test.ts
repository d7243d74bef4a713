import type { Passable } from '../../workflows/conversation/events';
import { searchAttributes } from '../../workflows/conversation/view';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const OLD = 'whatsapp-1-old';
const NEW = 'whatsapp-1-new';
const THIRD_CUSTOMER = { waId: '27825550000', userId: 'ZA.3', keys: ['k3'] };
const NEW_CUSTOMER = { waId: '27825559876', userId: 'ZA.2', keys: ['k2'] };

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);
const record = (driver: Driver): string[] =>
  driver
    .state()
    .transcript.filter(({ from }) => from !== 'event')
    .map(({ text }) => text);
const cards = (driver: Driver) =>
  driver.posts.flatMap(({ post }) => (post.kind === 'card' || post.kind === 'card_update' ? [post.card] : []));

const conversation = (workflowId: string, rules?: number): Driver =>
  createDriver({ quiet: 0 }, undefined, rules, workflowId, workflowId === NEW ? NEW_CUSTOMER : undefined);

let moves = 0;
/** WhatsApp says that the customer has a new number: the new conversation hears it first, then the old one. */
function tell(from: Driver, to: Driver, at = from.now(), customer = NEW_CUSTOMER): void {
  moves += 1;
  const moved = { id: `wamid.move-${moves}`, sentAt: at, customer };
  to.apply({ type: 'customerMoved', at: to.now(), moved: { ...moved, from: from.state().workflowId } });
  from.apply({ type: 'customerMoved', at: from.now(), moved: { ...moved, to: to.state().workflowId } });
}

/** What the old conversation has for the new one arrives there, as long as there is anything. */
function pass(from: Driver, to: Driver): Passable[] {
  const passed: Passable[] = [];
  for (const post of from.running('slack')) {
    from.finish(post, {
      kind: 'slack',
      value: { channel: 'C1', ts: `${from.state().workflowId}.${from.posts.length + 1}.0` },
    });
  }
  for (let [job] = from.running('pass'); job?.kind === 'pass'; [job] = from.running('pass')) {
    expect(job.to).toBe(to.state().workflowId);
    passed.push(job.event);
    to.apply({ ...job.event, at: to.now() });
    from.finish(job, { kind: 'pass' });
  }
  return passed;
}

function waiting(workflowId: string, words = 'A part is missing'): Driver {
  const driver = conversation(workflowId);
  driver.customer(words);
  driver.classify({ intent: 'complaint', wantsAction: true });
  driver.settle();
  return driver;
}

function claimed(workflowId: string, agent = THANDI, words?: string): Driver {
  const driver = waiting(workflowId, words);
  driver.command('takeOver', { agent });
  driver.settle();
  return driver;
}

/** The third waits for whoever has the customer in the first, too, and is with that agent then. */
function goesOnInTheThird(old: Driver, fresh: Driver, third: Driver): void {
  third.customer('Hello?');
  pass(fresh, third);
  expect(third.state().awaited).toMatchObject([{ from: OLD }]);
  expect(third.running('classify')).toEqual([]);
  pass(old, fresh);
  pass(fresh, third);
  third.settle();
  expect(third.state()).toMatchObject({ mode: 'paused', handoff: { agent: THANDI } });
}

describe('a customer with a new number', () => {
  test('when an agent has him, then the new conversation is with that agent, with the whole story', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    old.agent('I am looking into it');
    old.settle();
    tell(old, fresh);
    pass(old, fresh);
    fresh.customer('Hello, it is me, from my new number');
    fresh.settle();
    expect(fresh.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed', agent: THANDI } });
    expect(record(fresh)).toEqual(['A part is missing', 'rendered', 'rendered', 'Hello, it is me, from my new number']);
    expect(texts(fresh)).toEqual([]);
    expect(fresh.state().customer).toEqual({ ...NEW_CUSTOMER, name: 'Sam', keys: ['k1', 'k2'] });
    expect(cards(fresh).at(-1)).toMatchObject({ state: 'claimed', customer: { waId: '27825559876' } });
    expect(fresh.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(0);
    fresh.agent('Welcome back');
    fresh.settle();
    expect(texts(fresh)).toEqual(['Welcome back']);
  });

  describe('for whom words are parked', () => {
    const OLD_CUSTOMER = { waId: '27825551234', userId: 'ZA.1', keys: ['k1'] };

    /** Nobody may write to him before he writes: what the agent says is parked, and then he has a new number. */
    function parked(): [old: Driver, fresh: Driver] {
      const [old, fresh] = [conversation(OLD), conversation(NEW)];
      old.command('takeOver');
      old.settle();
      old.agent('Your part is here');
      old.settle();
      expect(old.state().parkedTexts).toHaveLength(1);
      tell(old, fresh);
      return [old, fresh];
    }

    const writes = (driver: Driver): string[] => {
      driver.customer('Hello?');
      driver.settle();
      return texts(driver);
    };

    test('when he writes from the new number and then from the old one again, then they are sent once', () => {
      const [old, fresh] = parked();
      pass(old, fresh);
      expect(writes(fresh)).toEqual(['Your part is here']);
      tell(fresh, old, fresh.now() + SECOND, OLD_CUSTOMER);
      expect(writes(old)).toEqual([]);
      pass(fresh, old);
      expect(writes(old)).toEqual([]);
      // Nor is anybody asked whether to send them.
      expect(old.state().held).toEqual([]);
    });

    test.each([
      ['has', 1],
      ['has not', 0],
    ])(
      'when nobody knows whether they arrived and the other number %s sent them, then the agent is told',
      (_what, sent) => {
        const [old, fresh] = parked();
        for (const post of old.running('slack'))
          old.finish(post, { kind: 'slack', value: { channel: 'C1', ts: '1.0' } });
        const [job] = old.running('pass');
        if (job?.kind !== 'pass') throw new Error('Nothing is passed on.');
        fresh.apply({ ...job.event, at: fresh.now() });
        old.fail(job);
        if (sent === 1) expect(writes(fresh)).toEqual(['Your part is here']);
        tell(fresh, old, fresh.now() + SECOND, OLD_CUSTOMER);
        pass(fresh, old);
        expect(writes(old)).toEqual([]);
        old.pass(31 * SECOND);
        old.settle();
        const told = old.posts.filter(({ post }) => post.kind === 'thread' && post.line.kind === 'unconfirmed');
        expect(told).toHaveLength(1);
      },
    );
  });

  test('when both hold long words of agents, then the newest are held, and no more than one conversation has room for', () => {
    const both = [waiting(OLD), waiting(NEW)] as const;
    for (const driver of both) {
      for (const word of ['first', 'second']) driver.agent(`${word} ${'x'.repeat(11_000)}`);
    }
    const [old, fresh] = both;
    expect([old, fresh].map((driver) => driver.state().held.length)).toEqual([2, 2]);
    tell(old, fresh);
    pass(old, fresh);
    expect(fresh.state().held.map(({ text }) => text.split(' ')[0])).toEqual(['first', 'second']);
    expect(JSON.stringify(fresh.state().held).length).toBeLessThan(24 * 1024);
  });

  test('when the first message from the new number comes first, then the assistant stops as soon as it is told', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    fresh.customer('Any news about my part?');
    fresh.classify();
    tell(old, fresh);
    expect(fresh.state().turn).toBeUndefined();
    fresh.draft({ text: 'A word that nobody may say' });
    fresh.customer('Hello?');
    expect(fresh.running('classify')).toEqual([]);
    pass(old, fresh);
    fresh.settle();
    expect(texts(fresh)).toEqual([]);
    expect(fresh.state()).toMatchObject({ mode: 'paused', handoff: { agent: THANDI } });
    fresh.pass(3_000);
    fresh.settle();
    const shown = fresh.posts.flatMap(({ post }) =>
      post.kind === 'thread' && post.line.kind === 'customer_message' ? [post.line.text] : [],
    );
    expect(shown).toEqual(['Any news about my part?', 'Hello?']);
  });

  test('when an answer from the new number is in flight, then it is asked back', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    fresh.customer('Any news?');
    fresh.classify();
    fresh.draft();
    tell(old, fresh);
    expect(fresh.state().outbox).toMatchObject([{ cancelRequested: true }]);
    pass(old, fresh);
    fresh.cancelled(fresh.running('send')[0]!);
    fresh.settle();
    expect(fresh.state().transcript.find(({ text }) => text === 'Any news?')).toMatchObject({ disposition: 'team' });
    expect(texts(fresh)).toEqual([]);
  });

  test('when nobody has him, then the assistant goes on and answers what is still open, once', () => {
    const [old, fresh] = [conversation(OLD), conversation(NEW)];
    old.customer('What are your hours?');
    old.classify();
    tell(old, fresh);
    pass(old, fresh);
    fresh.answer('Nine to five');
    expect([texts(old), texts(fresh)]).toEqual([[], ['Nine to five']]);
    expect(fresh.state()).toMatchObject({ mode: 'active', turns: 1 });
    expect(old.running()).toEqual([]);
  });

  test('when a message of the old conversation is in flight, then it is passed on with its outcome', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    old.agent('First');
    old.agent('Second');
    tell(old, fresh);
    expect(old.running('pass')).toEqual([]);
    old.send();
    pass(old, fresh);
    fresh.settle();
    expect(texts(old).slice(1)).toEqual(['First']);
    expect(texts(fresh)).toEqual(['Second']);
    expect(fresh.state().transcript.filter(({ from }) => from === 'agent')).toMatchObject([
      { delivery: 'sent' },
      { delivery: 'sent' },
    ]);
  });

  test('when it cannot be sent from the old number, then it goes to the new one', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    old.agent('First');
    tell(old, fresh);
    old.fail(old.running('send')[0]!, { class: 'not_sent', code: 'connection' });
    expect(old.running('send')).toEqual([]);
    pass(old, fresh);
    fresh.pass(2 * SECOND);
    fresh.settle();
    expect(texts(fresh)).toEqual(['First']);
  });

  test('when nobody knows whether it was sent, then a status that comes to the old one settles it in the new one', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    old.agent('First');
    tell(old, fresh);
    const [send] = old.running('send');
    old.fail(send!, { class: 'unknown' });
    pass(old, fresh);
    expect(fresh.state().unknown).toHaveLength(1);
    const intentId = send?.kind === 'send' ? send.intentId : '';
    const status = { intentId, messageId: 'out', status: 'sent' as const, at: old.now() };
    old.apply({ type: 'deliveryStatus', at: old.now(), status });
    expect(pass(old, fresh).map(({ type }) => type)).toEqual(['deliveryStatus']);
    expect(fresh.state().unknown).toEqual([]);
  });

  test('when a takeover waits for an outcome, then it is not acknowledged here and works on the card', () => {
    const [old, fresh] = [conversation(OLD), conversation(NEW)];
    old.customer('What are your hours?');
    old.classify();
    old.draft();
    old.command('takeOver', { updateId: 'click' });
    tell(old, fresh);
    expect(old.state().verdicts).toMatchObject([{ accepted: false, code: 'moved' }]);
    old.send();
    pass(old, fresh);
    expect(fresh.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting' } });
    fresh.command('takeOver');
    expect(fresh.state().handoff).toMatchObject({ status: 'claimed', agent: THANDI });
  });

  test('when agents still click and write at the old one, then clicks are told where it is and words go there', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    old.settle();
    const { channel = '', ts = '' } = old.state().cards[0]!;
    tell(old, fresh);
    pass(old, fresh);
    old.command('resume');
    expect(old.state().verdicts.at(-1)).toMatchObject({ accepted: false, code: 'moved' });
    const message = { id: 'C1:99', channel, threadTs: ts, agent: THANDI, text: 'Are you there?' };
    old.apply({ type: 'agentMessage', at: old.now(), message: { ...message, note: false, mentions: false, files: 0 } });
    old.customer('From the old phone');
    expect(pass(old, fresh).map(({ type }) => type)).toEqual(['agentMessage', 'customerMessage']);
    old.pass(3 * 60 * MINUTE);
    fresh.settle();
    expect(texts(old)).toEqual(['handoff_open']);
    expect(texts(fresh)).toEqual(['Are you there?']);
    expect(searchAttributes(old.state())).toMatchObject({ BatonMode: undefined, BatonHandoff: 'none' });
  });

  test('when both have a handoff, then one is left, the agent’s, and the other card says so', () => {
    const [old, fresh] = [waiting(OLD), claimed(NEW, PIETER, 'I want my money back')];
    tell(old, fresh);
    pass(old, fresh);
    fresh.settle();
    expect(fresh.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed', agent: PIETER } });
    const last = new Map(cards(fresh).map((card) => [card.handoff, card.state]));
    expect([...last.values()].sort()).toEqual(['claimed', 'merged']);
    expect(fresh.posts.filter(({ post }) => post.kind === 'card')).toHaveLength(1);
  });

  test('when agents were being asked, then they are asked anew, and the old buttons count no more', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    old.pass(30 * MINUTE);
    old.settle();
    fresh.pass(30 * MINUTE);
    const { epoch } = old.state();
    expect(old.state().mode).toBe('confirming');
    tell(old, fresh);
    pass(old, fresh);
    fresh.apply({ type: 'tick', at: fresh.now() });
    expect(fresh.state().mode).toBe('confirming');
    fresh.command('resume', { epoch });
    expect(fresh.state().verdicts.at(-1)).toMatchObject({ code: 'stale_button' });
    fresh.command('resume', { epoch, question: 1 });
    expect(fresh.state().mode).toBe('confirming');
    expect(fresh.state().verdicts.at(-1)).toMatchObject({ code: 'stale_button' });
  });

  test('when the old conversation does not come, then people have a look, and nothing is answered meanwhile', () => {
    const [old, fresh] = [conversation(OLD), conversation(NEW)];
    fresh.customer('Hello?');
    tell(old, fresh);
    fresh.pass(2 * MINUTE);
    fresh.settle();
    expect(fresh.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'assistant_unavailable' } });
    expect(texts(fresh)).toEqual(['handoff_open']);
    pass(old, fresh);
    expect(fresh.state().mode).toBe('paused');
  });

  test('when the other is not there for a moment, then it is passed on later and once', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    tell(old, fresh);
    const [job] = old.running('pass');
    if (job?.kind === 'pass') fresh.apply({ ...job.event, at: fresh.now() });
    old.fail(job!, { class: 'unknown' });
    expect(old.running('pass')).toEqual([]);
    old.pass(2 * SECOND);
    expect(pass(old, fresh)).toHaveLength(1);
    expect(record(fresh)).toEqual(['A part is missing', 'rendered']);
  });

  test('when he moves on before the first move is over, then the third conversation waits for both', () => {
    const [old, fresh, third] = [claimed(OLD), conversation(NEW), conversation('whatsapp-1-third')];
    tell(old, fresh, 1);
    tell(fresh, third, 2, THIRD_CUSTOMER);
    goesOnInTheThird(old, fresh, third);
    expect(third.state().awaited).toBeUndefined();
    expect(texts(third)).toEqual([]);
  });

  test('when both moves are told in the wrong order, then the third conversation waits for both as well', () => {
    const [old, fresh, third] = [claimed(OLD), conversation(NEW), conversation('whatsapp-1-third')];
    fresh.customer('Hello?');
    fresh.agent('Is anybody there?'); // While this is told to the team, the record has not gone yet.
    tell(fresh, third, 2, THIRD_CUSTOMER);
    tell(old, fresh, 1);
    goesOnInTheThird(old, fresh, third);
    expect(texts(third)).toEqual([]);
  });

  test('when he moves back, then the old conversation is the living one again', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    tell(old, fresh, 1);
    pass(old, fresh);
    tell(fresh, old, 2, { waId: '27825551234', userId: 'ZA.1', keys: ['k1'] });
    pass(fresh, old);
    old.customer('I am back');
    old.agent('Welcome');
    old.settle();
    expect(old.state()).toMatchObject({ mode: 'paused', handoff: { agent: THANDI }, customer: { userId: 'ZA.1' } });
    expect(texts(old).at(-1)).toBe('Welcome');
    expect(fresh.state().moved).toMatchObject({ to: OLD, waiting: [] });
    expect(record(old).filter((text) => text === 'A part is missing')).toHaveLength(1);
  });

  test('when the two webhooks of there and back come in the wrong order, then the newer one stands', () => {
    const [old, fresh] = [claimed(OLD), conversation(NEW)];
    tell(fresh, old, 2, { waId: '27825551234', userId: 'ZA.1', keys: ['k1'] });
    tell(old, fresh, 1);
    pass(fresh, old);
    expect(old.state().moved).toBeUndefined();
    expect(old.state()).toMatchObject({ mode: 'paused', handoff: { agent: THANDI } });
  });

  test('when the conversation began under an earlier rule set, then it is shown and nothing moves', () => {
    const [old, fresh] = [conversation(OLD, 4), conversation(NEW)];
    tell(old, fresh);
    expect(old.state().moved).toBeUndefined();
    expect(old.state().customer.keys).toEqual(['k2']);
  });
});
