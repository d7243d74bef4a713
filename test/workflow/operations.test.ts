import { randomUUID } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { agentMessageSignal } from '../../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { until } from '../support/until';
import { classification, THANDI } from '../support/driver';
import { productSettings } from '../support/settings';

const { EVENT_TYPE_WORKFLOW_TASK_COMPLETED } = temporal.api.enums.v1.EventType;

const scripted = scriptedActivities(() => productSettings({ quiet: 0 }), {
  classify: async ({ messages }) =>
    classification(productSettings({ quiet: 0 }), { wantsHuman: messages.join().includes('person') }),
});
let rig: Awaited<ReturnType<typeof createRig>>;

beforeAll(async () => {
  rig = await createRig(scripted.activities);
});
afterAll(() => rig.stop());

type Conversation = Awaited<ReturnType<typeof rig.start>>;

const sendsOf = ({ workflowId }: Conversation) => scripted.sends.filter((send) => send.workflowId === workflowId);

async function answered(conversation: Conversation, question: string): Promise<void> {
  await conversation.customer(question);
  await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
}

/** Ends the run and goes on from its first or last workflow task, as the button in Temporal UI does. */
async function reset({ workflowId, handle }: Conversation, to: 'first' | 'last'): Promise<void> {
  const { events } = await handle.fetchHistory();
  const tasks = (events ?? []).filter(({ eventType }) => eventType === EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  const task = to === 'first' ? tasks[0] : tasks.at(-1);
  await rig.connection.workflowService.resetWorkflowExecution({
    namespace: rig.namespace,
    workflowExecution: { workflowId },
    workflowTaskFinishEventId: task?.eventId ?? null,
    reason: 'a test',
    requestId: randomUUID(),
  });
}

describe('what operators see and do on the server', () => {
  it('when an agent has answered, then the conversation is no longer found as owed', async () => {
    const conversation = await rig.start();
    const owed = async (): Promise<Date | undefined> =>
      (await conversation.handle.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.BatonOwedSince);
    await conversation.customer('a person please');
    await until(owed, (at) => at !== undefined);
    await conversation.command('takeOver');
    expect(await owed()).toBeDefined();
    const place = { channel: 'C1', threadTs: '1.0', agent: THANDI };
    const said = { id: 'C1:7.0', ...place, text: 'Here I am', note: false, mentions: false, files: 0 };
    await conversation.handle.signal(agentMessageSignal, said);
    await until(owed, (at) => at === undefined);
    await conversation.customer('and another thing');
    await until(owed, (at) => at !== undefined);
  });

  it.each(['terminated', 'cancelled'] as const)(
    'when a conversation is %s, then the next message begins a new one that knows nothing',
    async (how) => {
      const conversation = await rig.start();
      await answered(conversation, 'question 1');
      const { runId } = await conversation.handle.describe();
      if (how === 'terminated') await conversation.handle.terminate('by an operator');
      else await conversation.handle.cancel();
      await until(
        () => conversation.handle.describe(),
        ({ status }) => status.name !== 'RUNNING',
      );
      await answered(conversation, 'question 2');
      const { transcript } = await conversation.snapshot();
      expect((await conversation.handle.describe()).runId).not.toBe(runId);
      expect(transcript.map(({ text }) => text)).toEqual(['question 2', 'answer to: question 2']);
    },
  );

  it('when a conversation is reset to its last workflow task, then it goes on and repeats nothing', async () => {
    const conversation = await rig.start();
    await answered(conversation, 'question 1');
    await reset(conversation, 'last');
    await answered(conversation, 'question 2');
    expect((await conversation.snapshot()).transcript.filter(({ from }) => from === 'customer')).toHaveLength(2);
    expect(sendsOf(conversation)).toHaveLength(2);
  });

  it('when it is reset to before an answer was sent, then the answer goes out a second time, under another intent', async () => {
    const conversation = await rig.start();
    await answered(conversation, 'question 1');
    await reset(conversation, 'first');
    await until(
      () => sendsOf(conversation),
      (sends) => sends.length === 2,
    );
    expect(new Set(sendsOf(conversation).map(({ intentId }) => intentId)).size).toBe(2);
  });
});
