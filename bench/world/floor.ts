import type { WorkflowHandle } from '@temporalio/client';
import { customerKeys } from '../../src/identity';
import { productSettings } from '../../test/support/settings';
import { customerMessageSignal } from '../../workflows/conversation/messages';
import { untilIdle, type Contender, type Customer } from './contender';
import { startScript } from './script';
import { startVendors } from './vendors';
import type { World } from './world';

export const FLOOR_TASK_QUEUE = 'floor';

/** The bare workflow. Messages reach it by `signalWithStart` from here: nothing stands in between. */
export interface Floor extends Contender {
  name: 'floor';
  handleOf(customer: Customer): WorkflowHandle;
}

export async function startFloor(world: World): Promise<Floor> {
  const { namespace, client } = await world.newNamespace();
  const vendors = await startVendors(world, 'floor', namespace);
  const { credentials, places } = vendors;
  const child = startScript('floor', [String(places.gatewayPort)], vendors.environment({ ASSISTANT: 'local' }), world);
  await child.ready;
  const workflowIdOf = ({ phone }: Customer): string => `floor-${phone}`;
  const handleOf = (customer: Customer): WorkflowHandle => client.workflow.getHandle(workflowIdOf(customer));
  const input = { phoneNumberId: credentials.phoneNumberId, settings: productSettings({ engine: 'local' }) };
  return {
    name: 'floor',
    vendors,
    handleOf,
    idle: (customer) => untilIdle(handleOf(customer)),
    pids: () => [child.pid],
    async deliver(customer, text) {
      const { phone: waId, userId, name } = customer;
      const message = {
        id: `wamid.${waId}.${customer.asked}`,
        sentAt: Date.now(),
        content: { kind: 'text' as const, text },
        customer: { waId, userId, name, keys: customerKeys(credentials.idKey, { userId, waId }) },
      };
      await client.workflow.signalWithStart('floorWorkflow', {
        workflowId: workflowIdOf(customer),
        taskQueue: FLOOR_TASK_QUEUE,
        args: [input],
        signal: customerMessageSignal,
        signalArgs: [message],
      });
    },
    stop: () => child.stop(),
  };
}
