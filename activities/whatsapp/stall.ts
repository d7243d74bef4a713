export interface StallWatch {
  /** How long, in ms, no send should begin because this process has only just come back; 0 if it did not stand still. */
  settlingMs(): number;
  stop(): void;
}

interface StallWatchOptions {
  now?: () => number;
  /** How long nothing may have run to count as a standstill, ms. */
  thresholdMs?: number;
  /** How long after it, ms, a task may still be one that was taken before. */
  settleMs?: number;
}

const LOOKS_PER_THRESHOLD = 8;

/**
 * Notices that this process stood still: stopped by a signal, paused with its container, suspended with its machine.
 * A task that was taken from the server before the standstill looks new afterwards, but its time may be up, and somebody
 * may have taken over meanwhile. The SDK does not tell when an attempt started, so its age cannot be told otherwise.
 */
export function createStallWatch(options: StallWatchOptions = {}): StallWatch {
  const { now = Date.now, thresholdMs = 2_000, settleMs = 3_000 } = options;
  let lookedAt = now();
  let cameBackAt = Number.NEGATIVE_INFINITY;
  const look = (): void => {
    const at = now();
    if (at - lookedAt > thresholdMs) cameBackAt = at;
    lookedAt = at;
  };
  const timer = setInterval(look, thresholdMs / LOOKS_PER_THRESHOLD).unref();
  return {
    settlingMs() {
      look();
      return Math.max(0, cameBackAt + settleMs - lookedAt);
    },
    stop: () => clearInterval(timer),
  };
}
