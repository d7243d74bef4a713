import type { Desk } from '../desk';
import { buttonCommand } from './button-command';

/** [Keep as note] under a held message. */
export const keepAsNote = (desk: Desk) => buttonCommand(desk, 'keepAsNote');
