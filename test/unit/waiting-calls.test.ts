import type { Waiting, WaitingNews } from '../../workflows/conversation/ports';
import { createCaller, createEarlierCaller, type Caller } from '../../workflows/waiting-calls';

const MINUTE = 60_000;
const BEGAN = Date.UTC(2026, 9, 5, 8, 0);
const ALL: Waiting[] = ['w1', 'w2', 'w3'].map((workflowId, since) => ({ workflowId, since }));

/** What is shown `minutes` after the beginning; `news`: `<what> <who>` each. */
function at(caller: Caller, minutes: number, news: string[], waiting = ALL): string {
  const told = news.map((one): WaitingNews => {
    const [what, workflowId] = one.split(' ') as [WaitingNews['what'], string];
    return { workflowId, what };
  });
  const { call = '-', second } = caller.decide(told, waiting, BEGAN + minutes * MINUTE);
  const late = second === undefined ? '' : second.waiting.map(({ workflowId }) => workflowId).join(' ');
  return `${call}|${late}${second?.anew === true ? ' anew' : ''}`;
}

const putOffTo = (caller: Caller, minutes: number): number | undefined => {
  const to = caller.putOffTo(BEGAN + minutes * MINUTE);
  return to === undefined ? undefined : (to - BEGAN) / MINUTE;
};

describe('whom the list of those who wait calls', () => {
  it('when a call comes within the pause, then it is made when that ends', () => {
    const caller = createCaller();
    expect(at(caller, 0, ['nobody w1'])).toBe('nobody|');
    expect(at(caller, 1, ['nobody w2'])).toBe('-|');
    expect(putOffTo(caller, 1)).toBe(10);
    expect(at(caller, 9, [])).toBe('-|');
    expect(at(caller, 10, [])).toBe('nobody|');
    expect(putOffTo(caller, 10)).toBeUndefined();
    expect(at(caller, 30, [])).toBe('-|');
  });

  it('when nobody whom it was for waits by then, then it is not made', () => {
    const caller = createCaller();
    at(caller, 0, ['nobody w1']);
    at(caller, 1, ['nobody w2', 'nobody w3']);
    expect(at(caller, 2, ['over w2'])).toBe('-|');
    expect(at(caller, 10, [], ALL.slice(0, 2))).toBe('-|');
  });

  it('when the window of one ends and nobody has come for another, then one call says so of both', () => {
    const caller = createCaller();
    at(caller, 0, ['nobody w1']);
    at(caller, 1, ['window w2', 'nobody w3']);
    expect(at(caller, 10, [])).toBe('window|');
    expect(putOffTo(caller, 10)).toBeUndefined();
  });

  it('when an opening is told, then it is shown at once and starts no pause', () => {
    const caller = createCaller();
    expect(at(caller, 0, ['opening w1'])).toBe('opening|');
    expect(at(caller, 1, ['nobody w1'])).toBe('nobody|');
    expect(at(caller, 12, ['opening w1'])).toBe('opening|');
  });

  it('when a call was put off and the business opens, then the list that calls is that of the opening as well', () => {
    const caller = createCaller();
    at(caller, 0, ['nobody w1']);
    at(caller, 1, ['nobody w2']);
    expect(at(caller, 20, ['opening w3'])).toBe('nobody|');
    expect(at(caller, 21, ['opening w1'])).toBe('-|');
  });

  it('when some have waited too long, then the second channel is told of those, by a new post at most every ten minutes', () => {
    const caller = createCaller();
    expect(at(caller, 0, ['escalate w1', 'nobody w2'])).toBe('nobody|w1 anew');
    expect(at(caller, 4, ['escalate w3'])).toBe('-|w1 w3');
    expect(putOffTo(caller, 4)).toBe(10);
    expect(at(caller, 10, [])).toBe('-|w1 w3 anew');
    expect(at(caller, 11, ['over w1'])).toBe('-|w3');
  });

  it('when nobody who called is published as waiting yet, then nobody is called until he is', () => {
    const caller = createCaller();
    expect(at(caller, 0, ['escalate w3', 'nobody w3'], ALL.slice(0, 2))).toBe('-|');
    expect(at(caller, 5, [])).toBe('nobody|w3 anew');
  });
});

describe('a list that began under an earlier release', () => {
  it('when a call comes within the pause, then it is dropped, and the second channel is edited for all', () => {
    const caller = createEarlierCaller(true);
    expect(at(caller, 0, ['opening w1'])).toBe('opening|');
    expect(at(caller, 1, ['nobody w2', 'escalate w2'])).toBe('-|w1 w2 w3');
    expect(putOffTo(caller, 1)).toBeUndefined();
    expect(at(caller, 10, [])).toBe('-|w1 w2 w3');
    expect(at(caller, 11, ['nobody w2'])).toBe('nobody|w1 w2 w3');
  });

  it('when it knows no single list of an opening, then each conversation that tells of it gets one', () => {
    const caller = createEarlierCaller(false);
    expect(at(caller, 0, ['opening w1'])).toBe('opening|');
    expect(at(caller, 1, ['opening w2'])).toBe('opening|');
  });
});
