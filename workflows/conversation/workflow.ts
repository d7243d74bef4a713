/**
 * The plumbing of a conversation. It knows no rule of the business: handlers push events into an inbox, the loop drains
 * it through `transition`, then reconciles what runs with what `jobs` asks for.
 */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  patched,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { details } from './details';
import type { ConversationEvent } from './events';
import { jobs, type Job } from './jobs';
import type { ConversationInput } from './messages';
import { registerHandlers } from './plumbing/handlers';
import { createStepCounter, inSendingOrder } from './plumbing/inbox';
import { createJobRunner } from './plumbing/job-runner';
import { count } from './plumbing/measurements';
import { changedAttributes, publishedAttributes } from './plumbing/search-attributes';
import { createTimer } from './plumbing/timer';
import { RULE_SETS } from './rules';
import { carryOver, initialState, type ConversationState } from './state';
import { nextDeadline, transition } from './transition';
import { searchAttributes } from './view';

const LONGEST_DRAIN = 30_000;

/**
 * One conversation: one customer and one number of the business. Runs until 30 idle days have passed; continues as new
 * when its history grows long, carrying the whole state.
 */
export async function conversationWorkflow(input: ConversationInput): Promise<void> {
  const { state, happened } = holdState(beginState(input));
  // The first round looks at what a run before has left to do.
  const inbox: ConversationEvent[] = [{ type: 'tick', at: 0 }];
  const push = (event: ConversationEvent): void => void inbox.push(event);
  const runner = createJobRunner(push);
  const timer = createTimer(() => push({ type: 'tick', at: 0 }));
  const steps = createStepCounter();
  const published = publishedAttributes(workflowInfo().typedSearchAttributes);
  let drainBegan: number | undefined;
  registerHandlers({ push, state });

  function drainInbox(): void {
    for (const event of inSendingOrder(inbox.splice(0))) {
      if ('key' in event) runner.ended(event.key);
      happened(event);
    }
  }

  function reconcile(): void {
    const wanted = jobs(state());
    runner.cancelUnwanted(wanted);
    for (const job of wanted) {
      if (runner.runs(job.key) || !mayStart(job, state(), drainBegan, runner.size())) continue;
      runner.start(job);
      // Begun in the very step that schedules it: from here on a takeover waits for its outcome.
      if (job.kind === 'send') happened({ type: 'sendBegun', at: 0, intentId: job.intentId });
    }
  }

  function isOver(): boolean {
    const nothingLeft = inbox.length === 0 && runner.size() === 0 && state().takeover === undefined;
    return (state().completed || drainBegan !== undefined) && nothingLeft && allHandlersFinished();
  }

  while (!isOver()) {
    await waitForWork(() => inbox.length > 0 || isOver(), drainBegan, runner.cancelModelCalls);
    if (steps.exceeded(Date.now())) push(parked());
    drainInbox();
    if (state().takeover === undefined && continueAsNewIsDue(state())) drainBegan ??= Date.now();
    reconcile();
    if (drainBegan === undefined) timer.arm(nextDeadline(state()));
    publish(state(), published);
  }
  if (!state().completed) await continueWith(state());
}

/** The state, and the one way in which it changes. */
function holdState(first: ConversationState) {
  let state = first;
  return {
    state: () => state,
    happened(event: ConversationEvent): void {
      const before = state;
      state = transition(before, { ...event, at: Date.now() });
      count(before, state);
    },
  };
}

async function continueWith(state: ConversationState): Promise<never> {
  const { phoneNumberId, settings } = state;
  return continueAsNew<typeof conversationWorkflow>({ phoneNumberId, settings, carried: state });
}

function parked(): ConversationEvent {
  log.error('conversation parked: too many steps at one moment');
  return { type: 'parked', at: 0 };
}

function beginState({ phoneNumberId, settings, afterStop, carried }: ConversationInput): ConversationState {
  const { workflowId, runId } = workflowInfo();
  const rules = RULE_SETS.find((set) => patched(`rules-${set}`)) ?? 0;
  if (carried !== undefined) return carryOver(carried as ConversationState, runId, rules);
  const seed = { workflowId, runId, phoneNumberId, settings, rules, now: Date.now() };
  return initialState(afterStop === undefined ? seed : { ...seed, afterStop });
}

function continueAsNewIsDue({ settings }: ConversationState): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= settings.maxEvents;
}

/** While draining before continue-as-new only what a takeover waits for may start. */
function mayStart(job: Job, { takeover }: ConversationState, drainBegan: number | undefined, running: number): boolean {
  if (job.kind === 'pass' && job.alone && running > 0) return false;
  return drainBegan === undefined || (job.kind === 'send' && takeover !== undefined);
}

/** Waits for the next event. Model calls that outlast the drain are cancelled; the next run asks them again. */
async function waitForWork(ready: () => boolean, drainBegan: number | undefined, cutShort: () => void): Promise<void> {
  if (drainBegan !== undefined) {
    const left = drainBegan + LONGEST_DRAIN - Date.now();
    if (left > 0 && (await condition(ready, left, { summary: 'drain before continue-as-new' }))) return;
    cutShort();
  }
  await condition(ready);
}

function publish(state: ConversationState, published: Record<string, string>): void {
  const changed = changedAttributes(searchAttributes(state), published, state.rules);
  if (changed.length > 0) upsertSearchAttributes(changed);
  setCurrentDetails(details(state));
}
