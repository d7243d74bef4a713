import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { ASSISTANT_PAUSE_ID } from '../../workflows/assistant-pause';
import {
  pauseUpdate,
  agentCommandSignal,
  type AgentCommand,
  type Verdict,
} from '../../workflows/conversation/messages';
import {
  hasResumed,
  PAUSE_KNOWN_WITHIN_MS,
  pauseAssistant,
  readAssistantPause,
  resumeAssistant,
} from '../assistant-pause';
import { readFindConfig, readOperatorConfig, type Environment } from '../config';
import { FoundWrongError, UsageError, type Print } from './command';
import { conversationWith, readCustomer } from './customer';
import { readOptions } from './options';
import { inPlace } from './place';
import { pausedBy } from './wording';

const VERDICT_WITHIN_MS = 8_000;

/** `baton pause`: the kill switch, for every conversation or for one. Throws UsageError, ConfigurationError, TemporalUnreachableError or FoundWrongError. */
export async function pause(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { positionals } = readOptions(args, {});
  if (positionals.length > 0) return pauseOne(environment, print, readCustomer(positionals, 'pause'));
  await inPlace(readOperatorConfig(environment), async ({ client, workflowLink }) => {
    const outcome = await pauseAssistant(client);
    // Every worker knows by then, so the sentence is true.
    await delay(PAUSE_KNOWN_WITHIN_MS);
    print(
      outcome === 'paused'
        ? 'The assistant is paused in every conversation: what customers write goes to people.'
        : `The assistant is paused already, ${pausedBy((await readAssistantPause(client)) ?? { since: new Date() })}.`,
    );
    print('A message that WhatsApp had before may still arrive. `npm run baton -- resume` ends the pause.');
    print(workflowLink(ASSISTANT_PAUSE_ID));
  });
}

/** `baton resume`: ends the pause of every conversation. Throws as `pause`. */
export async function resume(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { positionals } = readOptions(args, {});
  if (positionals.length > 0) {
    throw new UsageError(
      'One conversation comes back only when somebody in it confirms: [Hand back] in Slack, or [Ask the assistant] on the phone. `resume` takes nothing.',
    );
  }
  await inPlace(readOperatorConfig(environment), async ({ client }) => {
    if ((await readAssistantPause(client)) === undefined) {
      print('The assistant is not paused.');
      return;
    }
    await resumeAssistant(client);
    if (!(await hasResumed(client))) {
      print('Recorded: the assistant answers again as soon as a worker runs.');
      return;
    }
    await delay(PAUSE_KNOWN_WITHIN_MS);
    print('The assistant answers again.');
    print('Conversations that people have by now stay with people until somebody confirms.');
  });
}

async function pauseOne(environment: Environment, print: Print, customer: string): Promise<void> {
  await inPlace(readFindConfig(environment), async (place) => {
    const workflowId = await conversationWith(place, customer);
    const { status } = await place.client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') {
      throw new FoundWrongError('The conversation with this customer has ended: there is nothing to pause.');
    }
    print(await pausedSentence(place.client, workflowId));
    print(place.workflowLink(workflowId));
  });
}

async function pausedSentence(client: Client, workflowId: string): Promise<string> {
  const command: AgentCommand = {
    updateId: `operator:${randomUUID()}`,
    kind: 'pause',
    agent: { id: 'operator', name: 'An operator' },
  };
  const verdict = await verdictOf(client, workflowId, command);
  if (verdict === undefined) {
    // The same command on the way that needs no worker; it counts once.
    await client.workflow.getHandle(workflowId).signal(agentCommandSignal, command);
    return 'Recorded: people have this conversation as soon as a worker runs.';
  }
  if (verdict.code === 'with_people') return verdict.sentence;
  return 'People have this conversation now. The assistant comes back when somebody in it confirms.';
}

async function verdictOf(client: Client, workflowId: string, command: AgentCommand): Promise<Verdict | undefined> {
  const handle = client.workflow.getHandle(workflowId);
  const request = { updateId: command.updateId, args: [command] as [AgentCommand] };
  try {
    return await client.withDeadline(Date.now() + VERDICT_WITHIN_MS, () => handle.executeUpdate(pauseUpdate, request));
  } catch {
    return undefined;
  }
}
