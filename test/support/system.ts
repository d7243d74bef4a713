import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type Client } from '@temporalio/client';
import type { Environment } from '../../src/config';
import type { Child, Ended } from '../../src/demo/child';
import { createCredentials, productEnvironment, simulatorConfig, type Credentials } from '../../src/demo/environment';
import { freePort } from '../../src/demo/ports';
import {
  startGateway,
  startSimulator,
  startWorker,
  type Launch,
  type StartedSimulator,
} from '../../src/demo/processes';
import { conversationWorkflowId } from '../../src/identity';
import { prepareNamespace } from '../../src/namespace';
import { clientOf } from '../../src/temporal';
import { advanceWorkflowClock } from '../../src/simulator/workflow-clock';
import { conversationQuery, type ConversationSnapshot } from '../../workflows/conversation/messages';
import { createControl, type Control } from './control';
import { createNamespace } from './namespace';
import { createOutputs, type Outputs } from './outputs';
import { compiledProduct, root, runBaton, type Finished } from './run';
import { temporalAddress } from './temporal-server';
import { workflowBundle } from './workflow-bundle';

export interface SystemOptions {
  /** `openai` talks to the simulator's stand-in model. */
  engine?: 'openai' | 'local';
  /** Further names for gateway and worker, such as BATON_QUIET. */
  environment?: Environment;
  /** … and for one of the two alone, such as METRICS_PORT. */
  gatewayOnly?: Environment;
  workerOnly?: Environment;
  seed?: number;
  /** Absolute path; the sample business by default. */
  knowledgeDir?: string;
  /** host:port of another Temporal server than that of this jest run. */
  temporal?: string;
}

/** `other worker`: one more on the same task queues, for as long as a test needs it. */
type Name = 'gateway' | 'worker' | 'other worker';

/** The whole product in processes of its own, in a namespace of its own, with fake vendors. */
export interface System {
  control: Control;
  client: Client;
  connection: Connection;
  namespace: string;
  credentials: Credentials;
  /** What gateway, worker and command line are configured with. */
  environment: Environment;
  /** Origins, `http://127.0.0.1:<port>`. */
  gateway: string;
  simulator: string;
  simulatorPid: number;
  /** A number that nobody has used: digits. */
  newCustomer(): string;
  workflowIdOf(phone: string): Promise<string>;
  /** What the conversation says of itself. */
  snapshot(phone: string): Promise<ConversationSnapshot>;
  /** Moves the workflow's clock and that of the customer's phone. */
  advance(phone: string, milliseconds: number): Promise<void>;
  /** Ends a process the hard way, or stops and continues it. */
  signal(name: Name, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Ends it in order; what is still there after `graceMs` is killed. */
  end(name: Name, graceMs?: number): Promise<Ended>;
  /** `change`: names that it gets instead of those of the others. */
  startWorker(name?: 'worker' | 'other worker', change?: Environment): Promise<void>;
  startGateway(change?: Environment): Promise<void>;
  /** Which gateway or worker ended although nobody ended it, in a sentence each. */
  deaths(): readonly string[];
  /** Of the process that runs under this name now; nothing while none does. */
  pid(name: Name): number | undefined;
  /** `npm run baton -- …` for this system; its output is searched with the others. */
  baton(...args: string[]): Finished;
  outputs: Outputs;
  /** Ends everything. Throws when a process had died, or anything personal is found in what the product has written. */
  stop(): Promise<void>;
}

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const connection = await Connection.connect({ address: options.temporal ?? temporalAddress() });
  const children = new Set<Child>();
  try {
    return await start(options, connection, children);
  } catch (error) {
    await Promise.all([...children].map((child) => child.stop(0)));
    await connection.close();
    throw error;
  }
}

