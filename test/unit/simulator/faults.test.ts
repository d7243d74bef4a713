import { createFaults } from '../../../src/simulator/faults';
import type { FaultRequest } from '../../../src/simulator/faults';
import type { Timers } from '../../../src/simulator/timers';

function rig(random: () => number = () => 0) {
  const due: { ms: number; work: () => void }[] = [];
  const timers: Timers = {
    after: (ms, work) => {
      const one = { ms, work };
      due.push(one);
      return () => void due.splice(due.indexOf(one), 1);
    },
    delay: () => Promise.resolve(),
    clear: () => void due.splice(0),
  };
  return { due, faults: createFaults({ timers, random }) };
}

describe('fault switches', () => {
  it.each<[string, FaultRequest]>([
    ['a model that calls somebody', { vendor: 'llm', kind: 'drop', direction: 'fromVendor' }],
    ['orders that call somebody', { vendor: 'orders', kind: 'outage', direction: 'fromVendor' }],
    ['a duplicate request to a vendor', { vendor: 'whatsapp', kind: 'duplicate' }],
    ['a reordered request to a vendor', { vendor: 'slack', kind: 'reorder' }],
    ['a status of a webhook', { vendor: 'whatsapp', kind: 'status', code: 500, direction: 'fromVendor' }],
    ['latency without ms', { vendor: 'whatsapp', kind: 'latency' }],
    ['lag without ms', { vendor: 'whatsapp', kind: 'lag' }],
    ['lag of what the vendor sends', { vendor: 'whatsapp', kind: 'lag', ms: 1, direction: 'fromVendor' }],
    ['a status without a code', { vendor: 'whatsapp', kind: 'status' }],
    ['an outage of one kind of request', { vendor: 'whatsapp', kind: 'outage', only: 'read' }],
    ['a form of what is not the model', { vendor: 'whatsapp', kind: 'garbage', form: 'refusal' }],
  ])('when asked for %s, refuses', (_what, fault) => {
    expect(() => rig().faults.put(fault)).toThrow();
  });

  it('when nothing is switched on, never strikes', () => {
    expect(rig().faults.strike('whatsapp', 'toVendor', 'drop')).toBeUndefined();
  });

  it('when it has a count, is gone after so many strikes', () => {
    const { faults } = rig();
    faults.put({ vendor: 'whatsapp', kind: 'drop', count: 2 });
    const strikes = [1, 2, 3].map(() => faults.strike('whatsapp', 'toVendor', 'drop') !== undefined);
    expect(strikes).toEqual([true, true, false]);
    expect(faults.list()).toEqual([]);
  });

  it('when it is meant for one kind of request, spares the others', () => {
    const { faults } = rig();
    faults.put({ vendor: 'whatsapp', kind: 'drop', direction: 'fromVendor', only: 'status' });
    expect(faults.strike('whatsapp', 'fromVendor', 'drop', 'message')).toBeUndefined();
    expect(faults.strike('whatsapp', 'fromVendor', 'drop', 'status')).toBeDefined();
    expect(faults.strike('slack', 'fromVendor', 'drop', 'status')).toBeUndefined();
    expect(faults.strike('whatsapp', 'toVendor', 'drop', 'status')).toBeUndefined();
  });

  it('when it has a probability, strikes as the dice fall and does not count misses', () => {
    const dice = [0.4, 0.6, 0.1];
    const { faults } = rig(() => dice.shift()!);
    faults.put({ vendor: 'llm', kind: 'status', code: 500, probability: 0.5, count: 2 });
    const strikes = [1, 2, 3, 4].map(() => faults.strike('llm', 'toVendor', 'status') !== undefined);
    expect(strikes).toEqual([true, false, true, false]);
  });

  it('when its time is up, heals by itself', async () => {
    const { faults, due } = rig();
    faults.put({ vendor: 'slack', kind: 'outage', seconds: 90 });
    const back = faults.whenBack('slack', 'toVendor');
    expect(faults.isAway('slack', 'toVendor')).toBe(true);
    expect(due.map(({ ms }) => ms)).toEqual([90_000]);
    due[0]!.work();
    await back;
    expect(faults.isAway('slack', 'toVendor')).toBe(false);
  });

  it('when it is put again, replaces the first and its deadline', () => {
    const { faults, due } = rig();
    faults.put({ vendor: 'llm', kind: 'latency', ms: 100, seconds: 5 });
    faults.put({ vendor: 'llm', kind: 'latency', ms: 200 });
    expect(faults.list().map(({ ms }) => ms)).toEqual([200]);
    expect(due).toEqual([]);
  });

  it('when only some outages strike, the vendor is not away', () => {
    const { faults } = rig();
    faults.put({ vendor: 'whatsapp', kind: 'outage', count: 1 });
    expect(faults.isAway('whatsapp', 'toVendor')).toBe(false);
    expect(faults.strike('whatsapp', 'toVendor', 'outage')).toBeDefined();
  });

  it('when some are cleared, the others stay', () => {
    const { faults } = rig();
    faults.put({ vendor: 'whatsapp', kind: 'drop' });
    faults.put({ vendor: 'slack', kind: 'drop' });
    faults.clear({ vendor: 'slack' });
    expect(faults.list().map(({ vendor }) => vendor)).toEqual(['whatsapp']);
    faults.clear();
    expect(faults.list()).toEqual([]);
  });
});
