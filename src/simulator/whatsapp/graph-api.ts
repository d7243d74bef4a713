import { Router } from 'express';
import type { Request } from 'express';
import type { WhatsAppConfig } from '../config';
import { jsonBody } from '../edge';
import type { Answer, CallDescription } from '../edge';
import { intentOf } from '../journal';
import type { SimulatorTools } from '../parts';
import { addressOf } from './customers';
import type { Customer, Customers, PhoneMessage } from './customers';
import { NO_SUCH_MESSAGE, UNDELIVERABLE, WINDOW_CLOSED, graphError, refusal } from './graph-errors';
import type { MediaStore } from './media';
import { createLimits } from './limits';
import type { Limits } from './limits';
import { fileIn, isFileRequest, isReadRequest, parseReadRequest, parseSendRequest } from './send-request';
import type { FileRequest, ReadRequest, SendRequest } from './send-request';
import type { Sent, Statuses } from './statuses';
import { listTemplates, renderTemplate } from './templates';
import type { RenderedTemplate } from './templates';
import { createMessageId } from './wamid';

const WINDOW_MS = 24 * 60 * 60 * 1000;
const TYPING_MS = 25_000;

interface GraphTools extends SimulatorTools {
  config: WhatsAppConfig;
  customers: Customers;
  statuses: Statuses;
  media: MediaStore;
}

const digitsOf = (to: string): string | undefined => /^\+?(\d{7,15})$/.exec(to.replace(/[\s()-]/g, ''))?.[1];

const field = (body: unknown, name: string): string | undefined => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** The customer whom a request means: `to` wins over `recipient`. */
function journalName(customers: Customers, body: unknown): string | undefined {
  const to = field(body, 'to');
  if (to !== undefined) return digitsOf(to);
  const recipient = field(body, 'recipient');
  const known = recipient === undefined ? undefined : customers.findByUserId(recipient);
  const messageId = field(body, 'message_id');
  const reader = messageId === undefined ? undefined : customers.findByMessage(messageId);
  return known ? addressOf(known) : (recipient ?? (reader && addressOf(reader)));
}

function describe(customers: Customers, request: Request): CallDescription {
  const body = jsonBody(request);
  return {
    kind: isReadRequest(body) ? 'read' : 'message',
    customer: journalName(customers, body),
    callbackData: field(body, 'biz_opaque_callback_data'),
    body: body ?? (request.body as Buffer).toString('utf8'),
  };
}

function toPhoneMessage(
  request: Exclude<SendRequest, { type: 'reaction' }>,
  rendered: RenderedTemplate | undefined,
  id: string,
  at: number,
): PhoneMessage {
  const { author } = intentOf(request.biz_opaque_callback_data);
  const shown = {
    id,
    from: 'business',
    ...(author ? { author } : {}),
    kind: request.type,
    status: 'sent',
    at,
    ...(request.context && { answers: request.context.message_id }),
  } as const;
  if (request.type === 'text') return { ...shown, text: request.text.body };
  if (request.type === 'template') return { ...shown, text: '', ...rendered };
  if (isFileRequest(request)) return { ...shown, ...shownFile(request) };
  const { header, body, footer, action } = request.interactive;
  const text = [header?.text, body.text, footer?.text].filter((part) => part !== undefined).join('\n');
  return { ...shown, text, buttons: action.buttons.map(({ reply }) => reply) };
}

/** What the phone shows of a file: its words, or the name of a document. */
function shownFile(request: FileRequest): Pick<PhoneMessage, 'text' | 'media'> {
  const { id, caption, filename } = fileIn(request);
  return { text: caption ?? filename ?? '', media: { id, ...(filename !== undefined && { name: filename }) } };
}

