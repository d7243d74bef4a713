import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Hand back to the assistant] on a card or under the confirmation. */
export const resume = (desk: Desk) => buttonCommand(desk, 'resume');
