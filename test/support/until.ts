import { setTimeout as delay } from 'node:timers/promises';

const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/**
 * Waits until a look at the world satisfies, and returns it; fails with the last look after `limitMs`. Between two looks
 * it pauses for a tenth of what it has waited: looks cost the very processes that a test waits for.
 */
export async function until<T>(
  look: () => Promise<T> | T,
  satisfied: (value: T) => boolean,
  limitMs = 45_000,
): Promise<T> {
  const began = Date.now();
  for (;;) {
    const value = await look();
    if (satisfied(value)) return value;
    const waitedMs = Date.now() - began;
    if (waitedMs > limitMs) throw new Error(`Still not so after ${limitMs} ms: ${JSON.stringify(value)}`);
    await delay(Math.min(Math.max(SHORTEST_PAUSE_MS, waitedMs / 10), LONGEST_PAUSE_MS));
  }
}
