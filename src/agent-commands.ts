import { setTimeout as delay } from 'node:timers/promises';
import type { AgentCommand, VerdictCode } from '../workflows/conversation/messages';
import { NotTakenError, type AcceptedCommand, type AgentGateway } from './agent-gateway';

/** What an agent reads about a command where it is not the conversation that answers. */
export const COMMAND_SENTENCES = {
  recorded: 'Recorded, takes effect in a moment.',
  notRecorded: 'It could not be recorded for certain. If nothing changes here in a moment, try again.',
  rejected: 'The conversation refused this. Nothing has changed.',
  closed: 'This conversation is closed. Nothing has changed.',
} as const;

/** Slack gives a click three seconds. This much of them may pass until the command is accepted, and until it is recorded. */
const ACCEPTED_WITHIN_MS = 2_000;
const RECORDED_WITHIN_MS = 2_700;
const PAUSE_MS = 100;

export type Recorded =
  | ({ kind: 'accepted' } & AcceptedCommand)
  /** Durable, but on the way that has no answer: the conversation answers in Slack by itself. */
  | { kind: 'signalled' }
  | { kind: 'closed' }
  | { kind: 'lost' };

export interface Answer {
  accepted: boolean;
  sentence: string;
  /** Of the conversation's verdict, where there is one. */
  code?: VerdictCode;
}

/**
 * Brings an agent's command to its conversation within Slack's three seconds, or says that it could not. `began`: when
 * Slack's request came in, ms UTC. An update is tried first, because the clicker then gets its verdict; where it is not
 * accepted in time the same command goes as a signal under the same id, and counts once whatever arrives.
 */
export async function recordCommand(
  gateway: AgentGateway,
  workflowId: string,
  command: AgentCommand,
  began: number,
  now: () => number,
): Promise<Recorded> {
  try {
    const accepted = await untilAccepted(gateway, workflowId, command, began + ACCEPTED_WITHIN_MS, now);
    return { kind: 'accepted', verdict: () => accepted.verdict() };
  } catch (error) {
    if (isClosed(error)) return { kind: 'closed' };
  }
  try {
    await gateway.signalCommand(workflowId, command, began + RECORDED_WITHIN_MS);
    return { kind: 'signalled' };
  } catch (error) {
    return { kind: isClosed(error) ? 'closed' : 'lost' };
  }
}

async function untilAccepted(
  gateway: AgentGateway,
  workflowId: string,
  command: AgentCommand,
  deadline: number,
  now: () => number,
): Promise<AcceptedCommand> {
  for (;;) {
    try {
      return await gateway.command(workflowId, command, deadline);
    } catch (error) {
      const again = error instanceof NotTakenError && error.reason === 'again';
      if (!again || now() + PAUSE_MS >= deadline) throw error;
      await delay(PAUSE_MS);
    }
  }
}

const isClosed = (error: unknown): boolean => error instanceof NotTakenError && error.reason === 'closed';

/** What the clicker has to know about a recorded command. Waits for the verdict of an accepted one. */
export async function answerTo(recorded: Recorded): Promise<Answer> {
  switch (recorded.kind) {
    case 'accepted':
      return verdictOf(recorded);
    case 'signalled':
      return { accepted: false, sentence: COMMAND_SENTENCES.recorded };
    case 'closed':
      return { accepted: false, sentence: COMMAND_SENTENCES.closed };
    case 'lost':
      return { accepted: false, sentence: COMMAND_SENTENCES.notRecorded };
  }
}

async function verdictOf(command: AcceptedCommand): Promise<Answer> {
  try {
    return await command.verdict();
  } catch (error) {
    // Accepted is durable: only a refusal means that nothing will come of it.
    const refused = error instanceof NotTakenError && error.reason === 'rejected';
    return { accepted: false, sentence: refused ? COMMAND_SENTENCES.rejected : COMMAND_SENTENCES.recorded };
  }
}
