import { Router } from 'express';

export interface HealthDeps {
  /** Resolves when Temporal answers, else throws. */
  checkTemporal: () => Promise<unknown>;
}

const CHECK_MS = 3_000;

/** `/healthz`: this process answers. `/readyz`: it can also do its work, because Temporal answers. */
export function createHealth({ checkTemporal }: HealthDeps): Router {
  const router = Router();
  let checking: Promise<boolean> | undefined;
  const isReady = (): Promise<boolean> => {
    // However often it is asked, Temporal is asked once at a time.
    checking ??= inTime(checkTemporal()).finally(() => (checking = undefined));
    return checking;
  };
  router.get('/healthz', (_request, response) => void response.type('text/plain').send('OK'));
  router.get('/readyz', async (_request, response) => {
    if (await isReady()) response.type('text/plain').send('OK');
    else response.status(503).type('text/plain').send('Temporal does not answer.');
  });
  return router;
}

function inTime(check: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), CHECK_MS);
    check
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timer));
  });
}
