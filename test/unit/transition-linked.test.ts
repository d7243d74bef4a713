import { searchAttributes } from '../../workflows/conversation/view';
import { createDriver, type Driver } from '../support/driver';

const OLD = 'whatsapp-1-old';
const NEW = 'whatsapp-1-new';
const customer = { waId: '27825559876', keys: ['k2'] };

const keysOf = (driver: Driver): string[] => searchAttributes(driver.state()).BatonCustomerKeys;

/** A customer known by his number alone has another one: what the old conversation and the new one are found by. */
function movedBetween(rules?: number): Driver[] {
  const [old, fresh] = [OLD, NEW].map((workflowId) =>
    createDriver({ quiet: 0 }, undefined, rules, workflowId, workflowId === NEW ? customer : undefined),
  ) as [Driver, Driver];
  old.customer('What are your hours?');
  const moved = { id: 'wamid.move', sentAt: old.now(), customer };
  fresh.apply({ type: 'customerMoved', at: fresh.now(), moved: { ...moved, from: OLD } });
  old.apply({ type: 'customerMoved', at: old.now(), moved: { ...moved, to: NEW } });
  const [job] = old.running('pass');
  if (job?.kind === 'pass') fresh.apply({ ...job.event, at: fresh.now() });
  old.finish(job!, { kind: 'pass' });
  return [old, fresh];
}

test('when a number has changed, then each conversation names the other, and no rule takes that for a key', () => {
  const [old, fresh] = movedBetween() as [Driver, Driver];
  expect([keysOf(old), keysOf(fresh)]).toEqual([
    ['k1', NEW],
    ['k2', OLD],
  ]);
  expect(fresh.state().customer.keys).toEqual(['k2']);
});

test('when it changes again and again, then the last ten are named', () => {
  const [old] = movedBetween() as [Driver];
  for (let count = 1; count <= 12; count += 1) {
    const moved = { id: `wamid.${count}`, sentAt: old.now() + count, customer, to: `whatsapp-1-${count}` };
    old.apply({ type: 'customerMoved', at: old.now(), moved });
  }
  expect(keysOf(old)).toEqual(['k1', ...Array.from({ length: 10 }, (_, index) => `whatsapp-1-${index + 3}`)]);
});

test('when it began under an earlier rule set, then it is found by its keys alone', () => {
  expect(movedBetween(13).map(keysOf)).toEqual([['k1'], ['k2']]);
});
