import type { ConversationEvent } from '../../../workflows/conversation/events';
import type { ConversationState, OutgoingIntent } from '../../../workflows/conversation/state';
import type { Observer, Report } from '../observer';

const MINUTE = 60_000;
const WINDOW = 24 * 60 * MINUTE - 5 * MINUTE;

const wordsIn = ({ content }: Pick<OutgoingIntent, 'content'>): string =>
  content.kind === 'file' ? (content.caption ?? '') : content.kind === 'text' ? content.text : '';

/** Everywhere where an agent's words can be while they are neither sent nor told to be lost. */
function isSomewhere(text: string, { outbox, parkedTexts = [], held, transcript }: ConversationState): boolean {
  return (
    outbox.some((intent) => wordsIn(intent) === text) ||
    [...parkedTexts, ...held].some((one) => one.text === text) ||
    transcript.some((entry) => entry.from === 'note' && entry.text.endsWith(text))
  );
}

/** An agent's words that have not been tried yet. */
function waitingTexts({ outbox, parkedTexts = [], held }: ConversationState): string[] {
  const queued = outbox.filter(({ author, entry }) => author === 'agent' && entry === undefined);
  return [...queued.map(wordsIn), ...[...parkedTexts, ...held].map(({ text }) => text)];
}

function isToldLost({ slackOutbox }: ConversationState): boolean {
  return slackOutbox.some(
    ({ wish }) =>
      wish.kind === 'line' &&
      wish.line.kind === 'sentence' &&
      ['parked_full', 'outbox_full'].includes(wish.line.sentence),
  );
}

/** What an agent writes for a customer whom WhatsApp allows no free text to. */
export function watchParking(report: Report): Observer {
  const released = new Set<string>();
  /** Words that an agent took back or changed while they waited. */
  const takenBack = new Set<string>();
  let lastInbound = 0;
  let refused = false;

  function checkMessage(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    if (event.type !== 'agentMessage' || before.seen.length === after.seen.length) return;
    const { text } = event.message;
    if (text !== '' && !isSomewhere(text, after) && !isToldLost(after)) report('parked', `"${text}" was dropped`);
  }

  /** What waits is what now stands in Slack, and nothing of it is lost unless it was deleted. */
  function checkChange(before: ConversationState, event: ConversationEvent, after: ConversationState): void {
    if (event.type !== 'agentMessageChange' || before.seen.length === after.seen.length) return;
    const left = new Set(waitingTexts(after));
    const gone = waitingTexts(before).filter((text) => !left.has(text));
    for (const text of gone) if (text !== '') takenBack.add(text);
    const { edited } = event.change;
    if (gone.length === 0 || edited === undefined) return;
    if (!isSomewhere(edited.text, after) && !isToldLost(after)) report('parked', `"${edited.text}" was dropped`);
  }

  function checkLeaving(before: ConversationState, after: ConversationState): void {
    const left = new Set((after.parkedTexts ?? []).map(({ id }) => id));
    for (const { id, text } of before.parkedTexts ?? []) {
      if (left.has(id)) continue;
      if (released.has(id)) report('parked', `${id} went out twice`);
      released.add(id);
      if (!takenBack.has(text) && !isSomewhere(text, after)) report('parked', `"${text}" was parked and dropped`);
    }
  }

  return {
    transition(before, event, after) {
      if (event.type === 'customerMessage')
        lastInbound = Math.max(lastInbound, Math.min(event.at, event.message.sentAt));
      checkMessage(before, event, after);
      checkChange(before, event, after);
      checkLeaving(before, after);
      const waits = after.parkedTexts !== undefined && after.moved === undefined;
      if (waits && after.now < lastInbound + WINDOW) report('parked', 'it waits although the customer has written');
      if (waits && after.mode === 'active') report('parked', 'it waits although the assistant has the conversation');
      for (const intent of before.outbox) {
        const gone = !after.outbox.some(({ id }) => id === intent.id);
        if (event.type !== 'tick' || !gone || intent.author !== 'agent' || wordsIn(intent) === '') continue;
        if (!isSomewhere(wordsIn(intent), after) && !refused && !isToldLost(after))
          report('parked', `${intent.id} was given up`);
      }
    },
    started(job) {
      if (job.kind === 'send' && takenBack.has(wordsIn(job.request)))
        report('parked', `${job.intentId} went out although it was taken back`);
    },
    ended(job, _outcome, failure) {
      if (job.kind === 'slack' && failure?.class === 'rejected') refused = true;
    },
  };
}
