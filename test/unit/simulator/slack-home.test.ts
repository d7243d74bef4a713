import { WebAPIPlatformError } from '@slack/web-api';
import { eventOf, startWorkspace, type Clicked, type Workspace } from './support/slack';

let workspace: Workspace;

beforeEach(async () => {
  workspace = await startWorkspace({ redeliveries: [] });
});
afterEach(() => workspace.stop());

const BLOCKS = [
  { type: 'section', text: { type: 'plain_text', text: 'Two customers wait' } },
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'refresh', text: { type: 'plain_text', text: 'Refresh' }, value: '1' }],
  },
];

const publish = (more: object = {}, view: object = { type: 'home', blocks: BLOCKS }) =>
  workspace.client.views.publish({ user_id: 'U_THANDI', view: view as never, ...more });

async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof WebAPIPlatformError ? error.data.error : String(error);
}

const home = async (user = 'U_THANDI') =>
  (await workspace.control<{ text: string; actions: object[] }>('GET', `home?user=${user}`)).body;

describe('the Home tab of the simulated Slack', () => {
  it('when the app publishes it, then that person sees it, nobody else, and the next one takes its place', async () => {
    const first = await publish();
    expect(await home()).toMatchObject({
      text: 'Two customers wait',
      actions: [{ action_id: 'refresh', label: 'Refresh', value: '1' }],
    });
    expect(await home('U_PIETER')).toMatchObject({ text: '', actions: [] });
    const second = await publish({}, { type: 'home', blocks: BLOCKS.slice(0, 1) });
    expect(second.view?.id).toBe(first.view?.id);
    expect((await home()).actions).toEqual([]);
  });

  it('when it is no home, too long, of nobody, or of an older state, then it is refused as Slack does', async () => {
    const divider = { type: 'divider' };
    const modal = { type: 'modal', title: { type: 'plain_text', text: 'No home' }, blocks: [] };
    expect(await refusalOf(publish({}, modal))).toBe('invalid_arguments');
    const titled = { type: 'home', title: { type: 'plain_text', text: 'Home' }, blocks: [] };
    expect(await refusalOf(publish({}, titled))).toBe('invalid_arguments');
    const long = Array.from({ length: 101 }, () => divider);
    expect(await refusalOf(publish({}, { type: 'home', blocks: long }))).toBe('invalid_arguments');
    expect(await refusalOf(publish({ user_id: 'U_NOBODY' }))).toBe('user_not_found');
    const { view } = await publish();
    await publish({ hash: view?.hash });
    expect(await refusalOf(publish({ hash: view?.hash }))).toBe('hash_conflict');
  });

  it('when somebody opens it, then the app hears of it, with what was there before', async () => {
    await workspace.control('POST', 'home', { user: 'U_PIETER', wait: 0 });
    await publish();
    await workspace.control('POST', 'home', { user: 'U_THANDI', wait: 0 });
    const heard = workspace.received.map(eventOf).filter(({ type }) => type === 'app_home_opened');
    expect(heard).toMatchObject([
      { user: 'U_PIETER', tab: 'home', channel: 'D_PIETER' },
      { user: 'U_THANDI', tab: 'home', view: { type: 'home', blocks: [{ type: 'section' }, { type: 'actions' }] } },
    ]);
    expect(heard[0]).not.toHaveProperty('view');
  });

  it('when somebody clicks in it, then the payload names the view and has neither channel, message nor response_url', async () => {
    await publish();
    const click = { user: 'U_THANDI', action_id: 'refresh', wait: 0 };
    const { body } = await workspace.control<Clicked>('POST', 'home/actions', click);
    expect(body.status).toBe(200);
    const { body: payload } = workspace.received.at(-1)!;
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U_THANDI' },
      container: { type: 'view', view_id: expect.stringMatching(/^V/) },
      view: { type: 'home' },
      actions: [{ action_id: 'refresh', value: '1' }],
    });
    for (const absent of ['channel', 'message', 'response_url']) expect(payload).not.toHaveProperty(absent);
  });

  it('when nothing to click is showing, then the click is refused', async () => {
    const click = { user: 'U_THANDI', action_id: 'refresh' };
    expect((await workspace.control('POST', 'home/actions', click)).status).toBe(404);
    await publish();
    expect((await workspace.control('POST', 'home/actions', { ...click, action_id: 'other' })).status).toBe(409);
  });
});
