import { z } from 'zod';
import { keyring, listOf, port, publicUrl, secretOf, secretUrl, serviceUrl, wholeNumber } from './kinds';
import { optional, required } from './variable';

/** Every name that Baton reads, by area. Each process picks what it needs (`processes.ts`). */

export const whatsapp = {
  accessToken: required({
    name: 'WHATSAPP_ACCESS_TOKEN',
    secret: true,
    parse: secretOf(20),
    about:
      'Permanent token of a system user with `whatsapp_business_messaging`. The worker needs it; with it the gateway shows customers’ files on its pages, and takes those of agents.',
    expects: 'the access token of a system user (Business settings, System users), at least 20 characters',
  }),
  appSecret: required({
    name: 'WHATSAPP_APP_SECRET',
    secret: true,
    parse: secretOf(16),
    about: 'App settings, Basic, App secret. The signature of every webhook is checked with it.',
    expects: 'the App secret of your Meta app (App settings, Basic), at least 16 characters',
  }),
  phoneNumberId: required({
    name: 'WHATSAPP_PHONE_NUMBER_ID',
    parse: z.string().regex(/^\d{5,20}$/),
    about: 'The id of the business number (API setup), not the number itself.',
    expects: 'the phone number ID from API setup, digits only',
  }),
  verifyToken: required({
    name: 'WHATSAPP_VERIFY_TOKEN',
    secret: true,
    parse: secretOf(8),
    about: 'Any random text. Meta repeats it when it verifies the webhook.',
    expects: "a random text of at least 8 characters, the same as in the webhook's configuration at Meta",
  }),
  businessAccountId: optional({
    name: 'WHATSAPP_BUSINESS_ACCOUNT_ID',
    parse: z.string().regex(/^\d{5,20}$/),
    about:
      'The id of the WhatsApp business account (API setup): its approved templates are what agents may send 24 hours after a customer’s last message. The token then needs `whatsapp_business_management` as well.',
    defaultAbout: 'no templates',
    expects: 'the WhatsApp Business Account ID from API setup, digits only',
  }),
  reopenTemplate: optional({
    name: 'WHATSAPP_REOPEN_TEMPLATE',
    parse: z.string().regex(/^[a-z0-9_]{1,512}$/),
    about: 'Name of the template that is chosen to begin with.',
    expects: "a template's name, lower-case letters, digits and underscores",
  }),
  apiUrl: required({
    name: 'WHATSAPP_API_URL',
    parse: serviceUrl,
    about: 'Base URL of the Graph API, with its version.',
    default: 'https://graph.facebook.com/v26.0',
    expects: 'an http or https address such as https://graph.facebook.com/v26.0',
  }),
};

export const slack = {
  botToken: required({
    name: 'SLACK_BOT_TOKEN',
    secret: true,
    parse: secretOf(10).startsWith('xoxb-'),
    about: 'OAuth & Permissions, Bot User OAuth Token.',
    expects: 'the Bot User OAuth Token of your Slack app, which starts with xoxb-',
  }),
  signingSecret: required({
    name: 'SLACK_SIGNING_SECRET',
    secret: true,
    parse: secretOf(16),
    about: 'Basic Information, Signing Secret. The signature of every request from Slack is checked with it.',
    expects: 'the Signing Secret of your Slack app (Basic Information), at least 16 characters',
  }),
  channelId: required({
    name: 'SLACK_CHANNEL_ID',
    parse: z.string().regex(/^[CG][A-Z0-9]{2,}$/),
    about: 'The channel that gets the cards.',
    expects: "the id of the channel (channel details, at the bottom), which starts with C or G, not the channel's name",
  }),
  escalationChannelId: optional({
    name: 'SLACK_ESCALATION_CHANNEL_ID',
    parse: z.string().regex(/^[CG][A-Z0-9]{2,}$/),
    about: 'A second channel, which is told when nobody of the desk comes. Invite Baton to it as well.',
    defaultAbout: 'the channel of the cards',
    expects: "the id of the channel (channel details, at the bottom), which starts with C or G, not the channel's name",
  }),
  agentGroup: required({
    name: 'SLACK_AGENT_GROUP',
    parse: z.string().regex(/^S[A-Z0-9]{2,}$/),
    about: 'The user group whose members are the agents.',
    expects: 'the id of the user group of your agents, which starts with S',
  }),
  apiUrl: required({
    name: 'SLACK_API_URL',
    parse: serviceUrl.transform((url) => `${url}/`),
    about: 'Base URL of the Slack Web API.',
    default: 'https://slack.com/api/',
    expects: 'an http or https address such as https://slack.com/api/',
  }),
};

