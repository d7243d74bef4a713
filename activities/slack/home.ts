import type { types as slack } from '@slack/bolt';
import type { SlackResult } from '../../workflows/conversation/ports';
import { owedFor, REASONS, spanOf } from '../../workflows/conversation/wording';
import type { HandoffReason, OpenHandoffStatus } from '../../workflows/conversation/words';
import { row, type ButtonValue } from './buttons';
import {
  foreignPhrase,
  messageLink,
  moment,
  richText,
  section,
  words,
  type Block,
  type RichTextPart,
} from './rich-text';

/** A conversation as a line of the Home tab. Times: ms UTC. */
export interface HomeRow {
  workflowId: string;
  /** The customer's, where the conversation could be asked. */
  name?: string | undefined;
  reason?: string | undefined;
  /** Who has put it off. */
  agent?: string | undefined;
  owedSince?: number | undefined;
  /** Number of its handoff. */
  handoff?: number | undefined;
  card?: SlackResult | undefined;
  transcriptLink: string;
}

export interface HomeList {
  rows: HomeRow[];
  /** Further ones that are not shown. */
  more: number;
}

/** What an agent sees in the Home tab. */
export interface HomeSight {
  now: number;
  /** What came of what the agent has just pressed. */
  said?: string | undefined;
  /** While the assistant is paused in every conversation. */
  pause?: { since: number; by?: string | undefined } | undefined;
  figures: Record<OpenHandoffStatus | 'withAssistant', number>;
  /** About the conversations in which the customer has written today. */
  today: {
    conversations: number;
    byAssistant: number;
    handoffs: number;
    /** For which somebody waited: those that a person answered, with half of them within `medianMs` of open time, and the others. */
    answered: number;
    medianMs: number | undefined;
    unanswered: number;
  };
  mine: HomeList;
  waiting: HomeList;
  snoozed: HomeList;
}

/** Of the hundred blocks that a view may have; one that waits takes two, its line and its button. */
export const HOME_ROWS = { mine: 15, waiting: 20, snoozed: 15 } as const;

/** The blocks of a Home tab (docs.slack.dev, App Home). Everything that somebody else wrote stands in literal text. */
export function renderHome(sight: HomeSight): Block[] {
  const { mine, waiting, snoozed, now } = sight;
  return [
    ...(sight.said === undefined ? [] : [line(words(sight.said, 'bold'))]),
    ...pauseBanner(sight),
    line(...figures(sight), words(' · as of '), moment(now, 'time')),
    line(...today(sight)),
    row(plainButton('home_refresh', 'Refresh')),
    ...header('Yours'),
    ...listBlocks(mine, HOME_ROWS.mine, 'You have no conversation.', (one) => [line(...about(one, now))]),
    ...header('Waiting for a person, oldest first'),
    ...listBlocks(waiting, HOME_ROWS.waiting, 'Nobody waits for a person.', (one) => [
      line(...about(one, now)),
      row(takeOver(one)),
    ]),
    ...header('Snoozed'),
    ...listBlocks(snoozed, HOME_ROWS.snoozed, 'Nothing is snoozed.', (one) => [line(...about(one, now))]),
  ];
}

const line = (...parts: RichTextPart[]): Block => richText(section(...parts));
const header = (text: string): Block[] => [{ type: 'divider' }, { type: 'header', text: { type: 'plain_text', text } }];

function pauseBanner({ pause }: HomeSight): Block[] {
  if (pause === undefined) return [];
  const by = pause.by === undefined ? words('an operator') : foreignPhrase(pause.by, 80);
  return [
    line(
      words('The assistant is paused in every conversation', 'bold'),
      words(' since '),
      moment(pause.since),
      words(', by '),
      by,
      words('. What customers write goes to people. /baton resume, written in the channel, ends it.'),
    ),
  ];
}

function figures({ figures: { waiting, claimed, snoozed, withAssistant } }: HomeSight): RichTextPart[] {
  const told: [number, string][] = [
    [waiting, waiting === 1 ? 'waits for a person' : 'wait for a person'],
    [claimed, 'with agents'],
    [snoozed, 'snoozed'],
    [withAssistant, 'with the assistant'],
  ];
  return told.flatMap(([count, meaning], place) => [
    words(`${place === 0 ? '' : ' · '}`.concat(String(count)), 'bold'),
    words(` ${meaning}`),
  ]);
}

function today({ today: counted }: HomeSight): RichTextPart[] {
  const { conversations, byAssistant, handoffs, answered, medianMs, unanswered } = counted;
  if (conversations === 0) return [words('Today', 'bold'), words(': no customer has written yet.')];
  const share = Math.round((byAssistant / conversations) * 100);
  const wrote = conversations === 1 ? '1 customer wrote' : `${conversations} customers wrote`;
  const half = answered > 1 ? ', half of those' : '';
  const told = [
    ` · the assistant alone answered ${byAssistant} (${share} %)`,
    handoffs === 1 ? ' · 1 handoff' : ` · ${handoffs} handoffs`,
    medianMs === undefined ? '' : ` · ${answered} answered by a person${half} within ${within(medianMs)}`,
    unanswered === 0 ? '' : ` · ${unanswered} not answered by a person`,
  ];
  return [words('Today', 'bold'), words(`: ${wrote}${told.join('')}`)];
}

const within = (ms: number): string => (ms < 60_000 ? 'a minute' : spanOf(ms));

function listBlocks({ rows, more }: HomeList, most: number, empty: string, of: (one: HomeRow) => Block[]): Block[] {
  if (rows.length === 0) return [line(words(empty))];
  const left = more + Math.max(0, rows.length - most);
  return [...rows.slice(0, most).flatMap(of), ...(left > 0 ? [line(words(`… and ${left} more.`))] : [])];
}

function about({ name, reason, agent, owedSince, card, transcriptLink }: HomeRow, now: number): RichTextPart[] {
  const dot = words(' · ');
  const waits = owedSince === undefined ? [] : [dot, words(owedFor(now - owedSince))];
  return [
    name === undefined ? words('A customer', 'bold') : foreignPhrase(name, 80, 'bold'),
    ...(reason === undefined ? [] : [dot, words(REASONS[reason as HandoffReason] ?? reason)]),
    ...(agent === undefined ? [] : [dot, words('put off by '), foreignPhrase(agent, 80)]),
    ...waits,
    ...(card === undefined ? [] : [dot, { type: 'link' as const, url: messageLink(card), text: 'thread' }]),
    dot,
    { type: 'link', url: transcriptLink, text: 'full chat history' },
  ];
}

function takeOver({ workflowId, handoff }: HomeRow): slack.Button {
  const value: ButtonValue = { w: workflowId, ...(handoff !== undefined && { h: handoff }) };
  return { ...plainButton('home_take_over', 'Take over'), value: JSON.stringify(value), style: 'primary' };
}

const plainButton = (actionId: string, text: string): slack.Button => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text },
});
