import { teamsMessage } from '../../../activities/teams/card';
import { call, closeRigs, startRig, type Called, type Rig } from './rig';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
});
afterAll(closeRigs);
// Four a second: each test begins with a full bucket.
beforeEach(() => rig.control('POST', '/reset'));

const message = (issue: string) => teamsMessage({ customer: { name: 'Sam' }, issue }, 'https://support.example/desk/1');
const post = (body: unknown, url = rig.simulator.urls.teams): Promise<Called> => call('POST', url, { body });

describe('a Workflows webhook of the simulator', () => {
  it('when it is sent what the product makes, then it takes it, and the journal has it', async () => {
    expect((await post(message('wants a refund'))).status).toBe(202);
    const entry = (await rig.journal()).findLast(({ vendor }) => vendor === 'teams');
    expect(JSON.stringify(entry?.body)).toContain('wants a refund');
  });

  it('when somebody has not got its secret, then it takes nothing', async () => {
    expect((await post(message('hello'), rig.simulator.urls.teams.replace(/sig=.*/, 'sig=guessed'))).status).toBe(401);
  });

  it.each<[string, unknown, number]>([
    ['no message', { text: 'hello' }, 400],
    ['an element that needs more than a card', withBody({ type: 'Input.Text', id: 'x' }), 400],
    ['a button that would need a bot', withBody({ type: 'TextBlock', text: 'x' }, { type: 'Action.Execute' }), 400],
    ['more than 28 KB', withBody({ type: 'TextBlock', text: 'x'.repeat(28 * 1024) }), 413],
  ])('when it is sent %s, then it refuses', async (_what, body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('when there are more than four in a second, then it says when there may be another', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(message('again'))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(4);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
  });
});

function withBody(element: object, ...actions: object[]): object {
  const content = { type: 'AdaptiveCard', version: '1.5', body: [element], ...(actions.length > 0 && { actions }) };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}
