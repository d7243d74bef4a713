import type { AlwaysHumanIntent } from './words';

/** A business's clock as plain intervals `[from, until)`, in minutes since `from`, sorted and apart from each other. */
export interface OpeningHours {
  /** Ms UTC. */
  from: number;
  /** How far it knows, in minutes since `from`. */
  minutes: number;
  /** When people of the business work. */
  open: [number, number][];
  /** When a text that the customer has not just asked for may reach him: absent where that is all of `open`. */
  reach?: [number, number][];
  /**
   * When it is day, whether or not people work: in minutes of each 24 hours since `from`. Absent where nobody has said, in
   * settings of earlier releases.
   */
  day?: [number, number];
}

/**
 * The configuration the rules see. It is data: given with the start, renewed by each `classify` result, carried over
 * continue-as-new. The defaults live at the edge (`src/config/rule-variables.ts`), because a release may change them and a replay must
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
  /** How long a customer waits for a person's answer, in open time, before the assignee is reminded, or the team by its list … */
  remindAfterMs?: number;
  /** … before the whole group and the customer are told … */
  alertAfterMs?: number;
  /** … and before a claim falls back and the second channel is told. */
  escalateAfterMs?: number;
  /** Two notices that nobody has come yet are at least so far apart. */
  waitingNoticePauseMs?: number;
  /** How long what an agent writes waits, so that he can still change or delete it; 0 or absent: not at all. */
  holdMs?: number;
  /** Whether the assistant keeps what the knowledge does not answer and asks the team, and how long it waits. Absent: not. */
  askTeam?: boolean;
  askTeamMs?: number;
  /** How customers know an agent, whose first message of a stretch begins with the name. Absent: `off`. */
  agentNames?: 'off' | 'first_name' | 'full_name';
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
  /** Absent: people work round the clock. */
  opening?: OpeningHours;
  /** Time limit of one model attempt. */
  assistantTimeoutMs: number;
  /** Factor on the quiet time: 1 in production, 0 where a test measures without it. */
  quiet: number;
  /** Continue-as-new after this many history events. */
  maxEvents: number;
}
