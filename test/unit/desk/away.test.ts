import { createVisitor, startDesk } from '../../support/desk';
import { closeAll } from '../../support/http';

afterEach(closeAll);

const IDS = ['a', 'b'].map((digit) => `whatsapp-1-${digit.repeat(24)}`);
const HOUR = 3_600_000;

async function signedIn(id = 'U_THANDI') {
  const desk = await startDesk();
  desk.agentGateway.claimed.set('U_THANDI', IDS);
  const visitor = createVisitor(desk.url);
  await visitor.signIn(id);
  const { csrf = '' } = await visitor.form('sign-out');
  const press = async (fields: Record<string, string>): Promise<string> => {
    const { location } = await visitor.post('/desk/away', { csrf, ...fields });
    const { text } = await visitor.get(location ?? '/desk/mine');
    return /<p class="said">([^<]*)</.exec(text)?.[1] ?? '';
  };
  return { ...desk, visitor, press, csrf };
}

describe('an agent who leaves the desk', () => {
  it('when she is away until a time, and is back, then each conversation of hers is told', async () => {
    const { press, agentGateway, world } = await signedIn();
    expect(await press({ kind: 'away', until: '1 h' })).toMatch(/^You have 2 conversations: where a customer/);
    expect(await press({ kind: 'back' })).toBe('Welcome back: you have 2 conversations.');
    const told = agentGateway.commands.map(({ workflowId, command }) => [workflowId, command.kind, command.until]);
    expect(told).toEqual([
      [IDS[0], 'away', world.now + HOUR],
      [IDS[1], 'away', world.now + HOUR],
      [IDS[0], 'back', undefined],
      [IDS[1], 'back', undefined],
    ]);
    expect(new Set(agentGateway.commands.map(({ command }) => command.updateId)).size).toBe(4);
  });

  it.each([
    ['says no time', { kind: 'away' }, /^You have 2 conversations/, 2],
    ['types none', { kind: 'away', until: 'later' }, /^That is no time ahead/, 0],
    ['sends what no form of ours has', { kind: 'gone' }, /^This page is out of date/, 0],
  ])('when she %s, then she reads what comes of it', async (_what, fields, sentence, commands) => {
    const { press, agentGateway } = await signedIn();
    expect(await press(fields as Record<string, string>)).toMatch(sentence);
    expect(agentGateway.commands).toHaveLength(commands);
  });

  it('when an operator reads along, then he has no such form, and is refused', async () => {
    const { visitor, csrf, agentGateway } = await signedIn('U_BOSS');
    expect((await visitor.get('/desk/mine')).text).not.toContain('/desk/away');
    expect((await visitor.post('/desk/away', { csrf, kind: 'away' })).status).toBe(403);
    expect(agentGateway.commands).toEqual([]);
  });
});
