import { MODALS } from '../modals';
import { readClick, type ButtonListenerArguments } from '../click';
import type { Desk } from '../desk';
import { buttonCommand } from './button-command';
import { openModal } from './modal';

const HOUR = 3_600_000;

/** The three dots of a card: a form, or a time until which it is put off. */
export function more(desk: Desk) {
  const forms = MODALS.map((modal) => [modal.id, openModal(desk, modal)] as const);
  const choices = new Map<string | undefined, (args: ButtonListenerArguments) => Promise<void>>([
    ...forms,
    ['snooze_hour', buttonCommand(desk, 'snooze', () => ({ forMs: HOUR }))],
    ['snooze_tomorrow', buttonCommand(desk, 'snooze', () => ({ until: desk.nextMorning() }))],
  ]);
  return async (args: ButtonListenerArguments): Promise<void> => {
    const choice = choices.get(readClick(args).value?.a);
    await (choice === undefined ? args.ack() : choice(args));
  };
}
