import type { SimulatorPart, SimulatorTools } from '../parts';
import type { WorkerControl } from '../supervised';
import type { PageConfig } from './config';
import { createPage } from './page';
import { createTemporalPort, type CustomerIdentity } from './temporal-port';

/** The demo page of this simulator. Mount `api` at the root, after everything else. */
export function createDemoPage(
  config: PageConfig | undefined,
  tools: SimulatorTools,
  worker?: WorkerControl,
): SimulatorPart {
  if (!config) return createPage({ phone: '27825551234', simulatedModel: false }, undefined, tools, worker);
  const identify = (phone: string): Promise<CustomerIdentity> => identityOf(tools.origin(), phone);
  const port = createTemporalPort({ config, clocks: tools.clocks, identify });
  const { phone, engine, simulatedModel, links } = config;
  const desk = links && new URL('/desk', links.publicUrl).href;
  return createPage({ phone, engine, simulatedModel, ...(desk && { desk }) }, port, tools, worker);
}

async function identityOf(origin: string, phone: string): Promise<CustomerIdentity> {
  const response = await fetch(`${origin}/control/customers/${phone}`);
  const { userId } = (await response.json()) as { userId?: unknown };
  return { waId: phone, ...(typeof userId === 'string' && userId !== '' ? { userId } : {}) };
}
