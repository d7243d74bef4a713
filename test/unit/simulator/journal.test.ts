import { createJournal, intentOf, type JournalEntry, type JournalFilter } from '../../../src/simulator/journal';

const send = { vendor: 'whatsapp', direction: 'toVendor', kind: 'message', body: {} } as const;

describe('journal', () => {
  it('when requests overlap, keeps them in the order in which they arrived', () => {
    let now = 100;
    const journal = createJournal(() => now);
    const first = journal.record(send);
    now = 101;
    const second = journal.record(send);
    now = 500;
    second.answer({ status: 200 });
    first.answer({ status: 400 });
    expect(journal.entries().map(({ seq, at, answer }) => [seq, at, answer?.status])).toEqual([
      [1, 100, 400],
      [2, 101, 200],
    ]);
  });

  it('when a send carries callback data, names the intent and its author', () => {
    const at = 'whatsapp-1-abc/';
    expect(intentOf(`${at}a-1`)).toEqual({ intent: 'a-1', author: 'assistant' });
    expect(intentOf(`${at}h-1`)).toEqual({ intent: 'h-1', author: 'agent' });
    expect(intentOf(`${at}n-1`)).toEqual({ intent: 'n-1', author: 'notice' });
    expect(intentOf(`${at}x-1`)).toEqual({ intent: 'x-1' });
    expect(intentOf(undefined)).toEqual({});
  });

  it('when nothing has been answered yet, says null, and one line an entry', () => {
    const journal = createJournal(() => 1);
    journal.record({ ...send, customer: '27825550001', callbackData: 'w/a-9' });
    journal.record({ ...send, vendor: 'slack' });
    const [first, second, end] = journal.toJsonLines().split('\n');
    expect(JSON.parse(first!)).toEqual({
      seq: 1,
      at: 1,
      ...send,
      customer: '27825550001',
      intent: 'a-9',
      author: 'assistant',
      answer: null,
    });
    expect(JSON.parse(second!)).toMatchObject({ seq: 2, vendor: 'slack' });
    expect(end).toBe('');
  });

  it('when only some of it is asked for, then it tells the entries that have all of that', () => {
    const journal = createJournal();
    journal.record({ ...send, customer: '27825550001', callbackData: 'w/a-1' });
    journal.record({ ...send, customer: '27825550001', callbackData: 'w/h-2' });
    journal.record({ ...send, customer: '27825550002', callbackData: 'w/a-3' });
    const numbers = (filter: JournalFilter): number[] =>
      journal
        .toJsonLines(filter)
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as JournalEntry).seq]));
    expect(numbers({ customer: '27825550001', author: 'assistant' })).toEqual([1]);
    expect(numbers({ author: undefined })).toEqual([1, 2, 3]);
    expect(numbers({ vendor: 'orders' })).toEqual([]);
  });

  it('when it is told to forget what was read, then the rest stays, the numbers go on, and a late answer is told', () => {
    const journal = createJournal(() => 1);
    const seen: (number | undefined)[] = [];
    const open = journal.record(send);
    journal.record(send);
    journal.subscribe(({ answer }) => seen.push(answer?.status));
    journal.forget(1);
    open.answer({ status: 200 });
    journal.record(send);
    expect(journal.entries().map(({ seq }) => seq)).toEqual([2, 3]);
    expect(seen).toEqual([200, undefined]);
  });

  it('when somebody watches, tells of the entry and then of its answer', () => {
    const journal = createJournal();
    const seen: (number | undefined)[] = [];
    const stop = journal.subscribe(({ answer }) => seen.push(answer?.status));
    journal.record(send).answer({ status: 200 });
    stop();
    journal.record(send);
    expect(seen).toEqual([undefined, 200]);
  });
});
