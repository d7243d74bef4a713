import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';
import { CHANNEL, startSlackApp, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';

const ROOT = '1759650000.000100';
const TS = '1759650009.000200';

let app: RunningSlackApp;
let gateway: FakeAgentGateway;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  gateway.threads.set(`${CHANNEL}:${ROOT}`, WORKFLOW_ID);
  app = await startSlackApp(gateway);
});
afterEach(() => app.close());

const message = (change: object = {}) => ({
  type: 'message',
  ts: TS,
  thread_ts: ROOT,
  user: 'U_THANDI',
  text: 'old',
  ...change,
});
const changed = (change: object, more: object = {}) =>
  app.event({
    ...{ type: 'message', subtype: 'message_changed', channel: CHANNEL, hidden: true, ts: '1759650010.000300' },
    ...{
      message: message({ edited: { user: 'U_THANDI', ts: '1759650010.000000' }, ...change }),
      previous_message: message(),
    },
    ...more,
  });
const deleted = (change: object = {}) =>
  app.event({
    ...{ type: 'message', subtype: 'message_deleted', channel: CHANNEL, hidden: true, ts: '1759650011.000400' },
    ...{ deleted_ts: TS, previous_message: message(change) },
  });
const ABOUT = {
  messageId: `${CHANNEL}:${TS}`,
  channel: CHANNEL,
  threadTs: ROOT,
  agent: { id: 'U_THANDI', name: 'THANDI' },
};

describe('a change of what an agent has written', () => {
  it('when he edits it, the conversation gets the words that the customer would read', async () => {
    expect((await changed({ text: 'new &amp; better' })).status).toBe(200);
    expect(gateway.changes).toEqual([
      {
        workflowId: WORKFLOW_ID,
        change: {
          id: `edit:${CHANNEL}:${TS}:1759650010.000000`,
          ...ABOUT,
          edited: { text: 'new & better', note: false, mentions: false },
        },
      },
    ]);
  });

  it('when he deletes it, the conversation is told', async () => {
    expect((await deleted()).status).toBe(200);
    expect(gateway.changes).toEqual([{ workflowId: WORKFLOW_ID, change: { id: `delete:${CHANNEL}:${TS}`, ...ABOUT } }]);
  });

  it('when it cannot be recorded, Slack brings it again', async () => {
    gateway.messageAnswer = 'unclear';
    expect((await deleted()).status).toBe(500);
    gateway.messageAnswer = 'closed';
    expect((await deleted()).status).toBe(200);
  });

  it.each([
    ['a preview came to it', () => changed({ text: 'old' })],
    ['it was not edited', () => changed({ text: 'new', edited: undefined })],
    ['the app itself edited it', () => changed({ text: 'new', user: 'U0BATON', bot_id: 'B0BATON' })],
    ['it is in no thread', () => changed({ text: 'new', thread_ts: undefined })],
    ['it is somebody’s outside the group', () => changed({ text: 'new', user: 'U_VISITOR' })],
    ['it is in another channel', () => changed({ text: 'new' }, { channel: 'C0OTHER' })],
    ['a visitor deletes his', () => deleted({ user: 'U_VISITOR' })],
  ])('when %s, the conversation hears nothing of it', async (_why, happens) => {
    expect((await happens()).status).toBe(200);
    expect(gateway.changes).toEqual([]);
  });
});
