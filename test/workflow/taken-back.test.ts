import { customerMovedSignal } from '../../workflows/conversation/messages';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { contentText } from '../support/driver';
import { productSettings } from '../support/settings';

const NEW = { waId: '27825559876', keys: ['k2'] };
const scripted = scriptedActivities(() => productSettings({ quiet: 0 }));
let rig: Awaited<ReturnType<typeof createRig>>;

beforeAll(async () => {
  rig = await createRig(scripted.activities);
}, 60_000);
afterAll(() => rig.stop());

test('when an operator has ended the conversation under the new number, then people get what comes from the old one', async () => {
  const [old, fresh] = [await rig.start(), await rig.start()];
  await old.customer('What are your hours?');
  await old.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
  await fresh.customer('It is me');
  const moved = { id: 'wamid.moved', sentAt: Date.now(), customer: NEW };
  await fresh.handle.signal(customerMovedSignal, { ...moved, from: old.workflowId });
  await old.handle.signal(customerMovedSignal, { ...moved, to: fresh.workflowId });
  await fresh.until(({ transcript }) => transcript.some(({ text }) => text === 'What are your hours?'));
  // As long as it is there, what comes here arrives there.
  await old.customer('From the old phone');
  await fresh.until(({ transcript }) => transcript.some(({ text }) => text === 'From the old phone'));

  await fresh.handle.terminate();
  await old.customer('Is anybody there?');
  const taken = await old.until(({ handoff }) => handoff === 'waiting');
  expect(taken).toMatchObject({ mode: 'paused', reason: 'assistant_unavailable' });
  expect(taken).not.toHaveProperty('movedTo');
  const said = taken.transcript.map(({ text }) => text);
  expect(said).toContain('Is anybody there?');
  expect(said).toContainEqual(expect.stringContaining('this one goes on here'));
  await old.until(({ transcript }) =>
    transcript.some(({ from, delivery }) => from === 'notice' && delivery === 'sent'),
  );
  const here = <Request extends { workflowId: string }>(all: Request[]) =>
    all.filter(({ workflowId }) => workflowId === old.workflowId);
  expect(here(scripted.sends).map(({ content }) => contentText(content))).toEqual([
    'answer to: What are your hours?',
    'handoff_open',
  ]);
  expect(here(scripted.posts).map(({ post }) => post.kind)).toContain('card');
}, 120_000);
