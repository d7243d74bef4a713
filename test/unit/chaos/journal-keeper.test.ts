import { keepJournal } from '../../../chaos/collect';
import { createJournal, type JournalEntry } from '../../../src/simulator/journal';

const request = { vendor: 'whatsapp', direction: 'toVendor', kind: 'message', body: {} } as const;

/** The simulator's own journal behind the two calls with which it is read and cut. */
function rig() {
  const journal = createJournal(() => 100 * (journal.entries().at(-1)?.seq ?? 0) + 100);
  const parsed = (): JournalEntry[] => journal.entries().map((entry) => structuredClone(entry));
  const call = (_method: string, path: string): Promise<undefined> => {
    journal.forget(Number(/through=(\d+)$/.exec(path)?.[1]));
    return Promise.resolve(undefined);
  };
  const control = { journal: async () => parsed(), call: call as never };
  return { journal, keeper: keepJournal({ system: { control } }) };
}

const seen = (entries: readonly JournalEntry[]) => entries.map(({ seq, answer }) => [seq, answer?.status]);

describe('the journal that chaos moves out of the simulator', () => {
  test('when a request is still open, then it and what follows stay until it is answered, and nothing is lost or twice', async () => {
    const { journal, keeper } = rig();
    journal.record(request).answer({ status: 200 });
    const open = journal.record(request);
    journal.record(request).answer({ status: 503 });
    const first = [
      [1, 200],
      [2, undefined],
      [3, 503],
    ];
    expect(seen(await keeper.read())).toEqual(first);
    expect(journal.entries().map(({ seq }) => seq)).toEqual([2, 3]);
    open.answer({ status: 400 });
    const [one, other] = await Promise.all([keeper.read(), keeper.read()]);
    expect(seen(one)).toEqual([
      [1, 200],
      [2, 400],
      [3, 503],
    ]);
    expect(other).toEqual(one);
    expect(journal.entries()).toEqual([]);
  });

  test('when it is the end, then what is open is taken as well', async () => {
    const { journal, keeper } = rig();
    journal.record(request);
    expect(seen(await keeper.read(true))).toEqual([[1, undefined]]);
    expect(journal.entries()).toEqual([]);
  });

  test('when what was written before is let go of, then the rest stays', async () => {
    const { journal, keeper } = rig();
    for (let count = 0; count < 3; count += 1) journal.record(request).answer({ status: 200 });
    await keeper.read();
    keeper.forget(300);
    expect(seen(await keeper.read()).map(([seq]) => seq)).toEqual([3]);
    keeper.forget();
    expect(await keeper.read()).toEqual([]);
  });
});
