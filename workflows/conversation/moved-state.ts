/** Where a conversation goes, or comes from, when the customer's number changes: plain data of the state. */
import type { Passable } from './events';

/** The customer has another number: nothing is sent from here any more, and what still arrives is passed on in its order. */
export interface Moved {
  /** Workflow id of the conversation in which it goes on. */
  to: string;
  /** WhatsApp's timestamp of the change after which nothing was sent from here any more. */
  sentAt: number;
  /** `state`: everything that is known here, because of the change at `sentAt`. */
  waiting: ({ type: 'state'; sentAt: number } | Passable)[];
  /** Of the first one in the queue. */
  number: number;
  attempt: number;
  notBefore?: number;
}

/** A conversation that has come here because of a change of number. */
export interface Arrived {
  from: string;
  /** WhatsApp's timestamp of the change. */
  sentAt: number;
}

/** One that is on its way here. */
export interface Awaited extends Arrived {
  /** People are asked at this time. */
  until: number;
}
