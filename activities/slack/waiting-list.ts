import type { Waiting, WaitingList } from '../../workflows/conversation/ports';
import { REASONS } from '../../workflows/conversation/wording';
import type { SlackMessage } from './card';
import {
  bullets,
  mentionGroup,
  messageLink,
  moment,
  notification,
  richText,
  section,
  words,
  type RichTextPart,
} from './rich-text';

/** More would push everything else off the screen; what is left out is counted. */
export const MOST_SHOWN = 15;

const customers = (count: number): string =>
  count === 1 ? '1 customer waits for a person' : `${count} customers wait for a person`;

const tooLong = (count: number): string =>
  count === 1 ? '1 customer has waited too long' : `${count} customers have waited too long`;

const NOBODY_LATE = 'Nobody on this list waits for a person any more.';

/** Why the list is shown, with the count of those who wait. */
export function whoWaits({ kind, waiting }: WaitingList): string {
  const count = waiting.length;
  if (kind === 'moved') return 'The list of those who wait stands further down.';
  if (count === 0) return kind === 'escalated' ? NOBODY_LATE : 'Nobody waits for a person any more.';
  switch (kind) {
    case 'waiting':
      return `${customers(count)}, unclaimed.`;
    case 'opening':
      return `Good morning: ${customers(count)}, oldest first.`;
    case 'nobody':
      return `${customers(count)}, and nobody has come.`;
    case 'window':
      return `${customers(count)}. WhatsApp's 24 hours end for some of them before you are back.`;
    case 'escalated':
      return `${tooLong(count)} for a person, and nobody of the desk has come. Please help.`;
  }
}

const CALLS: WaitingList['kind'][] = ['nobody', 'window', 'escalated'];

function headline(list: WaitingList, agentGroup: string): RichTextPart[] {
  const text = whoWaits(list);
  if (list.kind === 'moved' || list.waiting.length === 0) return [words(text)];
  return [...(CALLS.includes(list.kind) ? [mentionGroup(agentGroup), words(' ')] : []), words(text, 'bold')];
}

const REASON: Record<string, string> = REASONS;

/** Why somebody waits, in words. */
export const reasonOf = ({ reason }: Waiting): string | undefined => reason && (REASON[reason] ?? reason);

function windowOf({ windowEndsAt, windowOver }: Waiting): RichTextPart[] {
  if (windowOver === true) return [words(' · only a template reaches them')];
  return windowEndsAt === undefined ? [] : [words(' · free text until '), moment(windowEndsAt)];
}

function line(waiting: Waiting): RichTextPart[] {
  const { since, card } = waiting;
  const reason = reasonOf(waiting);
  const about = reason === undefined ? [] : [words(` · ${reason}`)];
  const told = [words('since '), moment(since), ...about, ...windowOf(waiting)];
  if (card === undefined) return told;
  return [...told, words(' · '), { type: 'link', url: messageLink(card), text: 'card' }];
}

/** Who waits for people, oldest first. Names nobody: the cards do. */
export function renderWaitingList(list: WaitingList, agentGroup: string): SlackMessage {
  const { waiting, kind } = list;
  const more = waiting.length - MOST_SHOWN;
  const rest = more > 0 ? [section(words(`… and ${more} more.`))] : [];
  const head = headline(list, agentGroup);
  if (kind === 'moved')
    return { text: notification('The list goes on further down.'), blocks: [richText(section(...head))] };
  const text = waiting.length === 0 ? 'Nobody waits in this list any more.' : customers(waiting.length);
  return {
    text: notification(text),
    blocks: [
      richText(
        section(...head),
        ...(waiting.length > 0 ? [bullets(...waiting.slice(0, MOST_SHOWN).map(line))] : []),
        ...rest,
      ),
    ],
  };
}
