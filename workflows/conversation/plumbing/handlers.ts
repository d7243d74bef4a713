import { condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import type { ConversationEvent } from '../events';
import {
  AGENT_UPDATES,
  agentCommandSignal,
  agentMessageChangeSignal,
  agentMessageSignal,
  carriedSignal,
  conversationQuery,
  customerMessageSignal,
  customerMovedSignal,
  deliveryStatusSignal,
  phoneReplySignal,
  type AgentCommand,
  type Verdict,
} from '../messages';
import type { ConversationState } from '../state';
import { toVerdict } from '../verdict';
import { snapshot, verdictKey } from '../view';

interface Run {
  push(event: ConversationEvent): void;
  state(): ConversationState;
}

/** Handlers only push into the inbox; nothing is decided here, so nothing in them can go wrong. */
export function registerHandlers({ push, state }: Run): void {
  setHandler(customerMessageSignal, (message) => push({ type: 'customerMessage', at: 0, message }));
  setHandler(phoneReplySignal, (reply) => push({ type: 'phoneReply', at: 0, reply }));
  setHandler(customerMovedSignal, (moved) => push({ type: 'customerMoved', at: 0, moved }));
  setHandler(carriedSignal, (carried) => push({ type: 'carried', at: 0, carried }));
  setHandler(deliveryStatusSignal, (status) => push({ type: 'deliveryStatus', at: 0, status }));
  setHandler(agentMessageSignal, (message) => push({ type: 'agentMessage', at: 0, message }));
  setHandler(agentMessageChangeSignal, (change) => push({ type: 'agentMessageChange', at: 0, change }));
  setHandler(agentCommandSignal, (command) => push({ type: 'agentCommand', at: 0, command, signalled: true }));
  for (const update of Object.values(AGENT_UPDATES))
    setHandler(update, (command) => carryOut({ push, state }, command));
  setHandler(conversationQuery, () => snapshot(state(), Date.now()));
}

/** The verdict is the transition's: the handler waits for exactly the entry of its own update id. */
async function carryOut({ push, state }: Run, command: AgentCommand): Promise<Verdict> {
  const updateId = currentUpdateInfo()?.id ?? command.updateId;
  push({ type: 'agentCommand', at: 0, command: { ...command, updateId }, signalled: false });
  const key = verdictKey(updateId);
  const find = () => state().verdicts.find(({ id }) => id === key);
  await condition(() => find() !== undefined);
  return toVerdict(find() ?? { id: key, accepted: false, code: 'stale_button' });
}
