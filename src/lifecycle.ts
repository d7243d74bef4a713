import type { Logger } from './logger';

/** Longer than requests under way and what follows their answers may take together. */
const STOP_WITHIN_MS = 20_000;

/** What nobody caught is logged without its words, which may be a customer's, and ends the process with code 1. */
export function dieLoudly(logger: Logger): void {
  const die = (error: unknown): void => {
    logger.error({ error }, 'The process ends because of an error that nobody expected.');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

/** Calls `stop` on the first SIGTERM or SIGINT and ends the process when it is done, or after 20 s. */
export function onStopSignal(logger: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      logger.warn({}, 'Not everything ended in time.');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ error }, 'The process did not end in order.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/** The one line on standard output that is not a log line: whoever started the process waits for it. */
export function announceReady(what: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...what })}\n`);
}

/** Prints a sentence for whoever started the process, and ends it. */
export function refuseToStart(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Starts to listen. Where the address cannot be had, it prints which name sets another, and ends the process. */
export async function openOrRefuse<T>(what: string, name: string, start: () => Promise<T>): Promise<T> {
  return start().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL') throw error;
    return refuseToStart(`${what} cannot be listened on (${error.code}): end what uses it, or set ${name} to another.`);
  });
}
