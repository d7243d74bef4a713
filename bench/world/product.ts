import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Environment } from '../../src/config';
import type { Child } from '../../src/demo/child';
import { startGateway, startWorker } from '../../src/demo/processes';
import { conversationWorkflowId } from '../../src/identity';
import { prepareNamespace } from '../../src/namespace';
import { workflowBundle } from '../../test/support/workflow-bundle';
import { untilIdle, type Contender, type Customer } from './contender';
import { startVendors } from './vendors';
import type { World } from './world';

/** Baton itself: gateway and worker as in production, in processes of their own. */
export interface Product extends Contender {
  name: 'baton';
  client: Client;
  handleOf(customer: Customer): WorkflowHandle;
  workerPid(): number;
  /** Ends the worker and starts another, which knows no conversation yet. */
  restartWorker(): Promise<void>;
}

/**
 * `local`: the engine that needs no model and no waiting for more words, so that nothing but Baton takes time.
 * `openai`: the simulator's stand-in model behind the whole path to a real one, with every setting as it ships.
 */
export type Engine = 'local' | 'openai';

// The same few questions come again and again here, which must not bring people in.
const WITHOUT_LIMITS: Environment = {
  BATON_REPEAT_LIMIT: '10',
  BATON_REPEAT_WINDOW_MS: '60000',
  BATON_DAILY_ASSISTANT_MESSAGES: '10000',
  BATON_DAILY_MODEL_CALLS: '10000',
  BATON_SILENCE_MACHINES: 'false',
};

export async function startProduct(world: World, engine: Engine): Promise<Product> {
  const name = `baton-${engine}`;
  const { namespace, client } = await world.newNamespace();
  await prepareNamespace(world.connection, namespace);
  const vendors = await startVendors(world, name, namespace);
  const quiet: Environment = engine === 'local' ? { BATON_QUIET: '0' } : {};
  const environment = vendors.environment({ ASSISTANT: engine, ...WITHOUT_LIMITS, ...quiet });
  const bundle = await workflowBundle();
  const launch = world.launch(name);
  const gateway = startGateway(environment, launch);
  let worker: Child = startWorker(environment, launch, bundle);
  await Promise.all([gateway.ready, worker.ready]);
  const { idKey, phoneNumberId } = vendors.credentials;
  const handleOf = ({ userId }: Customer): WorkflowHandle =>
    client.workflow.getHandle(conversationWorkflowId(idKey, phoneNumberId, userId));
  return {
    name: 'baton',
    vendors,
    client,
    pids: () => [gateway.pid, worker.pid],
    workerPid: () => worker.pid,
    handleOf,
    idle: (customer) => untilIdle(handleOf(customer)),
    deliver: vendors.deliver,
    async restartWorker() {
      await worker.stop();
      worker = startWorker(environment, launch, bundle);
      await worker.ready;
    },
    async stop() {
      await Promise.all([gateway.stop(), worker.stop()]);
    },
  };
}
