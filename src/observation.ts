import type { Server } from 'node:http';
import { once } from 'node:events';
import express, { type Router } from 'express';

export interface ObservationDeps {
  /** Where it listens; never published with the gateway's own port. */
  port: number;
  /** Everything this process counts, in the Prometheus text format. */
  metrics(): Promise<string>;
  /** From `createHealth`. */
  health: Router;
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Serves `/metrics`, `/healthz` and `/readyz`. Throws when the port is taken. */
export async function serveObservation({ port, metrics, health }: ObservationDeps): Promise<Server> {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(health);
  app.get('/metrics', (_request, response) => {
    metrics().then(
      (text) => void response.setHeader('content-type', CONTENT_TYPE).end(text),
      () => void response.status(500).end(),
    );
  });
  app.use((_request, response) => void response.status(404).type('text/plain').send('There is nothing here.'));
  const server = app.listen(port);
  await once(server, 'listening');
  return server;
}
