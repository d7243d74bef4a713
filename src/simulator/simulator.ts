import { createServer } from 'node:http';
import express from 'express';
import type { SimulatorConfig } from './config';
import { createControl } from './control';
import type { ModelBrain } from './model/brain';
import { createLocalModelBrain } from './model/local-brain';
import { createModel } from './model/openai-api';
import { createIssuer } from './openid/issuer';
import { createOrders } from './orders';
import { createDemoPage } from './page/part';
import type { SimulatorPart, SimulatorTools } from './parts';
import type { WorkerControl } from './supervised';
import { createShop } from './shop';
import { createSlackWorkspace } from './slack/workspace';
import { createTeams } from './teams';
import { createTools } from './tools';
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
  /** `TEAMS_WEBHOOK_URL` */
  teams: string;
  /** `DESK_OIDC_ISSUER` */
  issuer: string;
}

export interface Simulator {
  port: number;
  urls: SimulatorUrls;
  close(): Promise<void>;
}

interface SimulatorOptions {
  /** What the stand-in model answers with. Default: the local engine. */
  brain?: ModelBrain;
  /** The way to the process that looks after the worker. */
  worker?: WorkerControl;
}

/** By the path at which each is mounted. */
function createParts(
  config: SimulatorConfig,
  { brain, worker }: { brain: ModelBrain; worker: WorkerControl | undefined },
  tools: SimulatorTools,
): Record<string, SimulatorPart> {
  return {
    '/whatsapp': createWhatsApp(config.whatsapp, tools),
    '/slack': createSlackWorkspace(config.slack, tools),
    '/openai': createModel(config.openai, tools, brain),
    '/orders': createOrders(config.orders, tools),
    '/teams': createTeams(config.teams, tools),
    '/openid': createIssuer(config.openid, tools),
    '/shop': createShop(config.shop, tools),
    '/': createDemoPage(config.page, tools, worker),
  };
}

function toUrls(
  { whatsapp, slack, llm, orders, teams }: VendorListeners['origins'],
  { signature, origin }: { signature: string; origin: string },
): SimulatorUrls {
  return {
    whatsapp: `${whatsapp}/whatsapp/v26.0`,
    slack: `${slack}/slack/api/`,
    openai: `${llm}/openai/v1`,
    orders,
    teams: `${teams}/teams/workflows/handoffs?sig=${signature}`,
    issuer: `${origin}/openid`,
  };
}

/** Starts the fake vendors on 127.0.0.1. Rejects where the port is taken or the knowledge cannot be used. */
export async function createSimulator(config: SimulatorConfig, options: SimulatorOptions = {}): Promise<Simulator> {
  const { worker, brain = await createLocalModelBrain(config.openai.knowledgeDir) } = options;
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer(app);
  const port = await listen(server, config.port);
  const tools = createTools(config.seed, () => `http://127.0.0.1:${port}`);
  const parts = createParts(config, { worker, brain }, tools);
  app.use('/control', createControl(tools, Object.values(parts)));
  for (const [path, { api }] of Object.entries(parts)) if (api) app.use(path, api);
  const listeners = await createVendorListeners(app, tools.faults);
  Object.values(parts).forEach((part) => part.start?.());
  return {
    port,
    urls: toUrls(listeners.origins, { signature: config.teams.signature, origin: tools.origin() }),
    async close() {
      Object.values(parts).forEach((part) => part.close?.());
      await Promise.all([closeServer(server), listeners.close()]);
      tools.timers.clear();
    },
  };
}
