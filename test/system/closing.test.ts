import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayAfter, localDay } from '../../activities/knowledge/business-clock';
import { advanceWorkflowClock } from '../../src/simulator/workflow-clock';
import { CLOSING_ID, closingClickSignal } from '../../workflows/closing';
import { takeOverUpdate } from '../../workflows/conversation/messages';
import { PIETER, THANDI, VISITOR } from '../support/scene';
import { labels, useShift, type ScreenMessage } from '../support/shift';
import { until } from '../support/until';

const MINUTE = 60_000;
const ZONE = 'Africa/Johannesburg';
const BUTTONS = ['Resolve', 'Tomorrow 08:00', 'Back to queue'];

const shortTime = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const onTheWall = (at: number): string => shortTime.format(at);

/** A shop that opened two hours ago and closes in seventy minutes, every day. */
function hoursFile(): string {
  const now = Date.now();
  const hours = `${onTheWall(now - 120 * MINUTE)}-${onTheWall(now + 70 * MINUTE)}`;
  const days = [-1, 0, 1, 2].map((count) => dayAfter(localDay(ZONE, now), count));
  const path = join(mkdtempSync(join(tmpdir(), 'baton-hours-')), 'hours.yml');
  const openDays = days.map((day) => `  "${day}": "${hours}"\n`).join('');
  writeFileSync(path, `closed_days: []\nopen_days:\n${openDays}`);
  return path;
}

