import type { Buckets } from './bucket';
import type { SlackState } from './state';
import type { Json } from './types';

/** What the parts of the fake workspace share. */
export interface SlackContext {
  state: SlackState;
  buckets: Buckets;
  now: () => number;
  /** The simulator's own address, for URLs that the workspace hands out. */
  origin: () => string;
  /** Tells watching pages and waiting clickers that something on the screen is different. */
  changed: () => void;
  /** Sends an event to the product, redelivered as Slack does. Resolves once the first attempt was answered or given up. */
  sendEvent(event: Json): Promise<EventAttempt>;
}

export interface EventAttempt {
  delivered: boolean;
  status?: number;
  reason?: string;
}

export type Method = (args: Json, context: SlackContext) => Json;
