import { isAlive, type Liveness } from './checker/disposition';
import type { Evidence } from './checker/evidence';
import type { Verdict } from './checker/check';
import { story } from './checker/story';

const FIRST = 12;

/** Each invariant that was violated, and in which conversation first: the how manyeth of those that began. */
export function firstFound({ violations }: Verdict, begun: readonly string[]): Record<string, number> {
  const place = new Map(begun.map((workflowId, index) => [workflowId, index + 1]));
  const first: Record<string, number> = {};
  for (const { invariant, workflowId } of violations) {
    const conversation = place.get(workflowId) ?? begun.length;
    first[invariant] = Math.min(first[invariant] ?? Infinity, conversation);
  }
  return first;
}

/** One line a count. */
export const countsTable = (counted: Record<string, number>): string =>
  Object.entries(counted)
    .map(([what, count]) => `${String(count).padStart(8)}  ${what}`)
    .join('\n');

/** How much moved once nothing was broken any more; what was done before says nothing about that. */
export function livenessLines(liveness: Liveness): string[] {
  const { messages, inTime, openAtCalm, openInTime } = liveness;
  const share = messages === 0 ? 0 : (100 * inTime) / messages;
  const open =
    openAtCalm === 0
      ? 'was open at calm or came later: judged by all messages'
      : `of ${openAtCalm} that were open at calm or came later`;
  return [
    `${share.toFixed(2).padStart(8)}  % of the messages answered or with people within 60 s of calm`,
    `${(openAtCalm === 0 ? 'none' : String(openInTime)).padStart(8)}  ${open}${isAlive(liveness) ? '' : ': below the floor'}`,
  ];
}

/** What was counted, what was found, the first of it as a story, and how to see it again. */
export function report({ seed, episodes }: Evidence, verdict: Verdict, command: string): string {
  const { counted, liveness, violations, world } = verdict;
  const lines = [countsTable(counted)];
  lines.push(...livenessLines(liveness), `${String(violations.length).padStart(8)}  violations`);
  const broken = new Map<string, number>();
  for (const { what } of episodes) broken.set(kindOf(what), (broken.get(kindOf(what)) ?? 0) + 1);
  lines.push('', 'Broken:', ...[...broken].sort().map(([what, times]) => `${String(times).padStart(8)}  ${what}`));
  const [first] = violations;
  if (first !== undefined) {
    const list = violations
      .slice(0, FIRST)
      .map((one) => `  ${one.invariant} ${one.what}: ${one.detail} (${one.workflowId})`);
    lines.push(
      '',
      'Violations, the first first:',
      ...list,
      '',
      `${first.invariant} ${first.what}: ${first.detail}`,
      story(world, first),
    );
  }
  lines.push('', `seed ${seed}; the same again: ${command}`);
  return lines.join('\n');
}

/** The name of what was broken, without what differs each time. */
export const kindOf = (what: string): string => what.replace(/( \(\w+\))?( for \d+ s|, back after \d+ s)?$/, '');
