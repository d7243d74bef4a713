/** What runs beside the conversations, each in a scenario that goes through all that it does. */
import type { WorkflowHandle } from '@temporalio/client';
import { advanceWorkflowClock } from '../../../src/simulator/workflow-clock';
import { TASK_QUEUE } from '../../../workflows/conversation/messages';
import type { ConversationActivities, Waiting } from '../../../workflows/conversation/ports';
import { ASSISTANT_PAUSE_WORKFLOW } from '../../../workflows/assistant-pause';
import { CLOSING_ID, CLOSING_WORKFLOW, closingClickSignal, type ClosingActivities } from '../../../workflows/closing';
import { MODEL_OUTAGE_WORKFLOW, modelAwaySignal, modelBackSignal } from '../../../workflows/model-outage';
import { TEAMS_CARD_WORKFLOW, TEAMS_LIST_WORKFLOW, type TeamsActivities } from '../../../workflows/teams-card';
import { WAITING_LIST_WORKFLOW, waitingListSignal } from '../../../workflows/waiting-list';
import { THANDI } from '../driver';
import { until } from '../until';
import { activities as ofConversations, posts } from './activities';
import type { Rig } from './moves';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let waiting: Waiting[] = [];
let unclaimed = 0;
let closesAt = 0;

export const activities: ConversationActivities & ClosingActivities & TeamsActivities = {
  ...ofConversations,
  listWaiting: async () => waiting,
  countUnclaimed: async () => unclaimed,
  nextClosing: async (after) => ({ at: after < closesAt ? closesAt : closesAt + DAY }),
  listClaimed: async () => ({
    agents: [{ agent: THANDI, conversations: [{ workflowId: 'one' }, { workflowId: 'two' }, { workflowId: 'three' }] }],
    until: { at: closesAt + DAY / 2, words: 'tomorrow 08:00' },
  }),
  carryOut: async ({ workflowId }) => ({ accepted: workflowId !== 'two', sentence: 'Pieter has it.' }),
  tellTeams: async () => undefined,
  tellTeamsWhoWaits: async () => undefined,
};

/** The last post of a workflow, once there are so many. */
const posted = async ({ workflowId }: WorkflowHandle, count: number): Promise<void> => {
  const own = (): typeof posts => posts.filter((post) => post.workflowId === workflowId);
  await until(
    async () => own().length,
    (found) => found >= count,
  );
};

const start = (rig: Rig, name: string, args: unknown[] = [], workflowId = name): Promise<WorkflowHandle> =>
  rig.client.workflow.start(name, { workflowId, taskQueue: TASK_QUEUE, args });

export const BESIDE: Record<string, (rig: Rig) => Promise<WorkflowHandle>> = {
  'beside-waiting-list': async (rig) => {
    const since = Date.now();
    waiting = [
      { workflowId: 'one', since },
      { workflowId: 'two', since: since + 1 },
    ] as Waiting[];
    const handle = await start(rig, WAITING_LIST_WORKFLOW);
    const tell = (workflowId: string, what: 'waiting' | 'opening' | 'nobody' | 'escalate' | 'over') =>
      handle.signal(waitingListSignal, { workflowId, what });
    await tell('one', 'waiting');
    await posted(handle, 1);
    await tell('one', 'nobody');
    await posted(handle, 3);
    await tell('one', 'escalate');
    await posted(handle, 4);
    await tell('two', 'opening');
    await posted(handle, 6);
    waiting = [];
    await Promise.all([tell('one', 'over'), tell('two', 'over')]);
    await handle.result();
    return handle;
  },
  'beside-waiting-list-calls': async (rig) => {
    const since = Date.now();
    waiting = [
      { workflowId: 'one', since, windowEndsAt: since },
      { workflowId: 'two', since: since + 1 },
    ];
    const handle = await start(rig, WAITING_LIST_WORKFLOW, [], 'waiting-list-calls');
    const { connection, namespace } = rig;
    const tell = (workflowId: string, what: 'opening' | 'nobody' | 'escalate' | 'over') =>
      handle.signal(waitingListSignal, { workflowId, what });
    await tell('one', 'opening');
    await posted(handle, 1);
    await tell('one', 'nobody');
    await tell('one', 'escalate');
    await posted(handle, 4);
    await tell('two', 'nobody');
    await tell('two', 'escalate');
    await posted(handle, 5);
    const { workflowId } = handle;
    await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds: 10 * MINUTE });
    await posted(handle, 9);
    waiting = [];
    await Promise.all([tell('one', 'over'), tell('two', 'over')]);
    await handle.result();
    return handle;
  },
  'beside-model-outage': async (rig) => {
    unclaimed = 2;
    const handle = await start(rig, MODEL_OUTAGE_WORKFLOW);
    await handle.signal(modelAwaySignal);
    await posted(handle, 1);
    await handle.signal(modelBackSignal);
    await posted(handle, 2);
    unclaimed = 0;
    await handle.result();
    return handle;
  },
  'beside-closing': async (rig) => {
    closesAt = Date.now() + 10 * MINUTE;
    const handle = await start(rig, CLOSING_WORKFLOW, [], CLOSING_ID);
    await posted(handle, 1);
    const ts = `${posts.length}.0`;
    const click = { agent: THANDI, closesAt, place: { channel: 'C1', ts } };
    await handle.signal(closingClickSignal, { ...click, id: 'click-1', choice: 'resolve', workflowId: 'one' });
    await posted(handle, 2);
    await handle.signal(closingClickSignal, { ...click, id: 'click-2', choice: 'later' });
    await posted(handle, 3);
    return handle;
  },
  'beside-teams-card': async (rig) => {
    const handle = await start(rig, TEAMS_CARD_WORKFLOW, ['one']);
    await handle.result();
    return handle;
  },
  'beside-teams-list': async (rig) => {
    const handle = await start(rig, TEAMS_LIST_WORKFLOW, ['nobody']);
    await handle.result();
    return handle;
  },
  'beside-assistant-pause': async (rig) => {
    const handle = await start(rig, ASSISTANT_PAUSE_WORKFLOW);
    await handle.cancel();
    await handle.result();
    return handle;
  },
};
