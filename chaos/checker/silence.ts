import { claimsOf } from './claims';
import type { Violation } from './evidence';
import { isReleased, releasesOf } from './releases';
import type { Conversation, Send, World } from './world';

/** Notices that belong to confirming and resuming. */
const ALLOWED = ['ask_resume', 'chose_wait', 'assistant_back'];

/** I3: once a takeover is acknowledged nothing of the assistant, and no notice, starts before somebody confirms. */
export function silenceAfterTakeover({ conversations, evidence: { agents } }: World): Violation[] {
  return conversations.flatMap((conversation) => {
    const claims = claimsOf(conversation, agents);
    const releases = releasesOf(conversation, agents);
    return conversation.sends.filter(mustBeSilent).flatMap((send): Violation[] => {
      const claim = claims.findLast(({ at }) => at < send.at);
      if (claim === undefined || isReleased(claim, send.at, releases)) return [];
      const detail = `${send.intent} at WhatsApp ${send.at - claim.at} ms after "${claim.agent} has it"`;
      return [{ invariant: 'I3', what: 'a duel', workflowId: conversation.record.workflowId, detail, at: send.at }];
    });
  });
}

const mustBeSilent = ({ author, intent }: Send): boolean =>
  author !== 'agent' && !ALLOWED.some((key) => intent.startsWith(`n-${key}-`));

/** I4: after the customer was told that a person is coming, an answer is thought of only once somebody has confirmed. */
export function neverResumedByItself({ conversations, evidence: { agents } }: World): Violation[] {
  return conversations.flatMap((conversation) => {
    const releases = releasesOf(conversation, agents);
    let handedOffAt: number | undefined;
    return inOrderOfIntents(conversation).flatMap((send): Violation[] => {
      if (send.intent.startsWith('n-handoff_open-')) handedOffAt = send.at;
      const from = handedOffAt;
      if (send.author !== 'assistant' || from === undefined) return [];
      if (releases.some(({ at }) => at > from && at <= send.at)) return [];
      const detail = `${send.intent} answers although nobody has confirmed since the handoff`;
      const where = { workflowId: conversation.record.workflowId, detail, at: send.at };
      return [{ invariant: 'I4', what: 'resumed by itself', ...where }];
    });
  });
}

/** Each intent once, in the order in which the conversation thought of them: runs one after the other, then by number. */
function inOrderOfIntents({ sends }: Conversation): Send[] {
  const first = sends.filter((send, index) => sends.findIndex(({ intent }) => intent === send.intent) === index);
  const runs = [...new Set(first.map(({ intent }) => runOf(intent)))];
  const rank = ({ intent }: Send): number => runs.indexOf(runOf(intent)) * 1_000_000 + numberOf(intent);
  return first.sort((one, other) => rank(one) - rank(other));
}

const runOf = (intent: string): string => intent.split('-').at(-2) ?? '';
const numberOf = (intent: string): number => Number(intent.split('-').at(-1));
