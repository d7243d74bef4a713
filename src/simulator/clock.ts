export interface Clocks {
  /** UTC ms on this customer's clock. */
  now(customer: string): number;
  offset(customer: string): number;
  setOffset(customer: string, offsetMs: number): void;
  reset(): void;
}

/** One clock per customer, so that moving one conversation's time leaves every other conversation alone. */
export function createClocks(now: () => number = Date.now): Clocks {
  const offsets = new Map<string, number>();
  const offset = (customer: string): number => offsets.get(customer) ?? 0;
  return {
    now: (customer) => now() + offset(customer),
    offset,
    setOffset: (customer, offsetMs) => void offsets.set(customer, offsetMs),
    reset: () => offsets.clear(),
  };
}
