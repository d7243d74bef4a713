/**
 * The plumbing of a conversation. It knows no rule of the business: handlers push events into an inbox, the loop drains
 * it through `transition`, then reconciles what runs with what `jobs` asks for.
 */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  currentUpdateInfo,
  log,
  patched,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import type { ConversationEvent } from './events';
import { jobs, type Job } from './jobs';
import {
  agentCommandSignal,
  agentMessageSignal,
  conversationQuery,
  customerMessageSignal,
  customerMovedSignal,
  deliveryStatusSignal,
  keepAsNoteUpdate,
  keepPausedUpdate,
  phoneReplySignal,
  resolveUpdate,
  resumeUpdate,
  sendAgainUpdate,
  sendHeldUpdate,
  snoozeUpdate,
  takeOverUpdate,
  transferUpdate,
  type AgentCommand,
  type ConversationInput,
  type Verdict,
} from './messages';
import { runJob } from './run-job';
import { changedAttributes, publishedAttributes } from './search-attributes';
import { carryOver, initialState, type ConversationState } from './state';
import { nextDeadline, transition } from './transition';
import { toVerdict } from './verdict';
import { details, searchAttributes, snapshot, verdictKey } from './view';

const MAX_STEPS = 100;
const LONGEST_DRAIN = 30_000;
/** Newest first. A run keeps the rule set it began with; continue-as-new moves to the newest. */
const RULE_SETS = [1];

const UPDATES: UpdateDefinition<Verdict, [AgentCommand]>[] = [
  takeOverUpdate,
  resumeUpdate,
  keepPausedUpdate,
  resolveUpdate,
  snoozeUpdate,
  transferUpdate,
  sendHeldUpdate,
  keepAsNoteUpdate,
  sendAgainUpdate,
];

export async function conversationWorkflow(input: ConversationInput): Promise<void> {
  const run = createRun(beginState(input));
  registerHandlers(run);
  while (!(await run.step()));
  if (run.isCompleted()) return;
  const { phoneNumberId, settings } = run.state();
  await continueAsNew<typeof conversationWorkflow>({ phoneNumberId, settings, carried: run.state() });
}

function beginState({ phoneNumberId, settings, carried }: ConversationInput): ConversationState {
  const { workflowId, runId } = workflowInfo();
  const rules = RULE_SETS.find((set) => patched(`rules-${set}`)) ?? 0;
  if (carried !== undefined) return carryOver(carried as ConversationState, runId, rules);
  return initialState({ workflowId, runId, phoneNumberId, settings, rules, now: Date.now() });
}

type Run = ReturnType<typeof createRun>;

function createRun(initial: ConversationState) {
  let state = initial;
  // The first round looks at what a run before has left to do.
  const inbox: ConversationEvent[] = [{ type: 'tick', at: 0 }];
  const running = new Map<string, { job: Job; scope: CancellationScope }>();
  const published = publishedAttributes(workflowInfo().typedSearchAttributes);
  const timer = createTimer(() => inbox.push({ type: 'tick', at: 0 }));
  const steps = createStepCounter();
  let drainBegan: number | undefined;

  const push = (event: ConversationEvent): void => {
    inbox.push(event);
  };

  function drain(): void {
    for (const event of inSendingOrder(inbox.splice(0))) {
      if ('key' in event) running.delete(event.key);
      state = transition(state, { ...event, at: Date.now() });
    }
  }

  function start(job: Job): void {
    const scope = new CancellationScope();
    running.set(job.key, { job, scope });
    // Begun in the very step that schedules it: from here on a takeover waits for its outcome.
    if (job.kind === 'send') state = transition(state, { type: 'sendBegun', at: Date.now(), intentId: job.intentId });
    void scope.run(() => runJob(job)).then(push);
  }

  function reconcile(): void {
    const wanted = jobs(state);
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, { scope }] of running) if (!keys.has(key)) scope.cancel();
    for (const job of wanted) if (!running.has(job.key) && mayStart(job)) start(job);
  }

  /** While draining only what a takeover waits for may start. */
  function mayStart(job: Job): boolean {
    return drainBegan === undefined || (job.kind === 'send' && state.takeover !== undefined);
  }

  function publish(): void {
    const changed = changedAttributes(searchAttributes(state), published);
    if (changed.length > 0) upsertSearchAttributes(changed);
    setCurrentDetails(details(state));
  }

  function beginDrainIfDue(): void {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const due = continueAsNewSuggested || historyLength >= state.settings.maxEvents;
    if (due && drainBegan === undefined && state.takeover === undefined) drainBegan = Date.now();
  }

  /** Model calls that outlast the drain are cancelled and asked again by the next run; a send always ends by itself. */
  function cutDrainShort(): void {
    for (const { job, scope } of running.values()) if (job.kind !== 'send' && job.kind !== 'slack') scope.cancel();
  }

  async function waitForWork(): Promise<void> {
    const ready = (): boolean => inbox.length > 0 || isOver();
    if (drainBegan === undefined) {
      await condition(ready);
      return;
    }
    const left = drainBegan + LONGEST_DRAIN - Date.now();
    if (left <= 0) cutDrainShort();
    if (left <= 0 || !(await condition(ready, left, { summary: 'drain before continue-as-new' })))
      await condition(ready);
  }

  function isOver(): boolean {
    const quiet = inbox.length === 0 && running.size === 0 && state.takeover === undefined && allHandlersFinished();
    return quiet && (state.completed || drainBegan !== undefined);
  }

  /** One round; true when the run is over. */
  async function step(): Promise<boolean> {
    await waitForWork();
    if (steps.exceeded()) {
      log.error('conversation parked: too many steps at one moment');
      push({ type: 'parked', at: 0 });
      steps.reset();
    }
    drain();
    beginDrainIfDue();
    reconcile();
    if (drainBegan === undefined) timer.arm(nextDeadline(state));
    publish();
    return isOver();
  }

  return { push, step, state: () => state, isCompleted: () => state.completed };
}

