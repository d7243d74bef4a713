/**
 * Tells each agent, shortly before the business closes, what she still has, in one direct message; and does with it what she
 * presses there.
 */
import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { AgentCommand, Verdict } from './conversation/messages';
import type {
  Agent,
  ClaimedConversation,
  ClosingChoice,
  ClosingEntry,
  ClosingMessage,
  SlackResult,
} from './conversation/ports';
import { postUntilTaken } from './team-message';

/** The registered name of the workflow, and the id of the one that runs. */
export const CLOSING_WORKFLOW = 'closingWorkflow';
export const CLOSING_ID = 'closing';

/** What an agent has pressed in her message. Times: ms UTC. */
export interface ClosingClick {
  /** Names the click for good. */
  id: string;
  agent: Agent;
  /** Of which closing the message tells. */
  closesAt: number;
  choice: ClosingChoice;
  /** Absent: with all that is left. */
  workflowId?: string;
  /** The message itself. */
  place: SlackResult;
}

export const closingClickSignal = defineSignal<[ClosingClick]>('closingClick');

/** What one run hands on to the next. */
interface ClosingState {
  /** The last closing of which agents were told, ms UTC. */
  told: number;
  messages: ToldAgent[];
}

interface ToldAgent {
  message: ClosingMessage;
  place: SlackResult;
}

/** What the workflow needs from outside. Times: ms UTC. */
export interface ClosingActivities {
  /** The first closing of the business after `after`; none where it never closes. */
  nextClosing(after: number): Promise<{ at?: number }>;
  /** What each agent has, and until when it may be put off. */
  listClaimed(request: { closesAt: number; now: number }): Promise<{
    agents: { agent: Agent; conversations: ClaimedConversation[] }[];
    until: ClosingMessage['until'];
  }>;
  /** An agent's command to a conversation, and what that says to it. */
  carryOut(request: { workflowId: string; command: AgentCommand }): Promise<Pick<Verdict, 'accepted' | 'sentence'>>;
}

const MINUTE = 60_000;
const BEFORE = 15 * MINUTE;
/** The hours may have been changed. */
const LOOK_AGAIN = 30 * MINUTE;
const MOST_EVENTS = 2_000;
const AT_ONCE = 5;

const { nextClosing, listClaimed } = proxyActivities<Pick<ClosingActivities, 'nextClosing' | 'listClaimed'>>({
  startToCloseTimeout: '60 seconds',
});
const { carryOut } = proxyActivities<Pick<ClosingActivities, 'carryOut'>>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 5 },
});

/** Runs for good; `before`: what the run before it knew. */
export async function closingWorkflow(before: ClosingState = { told: 0, messages: [] }): Promise<void> {
  const state: ClosingState = { ...before };
  const clicks: ClosingClick[] = [];
  setHandler(closingClickSignal, (click) => void clicks.push(click));
  for (;;) {
    for (let click = clicks.shift(); click !== undefined; click = clicks.shift()) await answer(state, click);
    if (workflowInfo().historyLength > MOST_EVENTS) await continueAsNew<typeof closingWorkflow>(state);
    const { at } = await nextClosing(Math.max(Date.now(), state.told));
    const left = at === undefined ? Infinity : at - BEFORE - Date.now();
    if (at !== undefined && left <= 0) {
      state.told = at;
      state.messages = await tellAll(at);
    } else await condition(() => clicks.length > 0, Math.min(left, LOOK_AGAIN));
  }
}

/** One message to each agent who has something. Whom Slack has not taken it for by closing time is not told any more. */
async function tellAll(closesAt: number): Promise<ToldAgent[]> {
  const { agents, until } = await listClaimed({ closesAt, now: Date.now() });
  const told = agents.map(async ({ agent, conversations }): Promise<ToldAgent[]> => {
    const entries = conversations.map((conversation): ClosingEntry => ({ ...conversation, state: 'open' }));
    const message: ClosingMessage = { closesAt, agent, until, entries };
    const place = await post(message);
    return place === undefined ? [] : [{ message, place }];
  });
  return (await Promise.all(told)).flat();
}

/** Also where a workflow before this one was ended by an operator: what is there is found, not posted again. */
async function post(message: ClosingMessage): Promise<SlackResult | undefined> {
  const postId = `closing-${message.closesAt}-${message.agent.id}`;
  const request = {
    workflowId: CLOSING_ID,
    postId,
    post: { kind: 'closing' as const, user: message.agent.id, message },
  };
  return postUntilTaken(request, { lookUpFirst: true, giveUpAt: message.closesAt });
}

async function show(user: string, place: SlackResult, message?: ClosingMessage): Promise<void> {
  const { historyLength, runId } = workflowInfo();
  const postId = `closing-${runId}-${historyLength}`;
  const content = { kind: 'closing' as const, user, place, ...(message && { message }) };
  await postUntilTaken({ workflowId: CLOSING_ID, postId, post: content });
}

/** Each entry is dealt with once; the message says what became of it. */
async function answer({ messages }: ClosingState, click: ClosingClick): Promise<void> {
  const found = messages.find(
    ({ message, place }) =>
      message.closesAt === click.closesAt && message.agent.id === click.agent.id && place.ts === click.place.ts,
  );
  if (found === undefined) return show(click.agent.id, click.place);
  const { entries } = found.message;
  const chosen = entries.filter(
    ({ state, workflowId }) => state === 'open' && (click.workflowId ?? workflowId) === workflowId,
  );
  const waiting = [...chosen];
  const work = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift())
      await dealWith(entry, click, found.message.until.at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await show(click.agent.id, found.place, found.message);
}

async function dealWith(entry: ClosingEntry, { id, agent, choice }: ClosingClick, until: number): Promise<void> {
  const { workflowId, handoff } = entry;
  const command: AgentCommand = {
    updateId: `${id}:${workflowId}`,
    agent,
    ...(handoff !== undefined && { handoff }),
    ...COMMANDS[choice](until),
  };
  try {
    const { accepted, sentence } = await carryOut({ workflowId, command });
    Object.assign(entry, accepted ? { state: choice, sentence: undefined } : { state: 'refused', sentence });
  } catch {
    Object.assign(entry, { sentence: 'It could not be reached. Try again.' });
  }
}

const COMMANDS: Record<ClosingChoice, (until: number) => Pick<AgentCommand, 'kind' | 'until' | 'toGroup'>> = {
  resolve: () => ({ kind: 'resolve' }),
  later: (until) => ({ kind: 'snooze', until }),
  queue: () => ({ kind: 'transfer', toGroup: true }),
};
