import type { Clocks } from '../clock';

const PAIR_INTERVAL_MS = 6_000;
const PAIR_BURST = 45;

export interface Limits {
  /** Counts one message to this customer, or says which of Meta's limits forbids it (the error code). */
  take(customer: string): 130429 | 131056 | undefined;
  reset(): void;
}

/** One message in six seconds to one customer with bursts of 45 borrowed from the future, and the number's throughput. */
export function createLimits(clocks: Clocks, messagesPerSecond: number, now: () => number = Date.now): Limits {
  const paidUntil = new Map<string, number>();
  let recent: number[] = [];
  return {
    take(customer) {
      recent = recent.filter((at) => at > now() - 1_000);
      if (recent.length >= messagesPerSecond) return 130429;
      const at = clocks.now(customer);
      const next = Math.max(paidUntil.get(customer) ?? 0, at) + PAIR_INTERVAL_MS;
      if (next - at > PAIR_BURST * PAIR_INTERVAL_MS) return 131056;
      paidUntil.set(customer, next);
      recent.push(now());
      return undefined;
    },
    reset() {
      paidUntil.clear();
      recent = [];
    },
  };
}