export const notify = {
  channels: required({
    name: 'NOTIFY',
    parse: listOf(['slack', 'teams'] as const).refine((channels) => channels.length > 0),
    about:
      'Where people are told of a handoff: `slack`, `teams` or `slack,teams`. Only Slack shows all and has buttons.',
    default: 'slack',
    expects: 'slack, teams or slack,teams',
  }),
};

export const teams = {
  webhookUrl: required({
    name: 'TEAMS_WEBHOOK_URL',
    secret: true,
    parse: secretUrl,
    about:
      'Address of a Workflows webhook of the channel of Teams that is told of handoffs and of those who wait. Read where `NOTIFY` has `teams`.',
    defaultAbout: '**required** with `NOTIFY=teams`',
    expects: 'the https address that Teams shows for the workflow "Send webhook alerts to a channel"',
  }),
};

export const engine = {
  assistant: optional({
    name: 'ASSISTANT',
    parse: z.enum(['openai', 'local']),
    about: 'Which engine answers: `openai`, or `local`, which needs no key and no network.',
    defaultAbout: '`openai` if `OPENAI_API_KEY` is set, else `local`',
    expects: 'openai or local',
  }),
  openaiApiKey: optional({
    name: 'OPENAI_API_KEY',
    secret: true,
    parse: secretOf(1),
    about: 'Key for the model.',
    expects: 'the key of your model provider, without spaces',
  }),
};

export const model = {
  openaiBaseUrl: required({
    name: 'OPENAI_BASE_URL',
    parse: serviceUrl,
    about: 'Any endpoint that speaks the chat completions API with JSON schemas.',
    default: 'https://api.openai.com/v1',
    expects: 'an http or https address such as https://api.openai.com/v1',
  }),
  openaiModel: required({
    name: 'OPENAI_MODEL',
    parse: z.string(),
    about: 'The name of the model.',
    default: 'gpt-4.1-mini',
    expects: 'the name of a model',
  }),
};

export const orders = {
  apiUrl: optional({
    name: 'ORDERS_API_URL',
    parse: serviceUrl,
    about:
      'The orders of the business: `GET {ORDERS_API_URL}/orders/{number}`. Without it the assistant knows no orders.',
    expects: 'an http or https address, or leave it out together with ORDERS_API_TOKEN',
  }),
  apiToken: optional({
    name: 'ORDERS_API_TOKEN',
    secret: true,
    parse: secretOf(8),
    about: 'Bearer token for the orders.',
    expects: 'the bearer token of your orders service, at least 8 characters',
  }),
};

/** Part of a worker's version; Temporal joins the two by a dot of its own. */
const word = z.string().regex(/^[\w-][\w.-]{0,99}$/);

/** Temporal's own names: its Worker Controller for Kubernetes sets them. */
export const deployment = {
  name: optional({
    name: 'TEMPORAL_DEPLOYMENT_NAME',
    parse: word,
    about:
      'Turns on worker versioning: the deployment to which these workers belong, such as `baton`. [Upgrades](deploy.md#upgrades-by-build-id).',
    expects: 'letters, digits, dots, dashes or underscores, or neither this nor TEMPORAL_WORKER_BUILD_ID',
  }),
  buildId: optional({
    name: 'TEMPORAL_WORKER_BUILD_ID',
    parse: word,
    about: 'The build of these workers, such as a version or a commit. Another one for each release.',
    expects: 'letters, digits, dots, dashes or underscores, or neither this nor TEMPORAL_DEPLOYMENT_NAME',
  }),
};

export const identity = {
  idKey: required({
    name: 'BATON_ID_KEY',
    secret: true,
    parse: secretOf(32),
    about: "Turns a customer's number into an id. Changing it starts every conversation anew.",
    expects: 'a random secret of at least 32 characters, such as the output of `openssl rand -hex 32`',
  }),
};

export const encryption = {
  dataKeys: optional({
    name: 'BATON_DATA_KEYS',
    secret: true,
    parse: keyring,
    about:
      'Encrypts what customers and agents write before Temporal stores it: one key, or several separated by commas; the first encrypts, all decrypt. The same for every process. Keep them: what was encrypted with a lost key cannot be read.',
    defaultAbout: 'nothing is encrypted',
    expects:
      'one or more different keys of 64 hex digits separated by commas, each the output of `openssl rand -hex 32`',
  }),
};

