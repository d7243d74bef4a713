import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Keep it with us] under the confirmation. */
export const keepPaused = (desk: Desk) => buttonCommand(desk, 'keepPaused');
