import type { Client } from '@temporalio/client';
import { Gauge, type Registry } from 'prom-client';
import { MODES, OPEN_HANDOFF_STATUSES, type Mode, type OpenHandoffStatus } from '../workflows/conversation/words';
import { within } from './within';
import { OPEN_CONVERSATIONS } from './list-filters';

/** What Temporal's visibility knows about all conversations together. */
interface OpenConversations {
  modes: Record<Mode, number>;
  handoffs: Record<OpenHandoffStatus, number>;
  /** How long the customer who has waited longest for anybody to take him has waited, in seconds. */
  oldestOwedSeconds: number;
}

const SECOND = 1_000;
const ANSWER_WITHIN_MS = 4 * SECOND;
const KEPT_MS = 5 * SECOND;
/** No one waits for longer than a run may be idle. */
const LONGEST_MS = 31 * 24 * 60 * 60 * SECOND;
const PRECISION_MS = 5 * SECOND;

async function look(client: Client, now: number): Promise<OpenConversations> {
  const count = async (more: string): Promise<number> =>
    (await client.workflow.count(`${OPEN_CONVERSATIONS} AND ${more}`)).count;
  const countEach = async <W extends string>(name: string, words: readonly W[]): Promise<Record<W, number>> => {
    const counted = words.map(async (word) => [word, await count(`${name} = "${word}"`)] as const);
    return Object.fromEntries(await Promise.all(counted)) as Record<W, number>;
  };
  const [modes, handoffs] = await Promise.all([
    countEach('BatonMode', MODES),
    countEach('BatonHandoff', OPEN_HANDOFF_STATUSES),
  ]);
  return { modes, handoffs, oldestOwedSeconds: handoffs.waiting > 0 ? await oldestOwed(count, now) : 0 };
}

// Visibility on SQL cannot sort, so the oldest is found by halving: some twenty counts, however many wait.
async function oldestOwed(count: (more: string) => Promise<number>, now: number): Promise<number> {
  let somebody = now;
  let nobody = now - LONGEST_MS;
  while (somebody - nobody > PRECISION_MS) {
    const middle = Math.floor((somebody + nobody) / 2);
    const owed = await count(`BatonHandoff = "waiting" AND BatonOwedSince < "${new Date(middle).toISOString()}"`);
    if (owed > 0) somebody = middle;
    else nobody = middle;
  }
  return (now - somebody) / SECOND;
}

const createInstruments = (registry: Registry, collect: () => Promise<void>) => ({
  answers: new Gauge({
    registers: [registry],
    name: 'baton_visibility_up',
    help: 'Whether Temporal could be asked about open conversations: 1, or 0, and then they are not told.',
    collect,
  }),
  modes: new Gauge({
    registers: [registry],
    name: 'baton_conversations',
    help: 'Open conversations by mode.',
    labelNames: ['mode'],
    collect,
  }),
  handoffs: new Gauge({
    registers: [registry],
    name: 'baton_open_handoffs',
    help: 'Conversations in which people owe the customer something: nobody has it yet, an agent has it, or has put it off.',
    labelNames: ['handoff'],
    collect,
  }),
  oldest: new Gauge({
    registers: [registry],
    name: 'baton_oldest_owed_seconds',
    help: 'How long the customer who has waited longest for an agent to take over has waited; 0: nobody waits.',
    collect,
  }),
});

/** Gauges of all open conversations. Temporal is asked when they are read, at most once in 5 s, by each gateway. */
export function observeOpenConversations(registry: Registry, client: Client, now: () => number = Date.now): void {
  let looked: { at: number; done: Promise<void> } | undefined;
  const refresh = (): Promise<void> => {
    if (looked === undefined || now() - looked.at > KEPT_MS) looked = { at: now(), done: lookAgain() };
    return looked.done;
  };
  const { answers, modes, handoffs, oldest } = createInstruments(registry, refresh);
  const show = (seen: OpenConversations | undefined): void => {
    answers.set(seen ? 1 : 0);
    // What is not known is not told: an old figure, or a nought, would be a lie.
    modes.reset();
    handoffs.reset();
    oldest.remove();
    if (!seen) return;
    for (const mode of MODES) modes.set({ mode }, seen.modes[mode]);
    for (const handoff of OPEN_HANDOFF_STATUSES) handoffs.set({ handoff }, seen.handoffs[handoff]);
    oldest.set(seen.oldestOwedSeconds);
  };
  const lookAgain = async (): Promise<void> => {
    const deadline = now() + ANSWER_WITHIN_MS;
    const asked = client.withDeadline(deadline, () => look(client, now()));
    show(await within(ANSWER_WITHIN_MS, asked).catch(() => undefined));
  };
}
