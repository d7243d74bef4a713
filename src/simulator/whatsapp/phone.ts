import type { WhatsAppConfig } from '../config';
import type { SimulatorTools } from '../parts';
import { addressOf } from './customers';
import type { Customer, Customers, PhoneMessage } from './customers';
import { PhoneError, contentOf } from './phone-content';
import type { MediaStore } from './media';
import type { PhoneAction } from './phone-content';
import { contactOf } from './statuses';
import { createMessageId } from './wamid';
import type { Webhooks } from './webhooks';

interface PhoneTools extends SimulatorTools {
  customers: Customers;
  media: MediaStore;
}

export interface Phone {
  /** The customer sends something: it appears on his phone and leaves as a webhook. Returns its id. Throws PhoneError. */
  send(customer: Customer, action: PhoneAction): string;
  /** An agent answers in the business's own phone app. Returns the message's id. */
  echo(customer: Customer, text: string): string;
  /** Tells the business that this customer has a new number. `before` is the customer as he was. */
  announceMove(before: Customer, after: Customer): void;
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

const senderOf = (customer: Customer): object => ({
  ...(customer.hidden ? {} : { from: customer.phone }),
  ...(customer.numberOnly ? {} : { from_user_id: customer.userId }),
});

const changed = (tools: SimulatorTools, { phone }: Customer): void =>
  tools.events.emit({ type: 'phone', customer: phone });

function send(config: WhatsAppConfig, tools: PhoneTools, webhooks: Webhooks): Phone['send'] {
  return (customer, action) => {
    if (customer.movedTo) throw new PhoneError('This customer has a new number and writes from there.');
    const business = config.displayPhoneNumber;
    const { type, fields, shown: text, media } = contentOf(customer, action, { business, media: tools.media });
    const id = createMessageId(addressOf(customer), 'inbound');
    const at = tools.clocks.now(customer.phone) - action.ageMs;
    const context = action.replyTo === undefined ? {} : { context: { from: business, id: action.replyTo } };
    const message = { ...senderOf(customer), id, timestamp: seconds(at), type, ...context, ...fields };
    const answers = action.replyTo === undefined ? {} : { answers: action.replyTo };
    const known = { ...answers, ...(media && { media }) };
    const shown: PhoneMessage = { id, from: 'customer', kind: type, text, status: 'sent', at, ...known };
    tools.customers.show(customer, shown);
    if (type !== 'reaction') customer.lastWroteAt = Math.max(customer.lastWroteAt ?? 0, at);
    const onDelivered = (): void => {
      if (shown.status === 'sent') shown.status = 'delivered';
      changed(tools, customer);
    };
    const value = { contacts: [contactOf(customer)], messages: [message] };
    webhooks.send({ kind: 'message', customer: addressOf(customer), field: 'messages', value, onDelivered });
    changed(tools, customer);
    return id;
  };
}

function echo(config: WhatsAppConfig, tools: PhoneTools, webhooks: Webhooks): Phone['echo'] {
  return (customer, text) => {
    const id = createMessageId(addressOf(customer), 'outbound');
    const at = tools.clocks.now(customer.phone);
    const to = customer.hidden ? { to_user_id: customer.userId } : { to: customer.phone };
    const content = { timestamp: seconds(at), type: 'text', text: { body: text } };
    const message = { from: config.displayPhoneNumber, ...to, id, ...content };
    tools.customers.show(customer, {
      id,
      from: 'business',
      author: 'agent',
      kind: 'text',
      text,
      status: 'delivered',
      at,
    });
    const value = { message_echoes: [message] };
    webhooks.send({ kind: 'echo', customer: addressOf(customer), field: 'smb_message_echoes', value });
    changed(tools, customer);
    return id;
  };
}

function announceMove(tools: PhoneTools, webhooks: Webhooks): Phone['announceMove'] {
  return (before, after) => {
    const ids = after.numberOnly ? {} : { user_id: after.userId, previous_user_id: before.userId };
    const system = after.hidden
      ? { type: 'user_changed_user_id', body: `${after.name} changed their user id`, ...ids }
      : { type: 'user_changed_number', body: `${after.name} changed their number`, wa_id: after.phone, ...ids };
    const id = createMessageId(addressOf(before), 'inbound');
    const timestamp = seconds(tools.clocks.now(after.phone));
    const message = { ...senderOf(before), id, timestamp, type: 'system', system };
    webhooks.send({ kind: 'system', customer: addressOf(before), field: 'messages', value: { messages: [message] } });
    changed(tools, after);
  };
}

/** The customers' phones, and the business's own. */
export function createPhone(config: WhatsAppConfig, tools: PhoneTools, webhooks: Webhooks): Phone {
  return {
    send: send(config, tools, webhooks),
    echo: echo(config, tools, webhooks),
    announceMove: announceMove(tools, webhooks),
  };
}