export const codecServer = {
  token: required({
    name: 'BATON_CODEC_TOKEN',
    secret: true,
    parse: secretOf(32).regex(/^[\w-]+$/),
    about:
      'The bearer token of the codec server: whoever has it can decrypt payloads that he has got hold of. Letters, digits, - and _.',
    expects: 'a random secret of at least 32 letters and digits, such as the output of `openssl rand -hex 32`',
  }),
  port: required({
    name: 'BATON_CODEC_PORT',
    parse: port,
    about: 'Where the codec server listens.',
    default: '8234',
    expects: 'a port from 1 to 65535',
  }),
  host: required({
    name: 'BATON_CODEC_HOST',
    parse: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')]),
    about: 'The address that the codec server listens on.',
    default: '127.0.0.1',
    expects: 'an IP address of this machine',
  }),
};

export const links = {
  linkKey: required({
    name: 'BATON_LINK_KEY',
    secret: true,
    parse: secretOf(32),
    about: 'Signs the links to transcripts.',
    expects: 'a random secret of at least 32 characters, such as the output of `openssl rand -hex 32`',
  }),
  publicUrl: required({
    name: 'BATON_PUBLIC_URL',
    parse: publicUrl,
    about: 'Where browsers reach the gateway; the links to transcripts begin with it.',
    expects: 'the https address under which browsers reach the gateway (http only on this computer)',
  }),
};

export const business = {
  knowledgeDir: required({
    name: 'BATON_KNOWLEDGE_DIR',
    parse: z.string(),
    about: "Folder with the business's facts and texts. A saved file is in use within seconds.",
    default: 'knowledge',
    expects: 'a folder',
  }),
  hoursFile: optional({
    name: 'BATON_HOURS_FILE',
    parse: z.string(),
    about:
      'File whose hours win over those of `business.yml`, in the same words; a saved one holds from the next message on. [Hours](your-shop.md#hours).',
    defaultAbout: 'the hours of `business.yml`',
    expects: 'the path of a file',
  }),
  privacyUrl: optional({
    name: 'PRIVACY_URL',
    parse: publicUrl,
    about: "The business's privacy statement, shown to customers.",
    defaultAbout: '`privacy_url` of `business.yml`',
    expects: "the https address of the business's privacy statement",
  }),
};

export const listening = {
  port: required({
    name: 'PORT',
    parse: port,
    about: 'Where the gateway listens.',
    default: '3000',
    expects: 'a port from 1 to 65535',
  }),
  host: optional({
    name: 'BATON_HOST',
    parse: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')]),
    about: 'The address that the gateway listens on.',
    defaultAbout: 'every address of the machine',
    expects: 'an IP address of this machine',
  }),
  proxies: required({
    name: 'BATON_PROXIES',
    parse: wholeNumber(0, 5),
    about:
      'How many proxies stand in front of the gateway and write `X-Forwarded-For`, so that limits count the address of the reader and not theirs.',
    default: '0',
    expects: 'a number from 0 to 5',
  }),
};

export const observation = {
  metricsPort: optional({
    name: 'METRICS_PORT',
    parse: port,
    about: 'Port for `/metrics` (Prometheus), `/healthz` and `/readyz`; each process on a machine needs its own.',
    defaultAbout: 'no metrics and, for the worker, no probes',
    expects: 'a port from 1 to 65535',
  }),
  logLevel: required({
    name: 'LOG_LEVEL',
    parse: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    about: 'Least important log line that is written.',
    default: 'info',
    expects: 'debug, info, warn, error or silent',
  }),
};

export const environmentFile = {
  path: optional({
    name: 'BATON_ENV_FILE',
    parse: z.string(),
    about: 'File with further values; the environment wins over it. Set but empty: no file is read.',
    defaultAbout: '`.env` in the current folder, if it is there',
    expects: 'the path of a file',
  }),
};

export const temporalUi = {
  url: required({
    name: 'TEMPORAL_UI_URL',
    parse: serviceUrl,
    about:
      'Temporal UI, for the links that `npm run baton` prints; the codec server answers browsers from this origin alone.',
    default: 'http://localhost:8233',
    expects: 'an http or https address such as https://cloud.temporal.io',
  }),
};

export { desk } from './desk-variables';
export { rules } from './rule-variables';
