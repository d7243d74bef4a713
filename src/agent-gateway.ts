import type { ClosingClick } from '../workflows/closing';
import type { AgentCommand, AgentMessage, AgentMessageChange, Verdict } from '../workflows/conversation/messages';
import type { CustomerIdentity } from '../workflows/conversation/ports';
import type { OwnConversation } from './own-conversations';
import type { AssistantPause } from './assistant-pause';

/** Why a command or message was not taken. */
export type NotTakenReason =
  /** There is no open conversation under this id. */
  | 'closed'
  /** Refused before it was looked at: worth the same call, under the same id, at once. */
  | 'again'
  /** The conversation refused it for good. */
  | 'rejected'
  /** Anything else: it may have been recorded or not. */
  | 'unclear';

export class NotTakenError extends Error {
  constructor(
    readonly reason: NotTakenReason,
    cause: unknown,
  ) {
    super(`The conversation did not take it (${reason}).`, { cause });
    this.name = 'NotTakenError';
  }
}

export interface AcceptedCommand {
  /** What came of it; may take as long as a message in flight. Throws NotTakenError. */
  verdict(): Promise<Verdict>;
}

/** The way of agents to conversations, from Slack and from the desk page. Deadlines are ms UTC. */
export interface AgentGateway {
  /** Returns once the command is durable. Throws NotTakenError. */
  command(workflowId: string, command: AgentCommand, deadline: number): Promise<AcceptedCommand>;
  /** The same command on the way that needs no worker; its `updateId` keeps it from counting twice. Throws NotTakenError. */
  signalCommand(workflowId: string, command: AgentCommand, deadline: number): Promise<void>;
  /** Returns once the message is durable. Throws NotTakenError. */
  agentMessage(workflowId: string, message: AgentMessage, deadline: number): Promise<void>;
  /** Returns once the change is durable. Throws NotTakenError. */
  agentMessageChange(workflowId: string, change: AgentMessageChange, deadline: number): Promise<void>;
  /** The conversation whose card is the root of this thread. A card that was just posted may take a second to be found. */
  findByThread(channel: string, threadTs: string, deadline: number): Promise<string | undefined>;
  /** The open conversation with this customer. `digits`: the number in international form, without plus. */
  findByNumber(digits: string, deadline: number): Promise<string | undefined>;
  /** The conversations that an agent has. Throws NotTakenError. */
  conversationsOf(agentId: string, deadline: number): Promise<string[]>;
  /** The same, with the threads in which he would write, also those that he has put off. Throws NotTakenError. */
  ownConversations(agentId: string, deadline: number): Promise<OwnConversation[]>;
  /** Who the customer of this conversation is. Throws NotTakenError. */
  customer(workflowId: string, deadline: number): Promise<CustomerIdentity>;
  /** Conversations that people got because the model was away, and that nobody has taken. Throws NotTakenError. */
  unclaimed(deadline: number): Promise<string[]>;
  /** What an agent has pressed in her message before closing; returns once it is durable. Throws NotTakenError. */
  closingClick(click: ClosingClick, deadline: number): Promise<void>;
  /** Who has paused the assistant in every conversation, and since when; `undefined` while it answers. Throws NotTakenError. */
  assistantPause(deadline: number): Promise<AssistantPause | undefined>;
  /** Pauses it for an agent: durable once it returns, in force a second later. Throws NotTakenError. */
  pauseAssistant(agentId: string, deadline: number): Promise<'paused' | 'paused already'>;
  /** Ends the pause; answers whether a worker has seen to it already. Throws NotTakenError. */
  resumeAssistant(deadline: number): Promise<boolean>;
  /** A link to the transcript that works for 24 hours. */
  transcriptLink(workflowId: string): string;
}
