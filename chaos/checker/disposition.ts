import type { TranscriptLine } from '../../workflows/conversation/messages';
import type { Violation } from './evidence';
import type { Conversation, Received, Send, World } from './world';

const LIVENESS_MS = 60_000;
const LIVENESS_SHARE = 0.99;

/** I2: every message in words is answered or is with the team. */
export function everyMessageEndsSomewhere({ conversations }: World): Violation[] {
  return conversations.flatMap((conversation) =>
    wordsTaken(conversation).flatMap((message): Violation[] => {
      if (disposedAt(conversation, message) !== undefined) return [];
      const { text = '', takenAt = 0 } = message;
      const where = { workflowId: conversation.record.workflowId, detail: `"${text}"`, at: takenAt };
      return [{ invariant: 'I2', what: 'left without anybody', ...where }];
    }),
  );
}

/** The floor under everything else: a run in which nothing moves violates nothing. */
export interface Liveness {
  messages: number;
  inTime: number;
  /** Of these: those that were still open when nothing was broken any more, or came after that. They alone show that it goes on. */
  openAtCalm: number;
  openInTime: number;
}

/** What the killed server has lost it may bring again only after minutes: of so many, one may be late. */
const ONE_MAY_BE_LATE = 10;

/** Judged by what was open at calm; where nothing was, by all messages. */
export function isAlive({ messages, inTime, openAtCalm, openInTime }: Liveness): boolean {
  const [all, good] = openAtCalm > 0 ? [openAtCalm, openInTime] : [messages, inTime];
  const mayBeLate = Math.max(all * (1 - LIVENESS_SHARE), all >= ONE_MAY_BE_LATE ? 1 : 0);
  return good > 0 && all - good <= mayBeLate;
}

export function measureLiveness({ conversations, evidence: { calmAt } }: World): Liveness {
  const seen = conversations.flatMap((conversation) =>
    wordsSent(conversation).map((message) => {
      const from = Math.max(calmAt, message.attempts[0] ?? calmAt);
      const at = disposedAt(conversation, message) ?? Infinity;
      return { isOpen: at > calmAt, isInTime: at - from <= LIVENESS_MS };
    }),
  );
  const open = seen.filter(({ isOpen }) => isOpen);
  const inTime = (list: typeof seen): number => list.filter(({ isInTime }) => isInTime).length;
  return { messages: seen.length, inTime: inTime(seen), openAtCalm: open.length, openInTime: inTime(open) };
}

const wordsSent = ({ received }: Conversation): Received[] => received.filter(({ typed }) => typed);

const wordsTaken = (conversation: Conversation): Received[] =>
  wordsSent(conversation).filter(({ takenAt }) => takenAt !== undefined);

/** When it was first answered, or first shown to people; `undefined`: neither. */
function disposedAt(conversation: Conversation, { text = '', attempts }: Received): number | undefined {
  const { posts, sends, record } = conversation;
  const shown = posts.filter((post) => post.text.includes(text)).map(({ at }) => at);
  const line = record.transcript.findIndex((one) => one.from === 'customer' && one.text === text);
  const later = line < 0 ? [] : record.transcript.slice(line + 1).filter(isOurs);
  const first = attempts[0] ?? 0;
  const answers = later.flatMap((answer) => {
    const accepted = sends.filter((send) => send.accepted && send.at >= first && says(send, answer));
    // One whose outcome nobody knows is people's: they have been told (I9).
    const told = answer.delivery === 'unconfirmed' || answer.delivery === 'failed' ? toldOf(posts, answer) : [];
    return [...accepted.map(({ at }) => at), ...told];
  });
  const all = [...shown, ...answers];
  return all.length === 0 ? undefined : Math.min(...all);
}

const isOurs = ({ from }: TranscriptLine): boolean => from === 'assistant' || from === 'notice' || from === 'agent';

/** The first words that a line of the transcript shares with what was sent: the introduction comes behind them. */
const says = (send: Send, line: TranscriptLine): boolean => send.text.startsWith(line.text) || keepsItsName(line, send);

/** A fixed sentence that was settled by its status has its name in the record and not its words; so has the offer. */
export function keepsItsName({ from, text }: TranscriptLine, send: Send): boolean {
  const name = /^\[(\w+)\]$/.exec(text)?.[1];
  if (name === undefined || send.author !== from) return false;
  return from === 'assistant' || send.intent.startsWith(`n-${name}-`);
}

/** By what words a message is known where not all of it is shown. */
export const beginning = (text: string): string => text.slice(0, 40);

/** When people were told that this did not, or may not have, arrived. */
export function toldOf(posts: Conversation['posts'], { text }: TranscriptLine): number[] {
  const words = beginning(text.replace(/^\[(\w+)\]$/, '$1'));
  return posts
    .filter((post) => /Not delivered|Delivery unconfirmed/.test(post.text) && post.text.includes(words))
    .map(({ at }) => at);
}
