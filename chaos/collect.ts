import type { JournalEntry } from '../src/simulator/journal';
import { inWaves } from '../test/support/takeover-race';
import { until } from '../test/support/until';
import type { ConversationEvidence } from './checker/evidence';
import { withoutKnowledge } from './evidence-file';
import type { Played } from './play/actors';
import type { Clock } from './play/clock';
import type { World } from './world/world';

const AT_ONCE = 8;
/** WhatsApp's own pauses between deliveries grow to a minute; whoever is in doubt waits half a minute for a status. */
const QUIET_WITHIN_MS = 150_000;
const LOOSE_ENDS = ['send again', 'post to Slack again', 'delivery unconfirmed'];

/** Waits until nothing is on its way any more. What then still is stays as it is: the checker tells. */
export async function untilAllQuiet({ system }: World, played: Played[]): Promise<void> {
  const deadline = Date.now() + QUIET_WITHIN_MS;
  const left = (): number => Math.max(0, deadline - Date.now());
  const isQuiet = async ({ customer, workflowId }: Played): Promise<boolean> => {
    const phone = await system.control.phone(customer);
    if (phone.some(({ from, status }) => from === 'customer' && status === 'sent')) return false;
    const handle = system.client.workflow.getHandle(workflowId);
    const [{ raw }, { turn, nextDeadline }] = await Promise.all([handle.describe(), system.snapshot(customer)]);
    const busy = raw.pendingWorkflowTask != null || (raw.pendingActivities ?? []).length > 0;
    return !busy && turn === undefined && !LOOSE_ENDS.includes(nextDeadline?.what ?? '');
  };
  await inWaves(played, AT_ONCE, async (one) =>
    until(() => isQuiet(one).catch(() => false), Boolean, left()).catch(() => false),
  );
}

/** What each conversation says of itself, and how its runs ended. */
export async function collectConversations(
  { system }: World,
  played: Played[],
  clock: Clock,
): Promise<ConversationEvidence[]> {
  const runs = new Map<string, ConversationEvidence['runs']>();
  for await (const { workflowId, runId, status } of system.client.workflow.list()) {
    runs.set(workflowId, [...(runs.get(workflowId) ?? []), { runId, status: status.name }]);
  }
  return inWaves(played, AT_ONCE, async ({ customer, workflowId }) => {
    const { userId } = await system.control.call<{ userId: string }>('GET', `/control/customers/${customer}`);
    const about = { addresses: [customer, userId], workflowId, runs: runs.get(workflowId) ?? [] };
    const snapshot = await clock.snapshotNow(customer).catch(() => undefined);
    if (snapshot === undefined)
      return { ...about, transcript: [], recordBegins: 1, mode: 'none', handoff: 'none', now: 0 };
    const { transcript, recordBegins, mode, handoff, now } = snapshot;
    return { ...about, transcript, recordBegins, mode, handoff, now };
  });
}

export async function collectJournal({ system }: World): Promise<JournalEntry[]> {
  return (await system.control.journal()).map(withoutKnowledge);
}