describe('fifteen minutes before closing', () => {
  const shift = useShift({ BATON_HOURS_FILE: hoursFile() });

  const messagesTo = (user: string): Promise<ScreenMessage[]> =>
    shift().control.call('GET', `/control/slack/messages?channel=D${user.slice(1)}`);
  const messageTo = async (user: string, pattern: RegExp): Promise<ScreenMessage> => {
    const [message] = await until(
      () => messagesTo(user),
      (all) => pattern.test(all[0]?.text ?? ''),
    );
    return message!;
  };
  const postsTo = async (user: string): Promise<number> => {
    const posts = await shift().control.journal({ vendor: 'slack', direction: 'toVendor', kind: 'chat.postMessage' });
    const mine = posts.filter(({ body, answer }) => {
      const taken = (answer?.body as { ok?: boolean } | undefined)?.ok === true;
      return taken && (body as { channel?: string }).channel === `D${user.slice(1)}`;
    });
    return mine.length;
  };
  const valueOf = async (message: ScreenMessage, phone: string): Promise<string> => {
    const workflowId = await shift().system.workflowIdOf(phone);
    return message.actions.find(({ value }) => value?.includes(workflowId))?.value ?? '';
  };

  it('when agents have conversations, then each gets one message although Slack’s answer is lost and workers die, and it says what became of each', async () => {
    const { system, control, claimed, waiting, conversation, card, quiet } = shift();
    const [first, second, third] = [await claimed(), await claimed(), await claimed()];
    const his = await claimed(PIETER);
    const nobodys = await waiting();
    // Slack takes the first message, and its answer is lost on the way.
    await control.putFault({ vendor: 'slack', kind: 'resetAfter', only: 'chat.postMessage', count: 1 });
    const { connection, namespace } = system;
    await advanceWorkflowClock(connection, { namespace, workflowId: CLOSING_ID, milliseconds: 56 * MINUTE });
    const hers = await messageTo(THANDI, /3 conversations still with you/);
    expect(hers.text).toContain(`You close at`);
    expect(labels(hers)).toEqual([
      ...[1, 2, 3].flatMap(() => BUTTONS),
      'Resolve all 3',
      'All: Tomorrow 08:00',
      'All back to queue',
    ]);
    // Her customers by name and the end of the number, never the number.
    for (const phone of [first, second, third]) {
      expect(hers.text).toContain(`••••• ${phone.slice(-4)}`);
      expect(hers.text).not.toContain(phone);
    }
    expect((await messageTo(PIETER, /1 conversation still with you/)).text).not.toContain(nobodys.slice(-4));
    await strangerIsRefused(hers);
    await system.signal('worker', 'SIGKILL');
    await Promise.all([system.startWorker(), system.startWorker('other worker')]);

    await control.click(THANDI, hers.ts, 'closing_resolve', await valueOf(hers, first));
    const after = await messageTo(THANDI, /→ Resolved\./);
    await card(first, /Resolved by/);
    expect(after.text).toContain('2 conversations still with you');
    expect(labels(after)).toHaveLength(2 * BUTTONS.length + 3);

    await pieterTakes(second);
    await control.click(THANDI, hers.ts, 'closing_all_later');
    const end = await messageTo(THANDI, /You have nothing left/);
    expect(end.text).toContain('→ Pieter Botha has this conversation; only Pieter Botha can do that.');
    expect(end.text).toContain('→ Put off: Tomorrow 08:00.');
    expect(labels(end)).toEqual([]);
    expect((await conversation(third, ({ handoff }) => handoff === 'snoozed')).agent?.id).toBe(THANDI);
    expect((await quiet(second)).agent?.id).toBe(PIETER);

    const { ts } = await messageTo(PIETER, /1 conversation still/);
    await control.click(PIETER, ts, 'closing_queue');
    await messageTo(PIETER, /→ Back in the queue\./);
    await card(his, /Waiting for an agent/);
    expect([await postsTo(THANDI), await postsTo(PIETER)]).toEqual([1, 1]);
    expect([(await messagesTo(THANDI)).length, (await messagesTo(PIETER)).length]).toEqual([1, 1]);
  });

  it('when an operator has ended the workflow and a worker begins it anew, then nobody gets a second message for the same closing', async () => {
    const { system, control } = shift();
    const { client, connection, namespace } = system;
    const ended = (await control.journal()).at(-1)?.seq ?? 0;
    await client.workflow.getHandle(CLOSING_ID).terminate();
    await system.end('other worker');
    await system.startWorker('other worker');
    await advanceWorkflowClock(connection, { namespace, workflowId: CLOSING_ID, milliseconds: 56 * MINUTE });
    const lookedUp = async (): Promise<boolean> => {
      const reads = await control.journal({ vendor: 'slack', kind: 'conversations.history' });
      return reads.some(({ seq, body }) => seq > ended && (body as { channel?: string }).channel === 'D_PIETER');
    };
    await until(lookedUp, Boolean);
    const place = { channel: 'D_PIETER', ts: (await messagesTo(PIETER))[0]!.ts };
    // A button of a closing that nobody knows any more.
    const click = { id: randomUUID(), agent: { id: PIETER, name: 'Pieter Botha' }, closesAt: 1, place };
    await client.workflow.getHandle(CLOSING_ID).signal(closingClickSignal, { ...click, choice: 'queue' });
    await messageTo(PIETER, /about an earlier day/);
    expect([await postsTo(THANDI), await postsTo(PIETER)]).toEqual([1, 1]);
  });

  /** He sees nobody's direct messages, but may send what he likes. */
  async function strangerIsRefused(message: ScreenMessage): Promise<void> {
    const { preparesOld, told } = shift();
    const every = new Set(message.actions.map(({ action_id }) => action_id));
    expect(every.size).toBe(6);
    for (const actionId of every) {
      const press = await preparesOld(VISITOR, message, actionId);
      expect(await told(VISITOR, press)).toContain("Only members of the agents' group");
    }
    expect((await messagesTo(THANDI)).map(({ text }) => text)).toEqual([message.text]);
  }

  async function pieterTakes(phone: string): Promise<void> {
    const { system } = shift();
    const updateId = randomUUID();
    const agent = { id: PIETER, name: 'Pieter Botha' };
    const command = { updateId, kind: 'takeOver', agent, from: { agent: THANDI, reason: 'she leaves' } } as const;
    const handle = system.client.workflow.getHandle(await system.workflowIdOf(phone));
    expect(await handle.executeUpdate(takeOverUpdate, { updateId, args: [command] })).toMatchObject({ code: 'done' });
  }
});
