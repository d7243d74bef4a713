import type { ClosingClick } from '../../workflows/closing';
import type { AgentCommand, AgentMessage, AgentMessageChange, Verdict } from '../../workflows/conversation/messages';
import type { OwnConversation } from '../../src/own-conversations';
import type { AssistantPause } from '../../src/assistant-pause';
import { NotTakenError, type AgentGateway, type NotTakenReason } from '../../src/agent-gateway';

export const DONE: Verdict = { accepted: true, code: 'done', sentence: 'Done.' };

/** What the gateway does with the next update: a verdict, one that `decide` brings, or a failure. */
export type UpdateAnswer = Verdict | 'verdict later' | 'verdict refused' | 'verdict lost' | NotTakenReason;

export interface FakeAgentGateway extends AgentGateway {
  commands: { workflowId: string; command: AgentCommand; way: 'update' | 'signal' }[];
  messages: { workflowId: string; message: AgentMessage }[];
  changes: { workflowId: string; change: AgentMessageChange }[];
  /** Answers of the next updates; the last one stays. */
  updates: UpdateAnswer[];
  signals: 'taken' | NotTakenReason;
  messageAnswer: 'taken' | NotTakenReason;
  threads: Map<string, string>;
  numbers: Map<string, string>;
  /** Look-ups of threads that find nothing before the card is visible. */
  threadVisibleAfter: number;
  lookUps: number;
  /** Conversations that nobody has taken. */
  waiting: string[];
  /** Conversations that an agent has. */
  claimed: Map<string, string[]>;
  own: Map<string, OwnConversation[]>;
  /** What was pressed in messages before closing. */
  closingClicks: ClosingClick[];
  /** While the assistant is paused. */
  paused: AssistantPause | undefined;
  /** Whether a worker is there to end a pause. */
  resumes: boolean;
  /** Brings the verdict to everybody who waits for it. */
  decide(verdict: Verdict): void;
}

/** An implementation of the port in memory: what a conversation would get, in order. */
export function createFakeAgentGateway(): FakeAgentGateway {
  const answerOf = (updates: UpdateAnswer[]): UpdateAnswer | undefined =>
    updates.length > 1 ? updates.shift() : updates[0];
  const waiting: ((verdict: Verdict) => void)[] = [];
  const gateway: FakeAgentGateway = {
    commands: [],
    messages: [],
    changes: [],
    updates: [DONE],
    signals: 'taken',
    messageAnswer: 'taken',
    threads: new Map(),
    numbers: new Map(),
    claimed: new Map(),
    own: new Map(),
    closingClicks: [],
    paused: undefined,
    resumes: true,
    threadVisibleAfter: 0,
    lookUps: 0,
    waiting: [],
    async command(workflowId, command) {
      gateway.commands.push({ workflowId, command, way: 'update' });
      const answer = answerOf(gateway.updates) ?? DONE;
      if (answer === 'closed' || answer === 'again' || answer === 'rejected' || answer === 'unclear') {
        throw new NotTakenError(answer, undefined);
      }
      if (answer === 'verdict later') return { verdict: () => new Promise((decided) => waiting.push(decided)) };
      return { verdict: () => verdictOf(answer) };
    },
    async signalCommand(workflowId, command) {
      gateway.commands.push({ workflowId, command, way: 'signal' });
      if (gateway.signals !== 'taken') throw new NotTakenError(gateway.signals, undefined);
    },
    async agentMessage(workflowId, message) {
      if (gateway.messageAnswer !== 'taken') throw new NotTakenError(gateway.messageAnswer, undefined);
      gateway.messages.push({ workflowId, message });
    },
    async agentMessageChange(workflowId, change) {
      if (gateway.messageAnswer !== 'taken') throw new NotTakenError(gateway.messageAnswer, undefined);
      gateway.changes.push({ workflowId, change });
    },
    async findByThread(channel, threadTs) {
      gateway.lookUps += 1;
      return gateway.lookUps > gateway.threadVisibleAfter ? gateway.threads.get(`${channel}:${threadTs}`) : undefined;
    },
    async findByNumber(digits) {
      return gateway.numbers.get(digits);
    },
    conversationsOf: async (agentId) => gateway.claimed.get(agentId) ?? [],
    ownConversations: async (agentId) => gateway.own.get(agentId) ?? [],
    customer: async () => ({ waId: '27825551234', name: 'Lindiwe M' }),
    unclaimed: async () => gateway.waiting,
    async closingClick(click) {
      if (gateway.signals !== 'taken') throw new NotTakenError(gateway.signals, undefined);
      gateway.closingClicks.push(click);
    },
    assistantPause: async () => gateway.paused,
    async pauseAssistant(agentId) {
      if (gateway.signals !== 'taken') throw new NotTakenError(gateway.signals, undefined);
      if (gateway.paused !== undefined) return 'paused already';
      gateway.paused = { since: new Date(), agentId };
      return 'paused';
    },
    async resumeAssistant() {
      if (gateway.signals !== 'taken') throw new NotTakenError(gateway.signals, undefined);
      if (gateway.resumes) gateway.paused = undefined;
      return gateway.resumes;
    },
    decide: (verdict) => waiting.splice(0).forEach((decided) => decided(verdict)),
    transcriptLink: (workflowId) => `https://baton.example/transcript/${workflowId}?expires=1&signature=ab`,
  };
  return gateway;
}

async function verdictOf(answer: Verdict | 'verdict refused' | 'verdict lost'): Promise<Verdict> {
  if (answer === 'verdict refused') throw new NotTakenError('rejected', undefined);
  if (answer === 'verdict lost') throw new NotTakenError('unclear', undefined);
  return answer;
}
