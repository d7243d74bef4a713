import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';
import { send, slackFixture, startSlackApp, type RunningSlackApp } from '../../support/slack-app';

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  app = await startSlackApp(gateway);
});
afterEach(() => app.close());

const body = (): string => JSON.stringify({ ...slackFixture('event-callback'), event: slackFixture('thread-message') });

describe('/slack/events', () => {
  it('when Slack verifies the address, the challenge comes back', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 'unused' });
    const response = await send(app.url, challenge, 'application/json');
    expect(await response.json()).toEqual({ challenge: 'c-1' });
  });

  it.each([
    ['a wrong signature', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['an old timestamp', { 'x-slack-request-timestamp': '1759650000' }],
    ['no version', { 'x-slack-signature': 'abc' }],
  ])('when a request has %s, it is refused before anything is read', async (_what, headers) => {
    const response = await send(app.url, body(), 'application/json', headers);
    expect(response.status).toBe(401);
    expect(app.slack.calls).toEqual([]);
  });

  it('when a request has no signature, it is refused', async () => {
    const response = await fetch(app.url, {
      method: 'POST',
      body: body(),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(401);
  });

  it('when a body is larger than anything Slack sends, it is refused', async () => {
    expect((await send(app.url, 'x'.repeat(5_000_000), 'application/json')).status).toBe(413);
  });

  it('when a body is no JSON, it is refused', async () => {
    expect((await send(app.url, '{', 'application/json')).status).toBe(400);
  });

  it('when an event is none of ours, it is acknowledged', async () => {
    expect((await app.event({ type: 'member_joined_channel', user: 'U_PIETER', channel: 'C0AGENTS' })).status).toBe(
      200,
    );
  });
});

describe('check', () => {
  it('when token, channel and group are right, there is nothing to say', async () => {
    expect(await app.check()).toEqual([]);
  });

  it('when something is missing in Slack, each is a sentence', async () => {
    app.slack.answer('auth.test', { ok: false, error: 'invalid_auth' });
    app.slack.answer('conversations.info', { ok: true, channel: { is_member: false } });
    app.slack.answer('usergroups.users.list', { ok: true, users: [] });
    expect(await app.check()).toEqual([
      expect.stringMatching(/^Slack refuses SLACK_BOT_TOKEN .*invalid_auth/),
      'Baton is not in the channel SLACK_CHANNEL_ID: invite it.',
      'The group SLACK_AGENT_GROUP has no members: nobody can take over.',
    ]);
  });
});

describe('slack-manifest.yml', () => {
  const manifest = parse(readFileSync(join(__dirname, '../../../slack-manifest.yml'), 'utf8')) as {
    features: { slash_commands: { command: string; url: string; should_escape: boolean }[] };
    oauth_config: { scopes: { bot: string[] } };
    settings: {
      event_subscriptions: { request_url: string; bot_events: string[] };
      interactivity: { is_enabled: boolean; request_url: string };
    };
  };

  it('when it is pasted into Slack, everything that the app listens to comes to one address', () => {
    const [command] = manifest.features.slash_commands;
    expect(command).toMatchObject({ command: '/baton', should_escape: false });
    const urls = [
      command?.url,
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
    ];
    expect(new Set(urls).size).toBe(1);
    expect(new URL(urls[0] ?? '').pathname).toBe('/slack/events');
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([
      'message.channels',
      'message.groups',
      'app_home_opened',
      'reaction_added',
      'reaction_removed',
    ]);
  });

  it('when it is pasted into Slack, the app may do all that it does and no more', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([
      'channels:history',
      'channels:read',
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'groups:history',
      'groups:read',
      'im:history',
      'im:write',
      'metadata.message:read',
      'reactions:read',
      'reactions:write',
      'usergroups:read',
      'users:read',
    ]);
  });
});
