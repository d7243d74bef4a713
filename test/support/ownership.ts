import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { AGENT_UPDATES, type AgentCommand, type Verdict } from '../../workflows/conversation/messages';
import type { System } from './system';

/** A command of an agent, and what the conversation said to it, in the order in which they took effect. */
export interface Decided {
  command: AgentCommand;
  verdict: Verdict;
}

/** Every command that the open run of a conversation has got, from its history on the server. */
export async function decidedIn({ client }: Pick<System, 'client'>, workflowId: string): Promise<Decided[]> {
  const handle = client.workflow.getHandle(workflowId);
  const decode = (payloads: Parameters<typeof decodeArrayFromPayloads>[1]): Promise<unknown[]> =>
    decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
  const asked = new Map<string, AgentCommand>();
  const decided: Decided[] = [];
  for (const event of (await handle.fetchHistory()).events ?? []) {
    const { acceptedRequest } = event.workflowExecutionUpdateAcceptedEventAttributes ?? {};
    const completed = event.workflowExecutionUpdateCompletedEventAttributes;
    const signal = event.workflowExecutionSignaledEventAttributes;
    if (acceptedRequest?.input?.args?.payloads) {
      const [command] = (await decode(acceptedRequest.input.args.payloads)) as [AgentCommand];
      asked.set(command.updateId, command);
    }
    const command = asked.get(completed?.meta?.updateId ?? '');
    if (command !== undefined && completed?.outcome?.success?.payloads) {
      const [verdict] = (await decode(completed.outcome.success.payloads)) as [Verdict];
      decided.push({ command, verdict });
    }
    if (signal?.signalName === 'agentCommand' && signal.input?.payloads) {
      const [signalled] = (await decode(signal.input.payloads)) as [AgentCommand];
      // The same click again gets the same answer.
      const { kind, updateId } = signalled;
      if (asked.has(updateId)) continue;
      const verdict = await handle.executeUpdate(AGENT_UPDATES[kind], { args: [signalled], updateId });
      decided.push({ command: signalled, verdict });
    }
  }
  return decided;
}

/** Whom the conversation belongs to after each accepted command, by nothing but the commands. Throws where it had two owners. */
export function ownerAfter(decided: readonly Decided[]): string | undefined {
  let owner: string | undefined;
  for (const { command, verdict } of decided) {
    if (!verdict.accepted) continue;
    const { agent, kind, from, to } = command;
    const isTaken = owner !== undefined && owner !== agent.id;
    if (isTaken && !(kind === 'takeOver' && from?.agent === owner))
      throw new Error(`${agent.name} was let do ${kind} with what ${owner} had.`);
    owner = OWNS[kind] === 'nobody' ? to?.id : OWNS[kind] === 'clicker' ? agent.id : owner;
  }
  return owner;
}

const OWNS: Partial<Record<AgentCommand['kind'], 'clicker' | 'nobody'>> = {
  takeOver: 'clicker',
  snooze: 'clicker',
  reply: 'clicker',
  resolve: 'nobody',
  resume: 'nobody',
  transfer: 'nobody',
};
