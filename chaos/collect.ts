import type { JournalEntry } from '../src/simulator/journal';
import { inWaves } from '../test/support/takeover-race';
import { until } from '../test/support/until';
import type { ConversationEvidence } from './checker/evidence';
import { withoutKnowledge } from './evidence-file';
import type { Played } from './play/actors';
import type { Clock } from './play/clock';
import { QUERY_AGAIN_MS, soon } from './play/soon';
import type { World } from './world/world';

const AT_ONCE = 8;
/** WhatsApp's own pauses between deliveries grow to a minute; whoever is in doubt waits half a minute for a status. */
const QUIET_WITHIN_MS = 150_000;
const READ_WITHIN_MS = 60_000;
/** The server gives a workflow task that was lost again and again ever longer, up to ten minutes, before it calls it lost. */
const LOST_TASK_MS = 11 * 60_000;
const TASK = 'a workflow task is under way';
const LOOSE_ENDS = [
  'send again',
  'send what an agent wrote',
  'show what the customer wrote',
  'post to Slack again',
  'delivery unconfirmed',
];

/** What is on its way in this conversation, or left to do at once; nothing where it is at rest. Throws where nobody can say. */
async function unrestOf({ system }: World, { customer, workflowId }: Played): Promise<string | undefined> {
  const phone = await system.control.phone(customer);
  if (phone.some(({ from, status }) => from === 'customer' && status === 'sent')) return 'a message is not delivered';
  const { raw } = await system.client.workflow.getHandle(workflowId).describe();
  const [activity] = raw.pendingActivities ?? [];
  if (activity !== undefined) return `${activity.activityType?.name} is under way`;
  const { pendingWorkflowTask: task } = raw;
  if (task != null) return `${TASK}, attempt ${task.attempt}, ${task.startedTime ? 'started' : 'not started'}`;
  const { turn, nextDeadline } = await system.snapshot(customer);
  if (turn !== undefined) return 'a turn is not over';
  return LOOSE_ENDS.find((what) => what === nextDeadline?.what);
}

export const isQuiet = async (world: World, played: Played): Promise<boolean> =>
  (await unrestOf(world, played)) === undefined;

/**
 * Waits until nothing is on its way any more, and returns what then still is, by its kind: it stays as it is, and the
 * checker tells.
 */
export async function untilAllQuiet(world: World, played: Played[]): Promise<Record<string, number>> {
  const deadline = Date.now() + QUIET_WITHIN_MS;
  const left = (): number => Math.max(0, deadline - Date.now());
  const restless: Record<string, number> = {};
  await inWaves(played, AT_ONCE, async (one) => {
    let why: string | undefined;
    const look = async (): Promise<boolean> => {
      why = await unrestOf(world, one).catch(() => 'nobody can be asked');
      return why === undefined;
    };
    await until(look, Boolean, left()).catch(() => undefined);
    if (why?.startsWith(TASK))
      await until(look, Boolean, left() + LOST_TASK_MS - QUIET_WITHIN_MS).catch(() => undefined);
    if (why !== undefined) restless[why] = (restless[why] ?? 0) + 1;
  });
  return restless;
}

type Said = Omit<ConversationEvidence, 'addresses' | 'workflowId' | 'runs'>;

/** A conversation that continues as new at this moment cannot be asked anything: it is asked again. */
async function saidBy(clock: Clock, customer: string): Promise<Said> {
  let said: Said = { transcript: [], recordBegins: 1, mode: 'none', handoff: 'none', now: 0, unread: 'never asked' };
  const isRead = async (): Promise<boolean> => {
    try {
      const { transcript, recordBegins, mode, handoff, now } = await clock.snapshotNow(customer);
      said = { transcript, recordBegins, mode, handoff, now, readAt: Date.now() };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
      said = { ...said, unread: `${String(error)}${cause}` };
    }
    return said.unread === undefined;
  };
  await soon(isRead, READ_WITHIN_MS, QUERY_AGAIN_MS);
  return said;
}

/** What each conversation says of itself, and how its runs ended. */
export async function collectConversations(
  { system }: World,
  played: readonly Played[],
  clock: Clock,
): Promise<ConversationEvidence[]> {
  const runs = new Map<string, ConversationEvidence['runs']>();
  for await (const { workflowId, runId, status } of system.client.workflow.list()) {
    runs.set(workflowId, [...(runs.get(workflowId) ?? []), { runId, status: status.name }]);
  }
  return inWaves(played, AT_ONCE, async ({ customer, workflowId }) => {
    const { userId } = await system.control.call<{ userId: string }>('GET', `/control/customers/${customer}`);
    const about = { addresses: [customer, userId], workflowId, runs: runs.get(workflowId) ?? [] };
    return { ...about, ...(await saidBy(clock, customer)) };
  });
}

/** All that the vendors have written, moved out of the simulator from time to time: in hours it would not fit. */
export interface JournalKeeper {
  /** Moves what is answered; in the end, and with `all`, the rest as well. */
  read(all?: boolean): Promise<readonly JournalEntry[]>;
  /** Lets go of what was written before this moment, ms; of everything without it. */
  forget(before?: number): void;
}

/** Before so much has been written that the simulated vendors are busy telling it. */
const MOVE_MS = 5_000;

/** Moves it from time to time, until the timer is cleared. */
export const moveRegularly = (journal: JournalKeeper): NodeJS.Timeout =>
  setInterval(() => void journal.read().catch(() => undefined), MOVE_MS);

interface Source {
  system: { control: Pick<World['system']['control'], 'journal' | 'call'> };
}

export function keepJournal({ system: { control } }: Source): JournalKeeper {
  let kept: JournalEntry[] = [];
  let open: JournalEntry[] = [];
  const move = async (all: boolean): Promise<void> => {
    const written = (await control.journal()).map(withoutKnowledge);
    const first = all ? -1 : written.findIndex(({ answer }) => answer === null);
    const moved = first < 0 ? written : written.slice(0, first);
    const last = moved.at(-1)?.seq;
    if (last !== undefined) await control.call('DELETE', `/control/journal?through=${last}`);
    for (const entry of moved) kept.push(entry);
    open = written.slice(moved.length);
  };
  let last = Promise.resolve();
  return {
    async read(all = false) {
      // One after the other: nothing is moved twice.
      last = last.catch(() => undefined).then(() => move(all));
      await last;
      return [...kept, ...open];
    },
    forget: (before = Infinity) => void (kept = kept.filter(({ at }) => at >= before)),
  };
}
