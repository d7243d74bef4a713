import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge } from '../../activities/knowledge/load';
import type { SeedConfig } from '../seed-design/main';
import type { Contender, Customer } from './contender';
import { startScript } from './script';
import { startVendors } from './vendors';
import type { World } from './world';

/** The seed article's design. */
export interface Seed extends Contender {
  name: 'seed';
  /** A human presses "take over"; resolves when the design has said yes. */
  takeOver(customer: Customer): Promise<void>;
  /** A human writes to the customer. */
  reply(customer: Customer, text: string): Promise<void>;
}

/** Starts it with Redis where there is one, else with a map in its place. */
export async function startSeed(world: World, redisUrl: string | undefined): Promise<Seed> {
  const vendors = await startVendors(world, 'seed', 'default');
  const { credentials, places, urls } = vendors;
  const { topics } = loadKnowledge(places.knowledgeDir, {});
  const config: SeedConfig = {
    port: places.gatewayPort,
    appSecret: credentials.appSecret,
    whatsappUrl: urls.whatsapp,
    whatsappToken: credentials.accessToken,
    phoneNumberId: credentials.phoneNumberId,
    slackUrl: urls.slack,
    slackToken: credentials.botToken,
    channelId: credentials.channelId,
    modelUrl: urls.openai,
    modelKey: credentials.modelKey,
    model: credentials.model,
    facts: topics.map(({ body }) => body).join('\n\n'),
    ...(redisUrl !== undefined && { redisUrl }),
  };
  const file = join(world.folder, 'seed.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const child = startScript('seed-design/main', [file], world.outer, world);
  await child.ready;
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${places.gateway}${path}`, init);
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The seed design answered ${path} with ${response.status}.`);
  };
  return {
    name: 'seed',
    vendors,
    pids: () => [child.pid],
    deliver: vendors.deliver,
    // It answers 200 when it is done.
    idle: () => Promise.resolve(),
    takeOver: ({ phone }) => post('/takeover', { phone }),
    reply: ({ phone }, text) => post('/reply', { phone, text }),
    stop: () => child.stop(),
  };
}
