import { temporal } from '@temporalio/proto';
import { deliveryStatusSignal } from '../../workflows/conversation/messages';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { until } from '../support/until';
import { productSettings } from '../support/settings';

const TURNS = 20;
const MAX_EVENTS = 28;
const MAX_ACTIONS = 6;
/** What Temporal Cloud bills as an action: https://docs.temporal.io/cloud/actions */
const { EventType } = temporal.api.enums.v1;
const ACTIONS = new Set<unknown>([
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
  EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
  EventType.EVENT_TYPE_TIMER_STARTED,
  EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  EventType.EVENT_TYPE_MARKER_RECORDED,
]);

const scripted = scriptedActivities(() => productSettings({ quiet: 0, silenceMachines: false }));
let rig: Awaited<ReturnType<typeof createRig>>;

beforeAll(async () => {
  rig = await createRig(scripted.activities);
});
afterAll(() => rig.stop());

test('when twenty more messages are answered, then each costs at most 28 events and 6 billable actions on average', async () => {
  const conversation = await rig.start({ silenceMachines: false });
  await turn(conversation, 0);
  const before = await counts(conversation);
  for (let round = 1; round <= TURNS; round += 1) await turn(conversation, round);
  const after = await counts(conversation);
  expect((after.events - before.events) / TURNS).toBeLessThanOrEqual(MAX_EVENTS);
  expect((after.actions - before.actions) / TURNS).toBeLessThanOrEqual(MAX_ACTIONS);
  expect(scripted.sends).toHaveLength(TURNS + 1);
});

type Conversation = Awaited<ReturnType<typeof rig.start>>;

/** One message, its answer, and WhatsApp's status of the answer. */
async function turn(conversation: Conversation, round: number): Promise<void> {
  await conversation.customer(`question ${round}`);
  await conversation.until(
    ({ transcript }) =>
      transcript.at(-1)?.text.endsWith(`question ${round}`) === true && transcript.at(-1)?.delivery === 'sent',
  );
  const intentId = scripted.sends.at(-1)?.intentId ?? '';
  await conversation.handle.signal(deliveryStatusSignal, { intentId, messageId: 'm', status: 'sent', at: Date.now() });
  await until(
    () => conversation.handle.describe(),
    ({ raw }) => (raw.pendingWorkflowTask ?? null) === null,
  );
}

async function counts({ handle }: Conversation): Promise<{ events: number; actions: number }> {
  const { events = [] } = await handle.fetchHistory();
  const all = events ?? [];
  return { events: all.length, actions: all.filter(({ eventType }) => ACTIONS.has(eventType)).length };
}
