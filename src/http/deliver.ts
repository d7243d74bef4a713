import type { Arrival, ConversationGateway } from '../conversation-gateway';
import type { Refusal, WebhookItem } from './webhook-items';

export type Deliverable = Exclude<WebhookItem, Refusal>;

export interface Deliveries {
  /** Echoes and statuses whose conversation is not to be found (yet). */
  unresolved: Deliverable[];
  /** The first error of each customer whose items did not all arrive. */
  errors: unknown[];
}

const AT_ONCE = 32;

/**
 * Hands everything to the conversations: what belongs to one customer in its order, different customers side by side.
 * Never throws. After an error the rest of that customer's items is held back, so that a redelivery keeps the order.
 */
export async function deliver(gateway: ConversationGateway, items: Deliverable[]): Promise<Deliveries> {
  const result: Deliveries = { unresolved: [], errors: [] };
  const waiting = chains(items);
  const work = async (): Promise<void> => {
    for (let chain = waiting.shift(); chain; chain = waiting.shift()) {
      try {
        for (const item of chain) if ((await deliverOne(gateway, item)) === 'unresolved') result.unresolved.push(item);
      } catch (error) {
        result.errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work));
  return result;
}

async function deliverOne(gateway: ConversationGateway, item: Deliverable): Promise<Arrival> {
  switch (item.kind) {
    case 'message':
      await gateway.customerMessage(item.phoneNumberId, item.message);
      return 'delivered';
    case 'reply':
      return gateway.phoneReply(item.phoneNumberId, item.reply);
    case 'moved':
      return gateway.customerMoved(item.phoneNumberId, item.before, item.moved);
    case 'status':
      return gateway.deliveryStatus(item.workflowId, item.status);
  }
}

/** One list for each customer. Two items are of one customer if they share any key, directly or through a third. */
function chains(items: Deliverable[]): Deliverable[][] {
  const chainOf = new Map<string, Deliverable[]>();
  items.forEach((item) => {
    const keys = keysOf(item);
    const touched = new Set(keys.map((key) => chainOf.get(key)).filter((chain) => chain !== undefined));
    const chain = [...touched].flat();
    chain.push(item);
    for (const [key, one] of chainOf) if (touched.has(one)) chainOf.set(key, chain);
    keys.forEach((key) => chainOf.set(key, chain));
  });
  const order = new Map(items.map((item, index) => [item, index]));
  return [...new Set(chainOf.values())].map((chain) => chain.sort((one, other) => order.get(one)! - order.get(other)!));
}

function keysOf(item: Deliverable): string[] {
  switch (item.kind) {
    case 'message':
      return item.message.customer.keys;
    case 'reply':
      return item.reply.customer.keys;
    case 'moved':
      return [...item.before.keys, ...item.moved.customer.keys];
    case 'status':
      return [item.workflowId];
  }
}
