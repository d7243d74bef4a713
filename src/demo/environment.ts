import { randomBytes } from 'node:crypto';
import { knownNames, settingNames, type Environment } from '../config';
import type { SimulatorConfigInput } from '../simulator/config';
import { OPERATOR } from '../simulator/openid/people';
import type { SimulatorUrls } from '../simulator/simulator';

/** What the fake vendors and the product have agreed on. All of it is made up anew in every run. */
export interface Credentials {
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  phoneNumberId: string;
  displayPhoneNumber: string;
  wabaId: string;
  botToken: string;
  signingSecret: string;
  channelId: string;
  escalationChannelId: string;
  agentGroup: string;
  modelKey: string;
  model: string;
  ordersToken: string;
  teamsSignature: string;
  idKey: string;
  linkKey: string;
  /** Encrypts what Temporal stores. */
  dataKey: string;
  codecToken: string;
  /** The desk page is this client of the issuer. */
  deskClientId: string;
  deskClientSecret: string;
}

const secret = (): string => randomBytes(24).toString('hex');

const digits = (length: number): string =>
  [...randomBytes(length)].map((byte, position) => (position === 0 ? 1 + (byte % 9) : byte % 10)).join('');

export function createCredentials(): Credentials {
  return {
    accessToken: secret(),
    appSecret: secret(),
    verifyToken: secret(),
    phoneNumberId: digits(15),
    displayPhoneNumber: '27235550100',
    wabaId: digits(15),
    botToken: `xoxb-${secret()}`,
    signingSecret: secret(),
    channelId: 'C0SUPPORT',
    escalationChannelId: 'C0MANAGERS',
    agentGroup: 'S0AGENTS',
    modelKey: secret(),
    model: 'stand-in',
    ordersToken: secret(),
    teamsSignature: secret(),
    idKey: secret(),
    linkKey: secret(),
    dataKey: randomBytes(32).toString('hex'),
    codecToken: secret(),
    deskClientId: 'baton-desk',
    deskClientSecret: secret(),
  };
}

export interface Places {
  /** `http://127.0.0.1:<port>` */
  gateway: string;
  gatewayPort: number;
  knowledgeDir: string;
  /** The file of hours; absent: those of `business.yml`. */
  hoursFile?: string;
}

/** The fake vendors' side. */
export function simulatorConfig(
  credentials: Credentials,
  { gateway, knowledgeDir, hoursFile }: Places,
  more: Pick<SimulatorConfigInput, 'port' | 'page' | 'seed'> = {},
): SimulatorConfigInput {
  const { accessToken, appSecret, verifyToken, phoneNumberId, displayPhoneNumber, wabaId } = credentials;
  const { signingSecret, botToken, channelId, escalationChannelId, agentGroup } = credentials;
  return {
    ...more,
    whatsapp: {
      webhookUrl: `${gateway}/whatsapp/webhook`,
      ...{ accessToken, appSecret, verifyToken, phoneNumberId, displayPhoneNumber, wabaId },
    },
    slack: {
      eventsUrl: `${gateway}/slack/events`,
      signingSecret,
      botToken,
      channelId,
      escalationChannelId,
      agentGroup,
    },
    openai: { apiKey: credentials.modelKey, model: credentials.model, knowledgeDir },
    orders: { token: credentials.ordersToken },
    teams: { signature: credentials.teamsSignature },
    openid: {
      clientId: credentials.deskClientId,
      clientSecret: credentials.deskClientSecret,
      redirectUri: `${gateway}/desk/signed-in`,
    },
    ...(hoursFile !== undefined && { shop: { hoursFile } }),
  };
}

/** The names that keep their meaning when the vendors are fake. */
const KEPT: ReadonlySet<string> = new Set([...settingNames, 'ASSISTANT', 'NOTIFY', 'PRIVACY_URL', 'LOG_LEVEL']);
const OURS = /^(WHATSAPP|SLACK|TEAMS|OPENAI|ORDERS|ASSISTANT|BATON|DESK|TEMPORAL)_/;