/** Messages that were drained together are ordered by the customer's own clock; everything else keeps its place. */
function inSendingOrder(events: ConversationEvent[]): ConversationEvent[] {
  const messages = events.filter((event) => event.type === 'customerMessage');
  messages.sort((a, b) => a.message.sentAt - b.message.sentAt);
  return events.map((event) => (event.type === 'customerMessage' ? (messages.shift() ?? event) : event));
}

/** One timer for all deadlines: left alone when the next one moves later, replaced only when it moves earlier. */
function createTimer(fire: () => void) {
  let armed: { at: number; scope: CancellationScope } | undefined;
  return {
    arm(deadline: { at: number; what: string } | undefined): void {
      if (deadline === undefined || (armed !== undefined && armed.at <= deadline.at)) return;
      armed?.scope.cancel();
      const scope = new CancellationScope();
      const mine = { at: deadline.at, scope };
      armed = mine;
      const wait = Math.max(1, deadline.at - Date.now());
      const end = (fired: boolean): void => {
        if (armed === mine) armed = undefined;
        if (fired) fire();
      };
      void scope
        .run(() => sleep(wait, { summary: deadline.what }))
        .then(
          () => end(true),
          () => end(false),
        );
    },
  };
}

/** Counts rounds within one activation (its clock stands still): a loop that never parks takes down the worker. */
function createStepCounter() {
  let at = 0;
  let count = 0;
  return {
    exceeded(): boolean {
      count = at === Date.now() ? count + 1 : 1;
      at = Date.now();
      return count > MAX_STEPS;
    },
    reset(): void {
      count = 0;
    },
  };
}

function registerHandlers(run: Run): void {
  setHandler(customerMessageSignal, (message) => run.push({ type: 'customerMessage', at: 0, message }));
  setHandler(phoneReplySignal, (reply) => run.push({ type: 'phoneReply', at: 0, reply }));
  setHandler(customerMovedSignal, (moved) => run.push({ type: 'customerMoved', at: 0, moved }));
  setHandler(deliveryStatusSignal, (status) => run.push({ type: 'deliveryStatus', at: 0, status }));
  setHandler(agentMessageSignal, (message) => run.push({ type: 'agentMessage', at: 0, message }));
  setHandler(agentCommandSignal, (command) => run.push({ type: 'agentCommand', at: 0, command, signalled: true }));
  for (const update of UPDATES) setHandler(update, (command) => carryOut(run, command));
  setHandler(conversationQuery, () => snapshot(run.state(), Date.now()));
}

/** The verdict is the transition's: the handler waits for exactly the entry of its own update id. */
async function carryOut(run: Run, command: AgentCommand): Promise<Verdict> {
  const updateId = currentUpdateInfo()?.id ?? command.updateId;
  run.push({ type: 'agentCommand', at: 0, command: { ...command, updateId }, signalled: false });
  const key = verdictKey(updateId);
  const find = () => run.state().verdicts.find(({ id }) => id === key);
  await condition(() => find() !== undefined);
  const verdict = find();
  // The condition has just held; nothing runs in between.
  return toVerdict(verdict ?? { id: key, accepted: false, code: 'stale_button' });
}
