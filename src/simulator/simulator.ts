import { createServer } from 'node:http';
import express from 'express';
import { createClocks } from './clock';
import type { SimulatorConfig } from './config';
import { createControl } from './control';
import { createEdge } from './edge';
import { createEvents } from './events';
import { createFaults } from './faults';
import { createJournal } from './journal';
import { createOrders } from './orders';
import type { SimulatorPart, SimulatorTools } from './parts';
import { createTimers } from './timers';
import { closeServer, createVendorListeners, listen } from './vendor-listeners';
import type { VendorListeners } from './vendor-listeners';
import { createWhatsApp } from './whatsapp';

/** What the product is configured with. Each vendor has a port of its own; the simulator's own port serves them all too. */
export interface SimulatorUrls {
  /** `WHATSAPP_API_URL` */
  whatsapp: string;
  /** `SLACK_API_URL` */
  slack: string;
  /** `OPENAI_BASE_URL` */
  openai: string;
  /** `ORDERS_API_URL` */
  orders: string;
}

export interface Simulator {
  port: number;
  urls: SimulatorUrls;
  close(): Promise<void>;
}

/** mulberry32: the same faults strike in every run with the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function createTools(seed: number, origin: () => string): SimulatorTools {
  const timers = createTimers();
  const random = createRandom(seed);
  const journal = createJournal();
  const faults = createFaults({ timers, random });
  const events = createEvents();
  journal.subscribe((entry) => events.emit({ type: 'journal', entry }));
  faults.onChange(() => events.emit({ type: 'faults' }));
  const edge = createEdge({ journal, faults, timers, random });
  return { journal, faults, edge, clocks: createClocks(), events, timers, random, origin };
}

function createParts(config: SimulatorConfig, tools: SimulatorTools): Record<string, SimulatorPart> {
  return {
    '/whatsapp': createWhatsApp(config.whatsapp, tools),
    '/orders': createOrders(config.orders, tools),
  };
}

function toUrls({ whatsapp, slack, llm, orders }: VendorListeners['origins']): SimulatorUrls {
  return { whatsapp: `${whatsapp}/whatsapp/v26.0`, slack: `${slack}/slack/api/`, openai: `${llm}/openai/v1`, orders };
}

/** Starts the fake vendors on 127.0.0.1. Rejects where the port is taken. */
export async function createSimulator(config: SimulatorConfig): Promise<Simulator> {
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer(app);
  const port = await listen(server, config.port);
  const tools = createTools(config.seed, () => `http://127.0.0.1:${port}`);
  const parts = createParts(config, tools);
  app.use('/control', createControl(tools, Object.values(parts)));
  for (const [path, { api }] of Object.entries(parts)) if (api) app.use(path, api);
  const listeners = await createVendorListeners(app, tools.faults);
  Object.values(parts).forEach((part) => part.start?.());
  return {
    port,
    urls: toUrls(listeners.origins),
    async close() {
      Object.values(parts).forEach((part) => part.close?.());
      await Promise.all([closeServer(server), listeners.close()]);
      tools.timers.clear();
    },
  };
}
