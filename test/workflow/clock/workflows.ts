import { continueAsNew, defineQuery, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

const { work } = proxyActivities<{ work(milliseconds: number): Promise<void> }>({
  startToCloseTimeout: '60 s',
  retry: { maximumAttempts: 1 },
});

export const firedAt = defineQuery<number[]>('firedAt');
export const doWork = defineSignal<[number]>('doWork');

/** Wakes up every half hour, does a little work each time, and begins a new run after every second one. */
export async function everyHalfHour(earlier: number[] = []): Promise<void> {
  const fired = [...earlier];
  setHandler(firedAt, () => fired);
  setHandler(doWork, (milliseconds) => work(milliseconds));
  for (let round = 0; round < 2; round += 1) {
    await sleep('30 minutes');
    fired.push(Date.now());
    await work(20);
  }
  await continueAsNew<typeof everyHalfHour>(fired);
}

/** Answers the query `conversation` as a conversation does, and changes its mode after half an hour. */
export async function answering(): Promise<void> {
  let mode = 'paused';
  setHandler(defineQuery('conversation'), () => ({ mode, now: Date.now(), unknownToThePage: true }));
  await sleep('30 minutes');
  mode = 'confirming';
  await sleep('30 days');
}
