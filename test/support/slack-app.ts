import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'node:querystring';
import express from 'express';
import { createLogger } from '../../src/logger';
import { createSlackApp, type SlackApp } from '../../src/slack/app';
import type { AgentGateway } from '../../src/agent-gateway';
import type { CannedReply } from '../../src/living-replies';
import { createHome } from '../../src/home';
import type { Templates } from '../../src/templates';
import { nextMorning, readUntil } from '../../src/until';
import { officeHours } from './opening';
import { createFakeDirectory, type FakeDirectory } from './directory';
import { startSlackWebApi, type SlackWebApi } from './slack-web-api';

const SIGNING_SECRET = 'a-signing-secret-for-tests';
const FIXTURES = join(__dirname, '..', 'fixtures', 'slack');

export const CHANNEL = 'C0AGENTS';
export const WORKFLOW_ID = 'whatsapp-10550001-0123456789abcdef01234567';

/** Canned replies of the business. */
export const REPLIES: CannedReply[] = [
  {
    name: 'order-number',
    title: 'Ask for the order number',
    text: (language) => (language === 'af' ? 'Die nommer?' : 'The number?'),
  },
  { name: 'thanks', title: 'Thanks', text: () => 'Thank you.' },
];

export interface RunningSlackApp extends SlackApp {
  slack: SlackWebApi;
  url: string;
  /** Lines that the app has logged. */
  logged: string[];
  event(event: Record<string, unknown>, headers?: Record<string, string>): Promise<Response>;
  /** Presses a button as Slack tells it; what the clicker is shown later comes to `slack.to('response_url')`. */
  click(actionId: string, options?: ClickOptions): Promise<Response>;
  /** Submits a modal as Slack tells it. */
  submit(view: object, user?: string): Promise<Response>;
  /** Sends a form that `views.open` was asked for. */
  sendForm(view: Record<string, unknown>, values: object, user?: string): Promise<Response>;
  command(text: string, options?: { user?: string; channel?: string }): Promise<Response>;
  close(): Promise<void>;
}

export interface ClickOptions {
  user?: string;
  channel?: string;
  value?: string;
  threadTs?: string;
  actionTs?: string;
  /** The value is that of an option of a list. */
  option?: boolean;
  /** Of the message in which it is. */
  blocks?: object[];
  /** Where it is, if not in a message. */
  container?: object;
}

/** One of the payloads in test/fixtures/slack. */
export const slackFixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Record<string, unknown>;

/** The product's Slack edge on a port of its own, with a Web API that answers it. */
export async function startSlackApp(
  gateway: AgentGateway,
  now?: () => number,
  templates?: Templates,
  directory: FakeDirectory = createFakeDirectory(),
): Promise<RunningSlackApp> {
  const slack = await startSlackWebApi();
  const logged: string[] = [];
  const expressApp = express();
  const app = createSlackApp({
    config: {
      botToken: 'xoxb-for-tests',
      signingSecret: SIGNING_SECRET,
      channelId: CHANNEL,
      agentGroup: 'S0AGENTS',
      apiUrl: slack.url,
    },
    readUntil: (text, at) => readUntil(text, at, 'Africa/Johannesburg'),
    nextMorning: (at) => nextMorning(officeHours(at), 'Africa/Johannesburg', at),
    gateway,
    directory,
    home: createHome({
      directory,
      previews: directory.previews,
      report: async () => directory.report,
      gateway,
      now: now ?? Date.now,
    }),
    templates,
    replies: () => REPLIES,
    expressApp,
    log: createLogger({ name: 'test', destination: { write: (line) => void logged.push(line) } }),
    ...(now && { now }),
  });
  const server: Server = expressApp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const form = (fields: Record<string, string>): Promise<Response> =>
    send(url, stringify(fields), 'application/x-www-form-urlencoded');
  return {
    ...app,
    slack,
    url,
    logged,
    event: (event, headers) => send(url, eventBody(event), 'application/json', headers),
    click: (actionId, options = {}) => form({ payload: JSON.stringify(clickPayload(slack, actionId, options)) }),
    submit: (view, user = 'U_THANDI') => form({ payload: JSON.stringify(submission(view, user)) }),
    sendForm: (view, values, user = 'U_THANDI') => form({ payload: JSON.stringify(viewPayload(view, values, user)) }),
    command: (text, { user = 'U_THANDI', channel = CHANNEL } = {}) =>
      form({
        ...(slackFixture('slash-command') as Record<string, string>),
        user_id: user,
        channel_id: channel,
        response_url: slack.responseUrl,
        text,
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await app.settled();
      await slack.close();
    },
  };
}

/** Sends a body as Slack would: signed with the secret, at this second. `signature` overrides it. */
export function send(
  url: string,
  body: string,
  contentType: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...headers,
    },
  });
}

function eventBody(event: Record<string, unknown>): string {
  return JSON.stringify({ ...slackFixture('event-callback'), event });
}

function submission(view: object, user: string): Record<string, unknown> {
  const { message: _message, actions: _actions, response_url: _url, ...common } = slackFixture('block-actions');
  return { ...common, type: 'view_submission', user: { id: user, name: user }, view };
}

function clickPayload(slack: SlackWebApi, actionId: string, options: ClickOptions): Record<string, unknown> {
  const { user = 'U_THANDI', channel = CHANNEL, threadTs, actionTs = '1759650001.000300' } = options;
  const { value = JSON.stringify({ w: WORKFLOW_ID, e: 1759650000, h: 1 }) } = options;
  const payload = slackFixture('block-actions');
  const { option, blocks = [] } = options;
  const pressed = option ? { type: 'overflow', selected_option: { value } } : { type: 'button', value };
  const ts = '1759650000.000100';
  const action = { ...pressed, block_id: 'b', action_id: actionId, action_ts: actionTs };
  const who = { ...(payload.user as object), id: user };
  if (options.container !== undefined) {
    const { channel: _channel, message: _message, response_url: _url, ...rest } = payload;
    return { ...rest, user: who, container: options.container, actions: [action] };
  }
  return {
    ...payload,
    user: who,
    channel: { id: channel, name: 'agents' },
    container: { type: 'message', message_ts: ts, channel_id: channel, ...(threadTs && { thread_ts: threadTs }) },
    message: { type: 'message', ts, text: '', blocks, ...(threadTs && { thread_ts: threadTs }) },
    actions: [action],
    response_url: slack.responseUrl,
  };
}

function viewPayload(view: Record<string, unknown>, values: object, user: string): Record<string, unknown> {
  const { team, api_app_id } = slackFixture('block-actions');
  return {
    ...{ type: 'view_submission', team, api_app_id, user: { id: user, name: user.toLowerCase() } },
    view: { ...view, id: 'V1', hash: '1.1', state: { values } },
  };
}
