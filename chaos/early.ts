import { setTimeout as delay } from 'node:timers/promises';
import { inWaves } from '../test/support/takeover-race';
import { check } from './checker/check';
import type { ConversationEvidence } from './checker/evidence';
import { collectConversations, isQuiet } from './collect';
import type { ChaosResult, Parts } from './judge';
import type { Played } from './play/actors';

const LOOK_AGAIN_MS = 10_000;
const AT_ONCE = 8;

/**
 * Judges each conversation soon after it has come to rest, while others go on, until one of the wanted invariants is
 * violated or `over`. So a run that is made to find something ends as soon as it is found.
 */
export async function judgeEarly(
  parts: Parts,
  wanted: readonly string[],
  played: readonly Played[],
  over: () => boolean,
): Promise<ChaosResult | undefined> {
  const judged = new Set<string>();
  while (!over()) {
    // What has just ended may have a status on its way: it is judged in the next round.
    const ended = played.filter(({ workflowId }) => !judged.has(workflowId));
    await delay(LOOK_AGAIN_MS);
    // While the server is away nobody can be asked.
    const result = await judgeQuiet(parts, ended).catch(() => undefined);
    result?.evidence.conversations.forEach(({ workflowId }) => judged.add(workflowId));
    if (result?.verdict.violations.some(({ invariant }) => wanted.includes(invariant))) return result;
  }
  return undefined;
}

/** Judges those of the conversations that have come to rest. Throws where nobody can be asked. */
async function judgeQuiet(parts: Parts, ended: readonly Played[]): Promise<ChaosResult> {
  const quiet = await inWaves(ended, AT_ONCE, (one) => isQuiet(parts.world, one).catch(() => false));
  const atRest = ended.filter((_, position) => quiet[position]);
  const before = await known(parts, atRest);
  const journal = [...(await parts.journal.read())];
  // What Slack brings again may have moved one meanwhile: then journal and record are not of one moment.
  const after = new Map((await known(parts, atRest)).map((one) => [one.workflowId, said(one)]));
  const conversations = before.filter((one) => after.get(one.workflowId) === said(one));
  const evidence = { ...parts.about(), conversations, journal };
  const verdict = check(evidence);
  // Whether enough moves can be said only in the end.
  const violations = verdict.violations.filter(({ invariant }) => invariant !== 'liveness');
  return { evidence, verdict: { ...verdict, violations } };
}

async function known({ world, clock }: Parts, ended: readonly Played[]): Promise<ConversationEvidence[]> {
  return (await collectConversations(world, ended, clock)).filter(({ mode }) => mode !== 'none');
}

const said = ({ transcript }: ConversationEvidence): string => JSON.stringify(transcript);