/** Read receipts mark everything up to the message; the typing indicator lasts 25 s or until the next message. */
function read(tools: GraphTools, request: ReadRequest): Answer {
  const customer = tools.customers.findByMessage(request.message_id);
  const upTo = customer?.messages.findIndex(({ id }) => id === request.message_id) ?? -1;
  if (customer?.messages[upTo]?.from !== 'customer') {
    return graphError(400, 131009, 'message_id names no message that a customer sent to this number.');
  }
  const seen = customer.messages.slice(0, upTo + 1).filter(({ from }) => from === 'customer');
  seen.forEach((message) => (message.status = 'read'));
  const changed = (): void => tools.events.emit({ type: 'phone', customer: customer.phone });
  if (request.typing_indicator) {
    customer.typingUntil = tools.clocks.now(customer.phone) + TYPING_MS;
    tools.timers.after(TYPING_MS, changed);
  }
  changed();
  return { status: 200, body: { success: true } };
}

interface Recipient {
  /** The number or user id under which limits are counted. */
  address: string;
  customer: Customer | undefined;
  contact: object;
}

function recipientOf(customers: Customers, { to, recipient }: SendRequest): Recipient | Answer {
  if (to !== undefined) {
    const address = digitsOf(to);
    if (address === undefined) return graphError(400, 131009, 'Param to is not a phone number.');
    return { address, customer: customers.find(address), contact: { input: to, wa_id: address } };
  }
  if (recipient === undefined) return graphError(400, 131008, 'Parameter to or recipient is required.');
  const customer = customers.findByUserId(recipient);
  if (!customer) return graphError(400, 131009, 'Param recipient names no user of this business.');
  return { address: customer.phone, customer, contact: { input: recipient, user_id: recipient } };
}

function isInWindow(tools: GraphTools, customer: Customer | undefined): customer is Customer {
  return customer?.lastWroteAt !== undefined && tools.clocks.now(customer.phone) - customer.lastWroteAt < WINDOW_MS;
}

/** A template needs no open window. */
const mayReceive = (tools: GraphTools, { type }: SendRequest, customer: Customer | undefined): boolean =>
  type === 'template' || isInWindow(tools, customer);

/** A reaction is never reported as more than sent (statuses object, delivered and read). */
function putOn(
  tools: GraphTools,
  customer: Customer,
  sent: Sent,
  { message_id: to, emoji }: { message_id: string; emoji: string },
): void {
  const message = customer.messages.find(({ id }) => id === to);
  if (message === undefined) return tools.statuses.fail(sent, NO_SUCH_MESSAGE);
  if (emoji === '') delete message.reaction;
  else message.reaction = emoji;
  tools.statuses.take(sent);
  tools.events.emit({ type: 'phone', customer: customer.phone });
}

/** Puts the message on the phone, or lets it fail later as Meta does. Returns its id. */
function accept(
  tools: GraphTools,
  request: SendRequest,
  rendered: RenderedTemplate | undefined,
  { address, customer }: Recipient,
): string {
  const id = createMessageId(customer ? addressOf(customer) : address, 'outbound');
  const callbackData = request.biz_opaque_callback_data;
  const stranger: Customer = {
    ...{ phone: address, name: '', userId: '', messages: [] },
    ...{ hidden: false, numberOnly: true },
  };
  const sent = { customer: customer ?? stranger, messageId: id, callbackData };
  if (customer?.movedTo) tools.statuses.fail(sent, UNDELIVERABLE);
  else if (customer === undefined || !mayReceive(tools, request, customer)) tools.statuses.fail(sent, WINDOW_CLOSED);
  else if (request.type === 'reaction') putOn(tools, customer, sent, request.reaction);
  else {
    const message = toPhoneMessage(request, rendered, id, tools.clocks.now(customer.phone));
    tools.customers.show(customer, message);
    delete customer.typingUntil;
    tools.statuses.follow(sent, message);
    tools.events.emit({ type: 'phone', customer: customer.phone });
  }
  return id;
}

