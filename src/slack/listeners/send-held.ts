import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Send anyway] under a message that was held because it mentions somebody. */
export const sendHeld = (desk: Desk) => buttonCommand(desk, 'sendHeld');
