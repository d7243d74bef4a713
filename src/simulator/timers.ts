export interface Timers {
  /** Calls `work` after `ms`, unless the simulator is closed first. Returns the way to call it off. */
  after(ms: number, work: () => void): () => void;
  /** Resolves after `ms`; never, once the simulator is closed. */
  delay(ms: number): Promise<void>;
  clear(): void;
}

/** Everything the simulator does later, in one place, so that closing it leaves nothing behind. */
export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  const after = (ms: number, work: () => void): (() => void) => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      work();
    }, ms);
    pending.add(timer);
    return () => {
      clearTimeout(timer);
      pending.delete(timer);
    };
  };
  return {
    after,
    delay: (ms) => new Promise((resolve) => void after(ms, resolve)),
    clear() {
      pending.forEach((timer) => clearTimeout(timer));
      pending.clear();
    },
  };
}
