import { claimsOf } from './claims';
import { everySendEnds, nothingOutsideTheWindow, sentAtMostOnce, statusesOnlyGrow } from './deliveries';
import { everyMessageEndsSomewhere, isAlive, measureLiveness, type Liveness } from './disposition';
import type { Evidence, Violation } from './evidence';
import { everyMessageOnce } from './every-message-once';
import { askedInTime } from './inactivity';
import { noRunFails, wordsStayTheirOwn } from './others';
import { everyReplyArrives, oneCardEach, oneOwner } from './people';
import { neverResumedByItself, silenceAfterTakeover } from './silence';
import { readWorld, type World } from './world';

const CHECKS: ((world: World) => Violation[])[] = [
  everyMessageOnce,
  everyMessageEndsSomewhere,
  silenceAfterTakeover,
  neverResumedByItself,
  askedInTime,
  statusesOnlyGrow,
  sentAtMostOnce,
  everySendEnds,
  nothingOutsideTheWindow,
  oneCardEach,
  noRunFails,
  oneOwner,
  wordsStayTheirOwn,
  everyReplyArrives,
];

export interface Verdict {
  counted: Record<string, number>;
  liveness: Liveness;
  /** In order of time; those without one come last. */
  violations: Violation[];
  world: World;
}

/** Decides every invariant from what the vendors saw and the transcripts say. */
export function check(evidence: Evidence): Verdict {
  const conversations = evidence.conversations.filter(({ unread }) => unread === undefined);
  const world = readWorld({ ...evidence, conversations });
  const liveness = measureLiveness(world);
  const violations = [...cannotBeRead(evidence), ...CHECKS.flatMap((one) => one(world))];
  if (!isAlive(liveness)) violations.push(notAlive(liveness));
  violations.sort((one, other) => (one.at ?? Infinity) - (other.at ?? Infinity) || 0);
  return { counted: count(world), liveness, violations, world };
}

/** Whoever cannot be asked has kept nothing that anybody could rely on. */
const cannotBeRead = ({ conversations }: Evidence): Violation[] =>
  conversations.flatMap(({ workflowId, unread }) =>
    unread === undefined
      ? []
      : [{ invariant: 'I16', what: 'a conversation cannot be read', workflowId, detail: unread }],
  );

function notAlive({ messages, inTime, openAtCalm, openInTime }: Liveness): Violation {
  const open =
    openAtCalm === 0 ? 'none was open then' : `${openInTime} of the ${openAtCalm} that were open then or later`;
  const detail = `${inTime} of ${messages} messages were answered or with people 60 s after the faults had stopped, ${open}`;
  return { invariant: 'liveness', what: 'below the floor', workflowId: '', detail };
}

function count({ conversations, evidence }: World): Record<string, number> {
  const all = <T>(list: (one: World['conversations'][number]) => T[]): T[] => conversations.flatMap(list);
  const received = all((one) => one.received);
  const sends = all((one) => one.sends);
  const by = (author: string): number => sends.filter((send) => send.accepted && send.author === author).length;
  const runs = all((one) => one.record.runs);
  return {
    conversations: conversations.length,
    // Where the record has lost its beginning nobody can say what else was in it (I1, I9).
    'conversations looked at only in part': conversations.filter(({ record }) => record.recordBegins > 1).length,
    'customer messages': received.length,
    'delivered again': received.reduce((sum, { attempts }) => sum + attempts.length - 1, 0),
    'answers of the assistant': by('assistant'),
    'messages of agents': by('agent'),
    notices: by('notice'),
    'requests that WhatsApp did not take': sends.filter(({ accepted }) => !accepted).length,
    'cards and lines in Slack': all((one) => one.posts).filter(({ isNew }) => isNew).length,
    takeovers: all((one) => claimsOf(one, evidence.agents)).length,
    'runs that continued as new': runs.filter(({ status }) => status === 'CONTINUED_AS_NEW').length,
    'told that a delivery is in doubt': all((one) => one.posts).filter(({ text }) =>
      text.includes('Delivery unconfirmed'),
    ).length,
    'things that were broken': evidence.episodes.length,
  };
}
