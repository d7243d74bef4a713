import type { TranscriptLine } from '../../workflows/conversation/messages';
import { beginning, keepsItsName, toldOf } from './disposition';
import type { Violation } from './evidence';
import type { Conversation, Send, Status, World } from './world';

const RANK = ['sent', 'delivered', 'read'];

/** I7: what the customer has read never becomes less again, in whatever order WhatsApp tells it. */
export function statusesOnlyGrow({ conversations }: World): Violation[] {
  return conversations.flatMap((conversation) =>
    matched(conversation).flatMap(({ line, send }): Violation[] => {
      if (line.from !== 'agent' || send === undefined) return [];
      const told = conversation.statuses.filter(({ intent, taken }) => taken && intent === send.intent);
      const furthest = Math.max(-1, ...told.map(({ status }: Status) => RANK.indexOf(status)));
      if (RANK.indexOf(line.delivery ?? '') >= furthest) return [];
      const detail = `"${line.text}" is ${line.delivery}, and WhatsApp had said ${RANK[furthest]}`;
      return [{ invariant: 'I7', what: 'a status went back', workflowId: conversation.record.workflowId, detail }];
    }),
  );
}

/** I8: WhatsApp takes no intent twice, no words of an agent twice, and nothing that people were told is in doubt. */
export function sentAtMostOnce({ conversations }: World): Violation[] {
  return conversations.flatMap((conversation) => {
    const { record, sends, posts, clicks } = conversation;
    const found = (what: string, { intent, text, at }: Send): Violation => ({
      ...{ invariant: 'I8', what, workflowId: record.workflowId, detail: `${intent} "${text.slice(0, 60)}"`, at },
    });
    const accepted = sends.filter((send) => send.accepted);
    const again = (key: (send: Send) => string): Send[] =>
      accepted.filter((send, index) => accepted.findIndex((other) => key(other) === key(send)) !== index);
    const words = accepted.filter(({ author }) => author === 'agent');
    const twice = words.filter((send, index) => {
      const before = words.slice(0, index).findLast(({ text }) => text === send.text);
      return before !== undefined && !clicks.some((click) => isAskedAgain(click) && isBetween(click, before, send));
    });
    const doubted = sends.filter((send) => {
      const told = toldOf(posts, { text: send.text } as TranscriptLine);
      const begun = Math.min(...sends.filter(({ intent }) => intent === send.intent).map(({ at }) => at));
      return send.at === begun && told.some((at) => at < send.at) && isOnlyOne(conversation, send);
    });
    return [
      ...again(({ intent }) => intent).map((send) => found('an intent was taken twice', send)),
      ...twice.map((send) => found("an agent's words were taken twice", send)),
      ...doubted.map((send) => found('sent after people were told that it is in doubt', send)),
    ];
  });
}

/** An agent may send again what is in doubt: one click, one message more. */
const isAskedAgain = ({ action }: Conversation['clicks'][number]): boolean => action === 'send_again';
const isBetween = ({ at }: { at: number }, before: Send, after: Send): boolean => at > before.at && at <= after.at;

/** Fixed sentences and answers come again, also where the first never left: what was told of one says nothing of another. */
function isOnlyOne({ sends, record }: Conversation, { text, intent }: Send): boolean {
  const isAlike = (other: string): boolean => beginning(other) === beginning(text);
  const lines = record.transcript.filter((line) => isOurs(line.from) && isAlike(line.text));
  return lines.length < 2 && sends.every((other) => other.intent === intent || !isAlike(other.text));
}

/** I9: every message that was begun ends; what is said to have arrived was taken; of what failed or is in doubt people were told. */
export function everySendEnds({ conversations }: World): Violation[] {
  return conversations.flatMap((conversation) => {
    const { record, posts, sends } = conversation;
    const found = (what: string, detail: string): Violation => {
      return { invariant: 'I9', what, workflowId: record.workflowId, detail };
    };
    const pairs = matched(conversation);
    const violations = pairs.flatMap(({ line, send }): Violation[] => {
      const words = `"${line.text.slice(0, 60)}"`;
      if (line.delivery === 'sending') return [found('never ended', words)];
      if (line.delivery === 'cancelled') return send ? [found('taken, and recorded as never said', words)] : [];
      if (line.delivery === 'failed' || line.delivery === 'unconfirmed')
        return toldOf(posts, line).length > 0 ? [] : [found(`nobody was told that it is ${line.delivery}`, words)];
      return send || line.delivery === undefined ? [] : [found(`${line.delivery}, and WhatsApp never took it`, words)];
    });
    if (record.recordBegins > 1) return violations;
    const known = new Set(pairs.map(({ send }) => send));
    const unknown = sends.filter((send) => send.accepted && !known.has(send));
    return [
      ...violations,
      ...unknown.map(({ intent, text }) =>
        found('said, and not in the transcript', `${intent} "${text.slice(0, 60)}"`),
      ),
    ];
  });
}

interface Pair {
  line: TranscriptLine;
  /** What WhatsApp took for it. */
  send: Send | undefined;
}

/** Each line that we said with the request that WhatsApp took for it: the same words first, then their beginning. */
function matched({ record, sends }: Conversation): Pair[] {
  const left = sends.filter(({ accepted }) => accepted);
  const lines = record.transcript.filter(({ from, delivery }) => isOurs(from) && delivery !== undefined);
  const take = (fits: (send: Send) => boolean): Send | undefined => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const taken = left.slice();
  // What an agent sends again has a line and a request for each time: these belong together in their order.
  const turn = (line: TranscriptLine): number => {
    const alike = lines.filter(({ from, text }) => from === line.from && text === line.text);
    const sent = taken.filter(({ author, text }) => author === line.from && text === line.text);
    return sent.length < alike.length ? doubt(line) : -1;
  };
  const pairs = new Map<TranscriptLine, Send | undefined>();
  const passes: ((line: TranscriptLine, send: Send) => boolean)[] = [
    ({ from, text }, send) => send.author === from && send.text === text,
    // One that was settled by its status keeps its name, or the words without the introduction.
    ({ from, text }, send) => send.author === from && send.text.startsWith(text),
    keepsItsName,
  ];
  for (const fits of passes) {
    for (const line of [...lines].sort((one, other) => turn(one) - turn(other))) {
      if (pairs.get(line) === undefined)
        pairs.set(
          line,
          take((send) => fits(line, send)),
        );
    }
  }
  return lines.map((line) => ({ line, send: pairs.get(line) }));
}

const isOurs = (from: TranscriptLine['from']): boolean => from === 'assistant' || from === 'notice' || from === 'agent';

/** Where the same words were said, were in doubt and were revoked, what WhatsApp took belongs to the first of these. */
const IN_DOUBT = ['failed', 'unconfirmed', 'cancelled'];
const doubt = ({ delivery }: TranscriptLine): number => IN_DOUBT.indexOf(delivery ?? '');

/** I10: nothing free-form is tried outside the customer service window. */
export function nothingOutsideTheWindow({ conversations }: World): Violation[] {
  return conversations.flatMap(({ record: { workflowId }, statuses }) =>
    statuses
      .filter(({ code }) => code === 131047)
      .map(({ intent, at }) => ({ invariant: 'I10', what: 'sent outside the window', workflowId, detail: intent, at })),
  );
}
