import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Keep it with us], and [Keep until they answer], under the confirmation. */
export const keepPaused = (desk: Desk) => buttonCommand(desk, 'keepPaused');
