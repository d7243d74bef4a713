import type { WhatsAppConfig } from '../config';
import type { SimulatorTools } from '../parts';
import { addressOf, usernameOf } from './customers';
import type { Customer, PhoneMessage } from './customers';
import { statusError } from './graph-errors';
import type { Webhooks } from './webhooks';

export interface Sent {
  customer: Customer;
  messageId: string;
  callbackData: string | undefined;
}

export interface Statuses {
  /** Reports sent, delivered and read as three webhooks that run side by side, and moves the ticks on the phone. */
  follow(sent: Sent, message: PhoneMessage): void;
  /** Reports sent, and nothing else. */
  take(sent: Sent): void;
  /** Reports failed, and nothing else. */
  fail(sent: Sent, error: { code: number; details: string }): void;
}

/** Who a webhook is about, as far as Meta may tell: never the number of a customer who goes by username, nor the user id of one known by number only. */
export const contactOf = (customer: Customer): object => ({
  profile: { name: customer.name, ...(customer.hidden ? { username: usernameOf(customer) } : {}) },
  ...(customer.hidden ? {} : { wa_id: customer.phone }),
  ...(customer.numberOnly ? {} : { user_id: customer.userId }),
});

const pricingOf = ({ kind }: Pick<PhoneMessage, 'kind'>): object => {
  const category = kind === 'template' ? 'utility' : 'service';
  return { billable: true, pricing_model: 'PMP', type: 'regular', category };
};

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#statuses-object */
export function createStatuses(config: WhatsAppConfig, tools: SimulatorTools, webhooks: Webhooks): Statuses {
  const delays = config.statusDelaysMs;
  const report = createReport(tools, webhooks);

  const tick = (customer: Customer, message: PhoneMessage, status: 'delivered' | 'read'): void => {
    message.status = status;
    tools.events.emit({ type: 'phone', customer: customer.phone });
  };

  return {
    follow(sent, message) {
      tools.timers.after(delays.sent, () => report(sent, 'sent', { pricing: pricingOf(message) }, true));
      tools.timers.after(delays.delivered, () => {
        tick(sent.customer, message, 'delivered');
        report(sent, 'delivered', {}, true);
      });
      tools.timers.after(delays.read, () => {
        tick(sent.customer, message, 'read');
        report(sent, 'read', {}, true);
      });
    },
    take: (sent) =>
      void tools.timers.after(delays.sent, () =>
        report(sent, 'sent', { pricing: pricingOf({ kind: 'reaction' }) }, true),
      ),
    fail: (sent, error) =>
      void tools.timers.after(delays.sent, () => report(sent, 'failed', { errors: [statusError(error)] }, false)),
  };
}

function createReport(tools: SimulatorTools, webhooks: Webhooks) {
  return (sent: Sent, status: string, more: object, withContact: boolean): void => {
    const { customer, messageId, callbackData } = sent;
    const entry = {
      id: messageId,
      status,
      timestamp: String(Math.floor(tools.clocks.now(customer.phone) / 1000)),
      ...(customer.hidden ? {} : { recipient_id: customer.phone }),
      ...(customer.numberOnly ? {} : { recipient_user_id: customer.userId }),
      ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
      ...more,
    };
    const value = { ...(withContact ? { contacts: [contactOf(customer)] } : {}), statuses: [entry] };
    webhooks.send({ kind: 'status', customer: addressOf(customer), callbackData, field: 'messages', value });
  };
}
