import { fileFailure } from './failures';

/** Of an activity: the signal by which it is told that nobody wants it any more, and the way to say that it goes on. */
export interface Attempt {
  signal: AbortSignal;
  heartbeat: () => void;
}

const BEAT_MS = 5_000;

/** One attempt to pass a file on. Whatever is still open when it is over is closed; what it throws is a failure of ours. */
export function createAttempt<Request, Result>(
  attempt: () => Attempt,
  work: (request: Request, signal: AbortSignal) => Promise<Result>,
): (request: Request) => Promise<Result> {
  return async (request) => {
    const { signal, heartbeat } = attempt();
    const beat = setInterval(heartbeat, BEAT_MS);
    const over = new AbortController();
    try {
      return await work(request, AbortSignal.any([signal, over.signal]));
    } catch (error) {
      throw fileFailure(error);
    } finally {
      clearInterval(beat);
      over.abort();
    }
  };
}
