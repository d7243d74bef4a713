import type { CustomerProfile } from '../../../workflows/conversation/messages';
import { createConversationResolver, type OpenConversation } from '../../../src/conversation-resolver';
import { workflowIdOfKey } from '../../../src/identity';

const PN = '555';
const idOf = (key: string): string => workflowIdOfKey(PN, key);
const byNumber: CustomerProfile = { waId: 'n', keys: ['number'] };
const byBoth: CustomerProfile = { waId: 'n', userId: 'u', keys: ['user', 'number'] };
const byUser: CustomerProfile = { userId: 'u', keys: ['user'] };

/** A Temporal of which two things matter: what is open, and how often it was asked. */
function createRig(open: OpenConversation[] = [], { lagging = false } = {}) {
  let clock = 0;
  const calls = { open: 0, list: 0 };
  const failing = new Set<'open' | 'list'>();
  const resolver = createConversationResolver({
    now: () => clock,
    capacity: 100,
    directory: {
      async open(workflowId) {
        calls.open += 1;
        await Promise.resolve();
        if (failing.has('open')) throw new Error('14 UNAVAILABLE');
        return open.find((one) => one.workflowId === workflowId);
      },
      async openWithKeys(keys) {
        calls.list += 1;
        await Promise.resolve();
        if (failing.has('list')) throw new Error('14 UNAVAILABLE');
        return lagging ? [] : open.filter((one) => one.keys.some((key) => keys.includes(key)));
      },
    },
  });
  return { resolver, calls, open, failing, pass: (ms: number) => (clock += ms) };
}

describe('createConversationResolver', () => {
  it('when nothing is open, the conversation is that of the own key', async () => {
    const { resolver } = createRig();
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('user'));
    expect(await createRig().resolver.resolve(PN, byNumber)).toBe(idOf('number'));
  });

  it('when the same keys come again, Temporal is not asked again', async () => {
    const { resolver, calls } = createRig();
    for (let count = 0; count < 3; count += 1) await resolver.resolve(PN, byBoth);
    expect(calls).toEqual({ open: 1, list: 1 });
  });

  it('when a customer known by number shows a user id, he stays in the open conversation', async () => {
    const { resolver } = createRig([{ workflowId: idOf('number'), keys: ['number'] }]);
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('number'));
    expect(await resolver.resolve(PN, byUser)).toBe(idOf('number'));
  });

  it('when the list lags behind, the open conversation is found all the same', async () => {
    const { resolver } = createRig([{ workflowId: idOf('number'), keys: ['number'] }], { lagging: true });
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('number'));
  });

  it('when only the number is known, the conversation of the user id is found', async () => {
    const { resolver } = createRig([{ workflowId: idOf('user'), keys: ['user', 'number'] }]);
    expect(await resolver.resolve(PN, byNumber)).toBe(idOf('user'));
  });

  it('when two webhooks with different names of one customer race, both go to one conversation', async () => {
    const { resolver } = createRig();
    const ids = await Promise.all([byNumber, byBoth, byUser].map((customer) => resolver.resolve(PN, customer)));
    expect(new Set(ids)).toEqual(new Set([idOf('number')]));
  });

  it('when a number has a new owner, he does not get into the conversation of the last one', async () => {
    const { resolver } = createRig([{ workflowId: idOf('last'), keys: ['last', 'number'] }]);
    expect(await resolver.resolve(PN, byNumber)).toBe(idOf('last'));
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('user'));
    expect(await resolver.resolve(PN, byNumber)).toBe(idOf('user'));
  });

  it('when the conversation of a number has learned the user id of its last owner, the new one has his own', async () => {
    const { resolver } = createRig([{ workflowId: idOf('number'), keys: ['number', 'last'] }], { lagging: true });
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('user'));
  });

  it('when the customer writes to another number of the business, that is another conversation', async () => {
    const { resolver } = createRig([{ workflowId: workflowIdOfKey('999', 'user'), keys: ['user', 'number'] }]);
    expect(await resolver.resolve(PN, byNumber)).toBe(idOf('number'));
  });

  it('when the identifiers changed, the new ones lead to the conversation of the old ones', async () => {
    const { resolver, calls } = createRig();
    resolver.learn(PN, ['new', 'user'], idOf('user'));
    expect(await resolver.resolve(PN, { userId: 'new', keys: ['new'] })).toBe(idOf('user'));
    expect(calls).toEqual({ open: 0, list: 0 });
  });

  it('when an hour has passed, Temporal is asked again', async () => {
    const { resolver, open, pass } = createRig();
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('user'));
    open.push({ workflowId: idOf('number'), keys: ['number'] });
    pass(3_600_000);
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('number'));
  });

  it('when Temporal is away, it throws, and the next webhook asks again', async () => {
    const { resolver, failing } = createRig();
    failing.add('open');
    await expect(resolver.resolve(PN, byBoth)).rejects.toThrow('UNAVAILABLE');
    failing.clear();
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('user'));
  });

  it('when only the list is away, what is open under the own key is enough', async () => {
    const { resolver, failing } = createRig([{ workflowId: idOf('user'), keys: ['user', 'number'] }]);
    failing.add('list');
    expect(await resolver.resolve(PN, byBoth)).toBe(idOf('user'));
    await expect(resolver.resolve(PN, { userId: 'x', keys: ['stranger'] })).rejects.toThrow('UNAVAILABLE');
  });

  it('when more keys come than are remembered, the oldest is looked up again', async () => {
    const { resolver, calls } = createRig();
    for (let number = 0; number <= 100; number += 1) await resolver.resolve(PN, { waId: 'n', keys: [`key${number}`] });
    await resolver.resolve(PN, { waId: 'n', keys: ['key100'] });
    expect(calls.list).toBe(101);
    await resolver.resolve(PN, { waId: 'n', keys: ['key0'] });
    expect(calls.list).toBe(102);
  });

  it('when somebody is looked for, it is told whether a conversation is open', async () => {
    const { resolver } = createRig([{ workflowId: idOf('user'), keys: ['user', 'number'] }]);
    expect(await resolver.find(PN, byNumber)).toEqual({ workflowId: idOf('user'), open: true });
    expect(await resolver.find(PN, { waId: 'x', keys: ['stranger'] })).toEqual({
      workflowId: idOf('stranger'),
      open: false,
    });
  });
});
