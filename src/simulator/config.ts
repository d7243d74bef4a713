import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { pageConfigSchema } from './page/config';

const digits = z.string().regex(/^\d{5,20}$/, 'digits only');

const whatsapp = z.strictObject({
  /** Where the product listens for Meta's webhooks. Without it nothing is delivered until `PUT /control/whatsapp/callback`. */
  webhookUrl: z.url().optional(),
  verifyToken: z.string().min(1),
  appSecret: z.string().min(1),
  accessToken: z.string().min(1),
  phoneNumberId: digits,
  displayPhoneNumber: digits,
  wabaId: digits,
  /** How long after acceptance each status leaves, in ms. */
  statusDelaysMs: z
    .strictObject({ sent: z.number(), delivered: z.number(), read: z.number() })
    .default({ sent: 20, delivered: 60, read: 250 }),
  /** Where a message outside the customer service window fails: in a status, as Meta usually does, or in the response. */
  windowError: z.enum(['status', 'response']).default('status'),
  /** Accepted messages per second and business number; more are refused with 130429. */
  messagesPerSecond: z.number().int().positive().default(80),
});

const slack = z.strictObject({
  /** One URL for events, interactions and slash commands, as Bolt serves them. */
  eventsUrl: z.url().optional(),
  signingSecret: z.string().min(1),
  botToken: z.string().startsWith('xoxb-'),
  channelId: z.string().regex(/^[CG][A-Z0-9]+$/),
  /** A second channel, which is told when nobody of the desk comes. */
  escalationChannelId: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/)
    .optional(),
  agentGroup: z.string().regex(/^S[A-Z0-9]+$/),
});

const openai = z.strictObject({
  apiKey: z.string().min(1),
  model: z.string().min(1),
  /** The folder with the business's facts that the stand-in model knows. */
  knowledgeDir: z.string().min(1),
});

export const simulatorConfigSchema = z.strictObject({
  /** 0 takes a free port. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Makes faults with a probability repeatable. */
  seed: z.number().int().default(1),
  whatsapp,
  slack,
  openai,
  orders: z.strictObject({ token: z.string().min(1) }),
  /** A Workflows webhook: its address carries this signature. */
  teams: z.strictObject({ signature: z.string().min(1) }).default({ signature: 'nobody-knows-it' }),
  /** Who opens and closes the shop writes this file, which the product is configured with. */
  shop: z
    .strictObject({ hoursFile: z.string().min(1), timeZone: z.string().default('Africa/Johannesburg') })
    .optional(),
  /** Signs the people of the workspace in on the product's own pages. */
  openid: z
    .strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(8), redirectUri: z.url() })
    .optional(),
  page: pageConfigSchema.optional(),
});

export type SimulatorConfig = z.infer<typeof simulatorConfigSchema>;
export type SimulatorConfigInput = z.input<typeof simulatorConfigSchema>;
export type WhatsAppConfig = SimulatorConfig['whatsapp'];
export type ModelConfig = SimulatorConfig['openai'];

/** Reads the process's one argument: the configuration as JSON, or the path of a file that holds it. Throws with one sentence a problem. */
export function readSimulatorConfig(argument: string | undefined): SimulatorConfig {
  if (argument === undefined) throw new Error('The simulator needs one argument: JSON, or the path of a JSON file.');
  const text = existsSync(argument) ? readFileSync(argument, 'utf8') : argument;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('The argument of the simulator is neither JSON nor the path of a JSON file.');
  }
  const parsed = simulatorConfigSchema.safeParse(json);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
