import express, { Router } from 'express';
import type { Response } from 'express';
import { z } from 'zod';
import { controlErrors, readControlBody } from './control-answers';
import { faultSchema } from './faults';
import type { SimulatorEvent } from './events';
import type { SimulatorPart, SimulatorTools } from './parts';

const filterSchema = z.strictObject({
  vendor: z.enum(['whatsapp', 'slack', 'llm', 'orders', 'teams']).optional(),
  kind: z.string().optional(),
  direction: z.enum(['toVendor', 'fromVendor']).optional(),
});

const journalFilterSchema = filterSchema.extend({
  customer: z.string().optional(),
  author: z.enum(['assistant', 'agent', 'notice']).optional(),
});

const throughSchema = z.strictObject({ through: z.coerce.number().int().positive() });

/** Server-sent events: one per journal entry and one per view that changed, until the watcher leaves. */
function watch({ events }: SimulatorTools, response: Response): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': connected\n\n');
  const stop = events.subscribe((event: SimulatorEvent) => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  response.on('close', stop);
}

function faultRoutes({ faults }: SimulatorTools): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(faults.list()));
  router.put('/', (request, response) => {
    faults.put(readControlBody(faultSchema, request));
    response.json(faults.list());
  });
  router.delete('/', (request, response) => {
    const filter = filterSchema.parse(request.query);
    faults.clear(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
    response.json(faults.list());
  });
  return router;
}

/** The control API: faults, journal, reset, events, and what every part adds. */
export function createControl(tools: SimulatorTools, parts: SimulatorPart[]): Router {
  const router = Router();
  router.use(express.json({ limit: '4mb' }));
  router.use('/faults', faultRoutes(tools));
  router.get('/journal', (request, response) => {
    const filter = journalFilterSchema.parse(request.query);
    response.type('application/x-ndjson').send(tools.journal.toJsonLines(filter));
  });
  router.delete('/journal', (request, response) => {
    tools.journal.forget(throughSchema.parse(request.query).through);
    response.status(204).end();
  });
  router.get('/events', (_request, response) => watch(tools, response));
  router.post('/reset', (_request, response) => {
    tools.faults.clear();
    tools.clocks.reset();
    parts.forEach((part) => part.reset?.());
    tools.events.emit({ type: 'reset' });
    response.status(204).end();
  });
  for (const { control } of parts) if (control) router.use(control);
  router.use(controlErrors);
  return router;
}
