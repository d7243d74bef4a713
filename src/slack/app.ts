import { setTimeout as delay } from 'node:timers/promises';
import {
  App,
  ExpressReceiver,
  LogLevel,
  type AppOptions,
  type AuthorizeResult,
  type Logger as BoltLogger,
} from '@slack/bolt';
import { retryPolicies, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Application } from 'express';
import type { Logger } from '../logger';
import { NotTakenError, type AgentGateway } from '../agent-gateway';
import type { CannedReply } from '../living-replies';
import type { Directory } from '../directory';
import type { Desk } from './desk';
import { createAgentGroup, type AgentGroup } from './group';
import type { HomeBlocks } from './home';
import { registerListeners } from './listeners';
import { createPeople, type People } from './people';
import type { Templates } from '../templates';

export interface SlackAppOptions {
  config: {
    botToken: string;
    signingSecret: string;
    channelId: string;
    agentGroup: string;
    /** Base URL of the Web API. */
    apiUrl: string;
  };
  gateway: AgentGateway;
  directory: Pick<Directory, 'find'>;
  home: HomeBlocks;
  /** Absent where the WhatsApp business account is not configured. */
  templates?: Templates | undefined;
  /** Canned replies, as they are at the moment. */
  replies: () => CannedReply[];
  /** Bolt reads raw bodies: no JSON parser may be mounted in front of it. */
  expressApp: Application;
  log: Logger;
  /** A moment in words, on the business's clock, ms UTC; `undefined` where it is none. */
  readUntil: (text: string, now: number) => number | undefined;
  /** The morning of the next day on which people work, ms UTC. */
  nextMorning: (now: number) => number;
  now?: () => number;
}

export interface SlackApp {
  /** Who the agents are, as Slack knows them. */
  team: SlackTeam;
  /** Asks Slack whether the token, the channel and the group will do. One sentence for everything that will not. */
  check(): Promise<string[]>;
  /** Resolves when everything that goes on after an answer to Slack is done, or after `withinMs`. */
  settled(withinMs?: number): Promise<void>;
}

export interface SlackTeam {
  group: AgentGroup;
  people: People;
}

const ENDPOINT = '/slack/events';
/** A call that a clicker waits for: Slack gives the whole answer three seconds. */
const CALL_TIMEOUT_MS = 1_500;
const SETTLED_WITHIN_MS = 5_000;

/**
 * Mounts `/slack/events` for events, buttons and the slash command into `expressApp`. Slack is answered after the
 * listener, so that what could not be recorded is not acknowledged: an event then comes again.
 */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { config, gateway, directory, home, templates, replies, expressApp, log, now = Date.now } = options;
  const logger = boltLogger(log);
  const { clientOptions, client, patientClient } = createClients(config, logger);
  const receiver = new ExpressReceiver({
    signingSecret: config.signingSecret,
    app: expressApp,
    endpoints: ENDPOINT,
    processBeforeResponse: true,
    // What went wrong is logged where it is known what it was about.
    processEventErrorHandler: async ({ response }) => {
      if (!response.headersSent) response.writeHead(500).end();
      return false;
    },
    logger,
  });
  const authorize = authorizeOnce(client, config.botToken);
  const app = new App({ receiver, authorize, convoStore: false, clientOptions, logger, extendedErrorHandler: true });
  app.error(async (failure: Failure) => {
    logFailure(log, failure);
    // Bolt answers 200 where an error handler keeps an error to itself.
    throw failure.error;
  });

  const background = createBackground(log);
  const group = createAgentGroup({ client, groupId: config.agentGroup, now });
  const people = createPeople({ client, now });
  const { channelId } = config;
  const readUntil = (text: string): number | undefined => options.readUntil(text, now());
  const nextMorning = (): number => options.nextMorning(now());
  const about = { group, people, templates, replies, readUntil, nextMorning, channelId };
  const desk: Desk = { gateway, directory, home, client, patientClient, ...about, log, now, ...background };
  registerListeners(app, desk);
  return { team: { group, people }, check: () => check(client, config), settled: background.settled };
}

