import type { Agent } from '../workflows/conversation/ports';
import { answerTo, COMMAND_SENTENCES, recordCommand } from './agent-commands';
import type { AgentGateway } from './agent-gateway';
import { inParallel } from './in-parallel';

interface Absence {
  agent: Agent;
  kind: 'away' | 'back';
  /** ms UTC; absent: until the agent does something. */
  until: number | undefined;
  /** Names this one command to all conversations, for good. */
  id: string;
}

const LOOK_WITHIN_MS = 5_000;
const AT_ONCE = 8;

/** Tells each conversation that the agent has; answers with a sentence for the agent. */
export async function tellAway(
  gateway: AgentGateway,
  { agent, kind, until, id }: Absence,
  now: () => number,
): Promise<string> {
  const ids = await gateway.conversationsOf(agent.id, now() + LOOK_WITHIN_MS).catch(() => undefined);
  if (ids === undefined) return COMMAND_SENTENCES.notRecorded;
  const answers = await inParallel(ids, AT_ONCE, async (workflowId) => {
    const command = { updateId: `${id}:${workflowId}`, kind, agent, ...(until !== undefined && { until }) };
    return answerTo(await recordCommand(gateway, workflowId, command, now(), now));
  });
  const told = answers.filter(({ accepted }) => accepted).length;
  return sentence(kind, told, ids.length - told);
}

const count = (number: number): string => (number === 1 ? '1 conversation' : `${number} conversations`);

function sentence(kind: 'away' | 'back', told: number, missed: number): string {
  const rest = missed === 0 ? '' : ` ${count(missed)} could not be told: have a look at them.`;
  if (kind === 'back') return `Welcome back: you have ${count(told)}.${rest}`;
  if (told === 0) return `You have no conversation.${rest}`;
  return `You have ${count(told)}: where a customer is owed an answer, it goes back to the queue in five minutes, unless you answer.${rest}`;
}
