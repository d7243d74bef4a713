import { join } from 'node:path';
import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { controlErrors, readControlBody, refuseControl } from '../control-answers';
import type { SimulatorPart, SimulatorTools } from '../parts';
import type { WorkerControl } from '../supervised';
import { createPageEvents } from './events';
import { createFollowers } from './followers';
import { createInbox } from './inbox';
import { ConversationUnavailable, type ConversationPort } from './port';

const phoneSchema = z.string().regex(/^\d{7,15}$/, 'a phone number is 7 to 15 digits, without a plus');
const advanceSchema = z.strictObject({
  phone: phoneSchema,
  minutes: z
    .number()
    .positive()
    .max(7 * 24 * 60),
});

// Everything the page shows comes from here or is typed by people: no script but ours, no frame, no form, no other host.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface PageFacts {
  /** The phone that the page begins with. */
  phone: string;
  engine?: 'openai' | 'local';
  simulatedModel: boolean;
  /** Where the desk page is. */
  desk?: string;
}

/** The page forgets what it remembered of another run. */
const run = String(Date.now());

/**
 * The demo page: mount `api` at the simulator's root. The browser talks to the control API like anybody else; only the
 * conversation itself comes through `port`, which is absent where no Temporal server was named.
 */
export function createPage(
  facts: PageFacts,
  port: ConversationPort | undefined,
  tools: SimulatorTools,
  worker?: WorkerControl,
): SimulatorPart {
  const router = Router();
  const followers = port && createFollowers(port, tools.events);
  const inbox = createInbox({ tools, port, followers });
  const events = createPageEvents({ tools, port, followers, inbox, worker });
  router.use(express.static(join(__dirname, 'assets'), { setHeaders: secure }));
  router.get('/page/facts', (_request, response) => void response.json({ ...facts, run }));
  router.get('/page/events', (request, response) => {
    const phone = phoneSchema.parse(request.query.phone);
    events.watch(phone, response);
  });
  router.post('/page/advance', express.json(), (request, response) => advance(port, tools, request, response));
  router.post('/page/worker/kill', (_request, response) => {
    if (worker?.kill()) response.status(202).end();
    else refuseControl(response, 409, 'Nobody looks after a worker here: start the demo with npm run demo.');
  });
  router.use(controlErrors);
  return {
    api: router,
    close() {
      events.close();
      void port?.close();
    },
  };
}

function secure(response: { setHeader(name: string, value: string): unknown }): void {
  response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-cache');
}

async function advance(
  port: ConversationPort | undefined,
  { events }: SimulatorTools,
  request: Request,
  response: Response,
): Promise<void> {
  const { phone, minutes } = readControlBody(advanceSchema, request);
  if (!port) return refuseControl(response, 409, 'The simulator was not told where Temporal is.');
  try {
    await port.advance(phone, minutes * 60_000);
    events.emit({ type: 'phone', customer: phone });
    response.status(204).end();
  } catch (error) {
    if (!(error instanceof ConversationUnavailable)) throw error;
    refuseControl(response, 409, error.message);
  }
}
