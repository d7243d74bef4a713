import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigurationError, readWorkerConfig, type Environment } from '../config';
import { prepareNamespace } from '../namespace';
import type { PageConfig } from '../simulator/page/config';
import { engineOf } from './announce';
import {
  createCredentials,
  productEnvironment,
  simulatorConfig,
  usesRealModel,
  type Credentials,
  type Places,
} from './environment';
import { writeFacts, type DemoFacts } from './facts';
import { freePorts } from './ports';
import { startCodecServer, startGateway, startSimulator, startWorker, type Launch } from './processes';
import type { Scratch } from './scratch';
import type { Supervisor } from './supervisor';
import { showWorkerOnPage } from './worker-on-page';
import { provideTemporal, type TemporalPlace } from './temporal-place';

const PORTS = { page: 3000, gateway: 3001, temporal: 7233, ui: 8233, codec: 8234 };
const CUSTOMER = '27825551234';
const ANSWERS_WITHIN_MS = 30_000;

export interface DemoOptions {
  outer: Environment;
  scratch: Scratch;
  supervisor: Supervisor;
}

interface Plan extends DemoOptions {
  temporal: TemporalPlace;
  credentials: Credentials;
  places: Places;
  launch: Launch;
  pagePort: number;
  codecPort: number;
}

/** Starts everything and resolves when everything answers. Throws with a sentence about what did not. */
export async function startDemo(options: DemoOptions): Promise<DemoFacts> {
  const plan = await makePlan(options);
  const { temporal, credentials, places, launch, scratch, supervisor, outer } = plan;
  const [simulator, client] = await Promise.all([startVendors(plan), temporal.client]);
  await prepareNamespace(client.connection, client.namespace).finally(() => client.close());
  const { urls, origin } = simulator;
  const environment = productEnvironment({ credentials, places, urls, temporal: temporal.environment, outer });
  await Promise.all([
    supervisor.keep(() => startGateway(environment, launch)),
    supervisor.keep(() => startWorker(environment, launch)),
    ...(temporal.isOwn ? [supervisor.keep(() => startCodecServer(codecEnvironment(plan, environment), launch))] : []),
  ]);
  await Promise.all([`${origin}/`, `${places.gateway}/readyz`].map(untilAnswers));
  const { address, namespace, ui } = temporal;
  const facts: DemoFacts = {
    page: origin,
    gateway: places.gateway,
    simulator: origin,
    temporal: { address, namespace, ui },
    pid: process.pid,
  };
  const { BATON_ID_KEY, BATON_DATA_KEYS, WHATSAPP_PHONE_NUMBER_ID } = environment;
  const keys = { BATON_ID_KEY, BATON_DATA_KEYS, WHATSAPP_PHONE_NUMBER_ID, TEMPORAL_UI_URL: ui };
  writeFacts(scratch.folder, facts, { ...keys, ...temporal.environment });
  return facts;
}

async function makePlan(options: DemoOptions): Promise<Plan> {
  const { outer, scratch, supervisor } = options;
  const credentials = createCredentials();
  const knowledgeDir = resolve(outer['BATON_KNOWLEDGE_DIR'] ?? join(__dirname, '..', '..', 'knowledge'));
  checkSettings(outer, credentials, knowledgeDir);
  const [pagePort = 0, gatewayPort = 0, port = 0, uiPort = 0, codecPort = 0] = await freePorts(Object.values(PORTS));
  const codecEndpoint = `http://127.0.0.1:${codecPort}/${credentials.codecToken}`;
  return {
    ...options,
    temporal: provideTemporal({ outer, port, uiPort, codecEndpoint, scratch, supervisor }),
    credentials,
    places: {
      gateway: `http://127.0.0.1:${gatewayPort}`,
      gatewayPort,
      knowledgeDir,
      hoursFile: join(scratch.own, 'hours.yml'),
    },
    launch: { logFile: scratch.logFile, cwd: process.cwd(), outer, onStart: supervisor.add },
    pagePort,
    codecPort,
  };
}

const codecEnvironment = ({ codecPort, credentials, temporal }: Plan, product: Environment): Environment => ({
  ...product,
  BATON_CODEC_PORT: String(codecPort),
  BATON_CODEC_TOKEN: credentials.codecToken,
  TEMPORAL_UI_URL: temporal.ui,
});

// Before anything is started. Where the vendors will be does not matter yet.
function checkSettings(outer: Environment, credentials: Credentials, knowledgeDir: string): void {
  const nowhere = 'http://127.0.0.1';
  const places = { gateway: nowhere, gatewayPort: 3001, knowledgeDir };
  const vendors = { whatsapp: nowhere, slack: nowhere, openai: nowhere, orders: nowhere, teams: nowhere };
  const urls = { ...vendors, issuer: nowhere };
  const { slack } = readWorkerConfig(productEnvironment({ credentials, places, urls, temporal: {}, outer }));
  if (slack === undefined)
    throw new ConfigurationError([
      'NOTIFY does not name slack, which the page of the demo shows: set it to slack,teams, or leave it out.',
    ]);
}

async function startVendors(plan: Plan) {
  const { credentials, places, launch, scratch, supervisor, pagePort } = plan;
  const config = simulatorConfig(credentials, places, { port: pagePort, page: pageConfig(plan) });
  const simulator = await startSimulator(config, join(scratch.own, 'simulator.json'), launch);
  supervisor.need(simulator.child);
  showWorkerOnPage(simulator.child, supervisor);
  return simulator;
}

function pageConfig({ temporal, credentials, places, outer }: Plan): PageConfig {
  const { address, namespace, ui } = temporal;
  const engine = engineOf(outer);
  return {
    temporal: { address, namespace, ui },
    phoneNumberId: credentials.phoneNumberId,
    idKey: credentials.idKey,
    dataKeys: temporal.isOwn ? [credentials.dataKey] : [],
    links: { key: credentials.linkKey, publicUrl: places.gateway },
    engine,
    simulatedModel: engine === 'openai' && !usesRealModel(outer),
    phone: CUSTOMER,
  };
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    if (Date.now() > deadline) throw new Error(`${url} does not answer.`);
    await delay(50);
  }
}
