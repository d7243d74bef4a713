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
const MOST = 15;

const customers = (count: number): string =>
  count === 1 ? '1 customer waits for a person' : `${count} customers wait for a person`;

function headline({ kind, waiting }: WaitingList, agentGroup: string): RichTextPart[] {
  const count = waiting.length;
  if (kind === 'moved') return [words('The list of those who wait stands further down.')];
  if (count === 0) return [words('Nobody waits for a person any more.')];
  const everybody = [mentionGroup(agentGroup), words(' ')];
  switch (kind) {
    case 'waiting':
      return [words(`${customers(count)}, unclaimed.`, 'bold')];
    case 'opening':
      return [words(`Good morning: ${customers(count)}, oldest first.`, 'bold')];
    case 'nobody':
      return [...everybody, words(`${customers(count)}, and nobody has come.`, 'bold')];
    case 'window':
      return [
        ...everybody,
        words(`${customers(count)}. WhatsApp's 24 hours end for some of them before you are back.`, 'bold'),
      ];
    case 'escalated':
      return [...everybody, words(`${customers(count)} and nobody of the desk has come. Please help.`, 'bold')];
  }
}

const REASON: Record<string, string> = REASONS;

function line({ since, reason, card, windowEndsAt }: Waiting): RichTextPart[] {
  const about = reason === undefined ? [] : [words(` · ${REASON[reason] ?? reason}`)];
  const window = windowEndsAt === undefined ? [] : [words(' · free text until '), moment(windowEndsAt)];
  const told = [words('since '), moment(since), ...about, ...window];
  if (card === undefined) return told;
  return [...told, words(' · '), { type: 'link', url: messageLink(card), text: 'card' }];
}

/** Who waits for people, oldest first. Names nobody: the cards do. */
export function renderWaitingList(list: WaitingList, agentGroup: string): SlackMessage {
  const { waiting, kind } = list;
  const more = waiting.length - MOST;
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
        ...(waiting.length > 0 ? [bullets(...waiting.slice(0, MOST).map(line))] : []),
        ...rest,
      ),
    ],
  };
}
