import type { WhatsAppConfig } from '../config';
import type { SimulatorPart, SimulatorTools } from '../parts';
import { createWhatsAppControl } from './control';
import { createCustomers } from './customers';
import { createGraphApi } from './graph-api';
import { createMediaStore } from './media';
import { createPhone } from './phone';
import { createStatuses } from './statuses';
import { createWebhooks } from './webhooks';

/** The fake WhatsApp Cloud API: mount `api` where the base URL points, `control` under `/control`. */
export function createWhatsApp(config: WhatsAppConfig, tools: SimulatorTools): Required<SimulatorPart> {
  const customers = createCustomers(config.wabaId);
  const webhooks = createWebhooks(config, tools);
  const statuses = createStatuses(config, tools, webhooks);
  const media = createMediaStore({ ...tools, config });
  const phone = createPhone(config, { ...tools, customers, media }, webhooks);
  const graph = createGraphApi({ ...tools, config, customers, statuses, media });
  return {
    api: graph.router,
    control: createWhatsAppControl({ ...tools, customers, phone, webhooks, media }),
    start: () => void webhooks.verify(),
    reset() {
      customers.reset();
      webhooks.reset();
      graph.reset();
      media.reset();
    },
    close: () => webhooks.close(),
  };
}
