import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Settings } from '../../workflows/conversation/settings';
import type { TemporalConfig } from '../temporal';
import { readGroup, type Environment, type Group, type Values } from './variable';
import * as variables from './variables';

/** Everything that is wrong with the environment, one sentence with its remedy each. */
export class ConfigurationError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

type Observation = Values<typeof variables.observation>;
type WhatsApp = Values<typeof variables.whatsapp>;
type Slack = Values<typeof variables.slack>;

type Desk = Values<typeof variables.desk>;

/** Who signs people in on the desk page, and who they may be. `agents` absent: the members of the agents' group in Slack. */
type DeskConfig = Record<'issuer' | 'clientId' | 'clientSecret', string> &
  Pick<Desk, 'claim' | 'agents'> & { operators: string[] };

export interface GatewayConfig extends Observation, Values<typeof variables.listening> {
  whatsapp: Pick<WhatsApp, 'appSecret' | 'verifyToken' | 'phoneNumberId'>;
  /** Absent where the WhatsApp business account is not configured. */
  templates:
    { businessAccountId: string; preferred: string | undefined; accessToken: string; apiUrl: string } | undefined;
  /** Absent where the gateway has no token: files are then not shown on pages. */
  files: { accessToken: string; apiUrl: string } | undefined;
  /** Absent where Slack is not among the channels. */
  slack: Slack | undefined;
  /** Absent where there is no desk page. */
  desk: DeskConfig | undefined;
  idKey: string;
  linkKey: string;
  publicUrl: string;
  /** Absolute path. */
  knowledgeDir: string;
  /** Absolute path. */
  hoursFile: string | undefined;
  /** What a new conversation starts with, but for the business's clock. */
  settings: Settings;
  temporal: TemporalConfig;
}

export interface WorkerConfig extends Observation {
  whatsapp: Pick<WhatsApp, 'accessToken' | 'apiUrl'>;
  /** Absent where Slack is not among the channels. */
  slack: Pick<Slack, 'botToken' | 'channelId' | 'agentGroup' | 'apiUrl' | 'escalationChannelId'> | undefined;
  /** Absent where Teams is not among the channels. */
  teamsWebhookUrl: string | undefined;
  /** Absent with the engine `local`. */
  model: { apiKey: string; baseUrl: string; name: string } | undefined;
  /** Absent where workers are not versioned. */
  deployment: { name: string; buildId: string } | undefined;
  /** Absent where the business has no orders service. */
  orders: { url: string; token: string } | undefined;
  /** Absolute path. */
  knowledgeDir: string;
  /** Absolute path. */
  hoursFile: string | undefined;
  privacyUrl: string | undefined;
  linkKey: string;
  publicUrl: string;
  settings: Settings;
  temporal: TemporalConfig;
}

export type KnowledgeConfig = Pick<WorkerConfig, 'knowledgeDir' | 'privacyUrl' | 'hoursFile'>;
export type AskConfig = KnowledgeConfig & Pick<WorkerConfig, 'settings' | 'model' | 'orders'>;

export interface OperatorConfig {
  temporal: TemporalConfig;
  temporalUiUrl: string;
}

export interface FindConfig extends OperatorConfig {
  idKey: string;
  phoneNumberId: string;
}

export interface CodecServerConfig extends Pick<Observation, 'logLevel'>, Values<typeof variables.codecServer> {
  /** Has a key at least. */
  temporal: TemporalConfig;
  /** The one origin whose pages may ask. */
  uiOrigin: string;
}

type Reader = <G extends Group>(group: G) => Values<G>;

interface Reading {
  environment: Environment;
  read: Reader;
  problem(sentence: string): void;
}

// All groups are read before anything is thrown, so that everything wrong is told at once.
function reading<C>(environment: Environment, compose: (reading: Reading) => C): C {
  const problems: string[] = [];
  const read: Reader = (group) => {
    const [values, found] = readGroup(group, environment);
    problems.push(...found);
    return values;
  };
  const config = compose({ environment, read, problem: (sentence) => problems.push(sentence) });
  problems.push(...unknownNames(environment));
  if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
  return config;
}

const pick = <G extends Group, K extends keyof G>(group: G, ...keys: K[]): Pick<G, K> =>
  Object.fromEntries(keys.map((key) => [key, group[key]])) as Pick<G, K>;

function readTemporal({ environment, read, problem }: Reading): TemporalConfig {
  const { dataKeys = [] } = read(variables.encryption);
  try {
    const set = Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]));
    return { ...loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) }), dataKeys };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problem(`The TEMPORAL_ names cannot be used (${reason}): correct them or the profile that they point to.`);
    return { connectionOptions: {}, dataKeys };
  }
}

