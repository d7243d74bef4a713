import type { types as slack } from '@slack/bolt';
import type { ClosingChoice, ClosingEntry, ClosingMessage, CustomerIdentity } from '../../workflows/conversation/ports';
import { REASONS } from '../../workflows/conversation/wording';
import { row } from './buttons';
import type { SlackMessage } from './card';
import {
  foreignPhrase,
  messageLink,
  moment,
  notification,
  richText,
  section,
  words,
  type Block,
  type RichTextPart,
} from './rich-text';
import { customerName, maskedNumber } from './wording';

/** Two blocks each, of the fifty that a message may have; what is left out is counted. */
const MOST = 20;

/** Who the customer of a conversation is, and what it is about. */
export interface Matter {
  customer: CustomerIdentity;
  issue?: string;
}

/** By workflow id; what is not known is not told. */
export type Matters = ReadonlyMap<string, Matter | undefined>;

/** What is told of the conversations in a message, looked up anew each time that it is shown. */
export async function mattersOf(
  message: ClosingMessage | undefined,
  matterOf: (workflowId: string) => Promise<Matter | undefined>,
): Promise<Matters> {
  const shown = message?.entries.slice(0, MOST) ?? [];
  return new Map(
    await Promise.all(shown.map(async ({ workflowId }) => [workflowId, await matterOf(workflowId)] as const)),
  );
}

/** What a button of this message carries. Without `w`: all that is left. */
interface ClosingValue {
  /** When the business closes, ms UTC. */
  c: number;
  /** Workflow id. */
  w?: string;
}

const DIVIDER: Block = { type: 'divider' };

const conversations = (count: number): string => (count === 1 ? '1 conversation' : `${count} conversations`);

/** What an agent still has before closing, and what became of it. `undefined`: her message of an earlier day. */
export function renderClosing(message: ClosingMessage | undefined, matters: Matters): SlackMessage {
  if (message === undefined) {
    const text = 'This was about an earlier day: the cards in the channel are up to date.';
    return { text: notification(text), blocks: [richText(section(words(text)))] };
  }
  const { entries, closesAt } = message;
  const open = entries.filter(({ state }) => state === 'open').length;
  const more = entries.length - MOST;
  const head =
    open === 0
      ? [words('You have nothing left of what was open before closing. Thank you.', 'bold')]
      : [
          words('You close at ', 'bold'),
          moment(closesAt, 'time'),
          words(`. ${conversations(open)} still with you:`, 'bold'),
        ];
  return {
    text: notification(
      open === 0 ? 'Nothing left before closing' : `${conversations(open)} still with you before closing`,
    ),
    blocks: [
      richText(section(...head)),
      ...entries.slice(0, MOST).flatMap((entry) => entryBlocks(entry, message, matters.get(entry.workflowId))),
      ...(more > 0 ? [richText(section(words(`… and ${more} more: see their cards in the channel.`)))] : []),
      ...(open > 1 ? [DIVIDER, row(...all(message, open))] : []),
    ],
  };
}

function entryBlocks(
  entry: ClosingEntry,
  { until, closesAt }: ClosingMessage,
  matter: Matter = { customer: {} },
): Block[] {
  const lines = [who(entry, matter), what(entry, matter), outcome(entry, until.words)];
  const about = richText(...lines.filter((parts) => parts.length > 0).map((parts) => section(...parts)));
  if (entry.state !== 'open') return [about];
  const value = { c: closesAt, w: entry.workflowId };
  const one = (choice: ClosingChoice, label: string) => button(`closing_${choice}`, label, value);
  return [about, row(one('resolve', 'Resolve'), one('later', until.words), one('queue', 'Back to queue'))];
}

function who({ reason, card }: ClosingEntry, { customer }: Matter): RichTextPart[] {
  return [
    foreignPhrase(`${customerName(customer)} · ${maskedNumber(customer)}`, 160, 'bold'),
    ...(reason === undefined ? [] : [words(` · ${REASONS[reason]}`)]),
    ...(card === undefined ? [] : [words(' · '), { type: 'link' as const, url: messageLink(card), text: 'card' }]),
  ];
}

function what({ owedSince, state }: ClosingEntry, { issue = '' }: Matter): RichTextPart[] {
  const waits = state === 'open' && owedSince !== undefined;
  return [
    ...(issue === '' ? [] : [foreignPhrase(issue, 200)]),
    ...(issue !== '' && waits ? [words(' · ')] : []),
    ...(waits ? [words('waits for an answer since '), moment(owedSince)] : []),
  ];
}

function outcome({ state, sentence }: ClosingEntry, until: string): RichTextPart[] {
  if (state === 'open') return sentence === undefined ? [] : [words(sentence, 'italic')];
  const became = {
    resolve: 'Resolved.',
    later: `Put off: ${until}.`,
    queue: 'Back in the queue.',
    refused: sentence ?? '',
  };
  return [words(`→ ${became[state]}`, 'bold')];
}

function all({ closesAt, until }: ClosingMessage, open: number): slack.Button[] {
  const value = { c: closesAt };
  const resolve = button('closing_all_resolve', `Resolve all ${open}`, value);
  return [
    { ...resolve, confirm: confirmation(open) },
    button('closing_all_later', `All: ${until.words}`, value),
    button('closing_all_queue', 'All back to queue', value),
  ];
}

const confirmation = (open: number): slack.ConfirmationDialog => ({
  title: plain(`Resolve all ${open}?`),
  text: plain('The assistant answers these customers again.'),
  confirm: plain('Resolve all'),
  deny: plain('Not yet'),
});

const button = (actionId: string, label: string, value: ClosingValue): slack.Button => ({
  type: 'button',
  action_id: actionId,
  text: plain(label),
  value: JSON.stringify(value),
});

const plain = (text: string): slack.PlainTextElement => ({ type: 'plain_text', text });
