import { check, type Verdict } from './checker/check';
import type { Evidence } from './checker/evidence';
import { collectConversations, untilAllQuiet, type JournalKeeper } from './collect';
import type { Played } from './play/actors';
import type { Clock } from './play/clock';
import type { World } from './world/world';

export interface ChaosResult {
  evidence: Evidence;
  verdict: Verdict;
}

/** What it takes to judge. */
export interface Parts {
  world: World;
  clock: Clock;
  journal: JournalKeeper;
  /** All that is known but for conversations and journal. */
  about: () => Omit<Evidence, 'conversations' | 'journal'>;
}

/** Judges all that was played once nothing is on its way any more; what stays restless is judged as it is. */
export async function judgeAtRest(
  { world, clock, journal, about }: Parts,
  played: Played[],
  say: (line: string) => void,
): Promise<ChaosResult> {
  const restless = await untilAllQuiet(world, played);
  if (Object.keys(restless).length > 0) say(`not at rest: ${JSON.stringify(restless)}`);
  const conversations = await collectConversations(world, played, clock);
  const evidence = { ...about(), conversations, journal: [...(await journal.read(true))] };
  return { evidence, verdict: check(evidence) };
}