const isOurs = (name: string): boolean => knownNames.has(name) || OURS.test(name);

interface ProductOptions {
  credentials: Credentials;
  places: Places;
  urls: SimulatorUrls;
  /** How gateway and worker find Temporal: `TEMPORAL_…` names. */
  temporal: Environment;
  /** What the product runs in, e.g. the shell's environment; of Baton's names in it only those count that do not speak of a vendor. */
  outer: Environment;
}

/** The environment of gateway, worker and command line: the product as in production, with other addresses. */
export function productEnvironment(options: ProductOptions): Environment {
  const { credentials, places, urls, temporal, outer } = options;
  const entries = Object.entries(outer);
  return {
    ...Object.fromEntries(entries.filter(([name]) => !isOurs(name))),
    ...vendorEnvironment(credentials, urls),
    ...modelEnvironment(credentials, urls, outer),
    BATON_DATA_KEYS: credentials.dataKey,
    ...temporal,
    BATON_ENV_FILE: '',
    BATON_ID_KEY: credentials.idKey,
    BATON_LINK_KEY: credentials.linkKey,
    BATON_PUBLIC_URL: places.gateway,
    BATON_HOST: '127.0.0.1',
    BATON_KNOWLEDGE_DIR: places.knowledgeDir,
    ...(places.hoursFile !== undefined && { BATON_HOURS_FILE: places.hoursFile }),
    PORT: String(places.gatewayPort),
    ...Object.fromEntries(entries.filter(([name]) => KEPT.has(name))),
  };
}

const vendorEnvironment = (credentials: Credentials, urls: SimulatorUrls): Environment => ({
  WHATSAPP_ACCESS_TOKEN: credentials.accessToken,
  WHATSAPP_APP_SECRET: credentials.appSecret,
  WHATSAPP_VERIFY_TOKEN: credentials.verifyToken,
  WHATSAPP_PHONE_NUMBER_ID: credentials.phoneNumberId,
  WHATSAPP_API_URL: urls.whatsapp,
  WHATSAPP_BUSINESS_ACCOUNT_ID: credentials.wabaId,
  WHATSAPP_REOPEN_TEMPLATE: 'your_answer_is_here',
  SLACK_BOT_TOKEN: credentials.botToken,
  SLACK_SIGNING_SECRET: credentials.signingSecret,
  SLACK_CHANNEL_ID: credentials.channelId,
  SLACK_ESCALATION_CHANNEL_ID: credentials.escalationChannelId,
  SLACK_AGENT_GROUP: credentials.agentGroup,
  SLACK_API_URL: urls.slack,
  ORDERS_API_URL: urls.orders,
  ORDERS_API_TOKEN: credentials.ordersToken,
  TEAMS_WEBHOOK_URL: urls.teams,
  DESK_OIDC_ISSUER: urls.issuer,
  DESK_OIDC_CLIENT_ID: credentials.deskClientId,
  DESK_OIDC_CLIENT_SECRET: credentials.deskClientSecret,
  DESK_OPERATORS: OPERATOR.id,
});

/** A real model where there is a key for one, else the simulator's stand-in, reached in the same way. */
function modelEnvironment(credentials: Credentials, urls: SimulatorUrls, outer: Environment): Environment {
  if (usesRealModel(outer)) {
    const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = outer;
    return {
      OPENAI_API_KEY,
      ...(OPENAI_BASE_URL ? { OPENAI_BASE_URL } : {}),
      ...(OPENAI_MODEL ? { OPENAI_MODEL } : {}),
    };
  }
  return { OPENAI_API_KEY: credentials.modelKey, OPENAI_BASE_URL: urls.openai, OPENAI_MODEL: credentials.model };
}

export const usesRealModel = (outer: Environment): boolean => Boolean(outer['OPENAI_API_KEY']);