function createClients({ apiUrl, botToken }: SlackAppOptions['config'], logger: BoltLogger) {
  const clientOptions: WebClientOptions = {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    logger,
  };
  const patience = { retryConfig: retryPolicies.fiveRetriesInFiveMinutes, rejectRateLimitedCalls: false };
  return {
    clientOptions,
    client: new WebClient(botToken, clientOptions),
    patientClient: new WebClient(botToken, { ...clientOptions, ...patience }),
  };
}

// Asked when it is first needed, so that the gateway takes WhatsApp's messages while Slack is away.
function authorizeOnce(client: WebClient, botToken: string): NonNullable<AppOptions['authorize']> {
  let known: Promise<AuthorizeResult> | undefined;
  const ask = async (): Promise<AuthorizeResult> => {
    const { user_id: botUserId, bot_id: botId, team_id: teamId } = await client.auth.test();
    return { botToken, ...(botUserId && { botUserId }), ...(botId && { botId }), ...(teamId && { teamId }) };
  };
  return async () => {
    known ??= ask();
    try {
      // A copy: Bolt writes the sender of each request into what it gets.
      return { ...(await known) };
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}

function createBackground(log: Logger): Pick<Desk, 'afterwards'> & Pick<SlackApp, 'settled'> {
  const running = new Set<Promise<void>>();
  return {
    afterwards(kind, work) {
      const done = Promise.resolve()
        .then(work)
        .then(() => undefined)
        .catch((error: unknown) => log.warn({ component: 'slack', kind, error }, 'Nobody could be told in Slack.'))
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settled(withinMs = SETTLED_WITHIN_MS) {
      const late = delay(withinMs, 'late', { ref: false });
      while (running.size > 0 && (await Promise.race([Promise.all(running), late])) !== 'late');
    },
  };
}

async function check(client: WebClient, { channelId, agentGroup }: SlackAppOptions['config']): Promise<string[]> {
  const problem = (sentence: string) => (error: unknown) =>
    `${sentence} (${error instanceof Error ? error.message : String(error)})`;
  const problems = await Promise.all([
    client.auth.test().then(() => undefined, problem('Slack refuses SLACK_BOT_TOKEN')),
    client.conversations
      .info({ channel: channelId })
      .then(
        ({ channel }) => (channel?.is_member ? undefined : 'Baton is not in the channel SLACK_CHANNEL_ID: invite it.'),
        problem('The channel SLACK_CHANNEL_ID cannot be read'),
      ),
    client.usergroups.users
      .list({ usergroup: agentGroup })
      .then(
        ({ users }) =>
          users?.length ? undefined : 'The group SLACK_AGENT_GROUP has no members: nobody can take over.',
        problem('The group SLACK_AGENT_GROUP cannot be read'),
      ),
  ]);
  return problems.filter((sentence) => sentence !== undefined);
}

/** What Bolt tells of a request that could not be dealt with. */
interface Failure {
  error: Error & { original?: Error };
  context: { retryNum?: number };
  body: object;
}

function logFailure(log: Logger, { error: wrapped, context, body }: Failure): void {
  const error = wrapped.original ?? wrapped;
  const { event, type, command } = body as { event?: { type?: string }; type?: string; command?: string };
  const code = error instanceof NotTakenError ? error.reason : (error as { code?: string }).code;
  const kind = event?.type ?? (command === undefined ? type : 'command');
  log.error(
    { component: 'slack', kind, code, attempt: context.retryNum, error },
    'What came from Slack could not be dealt with.',
  );
}

// Only fixed words of Bolt get through: what it adds may quote a message.
function boltLogger(log: Logger): BoltLogger {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      const error = parts.find((part) => part instanceof Error);
      const [first] = parts;
      log[level]({ component: 'slack', error }, typeof first === 'string' ? first : 'Slack app');
    };
  return {
    debug: () => undefined,
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
