import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../src/cli/command';
import { documentation } from '../../src/cli/config';
import { find } from '../../src/cli/find';
import {
  ConfigurationError,
  readGatewayConfig,
  readOperatorConfig,
  readWorkerConfig,
  type Environment,
} from '../../src/config';
import { writeFacts } from '../../src/demo/facts';
import { ALWAYS_HUMAN_INTENTS } from '../../workflows/conversation/words';
import { complaintsUnread, runBaton, searchPath } from '../support/run';

const root = join(__dirname, '..', '..');

const complete: Environment = {
  WHATSAPP_ACCESS_TOKEN: 'a-token-of-a-system-user',
  WHATSAPP_APP_SECRET: '0123456789abcdef',
  WHATSAPP_PHONE_NUMBER_ID: '123456789012345',
  WHATSAPP_VERIFY_TOKEN: 'verify-me',
  SLACK_BOT_TOKEN: 'xoxb-123456',
  SLACK_SIGNING_SECRET: '0123456789abcdef',
  SLACK_CHANNEL_ID: 'C0123',
  SLACK_AGENT_GROUP: 'S0123',
  BATON_ID_KEY: 'k'.repeat(32),
  BATON_LINK_KEY: 'l'.repeat(32),
  BATON_PUBLIC_URL: 'https://support.example/',
  BATON_KNOWLEDGE_DIR: join(root, 'knowledge'),
};