function readSettings({ read, problem }: Reading): Settings {
  const { assistant, openaiApiKey } = read(variables.engine);
  const rules = read(variables.rules);
  if (rules.remindAfterMs >= rules.alertAfterMs || rules.alertAfterMs >= rules.escalateAfterMs) {
    problem(
      'BATON_REMIND_AFTER_MS, BATON_ALERT_AFTER_MS and BATON_ESCALATE_AFTER_MS must grow from one to the next: correct the one that does not.',
    );
  }
  return { engine: assistant ?? (openaiApiKey ? 'openai' : 'local'), ...rules };
}

/** What the gateway (webhooks, Slack, transcripts) needs. Throws ConfigurationError. */
export function readGatewayConfig(environment: Environment): GatewayConfig {
  return reading(environment, (from) => ({
    whatsapp: from.read(pick(variables.whatsapp, 'appSecret', 'verifyToken', 'phoneNumberId')),
    templates: readTemplates(from),
    files: readFiles(from),
    slack: isNotified(from, 'slack') ? from.read(variables.slack) : undefined,
    desk: readDesk(from),
    ...from.read(variables.identity),
    ...from.read(variables.links),
    knowledgeDir: readKnowledgeDir(from),
    hoursFile: readHoursFile(from),
    ...from.read(variables.listening),
    ...from.read(variables.observation),
    settings: readSettings(from),
    temporal: readTemporal(from),
  }));
}

function readDesk(from: Reading): DeskConfig | undefined {
  const { read, environment, problem } = from;
  const { issuer, clientId, clientSecret, claim, agents, operators = [] } = read(variables.desk);
  if (issuer && agents === undefined && !isNotified(from, 'slack')) {
    problem('DESK_AGENTS is missing: without Slack, name the ids of those who work on the desk page.');
  }
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret, claim, agents, operators };
  const { claim: _claim, ...named } = variables.desk;
  const isSet = ({ name }: { name: string }): boolean => Boolean(environment[name]);
  const set = Object.values(named).find(isSet);
  const missing = [named.issuer, named.clientId, named.clientSecret].filter((variable) => !isSet(variable));
  if (set && missing.length > 0) {
    const names = missing.map(({ name }) => name).join(' and ');
    problem(`${set.name} is set but ${names} is missing: the desk page needs issuer, client id and client secret.`);
  }
  return undefined;
}

function readFiles({ read }: Reading): GatewayConfig['files'] {
  const { accessToken } = read({ accessToken: { ...variables.whatsapp.accessToken, optional: true } });
  return accessToken === undefined ? undefined : { accessToken, ...read(pick(variables.whatsapp, 'apiUrl')) };
}

// Only who lists templates needs the token at the gateway.
function readTemplates({ read }: Reading): GatewayConfig['templates'] {
  const { businessAccountId, reopenTemplate: preferred } = read(
    pick(variables.whatsapp, 'businessAccountId', 'reopenTemplate'),
  );
  if (businessAccountId === undefined) return undefined;
  return { businessAccountId, preferred, ...read(pick(variables.whatsapp, 'accessToken', 'apiUrl')) };
}

const isNotified = ({ read }: Reading, channel: 'slack' | 'teams'): boolean =>
  // What cannot be used is told of as such.
  (read(variables.notify).channels ?? []).includes(channel);

function readChannels(from: Reading): Pick<WorkerConfig, 'slack' | 'teamsWebhookUrl'> {
  const group = pick(variables.slack, 'botToken', 'channelId', 'agentGroup', 'apiUrl', 'escalationChannelId');
  return {
    slack: isNotified(from, 'slack') ? from.read(group) : undefined,
    teamsWebhookUrl: isNotified(from, 'teams') ? from.read(variables.teams).webhookUrl : undefined,
  };
}

function readModel({ read, problem }: Reading, settings: Settings): WorkerConfig['model'] {
  const { openaiApiKey: apiKey } = read(variables.engine);
  const { openaiBaseUrl: baseUrl, openaiModel: name } = read(variables.model);
  if (settings.engine === 'local') return undefined;
  if (apiKey) return { apiKey, baseUrl, name };
  problem('ASSISTANT is "openai" but OPENAI_API_KEY is missing: set the key, or set ASSISTANT to local.');
  return undefined;
}

function readOrders(from: Reading): WorkerConfig['orders'] {
  const { apiUrl: url, apiToken: token } = from.read(variables.orders);
  if (url && token) return { url, token };
  bothOrNeither(from, variables.orders);
  return undefined;
}

function readDeployment(from: Reading): WorkerConfig['deployment'] {
  const { name, buildId } = from.read(variables.deployment);
  if (name && buildId) return { name, buildId };
  bothOrNeither(from, variables.deployment);
  return undefined;
}