function send(tools: GraphTools, limits: Limits, request: SendRequest): Answer {
  const recipient = recipientOf(tools.customers, request);
  if ('status' in recipient) return recipient;
  const rendered = request.type === 'template' ? renderTemplate(request.template) : undefined;
  if (rendered && 'status' in rendered) return rendered;
  const file = isFileRequest(request) ? fileIn(request) : undefined;
  if (file !== undefined && !isUploaded(tools, request.type, file.id))
    return graphError(400, 131009, `Param ${request.type}['id'] names no media of this kind.`);
  const limit = limits.take(recipient.address);
  if (limit === 131056) return graphError(400, limit, 'Too many messages to this customer in a short time.');
  if (limit !== undefined) return graphError(400, limit, 'The throughput limit of the Cloud API has been reached.');
  const synchronous = tools.config.windowError === 'response' && !mayReceive(tools, request, recipient.customer);
  if (synchronous) return graphError(400, WINDOW_CLOSED.code, WINDOW_CLOSED.details);
  const id = accept(tools, request, rendered, recipient);
  const message = rendered === undefined ? { id } : { id, message_status: 'accepted' };
  return { status: 200, body: { messaging_product: 'whatsapp', contacts: [recipient.contact], messages: [message] } };
}

function isUploaded({ media }: GraphTools, type: string, id: string): boolean {
  const kind = media.find(id)?.mimeType.split('/')[0];
  return kind !== undefined && (type === kind || (type === 'document' && (kind === 'application' || kind === 'text')));
}

const isAuthorized = ({ config }: GraphTools, request: Request): boolean =>
  request.get('authorization') === `Bearer ${config.accessToken}`;

const unauthorized = (): Answer => graphError(401, 190, 'The access token is missing or not valid.');

function templates(tools: GraphTools, request: Request): Answer {
  if (!isAuthorized(tools, request)) return unauthorized();
  const asked = String(request.params.businessAccountId);
  if (asked !== tools.config.wabaId) return graphError(400, 33, `There is no object with the id ${asked}.`);
  return listTemplates(request.query);
}

function respond(tools: GraphTools, limits: Limits, request: Request): Answer {
  if (!isAuthorized(tools, request)) return unauthorized();
  const asked = String(request.params.phoneNumberId);
  if (asked !== tools.config.phoneNumberId) return graphError(400, 33, `There is no object with the id ${asked}.`);
  const body = jsonBody(request);
  if (body === undefined) return graphError(400, 100, 'The body is not JSON.');
  if (isReadRequest(body)) {
    const parsed = parseReadRequest(body);
    return 'refused' in parsed ? parsed.refused : read(tools, parsed.request);
  }
  const parsed = parseSendRequest(body);
  return 'refused' in parsed ? parsed.refused : send(tools, limits, parsed.request);
}

/**
 * `POST [/v26.0]/{phone_number_id}/messages`: text, reply buttons, templates, read receipts with typing;
 * `GET [/v26.0]/{business account}/message_templates`.
 */
export function createGraphApi(tools: GraphTools): { router: Router; reset(): void } {
  const limits = createLimits(tools.clocks, tools.config.messagesPerSecond);
  const router = Router();
  router.use(tools.media.router);
  router.use(...tools.edge.entrance('whatsapp'));
  router.post(
    ['/:phoneNumberId/messages', '/:version/:phoneNumberId/messages'],
    tools.edge.route({
      vendor: 'whatsapp',
      describe: (request) => describe(tools.customers, request),
      respond: (request) => respond(tools, limits, request),
      refuse: refusal,
    }),
  );
  router.get(
    ['/:businessAccountId/message_templates', '/:version/:businessAccountId/message_templates'],
    tools.edge.route({
      vendor: 'whatsapp',
      describe: ({ query }) => ({ kind: 'templates', body: query }),
      respond: (request) => templates(tools, request),
      refuse: refusal,
    }),
  );
  router.use(
    tools.edge.route({
      vendor: 'whatsapp',
      describe: (request) => ({ kind: 'unknown', body: { method: request.method, path: request.path } }),
      respond: () =>
        graphError(
          400,
          2500,
          'This simulator serves POST /{phone-number-id}/messages and GET /{business-account-id}/message_templates only.',
        ),
      refuse: refusal,
    }),
  );
  return { router, reset: () => limits.reset() };
}