async function start(options: SystemOptions, connection: Connection, children: Set<Child>): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-system-'));
  const outputs = createOutputs(folder);
  const namespace = await createNamespace(connection);
  const [gatewayPort] = await Promise.all([freePort(), prepareNamespace(connection, namespace)]);
  const compiled = compiledProduct();
  const launch: Launch = {
    ...(compiled === undefined ? {} : { compiled }),
    logFile: (name) => join(folder, `${name}.log`),
    cwd: folder,
    outer: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    onStart(child) {
      children.add(child);
      void child.ended.then(() => children.delete(child));
    },
  };
  const credentials = createCredentials();
  const { knowledgeDir = join(root, 'knowledge') } = options;
  const places = {
    gateway: `http://127.0.0.1:${gatewayPort}`,
    gatewayPort,
    knowledgeDir,
    hoursFile: join(folder, 'hours.yml'),
  };
  const engine = options.engine ?? 'openai';
  const address = options.temporal ?? temporalAddress();
  const page = {
    temporal: { address, namespace },
    engine,
    phoneNumberId: credentials.phoneNumberId,
    idKey: credentials.idKey,
    dataKeys: [credentials.dataKey],
  };
  const config = simulatorConfig(credentials, places, { seed: options.seed ?? 1, page });
  const simulator = await startSimulator(config, join(folder, 'simulator.json'), launch);
  const environment = {
    ...productEnvironment({
      credentials,
      places,
      urls: simulator.urls,
      temporal: {
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: namespace,
        TEMPORAL_CONFIG_FILE: join(folder, 'none.toml'),
      },
      outer: launch.outer,
    }),
    ASSISTANT: engine,
    LOG_LEVEL: 'debug',
    // What agents write goes out at once and as it is; what is done to it has a test of its own.
    BATON_HOLD_MS: '0',
    AGENT_NAMES: 'off',
    ...options.environment,
  };
  const { gatewayOnly, workerOnly } = options;
  const each = { gateway: { ...environment, ...gatewayOnly }, worker: { ...environment, ...workerOnly } };
  const processes = createProcesses(each, launch, await workflowBundle());
  await Promise.all([processes.startGateway(), processes.startWorker()]);
  const shared = { credentials, connection, namespace, simulator, outputs };
  return {
    ...processes,
    ...createConversations(shared),
    ...{ credentials, connection, namespace, outputs, environment },
    gateway: places.gateway,
    simulator: simulator.origin,
    simulatorPid: simulator.child.pid,
    baton(...args) {
      const finished = runBaton(args, environment);
      outputs.append('baton', `${finished.stdout}${finished.stderr}`);
      return finished;
    },
    async stop() {
      const deaths = [...processes.deaths()];
      await Promise.all([...children].filter(({ name }) => name !== 'simulator').map((child) => child.stop()));
      await simulator.child.stop();
      await connection.close();
      const leaks = outputs.leaks();
      if (leaks.length > 0)
        throw new Error(`Personal data in the output: ${JSON.stringify(leaks.slice(0, 5), null, 2)}`);
      if (deaths.length > 0) throw new Error(`${deaths.join(' ')} What they wrote is in ${folder}.`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Processes = Pick<System, 'signal' | 'end' | 'pid' | 'startWorker' | 'startGateway' | 'deaths'>;

type Environments = Record<'gateway' | 'worker', Environment>;

function createProcesses({ gateway, worker }: Environments, launch: Launch, bundle: string): Processes {
  const current = new Map<Name, Child>();
  const deaths: string[] = [];
  const started = async (name: Name, child: Child): Promise<void> => {
    current.set(name, child);
    await child.ready;
    void child.ended.then(({ code, signal }) => {
      if (current.get(name) === child) deaths.push(`The ${name} ended by itself (${signal ?? `code ${code}`}).`);
    });
  };
  const running = (name: Name): Child => {
    const child = current.get(name);
    if (!child) throw new Error(`The ${name} does not run.`);
    return child;
  };
  return {
    pid: (name) => current.get(name)?.pid,
    startGateway: (change = {}) => started('gateway', startGateway({ ...gateway, ...change }, launch)),
    startWorker: (name = 'worker', change = {}) => started(name, startWorker({ ...worker, ...change }, launch, bundle)),
    async signal(name, signal) {
      const child = running(name);
      if (signal === 'SIGKILL') current.delete(name);
      child.signal(signal);
      if (signal === 'SIGKILL') await child.ended;
    },
    async end(name, graceMs) {
      const child = running(name);
      current.delete(name);
      await child.stop(graceMs);
      return child.ended;
    },
    deaths: () => deaths,
  };
}

interface Parts {
  credentials: Credentials;
  connection: Connection;
  namespace: string;
  simulator: StartedSimulator;
  outputs: Outputs;
}

type Conversations = Pick<System, 'client' | 'control' | 'newCustomer' | 'workflowIdOf' | 'snapshot' | 'advance'>;

function createConversations({ credentials, connection, namespace, simulator, outputs }: Parts): Conversations {
  const dataKeys = [Buffer.from(credentials.dataKey, 'hex')];
  const { client } = clientOf(connection, namespace, dataKeys);
  const control = createControl(simulator.origin, { remember: (secret) => outputs.remember(secret) });
  const used = new Set<string>();
  const workflowIdOf = async (phone: string): Promise<string> => {
    const path = `/control/customers/${phone}`;
    const { userId, numberOnly } = await control.call<{ userId: string; numberOnly: boolean }>('GET', path);
    return conversationWorkflowId(credentials.idKey, credentials.phoneNumberId, numberOnly ? phone : userId);
  };
  return {
    client,
    control,
    workflowIdOf,
    newCustomer() {
      let phone = '';
      while (phone === '' || used.has(phone)) phone = `2782${randomInt(10_000_000).toString().padStart(7, '0')}`;
      used.add(phone);
      return phone;
    },
    snapshot: async (phone) => client.workflow.getHandle(await workflowIdOf(phone)).query(conversationQuery),
    async advance(phone, milliseconds) {
      await advanceWorkflowClock(connection, { namespace, workflowId: await workflowIdOf(phone), milliseconds });
      const { clockOffsetMs } = await control.call<{ clockOffsetMs: number }>('GET', `/control/customers/${phone}`);
      await control.change(phone, { clockOffsetMs: clockOffsetMs + milliseconds });
    },
  };
}
