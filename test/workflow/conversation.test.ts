import { agentCommandSignal, customerMessageSignal, TASK_QUEUE } from '../../workflows/conversation/messages';
import { conversationWorkflow } from '../../workflows';
import { createRig, scriptedActivities } from '../support/conversation-rig';
import { until } from '../support/until';
import { classification, contentText, PIETER, THANDI } from '../support/driver';
import { productSettings } from '../support/settings';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const scripted = scriptedActivities(() => productSettings({ quiet: 0 }), {
  classify: async ({ messages }) => {
    const refund = messages.some((text) => text.includes('refund'));
    const settings = productSettings({
      quiet: 0,
      maxEvents: messages.some((text) => text.includes('[few]')) ? 60 : 1000,
    });
    if (messages.some((text) => text.includes('[slow]'))) await new Promise((resolve) => setTimeout(resolve, 4000));
    return classification(settings, refund ? { intent: 'refund_request', wantsAction: true } : {});
  },
});
let rig: Awaited<ReturnType<typeof createRig>>;

beforeAll(async () => {
  rig = await createRig(scripted.activities);
}, 60_000);
afterAll(() => rig.stop());

const sentBy = (workflowId: string) => scripted.sends.filter((send) => send.workflowId === workflowId);
const textsOf = (workflowId: string) => sentBy(workflowId).map(({ content }) => contentText(content));

