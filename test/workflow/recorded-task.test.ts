import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { productSettings } from '../support/settings';
import { until } from '../support/until';

/** Whether query or task comes first to the worker is the server's to say: of so many, some queries do. */
const CONVERSATIONS = 12;

type Conversation = Awaited<ReturnType<Awaited<ReturnType<typeof createRig>>['start']>>;

let rig: Awaited<ReturnType<typeof createRig>>;

beforeAll(async () => {
  rig = await createRig(scriptedActivities(() => productSettings()).activities);
});
afterAll(() => rig.stop());

/** Answered, and nothing left to do but wait. */
async function answered(): Promise<Conversation> {
  const conversation = await rig.start();
  await conversation.customer('When do you open?');
  await conversation.until(({ transcript }) => transcript.length === 2);
  await atRest(conversation);
  return conversation;
}

const atRest = ({ handle }: Conversation) =>
  until(
    async () => (await handle.describe()).raw,
    ({ pendingActivities, pendingWorkflowTask }) => !pendingWorkflowTask && (pendingActivities ?? []).length === 0,
  );

const ofAll = <T>(conversations: readonly Conversation[], work: (one: Conversation) => Promise<T>): Promise<T[]> =>
  Promise.all(conversations.map(work));

const withoutTheClock = (answers: readonly ConversationSnapshot[]) => answers.map(({ now: _, ...rest }) => rest);

it('when a query comes before the task for what a customer wrote, then it is answered and a replay sees what was done', async () => {
  const conversations = await Promise.all(Array.from({ length: CONVERSATIONS }, answered));
  const resume = await rig.pause();
  const asked = ofAll(conversations, ({ snapshot }) => snapshot());
  // The server has the queries before it has the messages: it takes what comes over one connection in turn.
  await ofAll(conversations, ({ handle }) => handle.describe());
  await ofAll(conversations, ({ customer }) => customer('Are you there?'));
  await resume();
  expect(await asked).toHaveLength(CONVERSATIONS);

  await ofAll(conversations, atRest);
  const told = withoutTheClock(await ofAll(conversations, ({ snapshot }) => snapshot()));
  await (
    await rig.pause()
  )();
  const replayed = withoutTheClock(await ofAll(conversations, ({ snapshot }) => snapshot()));
  expect(replayed).toEqual(told);
});
