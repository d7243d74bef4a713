import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a look at the world satisfies, and returns it; fails with the last look after `limitMs`. */
export async function until<T>(
  look: () => Promise<T> | T,
  satisfied: (value: T) => boolean,
  limitMs = 45_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await look();
    if (satisfied(value)) return value;
    if (Date.now() > deadline) throw new Error(`Still not so after ${limitMs} ms: ${JSON.stringify(value)}`);
    await delay(20);
  }
}
