import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Environment } from '../../src/config';
import { startChild, type Child, type Ended } from '../../src/demo/child';
import { createCredentials, productEnvironment, simulatorConfig } from '../../src/demo/environment';
import { freePort } from '../../src/demo/ports';
import { startSimulator } from '../../src/demo/processes';
import type { ScreenThread } from '../../src/simulator/slack/screen';
import { createControl, type Control, type PhoneMessage } from '../support/control';
import type { Image } from '../support/image';
import { createNamespace } from '../support/namespace';
import { root, searchPath } from '../support/run';
import { startTemporalServer } from '../support/temporal-server';
import { until } from '../support/until';

type Name = 'gateway' | 'worker';

/** Gateway and worker out of an image, with a Temporal server and fake vendors around them. */
export interface Production {
  control: Control;
  agents: Agents;
  /** `/metrics` of both. */
  figures(): Promise<string>;
  /** Throws where they do not tell what has happened. */
  checkFigures(text: string): void;
  end(name: Name, graceMs: number): Promise<Ended>;
  /** Throws where a process has written into its image. */
  checkFiles(): void;
  stop(): Promise<void>;
}

interface Agents {
  /** The newest message of this author on a phone, once it is there. */
  nextMessage(phone: string, author: PhoneMessage['author']): Promise<PhoneMessage>;
  card(): Promise<ScreenThread>;
  takeOver(card: ScreenThread): Promise<void>;
}

const PATIENCE_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Starts all of it; `say` tells what has been reached. Throws with a sentence where something does not come up. */
export async function startProduction(image: Image, scratch: string, say: (line: string) => void): Promise<Production> {
  const children: Child[] = [];
  const server = await startTemporalServer();
  const connection = await Connection.connect({ address: server.address });
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()));
    await connection.close();
    await server.stop();
  };
  try {
    const namespace = await createNamespace(connection, DAY_MS);
    const temporal = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: namespace };
    say(`A Temporal server answers at ${server.address}.`);
    const { control, environment } = await startVendors(scratch, temporal, children);
    setUp(image, temporal, say);
    const ports: Record<Name, number> = { gateway: await freePort(), worker: await freePort() };
    const startedAt = Date.now();
    const started = new Map<Name, Child>();
    for (const name of ['gateway', 'worker'] as const) {
      const env = { ...environment, ...image.environment, METRICS_PORT: String(ports[name]) };
      const child = startOurs(name, image, env, scratch);
      children.push(child);
      started.set(name, child);
    }
    await Promise.all([...started.values()].map(({ ready }) => ready));
    for (const name of ['gateway', 'worker'] as const) {
      await until(
        () => health(image, ports[name]),
        (status) => status === 0,
        PATIENCE_MS,
      );
      await until(
        () => ready(ports[name]),
        (status) => status === 200,
        PATIENCE_MS,
      );
    }
    say(
      `Gateway and worker run from ${image.command.slice(1).join(' ')} and its like; the image's health check passes.`,
    );
    return {
      control,
      agents: createAgents(control),
      figures: async () => (await Promise.all(Object.values(ports).map(metrics))).join('\n'),
      checkFigures,
      async end(name, graceMs) {
        const child = started.get(name)!;
        await child.stop(graceMs);
        return child.ended;
      },
      checkFiles: () => checkFiles(image, startedAt),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startVendors(scratch: string, temporal: Environment, children: Child[]) {
  const credentials = createCredentials();
  const gatewayPort = await freePort();
  const places = {
    gateway: `http://127.0.0.1:${gatewayPort}`,
    gatewayPort,
    knowledgeDir: 'knowledge',
    hoursFile: join(scratch, 'hours.yml'),
  };
  const outer = { PATH: searchPath };
  const simulator = await startSimulator(
    simulatorConfig(credentials, { ...places, knowledgeDir: join(__dirname, '..', '..', 'knowledge') }),
    join(scratch, 'simulator.json'),
    {
      logFile: (name) => join(scratch, `${name}.log`),
      cwd: scratch,
      outer,
      onStart: (child) => void children.push(child),
    },
  );
  const environment = productEnvironment({ credentials, places, urls: simulator.urls, temporal, outer });
  return { control: createControl(simulator.origin), environment };
}

function setUp(image: Image, temporal: Environment, say: (line: string) => void): void {
  const env = { PATH: searchPath, BATON_ENV_FILE: '', ...temporal };
  const output = execFileSync(process.execPath, ['dist/src/cli.js', 'setup'], {
    cwd: image.folder,
    env,
    encoding: 'utf8',
  });
  output
    .trim()
    .split('\n')
    .forEach((line) => say(`  baton setup: ${line.trim()}`));
}

function startOurs(name: Name, image: Image, env: Environment, scratch: string): Child {
  const [, gateway = ''] = image.command;
  const script = name === 'gateway' ? gateway : 'dist/src/worker.js';
  return startChild({
    name,
    command: process.execPath,
    args: [script],
    env,
    cwd: image.folder,
    logFile: join(scratch, `${name}.log`),
    isReady: (line) => line.startsWith('{"ready":true'),
  });
}

/** The image's own health check, as an engine would run it. Resolves to its exit code. */
function health({ healthcheck: [, ...args], folder }: Image, port: number): number | null {
  const env = { PATH: searchPath, METRICS_PORT: String(port) };
  return spawnSync(process.execPath, args, { cwd: folder, env }).status;
}

const ready = async (port: number): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status,
    () => 0,
  );

const metrics = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

const EXPECTED = [
  /^baton_handoffs_total\{reason="refund_request"\} 1$/m,
  /^baton_time_to_card_seconds_count 1$/m,
  /^baton_time_to_human_seconds_count\{until="answered"\} 1$/m,
  /^baton_turns_total\{outcome="answered"\} 1$/m,
  /^baton_visibility_up 1$/m,
  /^temporal_worker_task_slots_available\{/m,
];

function checkFigures(text: string): void {
  const missing = EXPECTED.filter((figure) => !figure.test(text));
  if (missing.length > 0)
    throw new Error(`The figures do not tell what has happened: ${missing.map(String).join(', ')}.`);
}

/** Throws where a package that is for development alone is in the image, or one that is needed is not. */
export function checkPackages({ folder }: Image): number {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  const here = locked.filter(([path]) => existsSync(join(folder, path, 'package.json')));
  const extra = here.filter(([, { dev }]) => dev);
  const missing = locked.filter(([path, { dev, devOptional, optional }]) => {
    return !dev && !devOptional && !optional && !existsSync(join(folder, path, 'package.json'));
  });
  const wrong = [...extra, ...missing].map(([path]) => path);
  if (wrong.length > 0) throw new Error(`Other packages than production needs: ${wrong.slice(0, 5).join(', ')}.`);
  return here.length;
}

function checkFiles({ folder }: Image, since: number): void {
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => statSync(join(folder, name)).mtimeMs > since,
  );
  if (written.length > 0)
    throw new Error(`These files were written into the image: ${written.slice(0, 5).join(', ')}.`);
}

function createAgents(control: Control): Agents {
  const cards = () => control.slack();
  return {
    async nextMessage(phone, author) {
      const by = async () => (await control.phone(phone)).findLast((message) => message.author === author);
      return (await until(by, (message) => message !== undefined, PATIENCE_MS))!;
    },
    card: async () => (await until(cards, (all) => all.length > 0, PATIENCE_MS))[0]!,
    async takeOver({ ts }) {
      await control.click('U_THANDI', ts, 'take_over');
      await until(cards, (all) => all.some((card) => /Thandi has it/.test(card.text)), PATIENCE_MS);
    },
  };
}