const problemsOf = (read: (environment: Environment) => unknown, environment: Environment): string[] => {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

const deskPage = {
  DESK_OIDC_ISSUER: 'https://slack.com',
  DESK_OIDC_CLIENT_ID: 'client',
  DESK_OIDC_CLIENT_SECRET: 'a-client-secret',
};

describe('the desk page', () => {
  it('when no issuer is set, then there is none; when it is, then the members of the group in Slack work there', () => {
    expect(readGatewayConfig(complete).desk).toBeUndefined();
    expect(readGatewayConfig({ ...complete, ...deskPage, DESK_OPERATORS: 'U1, U2' }).desk).toEqual({
      ...{ issuer: 'https://slack.com', clientId: 'client', clientSecret: 'a-client-secret' },
      ...{ claim: 'sub', agents: undefined, operators: ['U1', 'U2'] },
    });
  });

  it.each([
    [
      { DESK_AGENTS: 'U1' },
      'DESK_AGENTS is set but DESK_OIDC_ISSUER and DESK_OIDC_CLIENT_ID and DESK_OIDC_CLIENT_SECRET is missing',
    ],
    [{ ...deskPage, DESK_OIDC_CLIENT_SECRET: '' }, 'DESK_OIDC_ISSUER is set but DESK_OIDC_CLIENT_SECRET is missing'],
    [{ ...deskPage, DESK_OIDC_ISSUER: 'http://issuer.example' }, 'DESK_OIDC_ISSUER is "http://issuer.example"'],
    [{ ...deskPage, DESK_AGENTS: 'thandi@shop.example' }, 'DESK_AGENTS is "thandi@shop.example"'],
    [{ ...deskPage, DESK_AGENT: 'U1' }, 'DESK_AGENT is not a name that Baton knows'],
  ])('when it is set up as %j, then one sentence says what is wrong', (names, sentence) => {
    const problems = problemsOf(readGatewayConfig, { ...complete, ...names });
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('configuration', () => {
  it('when only what is required is set, the rules are those of the specification', () => {
    const { settings } = readGatewayConfig(complete);
    expect(settings).toEqual({
      engine: 'local',
      alwaysHumanIntents: [...ALWAYS_HUMAN_INTENTS],
      inactivityMs: 30 * 60_000,
      askCustomerAfterMs: 10 * 60_000,
      remindAfterMs: 5 * 60_000,
      alertAfterMs: 10 * 60_000,
      escalateAfterMs: 20 * 60_000,
      waitingNoticePauseMs: 30 * 60_000,
      holdMs: 5_000,
      askTeam: false,
      askTeamMs: 180_000,
      agentNames: 'first_name',
      customerMayConfirm: true,
      repeatLimit: 3,
      repeatWindowMs: 2 * 60 * 60_000,
      offerPauseMs: 30 * 60_000,
      dailyAssistantMessages: 30,
      dailyModelCalls: 60,
      silenceMachines: true,
      assistantTimeoutMs: 8_000,
      quiet: 1,
      maxEvents: 1_000,
    });
    expect(readWorkerConfig(complete).settings).toEqual(settings);
  });

  it('when the steps of the ladder do not grow, or the file of hours is not there, each is told in a sentence', () => {
    const wrong = { ...complete, BATON_ALERT_AFTER_MS: '1200000', BATON_HOURS_FILE: '/nowhere/hours.yml' };
    const problems = problemsOf(readWorkerConfig, wrong);
    expect(problems).toEqual([
      'BATON_REMIND_AFTER_MS, BATON_ALERT_AFTER_MS and BATON_ESCALATE_AFTER_MS must grow from one to the next: correct the one that does not.',
      'BATON_HOURS_FILE is "/nowhere/hours.yml", and there is no such file: set it to a file with hours, or leave it out.',
    ]);
  });

  it('when people are told in Teams alone, then nothing of Slack is needed, and the address must be one of Teams', () => {
    const { SLACK_BOT_TOKEN: _token, SLACK_SIGNING_SECRET: _secret, ...rest } = complete;
    const { SLACK_CHANNEL_ID: _channel, SLACK_AGENT_GROUP: _group, ...alone } = rest;
    const url = 'https://default.af.environment.api.powerplatform.com/powerautomate/workflows/1?sig=abc';
    const teams = { ...alone, NOTIFY: 'teams', TEAMS_WEBHOOK_URL: url };
    expect(readGatewayConfig(teams).slack).toBeUndefined();
    expect(readWorkerConfig(teams)).toMatchObject({ slack: undefined, teamsWebhookUrl: url });
    expect(readWorkerConfig(complete).teamsWebhookUrl).toBeUndefined();
    expect(problemsOf(readWorkerConfig, { ...complete, NOTIFY: 'slack,teams' })).toEqual([
      expect.stringContaining('TEAMS_WEBHOOK_URL is missing'),
    ]);
    expect(problemsOf(readWorkerConfig, { ...teams, ASK_TEAM: 'true' })).toEqual([
      'ASK_TEAM is "true", and the team is asked in Slack: let NOTIFY name slack, or set ASK_TEAM to false.',
    ]);
    expect(problemsOf(readWorkerConfig, { ...alone, NOTIFY: 'slack,email' })).toEqual([
      'NOTIFY is "slack,email": set it to slack, teams or slack,teams.',
    ]);
    for (const bad of [
      'http://teams.example.com/1?sig=secret',
      'https://169.254.169.254/1?sig=secret',
      'https://localhost/1?sig=secret',
      'https://intranet/1?sig=secret',
      'https://user:secret@teams.example.com/1',
      'https://[::1]/1?sig=secret',
    ]) {
      const [problem] = problemsOf(readWorkerConfig, { ...teams, TEAMS_WEBHOOK_URL: bad });
      expect(problem).toMatch(/^TEAMS_WEBHOOK_URL is not usable: set it to the https address/);
      expect(problem).not.toContain('secret');
    }
  });

  it('when there is a key for a model, the model answers', () => {
    const config = readWorkerConfig({ ...complete, OPENAI_API_KEY: 'sk-something' });
    expect(config.settings.engine).toBe('openai');
    expect(config.model).toEqual({
      apiKey: 'sk-something',
      baseUrl: 'https://api.openai.com/v1',
      name: expect.any(String) as string,
    });
  });

  it('when the WhatsApp business account is named, the gateway lists its templates, and needs the token for it', () => {
    expect(readGatewayConfig(complete).templates).toBeUndefined();
    const named = {
      ...complete,
      WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
      WHATSAPP_REOPEN_TEMPLATE: 'your_answer_is_here',
    };
    expect(readGatewayConfig(named).templates).toMatchObject({
      businessAccountId: '102290129340398',
      preferred: 'your_answer_is_here',
      apiUrl: 'https://graph.facebook.com/v26.0',
    });
    expect(problemsOf(readGatewayConfig, { ...named, WHATSAPP_ACCESS_TOKEN: '' })).toEqual([
      expect.stringContaining('WHATSAPP_ACCESS_TOKEN is missing'),
    ]);
  });

  it('when ASSISTANT is local, a key changes nothing', () => {
    const config = readWorkerConfig({ ...complete, OPENAI_API_KEY: 'sk-something', ASSISTANT: 'local' });
    expect([config.settings.engine, config.model]).toEqual(['local', undefined]);
  });

  it('when values have spaces around them or a slash at the end, they are read without', () => {
    const config = readGatewayConfig({ ...complete, PORT: ' 8080 ', SLACK_API_URL: 'https://proxy.example/slack' });
    expect([config.port, config.publicUrl, config.slack?.apiUrl]).toEqual([
      8080,
      'https://support.example',
      'https://proxy.example/slack/',
    ]);
  });

  it.each([
    ['ASSISTANT', 'gpt', 'ASSISTANT is "gpt": set it to openai or local.'],
    ['PORT', '70000', 'PORT is "70000": set it to a port from 1 to 65535.'],
    ['BATON_QUIET', 'often', 'BATON_QUIET is "often": set it to a number from 0 to 5.'],
    ['BATON_CUSTOMER_MAY_CONFIRM', 'perhaps', 'BATON_CUSTOMER_MAY_CONFIRM is "perhaps": set it to true or false.'],
    ['BATON_ALWAYS_HUMAN_INTENTS', 'refunds', /^BATON_ALWAYS_HUMAN_INTENTS is "refunds": set it to a list of refund_/],
    ['BATON_INACTIVITY_MS', '30', /^BATON_INACTIVITY_MS is "30": set it to a number of milliseconds from 60000/],
    ['BATON_PUBLIC_URL', 'http://support.example', /^BATON_PUBLIC_URL is "http:.*": set it to the https address/],
    ['BATON_INACTIVITY_MIN', '30', /^BATON_INACTIVITY_MIN is not a name that Baton knows: correct it/],
    ['TEMPORAL_PROFILE', 'nowhere', /^The TEMPORAL_ names cannot be used \(.*\): correct them/],
    ['SLACK_CHANNEL_ID', '#support', /^SLACK_CHANNEL_ID is "#support": set it to the id of the channel/],
  ])('when %s is %s, it says what to set it to', (name, value, sentence) => {
    const problems = problemsOf(readGatewayConfig, { ...complete, [name]: value });
    expect(problems).toEqual([typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]);
  });

  it.each([
    ['openai without a key', { ASSISTANT: 'openai' }, /OPENAI_API_KEY is missing/],
    ['orders without a token', { ORDERS_API_URL: 'https://orders.example' }, /ORDERS_API_TOKEN is missing/],
    ['a deployment without a build', { TEMPORAL_DEPLOYMENT_NAME: 'baton' }, /TEMPORAL_WORKER_BUILD_ID is missing/],
    ['a build without a deployment', { TEMPORAL_WORKER_BUILD_ID: '1' }, /TEMPORAL_DEPLOYMENT_NAME is missing/],
    ['an orders token alone', { ORDERS_API_TOKEN: 'bearer-token' }, /ORDERS_API_URL is missing/],
    ['no knowledge', { BATON_KNOWLEDGE_DIR: '/nowhere' }, /where there is no business.yml/],
  ])('when the worker has %s, it says so', (_what, change, sentence) => {
    expect(problemsOf(readWorkerConfig, { ...complete, ...change })).toEqual([expect.stringMatching(sentence)]);
  });

  it('when an always-human list is none, the list is empty', () => {
    const { settings } = readGatewayConfig({ ...complete, BATON_ALWAYS_HUMAN_INTENTS: 'none' });
    expect(settings.alwaysHumanIntents).toEqual([]);
  });

  it('when a secret is wrong, its value is not repeated', () => {
    const canary = 'hunter2';
    const secrets = [
      'WHATSAPP_APP_SECRET',
      'SLACK_BOT_TOKEN',
      'BATON_ID_KEY',
      'BATON_LINK_KEY',
      'SLACK_SIGNING_SECRET',
    ];
    const wrong = Object.fromEntries(secrets.map((name) => [name, canary]));
    const problems = problemsOf(readGatewayConfig, { ...complete, ...wrong });
    expect(problems).toHaveLength(secrets.length);
    expect(problems.join('\n')).not.toContain(canary);
  });

  it('when nothing is set, a command that only needs Temporal works', () => {
    expect(readOperatorConfig({}).temporalUiUrl).toBe('http://localhost:8233');
  });

  it('when the table in the documentation is compared with the code, they agree', () => {
    expect(readFileSync(join(root, 'docs', 'configuration.md'), 'utf8')).toBe(documentation());
  });
});

describe('a process with a wrong configuration', () => {
  const five = {
    ...complete,
    WHATSAPP_VERIFY_TOKEN: '',
    SLACK_CHANNEL_ID: 'support',
    BATON_ID_KEY: 'short',
    PORT: 'three thousand',
    BATON_REPEAT_LIMIT: '0',
    BATON_ENV_FILE: '',
  };

  it('when the gateway finds five mistakes, it prints five sentences and ends with code 2', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: searchPath, ...five },
    });
    const lines = stderr.trim().split('\n');
    expect({ status, stdout, sentences: lines.length }).toEqual({ status: 2, stdout: '', sentences: 5 });
    for (const name of ['WHATSAPP_VERIFY_TOKEN', 'SLACK_CHANNEL_ID', 'BATON_ID_KEY', 'PORT', 'BATON_REPEAT_LIMIT']) {
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${name} is .*: set it to .*\\.$`)));
    }
  });

  it('when the file of the environment has values, they count unless the environment says otherwise', () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-env-'));
    const lines = Object.entries(complete).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(folder, 'live.env'), [...lines, 'PORT=wrong', 'BATON_QUIET=wrong'].join('\n'));
    const { status, stderr } = runBaton(['config'], { BATON_ENV_FILE: join(folder, 'live.env'), PORT: '4000' });
    expect([status, stderr.trim()]).toEqual([2, 'BATON_QUIET is "wrong": set it to a number from 0 to 5.']);
  });

  it('when the named file is not there, it says so', () => {
    const { status, stderr } = runBaton(['config'], { BATON_ENV_FILE: '/nowhere/live.env' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('/nowhere/live.env cannot be read')]);
  });
});

describe('the command line', () => {
  it('when the command is unknown, it prints its usage and ends with code 2', () => {
    const { status, stderr, stdout } = runBaton(['dance']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /There is no such command\.[^]*Usage: npm run baton -- <command>[^]*setup[^]*find[^]*config/,
    );
  });

  it('when its reader has seen enough, it ends in silence', () => {
    expect(complaintsUnread(['help'])).toBe('');
  });

  it('when the configuration is complete, config says so, and which rules are the own ones', () => {
    const { status, stdout } = runBaton(['config'], complete);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Gateway and worker have all that they need.')]);
    expect(stdout).toContain('rules      as they come');
    const { stdout: own } = runBaton(['config'], {
      ...complete,
      BATON_INACTIVITY_MS: '2700000',
      BATON_REPEAT_LIMIT: '4',
    });
    expect(own).toContain('rules      BATON_INACTIVITY_MS=2700000 (45 min)\n             BATON_REPEAT_LIMIT=4\n');
  });

  it('when Temporal is away, it says where it looked', () => {
    const { status, stderr } = runBaton(['setup'], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^Temporal does not answer at 127\.0\.0\.1:1: start it/),
    ]);
  });

  it.each(['find', 'find ZA.8843120077'])('when called with %s and no keys, it ends with code 2', (line) => {
    const { status, stdout } = runBaton(line.split(' '), { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect([status, stdout]).toEqual([2, '']);
  });

  it.each(['abc', '0825551234', 'za.8843120077', '+27 82 555 12x4'])(
    'when find is given %s, which can name no customer, it says what can',
    async (words) => {
      const print = jest.fn();
      await expect(find(complete, print, words.split(' '))).rejects.toThrow(
        new UsageError(
          'That is neither a number with its country code, such as "+27 82 555 1234", nor a user id of WhatsApp\'s or a workflow id.',
        ),
      );
      expect(print).not.toHaveBeenCalled();
    },
  );

  describe('while a demo runs in its folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-demo-'));
    const demo = join(folder, '.baton');

    beforeAll(() => {
      mkdirSync(join(demo, `demo-${process.pid}`), { recursive: true });
      const temporal = { address: '127.0.0.1:1', namespace: 'default', ui: 'http://127.0.0.1:2' };
      const facts = { page: '', gateway: '', simulator: '', temporal, pid: process.pid };
      writeFacts(demo, facts, { ...complete, WHATSAPP_PHONE_NUMBER_ID: 'of-the-demo' });
    });

    it('when config is asked, the demo lends it nothing', () => {
      const { WHATSAPP_APP_SECRET: _missing, BATON_ID_KEY: _missingToo, ...rest } = complete;
      const { status, stdout, stderr } = runBaton(['config'], rest, folder);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr.match(/^\w+/gm)).toEqual(['WHATSAPP_APP_SECRET', 'BATON_ID_KEY']);
    });

    it('when a customer is looked for, it is in the demo', () => {
      const { status, stderr } = runBaton(['find', '+27825551234'], {}, folder);
      expect([status, stderr]).toEqual([2, expect.stringContaining('WHATSAPP_PHONE_NUMBER_ID is "of-the-demo"')]);
    });
  });
});