function bothOrNeither({ environment, problem }: Reading, pair: Group): void {
  const isSet = ({ name }: { name: string }): boolean => Boolean(environment[name]);
  const set = Object.values(pair).find(isSet);
  const missing = Object.values(pair).find((variable) => !isSet(variable));
  if (set && missing) problem(`${set.name} is set but ${missing.name} is missing: set both, or neither.`);
}

function readBusiness(from: Reading): KnowledgeConfig {
  const { privacyUrl } = from.read(pick(variables.business, 'privacyUrl'));
  return { knowledgeDir: readKnowledgeDir(from), hoursFile: readHoursFile(from), privacyUrl };
}

function readHoursFile({ read, problem }: Reading): string | undefined {
  const { hoursFile } = read(pick(variables.business, 'hoursFile'));
  if (hoursFile === undefined) return undefined;
  if (!existsSync(hoursFile)) {
    problem(
      `BATON_HOURS_FILE is "${hoursFile}", and there is no such file: set it to a file with hours, or leave it out.`,
    );
  }
  return resolve(hoursFile);
}

function readKnowledgeDir({ read, problem }: Reading): string {
  const { knowledgeDir } = read(pick(variables.business, 'knowledgeDir'));
  if (knowledgeDir !== undefined && !existsSync(join(knowledgeDir, 'business.yml'))) {
    problem(
      `BATON_KNOWLEDGE_DIR is "${knowledgeDir}", where there is no business.yml: set it to the folder with the business's facts and texts.`,
    );
  }
  return resolve(knowledgeDir ?? '');
}

/** What the worker (conversations and everything that they do outside) needs. Throws ConfigurationError. */
export function readWorkerConfig(environment: Environment): WorkerConfig {
  return reading(environment, (from) => {
    const settings = readSettings(from);
    if (settings.askTeam === true && !isNotified(from, 'slack'))
      from.problem(
        'ASK_TEAM is "true", and the team is asked in Slack: let NOTIFY name slack, or set ASK_TEAM to false.',
      );
    return {
      whatsapp: from.read(pick(variables.whatsapp, 'accessToken', 'apiUrl')),
      ...readChannels(from),
      model: readModel(from, settings),
      deployment: readDeployment(from),
      orders: readOrders(from),
      ...readBusiness(from),
      ...from.read(variables.links),
      ...from.read(variables.observation),
      settings,
      temporal: readTemporal(from),
    };
  });
}

/** Where the business's facts and texts are. Throws ConfigurationError. */
export function readKnowledgeConfig(environment: Environment): KnowledgeConfig {
  return reading(environment, readBusiness);
}

/** What the assistant needs to answer outside a conversation. Throws ConfigurationError. */
export function readAskConfig(environment: Environment): AskConfig {
  return reading(environment, (from) => {
    const settings = readSettings(from);
    return { settings, model: readModel(from, settings), orders: readOrders(from), ...readBusiness(from) };
  });
}

/** What an operator's command needs to reach Temporal. Throws ConfigurationError. */
export function readOperatorConfig(environment: Environment): OperatorConfig {
  return reading(environment, (from) => ({
    temporal: readTemporal(from),
    temporalUiUrl: from.read(variables.temporalUi).url,
  }));
}

/** What finding a customer's conversation needs. Throws ConfigurationError. */
export function readFindConfig(environment: Environment): FindConfig {
  return reading(environment, (from) => ({
    temporal: readTemporal(from),
    temporalUiUrl: from.read(variables.temporalUi).url,
    ...from.read(variables.identity),
    ...from.read(pick(variables.whatsapp, 'phoneNumberId')),
  }));
}

/** What the codec server needs. Throws ConfigurationError. */
export function readCodecServerConfig(environment: Environment): CodecServerConfig {
  return reading(environment, (from) => {
    const { url = '' } = from.read(variables.temporalUi);
    if (!environment[variables.encryption.dataKeys.name]) {
      from.problem('BATON_DATA_KEYS is missing: set it to the keys of gateway and worker.');
    }
    return {
      temporal: readTemporal(from),
      uiOrigin: URL.canParse(url) ? new URL(url).origin : '',
      ...from.read(variables.codecServer),
      ...from.read(pick(variables.observation, 'logLevel')),
    };
  });
}

const groups: Group[] = Object.values(variables);

/** Every name that Baton itself reads. */
export const knownNames: ReadonlySet<string> = new Set(
  groups.flatMap((group) => Object.values(group).map(({ name }) => name)),
);

/** The names of the rules' settings. */
export const settingNames: readonly string[] = Object.values(variables.rules).map(({ name }) => name);

// A setting with a slip in its name would be ignored in silence, and its default would rule.
function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => /^(BATON|DESK)_/.test(name) && !knownNames.has(name))
    .map(
      (name) => `${name} is not a name that Baton knows: correct it (docs/configuration.md has them all) or remove it.`,
    );
}
