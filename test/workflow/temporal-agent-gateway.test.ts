import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { recordCommand } from '../../src/agent-commands';
import type { AgentGateway } from '../../src/agent-gateway';
import { createDirectory } from '../../src/directory';
import { createTeamsAnnouncer } from '../../src/teams';
import { createTemporalAgentGateway } from '../../src/temporal-agent-gateway';
import type { AgentCommand, AgentMessage } from '../../workflows/conversation/messages';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { until } from '../support/until';
import { classification, PIETER, THANDI } from '../support/driver';
import { unusedPort } from '../support/http';
import { productSettings } from '../support/settings';

const SECOND = 1_000;
const settings = () => productSettings({ quiet: 0 });
const scripted = scriptedActivities(settings, {
  classify: async ({ messages }) => {
    const refund = messages.some((text) => text.includes('refund'));
    return classification(settings(), refund ? { intent: 'refund_request', wantsAction: true } : {});
  },
});

let rig: Awaited<ReturnType<typeof createRig>>;
let gateway: AgentGateway;

const createGateway = (client: Client, taskQueue?: string): AgentGateway =>
  createTemporalAgentGateway({
    client,
    find: async (digits) => ({ workflowId: `whatsapp-1-${digits}`, open: digits !== '27820000000' }),
    transcriptLink: (workflowId) => `https://baton.example/transcript/${workflowId}`,
    settings,
    ...(taskQueue && { taskQueue }),
  });

beforeAll(async () => {
  rig = await createRig(scripted.activities);
  gateway = createGateway(rig.client);
}, 60_000);
afterAll(() => rig.stop());

const command = (changes: Partial<AgentCommand> = {}): AgentCommand => ({
  updateId: `slack:T1:${randomUUID()}:U_THANDI`,
  kind: 'takeOver',
  agent: THANDI,
  ...changes,
});
const soon = (): number => Date.now() + 5 * SECOND;
const nobody = (): string => `whatsapp-1-${randomBytes(12).toString('hex')}`;

async function handedOver() {
  const conversation = await rig.start();
  await conversation.customer('I want a refund');
  await conversation.until(({ handoff }) => handoff === 'waiting');
  return conversation;
}

async function verdictOf(workflowId: string, wanted: AgentCommand) {
  const accepted = await gateway.command(workflowId, wanted, soon());
  return accepted.verdict();
}

describe('a command', () => {
  test('when it is accepted, its verdict follows, and the same click again has the same one', async () => {
    const { workflowId } = await handedOver();
    const wanted = command();
    expect(await verdictOf(workflowId, wanted)).toMatchObject({ accepted: true, code: 'done' });
    expect(await verdictOf(workflowId, wanted)).toMatchObject({ accepted: true, code: 'done' });
    const late = command({ agent: PIETER });
    expect(await verdictOf(workflowId, late)).toMatchObject({ accepted: false, code: 'claimed_by_other' });
  });

  test('when it went both ways, it counts once', async () => {
    const conversation = await handedOver();
    const wanted = command();
    await gateway.signalCommand(conversation.workflowId, wanted, soon());
    await conversation.until(({ handoff }) => handoff === 'claimed');
    expect(await verdictOf(conversation.workflowId, wanted)).toMatchObject({ accepted: true, code: 'done' });
  });

  test('when no worker is there, it is not accepted in time but recorded as a signal', async () => {
    const workflowId = nobody();
    const taskQueue = `unheard-${randomUUID()}`;
    await rig.client.workflow.start('conversationWorkflow', { workflowId, taskQueue, args: [] });
    const began = Date.now();
    const recorded = await recordCommand(createGateway(rig.client, taskQueue), workflowId, command(), began, Date.now);
    expect(recorded.kind).toBe('signalled');
    expect(Date.now() - began).toBeLessThan(2_900);
    await rig.client.workflow.getHandle(workflowId).terminate();
  });

  test('when Temporal is away, the agent knows within the three seconds of Slack', async () => {
    // Never connected, so there is nothing to close; the SDK may still be pausing before a try that comes too late.
    const connection = Connection.lazy({ address: `127.0.0.1:${await unusedPort()}` });
    const away = createGateway(new Client({ connection, namespace: rig.namespace }));
    const began = Date.now();
    expect((await recordCommand(away, nobody(), command(), began, Date.now)).kind).toBe('lost');
    expect(Date.now() - began).toBeLessThan(2_950);
  });

  test('when there is no open conversation, nothing but a takeover begins one', async () => {
    const workflowId = nobody();
    const closed = { name: 'NotTakenError', reason: 'closed' };
    await expect(gateway.command(workflowId, command({ kind: 'resolve' }), soon())).rejects.toMatchObject(closed);
    await expect(gateway.signalCommand(workflowId, command(), soon())).rejects.toMatchObject(closed);
    await expect(gateway.agentMessage(workflowId, message('1.5', '1.0'), soon())).rejects.toMatchObject(closed);

    expect(await verdictOf(workflowId, command())).toMatchObject({ accepted: true });
    const description = await rig.client.workflow.getHandle(workflowId).describe();
    expect(description.status.name).toBe('RUNNING');
  });
});

