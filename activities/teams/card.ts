import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import type { WaitingList } from '../../workflows/conversation/ports';
import { REASONS, spanOf } from '../../workflows/conversation/wording';
import { shown } from '../slack/rich-text';
import { MOST_SHOWN, reasonOf, whoWaits } from '../slack/waiting-list';
import { customerName, maskedNumber } from '../slack/wording';

/** What Teams is told of a handoff: no more than the card in Slack shows. */
export type HandoffToTell = Pick<ConversationSnapshot, 'customer' | 'reason' | 'issue' | 'summary' | 'handoffNumber'>;

interface Run {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
}

const ISSUE_CHARACTERS = 500;
const SUMMARY_CHARACTERS = 400;

/**
 * The message of a handoff for a Workflows webhook: an Adaptive Card 1.5 in the envelope that it takes (learn.microsoft.com,
 * Create incoming webhooks with Workflows; at most 28 KB). What people wrote stands in text runs, which know no markup.
 */
export function teamsMessage({ customer, reason, issue, summary }: HandoffToTell, deskUrl: string): object {
  const facts = [
    fact('Customer', `${shown(customerName(customer), 120)} · ${maskedNumber(customer)}`),
    ...(reason === undefined ? [] : [fact('Reason', REASONS[reason])]),
    ...(issue === undefined ? [] : [fact('Issue', shown(issue, ISSUE_CHARACTERS))]),
    ...(summary === undefined ? [] : summaryOf(summary)),
  ];
  return message('New handoff', facts, deskUrl);
}

/** The message that tells who waits for people, oldest first, at `now` (ms UTC). Names nobody. */
export function teamsList(list: WaitingList, deskUrl: string, now: number): object {
  const { waiting } = list;
  const more = waiting.length - MOST_SHOWN;
  const lines = waiting.slice(0, MOST_SHOWN).map((one) => fact(spanOf(now - one.since), reasonOf(one) ?? 'a person'));
  return message(whoWaits(list), [...lines, ...(more > 0 ? [fact('…', `and ${more} more`)] : [])], deskUrl);
}

function message(title: string, facts: object[], deskUrl: string): object {
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: 'A customer waits for a person.',
    body: [{ type: 'TextBlock', text: title, size: 'Large', weight: 'Bolder', wrap: true }, ...facts],
    actions: [{ type: 'Action.OpenUrl', title: 'Open on the desk', url: deskUrl }],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content: card }] };
}

function summaryOf({ askedFor, told, tried, wants }: NonNullable<HandoffToTell['summary']>): object[] {
  const parts = [
    ['Asked for', askedFor],
    ['Told', told],
    ['Tried', tried],
    ['Wants', wants],
  ] as const;
  return parts.filter(([, text]) => text !== '').map(([label, text]) => fact(label, shown(text, SUMMARY_CHARACTERS)));
}

function fact(label: string, text: string): object {
  const inlines: Run[] = [
    { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
    { type: 'TextRun', text },
  ];
  return { type: 'RichTextBlock', inlines };
}
