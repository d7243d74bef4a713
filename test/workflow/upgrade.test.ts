import { randomUUID } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { agentMessageSignal, phoneReplySignal, TASK_QUEUE } from '../../workflows/conversation/messages';
import { conversationWorkflow } from '../../workflows';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { THANDI } from '../support/driver';
import { earlierRelease } from '../support/earlier-release';
import { productSettings } from '../support/settings';
import { until } from '../support/until';

type Rig = Awaited<ReturnType<typeof createRig>>;
type Conversation = Awaited<ReturnType<Rig['start']>>;

const settings = productSettings({ quiet: 0, maxEvents: 80 });
const scripted = scriptedActivities(() => settings);
const CUSTOMER = { waId: '27825551234', keys: ['k1'] };
const { EventType } = temporal.api.enums.v1;

const answered = (conversation: Conversation, question: string) =>
  conversation.until(({ transcript }) =>
    transcript.some(({ text, delivery }) => text === `answer to: ${question}` && delivery === 'sent'),
  );

async function asks(conversation: Conversation, question: string): Promise<void> {
  await conversation.customer(question);
  await answered(conversation, question);
}

const fromPhone = ({ handle }: Pick<Conversation, 'handle'>, text: string) =>
  handle.signal(phoneReplySignal, { id: `wamid.${randomUUID()}`, sentAt: Date.now(), text, customer: CUSTOMER });

const heard = (conversation: Conversation, words: string) =>
  conversation.until(({ transcript }) => transcript.some(({ text }) => text === words));

/** What the server shows as owed, once the conversation has nothing left to do with what came last. */
async function owedAsShown({ handle }: Conversation): Promise<Date | undefined> {
  const { typedSearchAttributes } = await until(
    () => handle.describe(),
    ({ raw }) => (raw.pendingWorkflowTask ?? null) === null && (raw.pendingActivities ?? []).length === 0,
  );
  return typedSearchAttributes.get(SEARCH_ATTRIBUTES.BatonOwedSince);
}

/** An agent has it and has answered: nothing is owed any more. */
async function answeredByAgent(conversation: Conversation): Promise<void> {
  await conversation.command('takeOver');
  await conversation.customer('Hello?');
  await heard(conversation, 'Hello?');
  const said = { channel: 'C1', threadTs: '1.0', agent: THANDI, note: false, mentions: false, files: 0 };
  await conversation.handle.signal(agentMessageSignal, { id: `C1:${randomUUID()}`, ...said, text: 'I am here.' });
  await conversation.until(({ transcript }) =>
    transcript.some(({ text, delivery }) => text === 'I am here.' && delivery === 'sent'),
  );
}

describe('a conversation that began under rule set 1', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig(scripted.activities, { workflowBundle: await earlierRelease(1) });
  }, 120_000);
  afterAll(() => rig.stop());

  test('when the release is upgraded, then it keeps its rules, and has the newest once it continues as new', async () => {
    const old = await rig.start();
    await asks(old, 'question 1');
    await rig.upgrade({});
    const fresh = await rig.start();
    await asks(fresh, 'question 1');
    await asks(old, 'question 2');

    // Rule set 5: an answer from the phone app takes over.
    await fromPhone(old, 'From the phone');
    await fromPhone(fresh, 'From the phone');
    await fresh.until(({ mode }) => mode === 'paused');
    expect((await heard(old, 'From the phone')).mode).toBe('active');

    // Rule set 2: who is owed an answer is published when that changes.
    await answeredByAgent(old);
    await answeredByAgent(fresh);
    expect(await owedAsShown(fresh)).toBeUndefined();
    await old.command('resume');
    const first = (await old.handle.describe()).runId;
    for (let round = 3; (await old.handle.describe()).runId === first; round += 1) await asks(old, `question ${round}`);
    await fromPhone(old, 'Once more from the phone');
    await old.until(({ mode, reason }) => mode === 'paused' && reason === 'answered_from_phone');
  }, 120_000);
});

describe('workers with build ids', () => {
  const deployment = { name: 'baton', buildId: '1' };
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig(scripted.activities, { deployment });
    await makeCurrent('1');
  }, 120_000);
  afterAll(() => rig.stop());

  /** `temporal worker deployment set-current-version`, once the server has heard of the build on both queues. */
  async function makeCurrent(buildId: string): Promise<void> {
    const request = { namespace: rig.namespace, deploymentName: 'baton', buildId, identity: 'test' };
    await until(
      () =>
        rig.connection.workflowService.setWorkerDeploymentCurrentVersion(request).then(
          () => undefined,
          (error: unknown) => error,
        ),
      (problem) => problem === undefined,
    );
  }

  test('when another build becomes the current one, then running conversations go on with it and the old one may end', async () => {
    const conversation = await rig.start();
    await asks(conversation, 'question 1');
    const end = await rig.release({ deployment: { ...deployment, buildId: '2' } });
    await makeCurrent('2');
    await end();
    await asks(conversation, 'question 2');
    const { events } = await conversation.handle.fetchHistory();
    const builds = (events ?? [])
      .filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
      .map((event) => event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId);
    expect([...new Set(builds)]).toEqual(['1', '2']);
  }, 120_000);
});

describe('a conversation whose workflow task fails again and again', () => {
  const POISONED = 10;
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig(scripted.activities);
  }, 60_000);
  afterAll(() => rig.stop());

  test('when there are some of them, then the others are served, and nothing of theirs is lost', async () => {
    const { workflow } = rig.client;
    const poisoned = await Promise.all(
      Array.from({ length: POISONED }, () =>
        workflow.start(conversationWorkflow, {
          workflowId: `whatsapp-1-${randomUUID()}`,
          taskQueue: TASK_QUEUE,
          // No state that any release has written.
          args: [{ phoneNumberId: '1', settings, carried: { version: 1 } }],
        }),
      ),
    );
    for (const handle of poisoned) {
      await until(
        () => handle.fetchHistory(),
        ({ events }) => (events ?? []).some(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED),
      );
    }
    const others = await Promise.all(Array.from({ length: 5 }, () => rig.start()));
    await Promise.all(others.map((conversation) => asks(conversation, 'question 1')));
    for (const handle of poisoned) {
      await fromPhone({ handle }, 'kept for later');
      expect((await handle.describe()).status.name).toBe('RUNNING');
    }
  }, 120_000);
});
