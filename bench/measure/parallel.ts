import { setTimeout as delay } from 'node:timers/promises';

/**
 * Open loop: every item begins at its own time, `perSecond` of them in each second, whether or not those before have
 * ended. `run` gets the time at which it was meant to begin (ms UTC): latency counts from there.
 */
export function openLoop<T, R>(
  items: readonly T[],
  perSecond: number,
  run: (item: T, intendedAt: number) => Promise<R>,
): Promise<R[]> {
  const began = Date.now();
  return Promise.all(
    items.map(async (item, position) => {
      const intendedAt = began + (position * 1_000) / perSecond;
      const wait = intendedAt - Date.now();
      if (wait > 0) await delay(wait);
      return run(item, intendedAt);
    }),
  );
}

/** A promise that has to come within `limitMs`. Throws with what was waited for. */
export async function within<T>(promise: Promise<T>, what: string, limitMs = 60_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${limitMs} ms: ${what}.`)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
