import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Send again] under a message that was not delivered, or not confirmed. */
export const sendAgain = (desk: Desk) => buttonCommand(desk, 'sendAgain');
