import type { Request, RequestHandler } from 'express';
import type { Logger } from '../logger';

export interface AdmissionLimits {
  /** Webhooks under way at once. */
  requests: number;
  /** Their bodies together, in bytes. */
  bytes: number;
}

export interface Admission {
  /** In front of the body parser: what is too much is answered 503 before it is read. */
  handler: RequestHandler;
  /** Work that goes on after its answer counts until it is over. */
  hold(work: Promise<unknown>): void;
}

/** A parsed body takes several times its bytes: what all of them need stays far below what a small container has. */
const LIMITS: AdmissionLimits = { requests: 512, bytes: 24 * 1024 * 1024 };
const QUIET_FOR_MS = 10_000;

interface AdmissionDeps {
  logger: Logger;
  /** The largest body that is read at all: what a request counts that does not say how long it is. */
  largestBody: number;
  limits?: AdmissionLimits;
}

/**
 * Sheds webhooks where more come than Temporal takes: Meta keeps what is refused and delivers it again for days, while a
 * gateway that has no memory left loses its answers to all that it holds.
 */
export function createAdmission({ logger, largestBody, limits = LIMITS }: AdmissionDeps): Admission {
  const tell = createTeller(logger);
  let requests = 0;
  let bytes = 0;
  const enter = (size: number): (() => void) => {
    requests += 1;
    bytes += size;
    return () => {
      requests -= 1;
      bytes -= size;
    };
  };
  return {
    handler(request, response, next) {
      const size = sizeOf(request, largestBody);
      if (requests < limits.requests && bytes + size <= limits.bytes) {
        response.once('close', enter(size));
        next();
        return;
      }
      tell();
      // What is on its way is let through to nowhere, so that the sender gets to read the answer.
      request.resume();
      response.status(503).set({ connection: 'close', 'retry-after': '1' }).type('text/plain');
      response.send('Too much is under way: deliver it again.');
    },
    hold(work) {
      void work.finally(enter(0));
    },
  };
}

function sizeOf(request: Request, largestBody: number): number {
  const length = Number(request.get('content-length') ?? largestBody);
  return Number.isFinite(length) ? Math.min(length, largestBody) : largestBody;
}

/** One line when it begins, and one with the count for every ten seconds that it lasts. */
function createTeller(logger: Logger): () => void {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const say = (): void =>
    logger.warn({ kind: 'whatsapp', code: 'overload', count }, 'Webhooks are shed: more come than Temporal takes.');
  const look = (): void => {
    timer = undefined;
    if (count === 0) return;
    say();
    count = 0;
    timer = setTimeout(look, QUIET_FOR_MS).unref();
  };
  return () => {
    count += 1;
    if (timer !== undefined) return;
    say();
    count = 0;
    timer = setTimeout(look, QUIET_FOR_MS).unref();
  };
}
