import type { Violation } from './evidence';
import type { Conversation, World } from './world';

interface Happened {
  at: number;
  what: string;
}

const SECOND = 1_000;

/** What happened in the conversation of a violation, line by line, with what was broken meanwhile. */
export function story({ conversations, evidence }: World, { workflowId, at: when }: Violation): string {
  const conversation = conversations.find(({ record }) => record.workflowId === workflowId);
  if (conversation === undefined) return '';
  const happened = happenings(conversation).sort((one, other) => one.at - other.at);
  const [first] = happened;
  if (first === undefined) return '';
  const last = happened.at(-1)?.at ?? first.at;
  const broken = evidence.episodes
    .filter(({ from, until }) => from <= last && until >= first.at)
    .flatMap(({ what, from, until }) => [
      { at: from, what: `        ~ ${what} begins` },
      { at: until, what: `        ~ ${what} is over` },
    ]);
  const lines = [...happened, ...broken]
    .sort((one, other) => one.at - other.at)
    .map(({ at, what }) => `${at === when ? '>>' : '  '} ${seconds(at - first.at)}  ${what}`);
  const end = conversation.record.transcript.map(
    ({ number, from, text, delivery }) => `     ${number}. ${from}${delivery ? ` (${delivery})` : ''}: ${short(text)}`,
  );
  return [...lines, '   the transcript:', ...end].join('\n');
}

const seconds = (ms: number): string => `${(ms / SECOND).toFixed(2)} s`.padStart(9);
const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 89)}…` : text).replace(/\s+/g, ' ');

function happenings({ received, sends, posts, clicks, written, told, statuses }: Conversation): Happened[] {
  return [
    ...received.flatMap(({ text = 'something without words', attempts, takenAt }) =>
      attempts.map((at, index) => ({
        at,
        what: `customer: "${short(text)}"${index === 0 ? '' : ` (delivery ${index + 1})`}${at === takenAt ? '' : ', not taken'}`,
      })),
    ),
    ...sends.map(({ at, intent, text, accepted }) => ({
      at,
      what: `WhatsApp gets ${intent}: "${short(text)}"${accepted ? '' : ', not taken'}`,
    })),
    ...statuses.map(({ at, intent, status, taken }) => ({
      at,
      what: `WhatsApp says ${intent} is ${status}${taken ? '' : ', not taken'}`,
    })),
    ...posts.map(({ at, isNew, text }) => ({ at, what: `Slack ${isNew ? 'shows' : 'changes'}: ${short(text)}` })),
    ...clicks.flatMap(({ at, user, action, taken, answers }) => [
      { at, what: `${user} clicks ${action}${taken ? '' : ', not taken'}` },
      ...answers.map((answer) => ({ at: answer.at, what: `${user} is told: "${short(answer.text)}"` })),
    ]),
    ...told.map(({ at, user, text }) => ({ at, what: `${user} is told: "${short(text)}"` })),
    ...written.flatMap(({ user, text, attempts, takenAt }) =>
      attempts.map((at) => ({ at, what: `${user} writes: "${short(text)}"${at === takenAt ? '' : ', not taken'}` })),
    ),
  ];
}