const message = (ts: string, threadTs: string): AgentMessage => ({
  id: `C1:${ts}`,
  channel: 'C1',
  threadTs,
  agent: THANDI,
  text: 'I am looking into it',
  note: false,
  mentions: false,
  files: 0,
});

describe('a thread', () => {
  test('when its card is posted, it leads to the conversation, and what the agent writes reaches the customer', async () => {
    const conversation = await handedOver();
    const card = await until(
      () =>
        scripted.posts.findIndex(
          ({ workflowId, post }) => workflowId === conversation.workflowId && post.kind === 'card',
        ),
      (index) => index >= 0,
    );
    const threadTs = `${card + 1}.0`;
    const found = await until(
      () => gateway.findByThread('C1', threadTs, soon()),
      (id) => id !== undefined,
    );
    expect(found).toBe(conversation.workflowId);

    await verdictOf(conversation.workflowId, command());
    await gateway.agentMessage(conversation.workflowId, message('99.5', threadTs), soon());
    await conversation.until(({ transcript }) =>
      transcript.some(
        ({ from, delivery, text }) => from === 'agent' && delivery === 'sent' && text === 'I am looking into it',
      ),
    );
  });

  test.each([
    ['is unknown', 'C1', '123456.7'],
    ['is no thread at all', 'C1" OR WorkflowId != "', '1.0'],
  ])('when it %s, it leads nowhere', async (_what, channel, threadTs) => {
    expect(await gateway.findByThread(channel, threadTs, soon())).toBeUndefined();
  });
});

test('when a number is looked up, only an open conversation counts', async () => {
  expect(await gateway.findByNumber('27825551234', soon())).toBe('whatsapp-1-27825551234');
  expect(await gateway.findByNumber('27820000000', soon())).toBeUndefined();
});

test('when an id would end the text that it stands in, then no list is read with it', async () => {
  const { workflowId } = await handedOver();
  expect(await verdictOf(workflowId, command())).toMatchObject({ accepted: true });
  await until(
    () => gateway.conversationsOf(THANDI.id, soon()),
    (ids) => ids.includes(workflowId),
  );
  const others = `U_NOBODY" OR BatonAgent = "${THANDI.id}`;
  expect(await gateway.conversationsOf(others, soon())).toEqual([]);
  const directory = createDirectory(rig.client);
  expect((await directory.list('mine', THANDI.id)).rows.map((row) => row.workflowId)).toContain(workflowId);
  await expect(directory.list('mine', others)).rejects.toThrow('no id of an agent');
});

test('when Teams has been told of a handoff, then the same handoff begins nothing any more', async () => {
  const announcer = createTeamsAnnouncer(rig.client);
  const conversation = nobody();
  await announcer.handoff(conversation, 1);
  const handle = rig.client.workflow.getHandle(`teams-${conversation}-1`);
  const { runId } = await handle.describe();
  await handle.terminate();
  await announcer.handoff(conversation, 1);
  expect((await handle.describe()).runId).toBe(runId);
});
