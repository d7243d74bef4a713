/** What people have written, as the state remembers it: plain data. */
import type { Agent } from './ports';

/** What became of a customer message. `team`: it belongs to people. `cause`: it opened the handoff. `asked`: the team is asked. */
export type Disposition = 'pending' | 'answered' | 'team' | 'cause' | 'by_agent' | 'asked' | 'ignored';

/** Where in Slack an agent wrote it. `agent`: Slack user id. */
export interface Source {
  channel: string;
  ts: string;
  threadTs: string;
  agent: string;
}

/** What queueing an agent's message has changed, for as long as it may still be withdrawn. */
export interface Undo {
  handoff: number;
  wrote: boolean;
  answered: { number: number; disposition: Disposition }[];
}

/** An agent's message that waits for a second look. */
export interface HeldMessage {
  id: string;
  threadTs: string;
  channel: string;
  agent: Agent;
  text: string;
  /** Where it was written, where its id does not say it. */
  source?: Source;
}

/** An agent's text for a customer whom WhatsApp allows no free text to now: it follows his next message. */
export interface ParkedText {
  id: string;
  agent: Agent;
  text: string;
  at: number;
  source?: Source;
}
