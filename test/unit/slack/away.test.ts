import { createFakeAgentGateway, DONE, type FakeAgentGateway } from '../../support/agent-gateway';
import { startSlackApp, type RunningSlackApp } from '../../support/slack-app';

const IDS = ['a', 'b'].map((digit) => `whatsapp-1-${digit.repeat(24)}`);
/** Noon in South Africa, and two hours later. */
const NOON = Date.UTC(2026, 10, 27, 10);
const SOON = Date.UTC(2026, 10, 27, 12);

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  gateway.claimed.set('U_THANDI', IDS);
  app = await startSlackApp(gateway, () => NOON);
});
afterEach(() => app.close());

async function told(): Promise<unknown[]> {
  await app.settled();
  return app.slack.to('response_url').map(({ text }) => text);
}

describe('/baton away', () => {
  it('when an agent is away until a time, then each conversation of hers is told once, and she reads how many', async () => {
    expect((await app.command('away 14:00')).status).toBe(200);
    expect(await told()).toEqual([
      expect.stringContaining('You have 2 conversations: where a customer is owed an answer'),
    ]);
    expect(gateway.commands.map(({ workflowId }) => workflowId).sort()).toEqual(IDS);
    expect(new Set(gateway.commands.map(({ command }) => command.updateId)).size).toBe(2);
    for (const { command } of gateway.commands)
      expect(command).toMatchObject({ kind: 'away', until: SOON, agent: { id: 'U_THANDI' } });
  });

  it('when she says no time, then she is away until she does something; when she is back, they are told', async () => {
    await app.command('away');
    await app.command('Back');
    expect((await told()).at(-1)).toBe('Welcome back: you have 2 conversations.');
    expect(gateway.commands.map(({ command }) => command.kind)).toEqual(['away', 'away', 'back', 'back']);
    for (const { command } of gateway.commands) expect(command).not.toHaveProperty('until');
  });

  it('when one could not be told, then she reads so; when she has none, that', async () => {
    gateway.updates = [DONE, { accepted: false, code: 'no_handoff', sentence: 'Nothing is open.' }];
    await app.command('away');
    await app.settled();
    gateway.claimed.clear();
    await app.command('away');
    expect(await told()).toEqual([
      expect.stringMatching(/^You have 1 conversation: .* 1 conversation could not be told/),
      'You have no conversation.',
    ]);
  });

  it.each([
    ['types no time', 'away later', 'U_THANDI', 'That is no time'],
    ['is not one of the agents', 'away', 'U_VISITOR', "Only members of the agents' group"],
  ])('when somebody %s, then nothing happens and he reads why', async (_what, text, user, sentence) => {
    const response = await app.command(text, { user });
    expect(await response.json()).toMatchObject({ text: expect.stringContaining(sentence) });
    expect(await told()).toEqual([]);
    expect(gateway.commands).toEqual([]);
  });
});
