import { claimed, createDriver, type Driver } from '../support/driver';

const MINUTE = 60_000;
const NEW_CUSTOMER = { waId: '27825559876', userId: 'ZA.2', keys: ['k2'] };
const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);

/** The customer of the one has the number of the other now, and what he has written goes there. */
function move(old: Driver, fresh: Driver): void {
  const moved = { id: 'wamid.move', sentAt: old.now(), customer: NEW_CUSTOMER };
  fresh.apply({ type: 'customerMoved', at: fresh.now(), moved: { ...moved, from: old.state().workflowId } });
  old.apply({ type: 'customerMoved', at: old.now(), moved: { ...moved, to: fresh.state().workflowId } });
  for (const post of old.running('slack'))
    old.finish(post, { kind: 'slack', value: { channel: 'C1', ts: `${old.posts.length + 1}.0` } });
  for (let [job] = old.running('pass'); job?.kind === 'pass'; [job] = old.running('pass')) {
    fresh.apply({ ...job.event, at: fresh.now() });
    old.finish(job, { kind: 'pass' });
  }
}

test('when two conversations become one, then of two sentences that people are late one goes out', () => {
  const old = claimed(createDriver({ quiet: 0 }, undefined, undefined, 'whatsapp-1-old'));
  const fresh = claimed(createDriver({ quiet: 0 }, undefined, undefined, 'whatsapp-1-new', NEW_CUSTOMER));
  for (const driver of [old, fresh]) driver.pass(10 * MINUTE);
  old.settle();
  fresh.fail(fresh.running('send')[0]!, { class: 'not_sent', retryable: true, retryAfterMs: 30_000 });
  move(old, fresh);
  fresh.pass(5 * MINUTE);
  fresh.settle();
  expect([texts(old).at(-1), texts(fresh).at(-1)]).toEqual(['answer_delayed', 'handoff_open']);
  expect(fresh.state()).toMatchObject({ mode: 'paused', handoff: { status: 'claimed' } });
});
