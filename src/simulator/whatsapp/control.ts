import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { readControlBody, refuseControl, sendFile } from '../control-answers';
import type { SimulatorTools } from '../parts';
import { addressOf, usernameOf } from './customers';
import type { Customer, Customers } from './customers';
import type { MediaStore } from './media';
import type { Phone } from './phone';
import { PhoneError, phoneActionSchema } from './phone-content';
import type { Webhooks } from './webhooks';

const number = z.string().regex(/^\d{7,15}$/, 'a phone number is 7 to 15 digits, without a plus');

const profileSchema = z.strictObject({
  name: z.string().min(1).optional(),
  userId: z
    .string()
    .regex(/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/)
    .optional(),
  newPhone: number.optional(),
  hidden: z.boolean().optional(),
  numberOnly: z.boolean().optional(),
  clockOffsetMs: z.number().int().optional(),
});

const echoSchema = z.strictObject({ text: z.string().min(1).max(65_536) });

const callbackSchema = z.strictObject({ url: z.url().optional(), verifyToken: z.string().optional() });

const rawSchema = z.strictObject({ payload: z.unknown(), customer: z.string().default('raw') });

const change = z.looseObject({ value: z.looseObject({ messages: z.array(z.unknown()).min(1) }) });
/** A webhook whose first change is of messages. */
const messagesSchema = z.looseObject({
  entry: z.tuple([z.looseObject({ changes: z.tuple([change], z.unknown()) })], z.unknown()),
});

interface ControlTools extends SimulatorTools {
  customers: Customers;
  phone: Phone;
  media: MediaStore;
  webhooks: Webhooks;
}

function profileOf({ clocks }: SimulatorTools, customer: Customer): object {
  const now = clocks.now(customer.phone);
  return {
    phone: customer.phone,
    name: customer.name,
    userId: customer.userId,
    hidden: customer.hidden,
    numberOnly: customer.numberOnly,
    ...(customer.hidden ? { username: usernameOf(customer) } : {}),
    ...(customer.movedTo ? { movedTo: customer.movedTo } : {}),
    clockOffsetMs: clocks.offset(customer.phone),
    now,
    typing: (customer.typingUntil ?? 0) > now,
    lastWroteAt: customer.lastWroteAt ?? null,
  };
}

function conversationOf({ messages }: Customer): object {
  const last = messages.at(-1);
  return {
    messages: messages.length,
    ...(last ? { last: { from: last.from, text: last.text, at: last.at } } : {}),
  };
}

function changeProfile(tools: ControlTools, customer: Customer, profile: z.infer<typeof profileSchema>): Customer {
  const { clocks, customers, phone, events } = tools;
  if (profile.name !== undefined) customer.name = profile.name;
  if (profile.userId !== undefined) customer.userId = profile.userId;
  if (profile.hidden !== undefined) customer.hidden = profile.hidden;
  if (profile.numberOnly !== undefined) customer.numberOnly = profile.numberOnly;
  if (profile.clockOffsetMs !== undefined) clocks.setOffset(customer.phone, profile.clockOffsetMs);
  events.emit({ type: 'phone', customer: customer.phone });
  if (profile.newPhone === undefined) return customer;
  const before = { ...customer };
  const moved = customers.move(customer, profile.newPhone);
  clocks.setOffset(moved.phone, clocks.offset(before.phone));
  phone.announceMove(before, moved);
  return moved;
}

function customerRoutes(tools: ControlTools): Router {
  const router = Router({ mergeParams: true });
  const customerOf = (request: Request): Customer => tools.customers.get(number.parse(request.params.phone));

  router.get('/', (request, response) => void response.json(profileOf(tools, customerOf(request))));

  router.put('/', (request, response) => {
    const customer = customerOf(request);
    const profile = readControlBody(profileSchema, request);
    if (customer.movedTo) return refuseControl(response, 409, 'This customer has a new number already.');
    const taken = profile.newPhone !== undefined && tools.customers.find(profile.newPhone) !== undefined;
    if (taken) return refuseControl(response, 409, 'Another customer has this number.');
    const { hidden = customer.hidden, numberOnly = customer.numberOnly } = profile;
    if (hidden && numberOnly) return refuseControl(response, 409, 'Webhooks need the number or the user id.');
    response.json(profileOf(tools, changeProfile(tools, customer, profile)));
  });

  router.get('/messages', (request, response) => void response.json(customerOf(request).messages));

  router.post('/messages', (request, response) => {
    const customer = customerOf(request);
    const action = readControlBody(phoneActionSchema, request);
    try {
      response.status(202).json({ id: tools.phone.send(customer, action) });
    } catch (error) {
      if (!(error instanceof PhoneError)) throw error;
      refuseControl(response, 409, error.message);
    }
  });

  router.post('/echoes', (request, response) => {
    const { text } = readControlBody(echoSchema, request);
    response.status(202).json({ id: tools.phone.echo(customerOf(request), text) });
  });
  return router;
}

async function putCallback({ webhooks }: ControlTools, request: Request, response: Response): Promise<void> {
  const verified = await webhooks.verify(readControlBody(callbackSchema, request));
  if (verified) response.json({ verified });
  else refuseControl(response, 409, 'The URL did not echo the challenge, so the callback stays as it was.');
}

async function postRaw(
  { webhooks, customers, clocks }: ControlTools,
  request: Request,
  response: Response,
): Promise<void> {
  const { payload, customer } = readControlBody(rawSchema, request);
  // Who has written may be answered for 24 hours, whoever made the webhook.
  const writer = customers.find(customer);
  if (writer !== undefined && messagesSchema.safeParse(payload).success) writer.lastWroteAt = clocks.now(writer.phone);
  try {
    response.json(await webhooks.sendOnce(payload, customer));
  } catch {
    refuseControl(response, 502, 'Nobody answered at the webhook URL.');
  }
}

/** The customers' side of the control API. */
export function createWhatsAppControl(tools: ControlTools): Router {
  const router = Router();
  router.get('/customers', (_request, response) => {
    response.json(
      tools.customers.all().map((customer) => ({
        ...profileOf(tools, customer),
        address: addressOf(customer),
        ...conversationOf(customer),
      })),
    );
  });
  router.use('/customers/:phone', customerRoutes(tools));
  router.get('/whatsapp/media/:id', ({ params }, response) => {
    const found = tools.media.find(params.id);
    if (found === undefined) return refuseControl(response, 404, 'There is no media with this id.');
    sendFile(response, found.content, found.mimeType);
  });
  router.put('/whatsapp/callback', (request, response) => putCallback(tools, request, response));
  router.post('/whatsapp/webhooks', (request, response) => postRaw(tools, request, response));
  return router;
}
