import { advanceWorkflowClock } from '../../src/simulator/workflow-clock';
import { tellWaitingList } from '../../src/waiting-list';
import type { SlackPost, SlackResult, Waiting, WaitingNews } from '../../workflows/conversation/ports';
import { WAITING_LIST_ID } from '../../workflows/waiting-list';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { productSettings } from '../support/settings';
import { until } from '../support/until';

const MINUTE = 60_000;

type ListPost = Extract<SlackPost, { kind: 'waiting_list' }>;

let waiting: Waiting[] = [];
const posts: ListPost[] = [];
const { activities } = scriptedActivities(() => productSettings(), {
  listWaiting: async () => waiting,
  postToSlack: async ({ post }) => {
    if (post.kind !== 'waiting_list') throw new Error('Nothing else is posted here.');
    posts.push(post);
    return post.place ?? place(posts.length);
  },
});
let rig: Awaited<ReturnType<typeof createRig>>;

beforeAll(async () => {
  rig = await createRig(activities);
});
afterAll(() => rig.stop());

const handle = () => rig.client.workflow.getHandle(WAITING_LIST_ID);
/** Tells of a conversation, as the conversation itself would. */
const tell = (what: WaitingNews['what'], workflowId = 'w1') => tellWaitingList(rig.client, { workflowId, what });
const passes = (milliseconds: number) =>
  advanceWorkflowClock(rig.connection, { namespace: rig.namespace, workflowId: WAITING_LIST_ID, milliseconds });

/** Everything that has been posted or edited, once it is so much, as `<kind> <who waits>`, with the place of an edit. */
async function told(count: number): Promise<[string, SlackResult | undefined][]> {
  await until(
    () => posts.length,
    (length) => length >= count,
  );
  return posts.map(({ list, place }) => [
    [list.kind, ...list.waiting.map(({ workflowId }) => workflowId)].join(' '),
    place,
  ]);
}
function place(number: number): SlackResult {
  return { channel: 'C1', ts: `${number}.0` };
}

beforeEach(() => {
  waiting = ['w1', 'w2', 'w3'].map((workflowId, index) => ({ workflowId, since: index + 1 }));
  posts.length = 0;
});
afterEach(async () => {
  const { status } = await handle().describe();
  if (status.name === 'RUNNING') await handle().terminate('the test is over');
});

describe('the list of those who wait', () => {
  it('when the conversations of one opening tell of it one after the other, then one list is posted and kept true', async () => {
    waiting.pop();
    await tell('opening', 'w1');
    expect(await told(1)).toEqual([['opening w1 w2', undefined]]);
    waiting.push({ workflowId: 'w3', since: 3 });
    await tell('opening', 'w2');
    await told(2);
    await tell('opening', 'w3');
    await tell('over', 'w1');
    expect(await told(3)).toEqual([
      ['opening w1 w2', undefined],
      ['opening w1 w2 w3', place(1)],
      ['opening w2 w3', place(1)],
    ]);
  });

  it('when the next opening comes, then a new list is posted and the one before says where it goes on', async () => {
    await tell('opening');
    await told(1);
    await passes(11 * MINUTE);
    await tell('opening');
    expect(await told(3)).toEqual([
      ['opening w1 w2 w3', undefined],
      ['moved', place(1)],
      ['opening w1 w2 w3', undefined],
    ]);
  });

  it('when nobody has come, then the group is called by a new list, and for others once ten minutes are over', async () => {
    await tell('waiting');
    await tell('nobody', 'w1');
    await told(1);
    waiting.pop();
    await tell('nobody', 'w2');
    expect(await told(2)).toEqual([
      ['nobody w1 w2 w3', undefined],
      ['nobody w1 w2', place(1)],
    ]);
    await passes(9 * MINUTE);
    expect(posts).toHaveLength(2);
    await passes(MINUTE);
    expect((await told(4)).slice(2)).toEqual([
      ['moved', place(1)],
      ['nobody w1 w2', undefined],
    ]);
    await passes(11 * MINUTE);
    expect(posts).toHaveLength(4);
  });

  it('when somebody has come for whom a call was put off, then nobody is called', async () => {
    await tell('nobody', 'w1');
    await told(1);
    await tell('nobody', 'w2');
    waiting = waiting.filter(({ workflowId }) => workflowId !== 'w2');
    await tell('over', 'w2');
    await told(2);
    await passes(11 * MINUTE);
    expect(posts.map(({ list }) => list.kind)).toEqual(['nobody', 'nobody']);
    expect(posts.at(-1)?.place).toEqual(place(1));
  });

  it('when nobody comes right after an opening, then the group is called at once: an opening calls nobody', async () => {
    await tell('opening');
    await told(1);
    await tell('nobody', 'w1');
    expect((await told(3)).slice(1)).toEqual([
      ['moved', place(1)],
      ['nobody w1 w2 w3', undefined],
    ]);
  });

  it('when more have waited too long, then the second channel gets a new post of them alone, ten minutes after the last', async () => {
    await tell('escalate', 'w1');
    await told(2);
    await tell('escalate', 'w3');
    expect((await told(3))[2]).toEqual(['escalated w1 w3', place(2)]);
    await passes(10 * MINUTE);
    expect((await told(5)).slice(3)).toEqual([
      ['moved', place(2)],
      ['escalated w1 w3', undefined],
    ]);
    expect(posts.map(({ second }) => second)).toEqual([false, true, true, true, true]);
  });

  it('when the 24 hours of somebody are over, then the list says so', async () => {
    waiting = [{ workflowId: 'w1', since: 1, windowEndsAt: 2 }];
    await tell('waiting');
    await told(1);
    expect(posts[0]?.list.waiting).toEqual([{ workflowId: 'w1', since: 1, windowEndsAt: 2, windowOver: true }]);
  });

  it('when a conversation says that nobody has to come, then it is left out although it is still published', async () => {
    await tell('escalate', 'w1');
    await tell('escalate', 'w2');
    await told(2);
    await tell('over', 'w2');
    expect(await told(4)).toEqual([
      ['waiting w1 w2 w3', undefined],
      ['escalated w1 w2', undefined],
      ['waiting w1 w3', place(1)],
      ['escalated w1', place(2)],
    ]);
    expect(posts.map(({ second }) => second)).toEqual([false, true, false, true]);
  });

  it('when nobody waits any more, then the list says so and the workflow ends', async () => {
    await tell('waiting');
    await told(1);
    waiting = [];
    await tell('over');
    expect((await told(2))[1]).toEqual(['waiting', place(1)]);
    await until(
      () => handle().describe(),
      ({ status }) => status.name === 'COMPLETED',
    );
    await tell('over');
    await until(
      () => handle().describe(),
      ({ status }) => status.name === 'COMPLETED',
    );
    expect(posts).toHaveLength(2);
  });
});
