import type { types as slack } from '@slack/bolt';
import type { CardState, CardView } from '../../workflows/conversation/ports';
import { OUTCOME_WORDS } from '../../workflows/conversation/wording';
import { OUTCOMES } from '../../workflows/conversation/words';
import { button, menu, row, select, type ActionId, type ButtonValue, type Choice } from './buttons';
import { shown, type Block } from './rich-text';

type Part = ActionId | 'more';

// On a phone a row holds two or three: what everybody needs is a button, the rest is in lists.
const ROWS: Record<CardState, Part[]> = {
  waiting: ['take_over', 'resolve', 'transcript', 'more'],
  taking_over: ['transcript'],
  claimed: ['hand_back', 'resolve', 'transcript', 'more'],
  snoozed: ['take_over', 'resolve', 'transcript', 'more'],
  with_assistant: ['take_over', 'transcript'],
  handed_back: ['take_over', 'transcript'],
  resolved: ['take_over', 'transcript'],
  merged: ['transcript'],
};

const SNOOZES: { a: Choice; label: string }[] = [
  { a: 'snooze_hour', label: 'Snooze for an hour' },
  { a: 'snooze_tomorrow', label: 'Snooze until tomorrow 08:00, or the next open day' },
  { a: 'snooze_until', label: 'Snooze until …' },
];

/** What can be done with a card, by its state. `value`: what each of them carries. */
export function cardActions(card: CardView, value: ButtonValue): Block {
  const primary = card.state === 'waiting' || card.state === 'with_assistant' ? 'take_over' : undefined;
  return row(...ROWS[card.state].map((part) => element(card, value, part, part === primary)));
}

function element(card: CardView, value: ButtonValue, part: Part, primary: boolean): slack.ActionsBlockElement {
  if (part === 'more') return menu(value, choices(card));
  if (part !== 'resolve') return button(value, part, primary);
  const outcomes = OUTCOMES.map((outcome) => ({ label: OUTCOME_WORDS[outcome], value: { ...value, o: outcome } }));
  return select('resolve', 'Resolve as …', outcomes);
}

function choices({ state, agent }: CardView): { a: Choice; label: string; f?: string }[] {
  const other = agent === undefined ? [] : [takeFrom(agent)];
  const transfer = { a: 'transfer' as const, label: state === 'waiting' ? 'Give it to …' : 'Transfer …' };
  return [...other, transfer, ...(state === 'snoozed' ? [] : SNOOZES)];
}

const takeFrom = ({ id, name }: { id: string; name: string }) => ({
  a: 'take_from' as const,
  label: `Take it from ${shown(name.replace(/\s+/g, ' '), 40)} …`,
  f: id,
});
