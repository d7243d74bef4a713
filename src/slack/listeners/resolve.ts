import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Resolve] on a card. */
export const resolve = (desk: Desk) => buttonCommand(desk, 'resolve');