describe('a conversation on a real server', () => {
  test('when the machine stands still for half a minute, then no worker takes that for a conversation that never ends', () => {
    // What runs out in the middle of a promise ends the whole process (nodejs/node#38503).
    expect(rig.workers().map(({ options }) => options.isolateExecutionTimeoutMs)).toEqual([
      60_000,
      expect.anything(),
      expect.anything(),
    ]);
  });

  test('when polls fail for a while, then no worker goes on with fewer than five', () => {
    const pollers = rig
      .workers()
      .flatMap(({ options }) => [options.workflowTaskPollerBehavior, options.activityTaskPollerBehavior]);
    // Only the first worker has conversations.
    expect(pollers.filter(({ type }) => type === 'autoscaling')).toHaveLength(3);
    for (const poller of pollers) if (poller.type === 'autoscaling') expect(poller.minimum).toBe(5);
  });

  test('when a customer asks, then one answer goes out; the same webhook twice changes nothing', async () => {
    const conversation = await rig.start();
    await conversation.customer('What are your hours?', 'wamid.same');
    await conversation.customer('What are your hours?', 'wamid.same');
    await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
    expect(textsOf(conversation.workflowId)).toEqual(['answer to: What are your hours?']);
    expect(sentBy(conversation.workflowId)[0]?.intentId).toMatch(/^a-[0-9a-f]{8}-1$/);
  });

  test('when a takeover comes while the model thinks, then it is acknowledged and nothing of the assistant follows', async () => {
    const conversation = await rig.start();
    await conversation.customer('[slow] tell me');
    await conversation.until(({ turn }) => turn?.phase === 'thinking');
    const verdict = await conversation.command('takeOver');
    expect(verdict).toMatchObject({ accepted: true, code: 'done' });
    const snapshot = await conversation.snapshot();
    expect(snapshot).toMatchObject({ mode: 'paused', handoff: 'claimed', agent: THANDI, reason: 'agent_initiated' });
    expect(snapshot.turn).toBeUndefined();
    expect(textsOf(conversation.workflowId)).toEqual([]);
  });

  test('when two agents take over at once, then one has it and the other is told; a repeated click gets the same answer', async () => {
    const conversation = await rig.start();
    await conversation.customer('I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    const [first, second] = await Promise.all([
      conversation.command('takeOver', { updateId: 'click-1' }),
      conversation.command('takeOver', { updateId: 'click-2', agent: PIETER }),
    ]);
    expect([first.accepted, second.accepted].sort()).toEqual([false, true]);
    const again = await conversation.command('takeOver', { updateId: 'click-1' });
    expect(again).toEqual(first);
    await conversation.handle.signal(agentCommandSignal, { updateId: 'click-1', kind: 'takeOver', agent: THANDI });
    expect((await conversation.snapshot()).handoff).toBe('claimed');
  });

  test('when nobody acts for 30 minutes, then it only asks, and not in seven days does it resume by itself', async () => {
    const conversation = await rig.start();
    await conversation.customer('I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    await conversation.command('takeOver');
    await conversation.advance(29 * MINUTE);
    expect((await conversation.snapshot()).mode).toBe('paused');
    await conversation.customer('hello?');
    await conversation.advance(MINUTE);
    expect((await conversation.snapshot()).mode).toBe('confirming');
    await conversation.advance(10 * MINUTE);
    await until(
      () => textsOf(conversation.workflowId),
      (texts) => texts.includes('ask_resume'),
    );
    await conversation.advance(7 * DAY);
    expect(await conversation.snapshot()).toMatchObject({ mode: 'confirming', whoMaySpeak: 'agents' });
    const stale = await conversation.command('resume', { question: 9999 });
    expect(stale).toMatchObject({ accepted: false, code: 'stale_button' });
    const verdict = await conversation.command('resume');
    expect(verdict.accepted).toBe(true);
    // WhatsApp's window has closed meanwhile: the answer cannot go out, and the conversation is soon with people again.
    await conversation.until(({ recentDecisions }) => recentDecisions.some(({ rule }) => rule === 'resume confirmed'));
  });

  test('when the history grows past the threshold, then it continues as new and loses nothing', async () => {
    const conversation = await rig.start({ maxEvents: 60 });
    const first = (
      await rig.client.workflow
        .getHandle(conversation.workflowId)
        .describe()
        .catch(() => undefined)
    )?.runId;
    for (let round = 0; round < 12; round += 1) {
      await conversation.customer(`[few] question ${round}`);
      if (round % 4 === 3) {
        await conversation.until(
          ({ transcript }) => transcript.filter(({ from }) => from === 'customer').length === round + 1,
        );
      }
    }
    const snapshot = await conversation.until(
      ({ transcript, turn }) =>
        turn === undefined && transcript.filter(({ from }) => from === 'customer').length === 12,
    );
    expect(snapshot.transcript.at(-1)?.from).toBe('assistant');
    const answered = textsOf(conversation.workflowId).join();
    for (let round = 0; round < 12; round += 1) expect(answered).toContain(`question ${round}`);
    expect(new Set(sentBy(conversation.workflowId).map(({ intentId }) => intentId)).size).toBe(
      sentBy(conversation.workflowId).length,
    );
    const { runId } = await rig.client.workflow.getHandle(conversation.workflowId).describe();
    expect(runId).not.toBe(first);
    const { historyLength } = await rig.client.workflow.getHandle(conversation.workflowId).describe();
    expect(historyLength).toBeLessThan(200);
  });

  test('when nothing happens for 30 days, then the run completes and the next message begins a new one', async () => {
    const conversation = await rig.start();
    await conversation.customer('hours?');
    await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
    await conversation.advance(30 * DAY).catch(() => undefined);
    await until(
      () => conversation.handle.describe(),
      ({ status }) => status.name === 'COMPLETED',
    );
    await conversation.customer('hello again');
    const snapshot = await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
    expect(snapshot.transcript).toHaveLength(2);
  });

  test('when a message arrives for an unknown customer, then signal-with-start begins the run', async () => {
    const workflowId = 'whatsapp-1-unknown';
    await rig.client.workflow.signalWithStart(conversationWorkflow, {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [{ phoneNumberId: '1', settings: productSettings({ quiet: 0 }) }],
      signal: customerMessageSignal,
      signalArgs: [{ id: 'x', sentAt: Date.now(), content: { kind: 'text', text: 'hi' }, customer: { keys: ['k'] } }],
    });
    await until(
      () => textsOf(workflowId),
      (texts) => texts.length === 1,
    );
  });
});
