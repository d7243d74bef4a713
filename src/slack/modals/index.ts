import type { Modal } from './modal';
import { reply } from './reply';
import { snooze } from './snooze';
import { takeFrom } from './take-from';
import { transfer } from './transfer';

/** Every form that stands between a button and its command. */
export const MODALS: Modal[] = [reply, takeFrom, transfer, snooze];
