import { interceptors } from '../../workflows/recorded-task';

interface Shown {
  events: number;
  seconds: number;
  isReplaying?: boolean;
}

/** Shows activations to the interceptor of one run; tells which it let through. */
function activate(...shown: readonly Shown[]): boolean[] {
  const [interceptor] = interceptors().internals ?? [];
  return shown.map(({ events, seconds, isReplaying = false }) => {
    let taken = false;
    const activation = { historyLength: events, timestamp: { seconds, nanos: 7 }, isReplaying } as never;
    try {
      interceptor?.activate?.({ activation, batchIndex: 0 }, () => {
        taken = true;
      });
    } catch (error) {
      expect(String(error)).toMatch('Asked before the workflow task');
    }
    return taken;
  });
}

it('when events come at the time of the task before, then the run takes no step on them', () => {
  expect(activate({ events: 3, seconds: 1 }, { events: 9, seconds: 1 })).toEqual([true, false]);
});

it('when a task has its own time, or goes on with the same events, then the run goes on', () => {
  const shown = [
    { events: 3, seconds: 1 },
    { events: 3, seconds: 1 },
    { events: 9, seconds: 2 },
  ];
  expect(activate(...shown)).toEqual([true, true, true]);
});

it('when a replay shows two tasks at one time, then the run follows: they have been started', () => {
  expect(activate({ events: 3, seconds: 1 }, { events: 9, seconds: 1, isReplaying: true })).toEqual([true, true]);
});
