import type { TranscriptLine } from '../../workflows/conversation/messages';
import { tableOf } from '../../test/support/figures/table';
import type { Verdict } from '../checker/check';
import { isCard } from '../checker/claims';
import { toldOf } from '../checker/disposition';
import type { Conversation } from '../checker/world';
import { POINTS, type Point, type Subject } from './points';
import { STRIKES, type Strike } from './strikes';

/** What became of the messages that were on their way when a strike came. */
export interface Cell {
  point: string;
  strike: string;
  /** Requests that WhatsApp took for each intent: at most one. */
  taken: number[];
  /** `answered`, `reply arrived`, `in doubt, told`, `one card`, … */
  outcome: string;
  /** Until people knew of what failed or is in doubt, ms of the conversation's time from the recovery on. */
  toldAfterMs?: number;
}

/** One strike at one point. */
export interface Hit {
  point: Point;
  strike: Strike;
  subject: Subject;
  hitAt: number;
  backAt: number;
  /** How far the clock was moved for what waits for a status. */
  movedMs: number;
}

/** People have to know of what failed or is in doubt within this long, ms. */
export const WITHIN_MS = 60_000;

/** What became of the message, by what the vendors saw and the transcript says. */
export function cellOf(
  { point, strike, subject, hitAt, backAt, movedMs }: Hit,
  { world: { conversations } }: Verdict,
): Cell {
  const conversation = conversations.find(({ record }) => record.workflowId === subject.workflowId);
  const cell = { point: point.name, strike: strike.name };
  if (conversation === undefined) return { ...cell, taken: [], outcome: 'lost' };
  const line = lineOf(conversation, point, subject);
  const told = line === undefined ? [] : toldOf(conversation.posts, line).filter((at) => at >= hitAt);
  const toldAfterMs = Math.max(0, Math.min(...told) - backAt) + movedMs;
  const isDoubtful = line?.delivery === 'unconfirmed' || line?.delivery === 'failed';
  return {
    ...cell,
    taken: takenOf(conversation, point, subject),
    outcome: outcomeOf(conversation, point, line, told.length > 0),
    ...(isDoubtful && told.length > 0 && { toldAfterMs }),
  };
}

const isOfAgent = (path: Point['path']): boolean => path !== 'question' && path !== 'wish';

/** The line of the message that was on its way. */
function lineOf({ record }: Conversation, { path }: Point, { text }: Subject): TranscriptLine | undefined {
  // The last one: what is sent again is a line of its own.
  if (isOfAgent(path)) return record.transcript.findLast((line) => line.from === 'agent' && line.text.includes(text));
  const author = path === 'wish' ? 'notice' : 'assistant';
  return record.transcript.find((line) => line.from === author);
}

function outcomeOf(
  { posts }: Conversation,
  { path }: Point,
  line: TranscriptLine | undefined,
  wasTold: boolean,
): string {
  const cards = posts.filter((post) => post.isNew && isCard(post)).length;
  if (path === 'wish') return cards === 1 ? 'one card' : `${cards} cards`;
  if (line?.delivery === 'unconfirmed') return wasTold ? 'in doubt, told' : 'in doubt, nobody told';
  if (line?.delivery === 'failed') return wasTold ? 'failed, told' : 'failed, nobody told';
  if (line !== undefined && line.delivery !== 'cancelled') return 'sent';
  return cards > 0 ? 'with people' : 'lost';
}

/** How often WhatsApp took each intent of the message, or Slack the card. */
function takenOf({ sends, posts }: Conversation, { path }: Point, { text }: Subject): number[] {
  if (path === 'wish') return [posts.filter((post) => post.isNew && isCard(post)).length];
  const ours = sends.filter((send) => (isOfAgent(path) ? send.text.includes(text) : send.author === 'assistant'));
  const intents = [...new Set(ours.map(({ intent }) => intent))];
  return intents.map((intent) => ours.filter((send) => send.intent === intent && send.accepted).length);
}

/** What is wrong with a cell, in a sentence; none where all is well. */
export function faultsOf({ taken, outcome, toldAfterMs = 0 }: Cell): string[] {
  return [
    ...(taken.some((count) => count > 1) ? [`taken ${Math.max(...taken)} times`] : []),
    ...(['sent', 'in doubt, told', 'failed, told', 'with people', 'one card'].includes(outcome) ? [] : [outcome]),
    ...(toldAfterMs > WITHIN_MS ? [`told after ${Math.round(toldAfterMs / 1_000)} s`] : []),
  ];
}

/** The table: one line a point, one column a strike. */
export function matrixTable(cells: Cell[]): string {
  const strikes = STRIKES.map(({ name }) => name);
  const rows = POINTS.map(({ name }) => [
    name,
    ...strikes.map((strike) => {
      const cell = cells.find((one) => one.point === name && one.strike === strike);
      if (cell === undefined) return '';
      const wrong = faultsOf(cell);
      return wrong.length === 0 ? cell.outcome : `**${wrong.join(', ')}**`;
    }),
  ]).filter(([, ...outcomes]) => outcomes.some((outcome) => outcome !== ''));
  return tableOf([['as …', ...strikes], ...rows]);
}
