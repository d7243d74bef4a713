import type { AgentMessageChange } from '../../workflows/conversation/messages';
import { owedSince } from '../../workflows/conversation/transitions/record';
import { nextDeadline } from '../../workflows/conversation/transition';
import { createClaimed, createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const HOLD = 5_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const claimed = (rules?: number): Driver => createClaimed({ ...PATIENT, holdMs: HOLD }, rules);

let changes = 0;
function change(driver: Driver, messageId: string, edited?: Partial<NonNullable<AgentMessageChange['edited']>>): void {
  changes += 1;
  const threadTs = driver.state().cards.at(-1)?.ts ?? '0';
  const words = edited && { text: '', note: false, mentions: false, ...edited };
  const about = { id: `edit:${changes}`, messageId, channel: 'C1', threadTs, agent: THANDI };
  driver.apply({
    type: 'agentMessageChange',
    at: driver.now(),
    change: words === undefined ? about : { ...about, edited: words },
  });
}

const texts = (driver: Driver) =>
  driver.sent.filter(({ intentId }) => intentId.startsWith('h-')).map(({ text }) => text);
const told = (driver: Driver) => driver.posts.flatMap(({ post }) => (post.kind === 'ephemeral' ? [post.text] : []));
const signs = (driver: Driver) => driver.posts.flatMap(({ post }) => (post.kind === 'reaction' ? [post.name] : []));

describe('what an agent writes waits a moment', () => {
  test('when nothing is changed, then it goes out when the moment is over, and not before', () => {
    const driver = claimed();
    driver.agent('It is on its way');
    expect(nextDeadline(driver.state())?.what).toBe('send what an agent wrote');
    driver.pass(HOLD - 1);
    driver.settle();
    expect(texts(driver)).toEqual([]);
    driver.pass(1);
    driver.settle();
    expect(texts(driver)).toEqual(['It is on its way']);
  });

  test('when it is deleted, then nothing goes out and the customer is owed an answer as before', () => {
    const driver = claimed();
    const owed = owedSince(driver.state());
    expect(owed).toBeDefined();
    const id = driver.agent('The wrong thread');
    expect(owedSince(driver.state())).toBeUndefined();
    change(driver, id);
    driver.pass(2 * HOLD);
    driver.settle();
    expect(texts(driver)).toEqual([]);
    expect(owedSince(driver.state())).toBe(owed);
    expect(driver.state().handoff?.agentWrote).toBe(false);
    expect(told(driver)).toEqual(['Not sent: the customer got nothing of it.']);
  });

  test('when it is edited, then the new words go out, in their place, after a moment of their own', () => {
    const driver = claimed();
    const id = driver.agent('It costs R10');
    driver.agent('Anything else?');
    driver.pass(HOLD - 1_000);
    change(driver, id, { text: 'It costs R100' });
    driver.pass(HOLD - 1);
    driver.settle();
    expect(texts(driver)).toEqual([]);
    driver.pass(1);
    driver.settle();
    expect(texts(driver)).toEqual(['It costs R100', 'Anything else?']);
  });

  test('when one of two is deleted, then the other one has answered the customer', () => {
    for (const first of [true, false]) {
      const driver = claimed();
      const ids = [driver.agent('one'), driver.agent('two')];
      change(driver, ids[first ? 0 : 1]!);
      expect(owedSince(driver.state())).toBeUndefined();
      driver.pass(HOLD);
      driver.settle();
      expect(texts(driver)).toEqual([first ? 'two' : 'one']);
    }
  });

  test('when both are deleted, then the customer is owed an answer again', () => {
    const driver = claimed();
    const ids = [driver.agent('one'), driver.agent('two')];
    for (const id of ids) change(driver, id);
    expect(owedSince(driver.state())).toBeDefined();
    expect(driver.state().outbox).toEqual([]);
  });

  test('when it becomes a note, or mentions somebody, then it stays inside or is held', () => {
    const driver = claimed();
    change(driver, driver.agent('He is rude'), { text: 'He is rude', note: true });
    expect(driver.state().transcript.at(-1)).toMatchObject({ from: 'note', text: 'He is rude' });
    const id = driver.agent('Ask him');
    change(driver, id, { text: 'Ask @Pieter', mentions: true });
    expect(driver.state().held).toMatchObject([{ id, text: 'Ask @Pieter' }]);
    change(driver, id, { text: 'Ask @Pieter today' });
    expect(driver.state().held).toMatchObject([{ id, text: 'Ask @Pieter today' }]);
    change(driver, id);
    expect(driver.state().held).toEqual([]);
    driver.pass(2 * HOLD);
    driver.settle();
    expect(texts(driver)).toEqual([]);
  });

  test('when it has gone out, then a change comes too late and the agent reads that', () => {
    const driver = claimed();
    const id = driver.agent('It is on its way');
    driver.pass(HOLD);
    change(driver, id);
    driver.settle();
    change(driver, id, { text: 'other' });
    driver.settle();
    expect(texts(driver)).toEqual(['It is on its way']);
    expect(told(driver)).toEqual([
      expect.stringContaining('gone out already'),
      expect.stringContaining('gone out already'),
    ]);
  });

  test('when it began under the rules of before, or nothing is to be held, then it goes out at once', () => {
    const before = claimed(8);
    before.agent('at once');
    before.settle();
    expect(texts(before)).toEqual(['at once']);
    const driver = createDriver({ holdMs: 0 });
    driver.command('takeOver');
    driver.customer('hello');
    driver.agent('at once');
    driver.settle();
    expect(texts(driver)).toEqual(['at once']);
  });
});

describe('what an agent writes, where something else happens in the moment', () => {
  test('when the agent hands back in the moment, then it goes out at once, before anything of the assistant', () => {
    const driver = claimed();
    const id = driver.agent('It is on its way');
    driver.command('resume', { epoch: driver.state().epoch });
    change(driver, id);
    driver.settle();
    expect(driver.sent.slice(-2).map(({ text }) => text)).toEqual(['It is on its way', 'assistant_back']);
    expect(told(driver)).toEqual([expect.stringContaining('gone out already')]);
  });

  test('when the agent resolves in the moment, then it goes out at once', () => {
    const driver = claimed();
    driver.agent('It is on its way');
    driver.command('resolve');
    driver.settle();
    expect(texts(driver)).toEqual(['It is on its way']);
  });

  test('when a colleague takes it over in the moment, then it still goes out after it, and can still be deleted', () => {
    for (const deleted of [false, true]) {
      const driver = claimed();
      const id = driver.agent('It is on its way');
      driver.command('takeOver', { agent: PIETER, from: { agent: THANDI.id, reason: 'at lunch' } });
      driver.settle();
      if (deleted) change(driver, id);
      driver.pass(HOLD);
      driver.settle();
      expect(texts(driver)).toEqual(deleted ? [] : ['It is on its way']);
    }
  });

  test('when the window ends in the moment, then it waits for the customer, who is owed an answer as before', () => {
    const driver = claimed();
    driver.pass(DAY - 5 * MINUTE - HOLD / 2);
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    const owed = owedSince(driver.state());
    driver.agent('It is on its way');
    driver.pass(HOLD);
    driver.settle();
    expect(owed).toBeDefined();
    expect(owedSince(driver.state())).toBe(owed);
    expect(driver.state().parkedTexts).toMatchObject([{ text: 'It is on its way' }]);
    expect(signs(driver)).toEqual([]);
    driver.customer('hello?');
    driver.settle();
    expect(texts(driver)).toEqual(['It is on its way']);
  });
});

describe('what waits for the customer', () => {
  /** Nobody has written for a day, and Thandi has it. */
  const late = (): Driver => {
    const driver = claimed();
    driver.pass(DAY);
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    return driver;
  };

  test('when it is edited while it waits for the customer, then he gets the new words, in their place', () => {
    const driver = late();
    const id = driver.agent('It costs R10');
    driver.agent('Anything else?');
    change(driver, id, { text: 'It costs R100' });
    driver.settle();
    expect(driver.posts.at(-1)?.post).toMatchObject({ line: { kind: 'parked', text: 'It costs R100' } });
    driver.customer('hello?');
    driver.settle();
    expect(texts(driver)).toEqual(['It costs R100', 'Anything else?']);
  });

  test('when it is deleted while it waits for the customer, then he never gets it', () => {
    const driver = late();
    change(driver, driver.agent('The wrong thread'));
    driver.customer('hello?');
    driver.pass(HOLD);
    driver.settle();
    expect(texts(driver)).toEqual([]);
    expect(told(driver)).toEqual(['Not sent: the customer got nothing of it.']);
  });

  test('when it has followed the customer, then a change comes too late, and its arrival is shown where it was written', () => {
    const driver = late();
    const id = driver.agent('It is on its way');
    driver.customer('hello?');
    driver.settle();
    change(driver, id, { text: 'It is not' });
    driver.settle();
    expect(texts(driver)).toEqual(['It is on its way']);
    expect(told(driver)).toEqual([expect.stringContaining('gone out already')]);
    status(driver, 'delivered');
    expect(signs(driver)).toEqual(['white_check_mark']);
  });
});

test('when a change overtakes its message, then the message comes as it is now, or not at all', () => {
  for (const edited of [undefined, { text: 'It costs R100' }]) {
    const driver = claimed();
    const id = `C1:${driver.now() / 1000}`;
    change(driver, id, edited);
    const place = { channel: 'C1', threadTs: '1.0' };
    const message = { id, ...place, agent: THANDI, text: 'It costs R10', note: false, mentions: false, files: 0 };
    driver.apply({ type: 'agentMessage', at: driver.now(), message });
    driver.pass(HOLD);
    driver.settle();
    expect(texts(driver)).toEqual(edited === undefined ? [] : ['It costs R100']);
  }
});

test('when somebody edits what he wrote long ago and nobody remembers, then nothing is sent', () => {
  const driver = claimed();
  change(driver, `C1:${driver.now() / 1000 - 11 * 60}`, { text: 'It costs R100' });
  driver.pass(HOLD);
  driver.settle();
  expect(texts(driver)).toEqual([]);
});

const status = (
  driver: Driver,
  how: 'sent' | 'delivered' | 'read' | 'failed',
  intentId = driver.sent.at(-1)!.intentId,
) => {
  const told_ = { intentId, messageId: 'out', status: how, at: driver.now() };
  driver.apply({ type: 'deliveryStatus', at: driver.now(), status: told_ });
  driver.settle();
};

describe('what became of an agent’s message', () => {
  const sent = (): Driver => {
    const driver = claimed();
    driver.agent('It is on its way');
    driver.pass(HOLD);
    driver.settle();
    return driver;
  };

  test('when it is delivered and read, then each is shown once, and who has got it', () => {
    const driver = sent();
    for (const how of ['sent', 'delivered', 'delivered', 'read', 'read'] as const) status(driver, how);
    expect(signs(driver)).toEqual(['white_check_mark', 'eyes']);
    expect(told(driver)).toEqual(['Delivered to Sam (••••• 1234).']);
  });

  test('when WhatsApp tells only that it was read, then it was delivered too', () => {
    const driver = sent();
    status(driver, 'read');
    status(driver, 'delivered');
    expect(signs(driver)).toEqual(['white_check_mark', 'eyes']);
  });

  test('when it fails, then a cross is at it, and the thread says why with [Send again]', () => {
    const driver = sent();
    status(driver, 'failed');
    expect(signs(driver)).toEqual(['x']);
    expect(JSON.stringify(driver.posts)).toContain('"kind":"not_delivered"');
  });

  test('when a long text becomes several messages, then it is told once who has got it', () => {
    const driver = claimed();
    driver.agent('word '.repeat(1_000));
    driver.pass(HOLD);
    driver.settle();
    const ids = driver.sent.filter(({ intentId }) => intentId.startsWith('h-')).map(({ intentId }) => intentId);
    expect(ids).toHaveLength(2);
    for (const id of ids) status(driver, 'delivered', id);
    expect(told(driver)).toHaveLength(1);
  });
});

describe('a burst of the customer', () => {
  const shown = (driver: Driver) =>
    driver.posts.flatMap(({ post }) => {
      if (post.kind !== 'thread') return [];
      if (post.line.kind === 'customer_message') return [[post.line.text]];
      return post.line.kind === 'customer_messages' ? [post.line.messages.map(({ text }) => text)] : [];
    });

  test('when he writes fast, then the first is shown at once and the rest in one post', () => {
    const driver = claimed();
    for (const text of ['one', 'two', 'three']) driver.customer(text, undefined, false);
    driver.settle();
    expect(shown(driver)).toEqual([['one']]);
    driver.pass(3_000);
    driver.settle();
    expect(shown(driver)).toEqual([['one'], ['two', 'three']]);
  });

  test('when something else is said in the thread meanwhile, then it stands behind what he wrote before', () => {
    const driver = claimed();
    for (const text of ['one', 'two']) driver.customer(text, undefined, false);
    driver.command('resolve');
    driver.settle();
    const kinds = driver.posts.flatMap(({ post }) => (post.kind === 'thread' ? [post.line.kind] : []));
    expect(kinds.slice(-3)).toEqual(['customer_message', 'customer_message', 'sentence']);
    expect(driver.state().burst).toBeUndefined();
  });

  test('when it began under the rules of before, then each is a post of its own', () => {
    const driver = claimed(8);
    for (const text of ['one', 'two', 'three']) driver.customer(text, undefined, false);
    driver.settle();
    expect(shown(driver)).toEqual([['one'], ['two'], ['three']]);
  });
});
