import { setTimeout as delay } from 'node:timers/promises';

/** The same promise, but it rejects after `milliseconds`. What it waits for goes on unheard. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = delay(milliseconds, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`There was no answer within ${milliseconds} ms.`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}
