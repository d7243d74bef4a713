import { Router } from 'express';
import { within } from '../within';

export interface HealthDeps {
  /** Resolves when Temporal answers, else throws. */
  checkTemporal: () => Promise<unknown>;
  /** A sentence when nothing but a new start of this process helps. */
  broken?: () => string | undefined;
  /** A sentence when this process takes no new work, such as while it ends. */
  closed?: () => string | undefined;
}

const CHECK_MS = 3_000;

/** `/healthz`: this process need not be restarted. `/readyz`: it can also do its work, because Temporal answers. */
export function createHealth({ checkTemporal, broken, closed }: HealthDeps): Router {
  const router = Router();
  let checking: Promise<boolean> | undefined;
  const isReady = (): Promise<boolean> => {
    // However often it is asked, Temporal is asked once at a time.
    checking ??= within(CHECK_MS, checkTemporal())
      .then(
        () => true,
        () => false,
      )
      .finally(() => (checking = undefined));
    return checking;
  };
  router.get('/healthz', (_request, response) => {
    const problem = broken?.();
    response.status(problem === undefined ? 200 : 503).type('text/plain');
    response.send(problem ?? 'OK');
  });
  router.get('/readyz', async (_request, response) => {
    const problem = broken?.() ?? closed?.() ?? ((await isReady()) ? undefined : 'Temporal does not answer.');
    response.status(problem === undefined ? 200 : 503).type('text/plain');
    response.send(problem ?? 'OK');
  });
  return router;
}
