interface Rate {
  burst: number;
  perSecond: number;
}

export interface Buckets {
  /** Takes one from the bucket; where it is empty, answers in how many whole seconds there will be one. */
  take(name: string, rate: Rate): number | undefined;
  reset(): void;
}

/** Token buckets by name: `burst` at once, then `perSecond`. */
export function createBuckets(now: () => number): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(name, { burst, perSecond }) {
      const at = now();
      const last = buckets.get(name) ?? { tokens: burst, at };
      const tokens = Math.min(burst, last.tokens + ((at - last.at) / 1000) * perSecond);
      if (tokens < 1) {
        buckets.set(name, { tokens, at });
        return Math.max(1, Math.ceil((1 - tokens) / perSecond));
      }
      buckets.set(name, { tokens: tokens - 1, at });
      return undefined;
    },
    reset: () => buckets.clear(),
  };
}
