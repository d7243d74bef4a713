import type { AlwaysHumanIntent } from './words';

/**
 * The configuration the rules see. It is data: given with the start, renewed by each `classify` result, carried over
 * continue-as-new. The defaults live at the edge (`src/config/variables.ts`), because a release may change them and a replay must
 * not notice. All durations are milliseconds.
 */
export interface Settings {
  /** Which engine answers; the local engine costs no model calls. */
  engine: 'openai' | 'local';
  alwaysHumanIntents: AlwaysHumanIntent[];
  /** Human inactivity after which the resume confirmation is asked. */
  inactivityMs: number;
  /** How long the agents' confirmation stays unanswered before the customer is asked. */
  askCustomerAfterMs: number;
  /** Whether the customer may confirm a resume as well. */
  customerMayConfirm: boolean;
  /** The same question this many times within `repeatWindowMs` brings the offer. */
  repeatLimit: number;
  repeatWindowMs: number;
  /** After "No, thanks" no offer for this long. */
  offerPauseMs: number;
  /** Assistant messages and model calls for one customer in 24 hours. */
  dailyAssistantMessages: number;
  dailyModelCalls: number;
  /** Whether a sender that looks like a machine is given to people without a word. */
  silenceMachines: boolean;
  /** Time limit of one model attempt. */
  assistantTimeoutMs: number;
  /** Factor on the quiet time: 1 in production, 0 where a test measures without it. */
  quiet: number;
  /** Continue-as-new after this many history events. */
  maxEvents: number;
}
