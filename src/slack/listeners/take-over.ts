import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Take over] on a card, and [Take over and send] under a held message, which the command then releases. */
export const takeOver = (desk: Desk) => buttonCommand(desk, 'takeOver');
