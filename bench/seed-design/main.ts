/** The seed article's design as a process. Its one argument is a JSON file with `SeedConfig`. */
import { readFileSync } from 'node:fs';
import { createSeedApp } from './app';
import { createMemoryStore, createRedisStore } from './chat-status';
import { createModel, createSlack, createWhatsApp, type VendorSettings } from './vendors';

export interface SeedConfig extends VendorSettings {
  port: number;
  appSecret: string;
  /** Absent: the flag lives in this process. */
  redisUrl?: string;
}

async function main(): Promise<void> {
  const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SeedConfig;
  const app = createSeedApp({
    store: config.redisUrl === undefined ? createMemoryStore() : await createRedisStore(config.redisUrl),
    model: createModel(config),
    sendWhatsApp: createWhatsApp(config),
    notifyTeam: createSlack(config),
    appSecret: config.appSecret,
  });
  process.stdin.resume().on('close', () => process.exit());
  app.listen(config.port, '127.0.0.1', () => process.stdout.write('{"ready":true}\n'));
}

void main();
